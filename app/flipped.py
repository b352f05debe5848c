"""The command `flip`: how little must shift for the first choice to change."""

import argparse
from typing import Any

import numpy as np

from app import texts
from app.documents import Json, posterior, run_of
from app.sentences import points
from app.tables import table
from app.texts import say
from levels.arrays import FloatArray
from simulator.choice.flips import Flip, Flips, Lead, flips
from simulator.choice.priority import by_scramble
from simulator.choice.ranking import grants
from simulator.model import Model
from simulator.scenario import CONTRACT, Scenario
from simulator.world.engine import engine
from simulator.world.simulation import Progress

SMALLEST = 5e-5
"""A smaller share of credence is not spelled out."""


def options(added: argparse.ArgumentParser) -> None:
    """Add the option of how many places count."""
    text = "how many places of the ranking count, 1 by default"
    added.add_argument("--first", type=int, default=1, metavar="N", help=text)


def flip_document(
    model: Model, scenario: Scenario, first: int = 1, progress: Progress | None = None
) -> Json:
    """Return the nearest flips of the first few of a scenario's ranking.

    Raises
    ------
    ValueError
        If there are fewer interventions than places that count.
    """
    if not 1 <= first <= len(model.means.ids):
        msg = f"first must lie in [1, {len(model.means.ids)}], got {first}"
        raise ValueError(msg)
    effects = grants(engine(model), scenario, progress)
    p = posterior(model, scenario).posterior.p
    found = flips(by_scramble(effects.by_scramble, scenario.utility(model)), p, first)
    ids = model.means.ids
    return {
        "contract": CONTRACT,
        "from": [ids[i] for i in found.first],
        "flips": _flips(model, found),
        "sentence": sentence(model, found, p),
        "credence": p.tolist(),
        "lead": _lead(found.lead),
        **run_of(scenario),
    }


def _lead(lead: Lead | None) -> Json | None:
    if lead is None:
        return None
    return {"value": lead.value, "standard_error": lead.standard_error}


def _flips(model: Model, found: Flips) -> Json:
    return {
        "total_variation": _flip(model, found.total_variation),
        "earth_mover": _flip(model, found.earth_mover),
        "kl": _flip(model, found.relative_entropy),
        "one_level": _one_level(model, found),
    }


def _one_level(model: Model, found: Flips) -> Json | None:
    flip = found.one_level
    if flip is None:
        return None
    level = model.belief.ladder.ids[found.by_level.index(flip)]
    return {**_told(model, flip), "level": level}


def _flip(model: Model, flip: Flip | None) -> Json | None:
    return None if flip is None else _told(model, flip)


def _told(model: Model, flip: Flip) -> Json:
    return {
        "distance": flip.distance,
        "credence": flip.credence.tolist(),
        "to": [model.means.ids[i] for i in flip.first],
    }


def sentence(model: Model, found: Flips, p: FloatArray) -> str:
    """Return in words how far the first choice is from changing.

    Parameters
    ----------
    model : Model
    found : Flips
        Of the interventions.
    p : ndarray, shape (K,)
        The credence from which it shifts.
    """
    flip = found.total_variation
    if flip is not None and flip.distance == 0:
        return say("flip.tie", **_pair(model, flip))
    said = _never(model, found) if flip is None else _until(model, found, flip, p)
    if found.lead is None or found.lead.told_apart:
        return said
    return f"{said} {_near(model, found.lead)}"


def _until(model: Model, found: Flips, flip: Flip, p: FloatArray) -> str:
    moved = flip.credence - p
    values: dict[str, Any] = {
        "first": _names(model, found.first),
        "points": points(flip.distance)
        if flip.distance > SMALLEST
        else say("flip.hardly"),
        "sources": _levels(model, -moved),
        "targets": _levels(model, moved),
        **_pair(model, flip),
    }
    if len(found.first) == 1:
        return say("flip.stays", **values)
    return say("flip.stays.few", count=len(found.first), **values)


def _never(model: Model, found: Flips) -> str:
    first = _names(model, found.first)
    if len(found.first) == 1:
        return say("flip.never", first=first)
    return say("flip.never.few", first=first, count=len(found.first))


def _near(model: Model, lead: Lead) -> str:
    return say(
        "flip.near",
        leaves=_names(model, (lead.one,)),
        next=_names(model, (lead.other,)),
        gap=f"{1000 * lead.value:.2f}",
        error=f"{1000 * lead.standard_error:.2f}",
    )


def _pair(model: Model, flip: Flip) -> dict[str, str]:
    return {
        "leaves": _names(model, (flip.leaves,)),
        "other": _names(model, (flip.enters,)),
    }


def _names(model: Model, rows: tuple[int, ...]) -> str:
    return texts.listed([model.means.interventions[row].name for row in rows])


def _levels(model: Model, moved: FloatArray) -> str:
    """Return the levels that gain, those that gain most first."""
    levels = model.belief.ladder.levels
    most = [int(k) for k in np.argsort(-moved, kind="stable")]
    told = [k for k in most if moved[k] > SMALLEST * moved.max()]
    return texts.listed(
        [say("reasons.level", number=k + 1, name=levels[k].name) for k in told]
    )


def listed(document: Json) -> str:
    """Return the sentence, and the measures as a table, for people to read."""
    rows = [
        [name, None, "none"]
        if flip is None
        else [name, flip["distance"], ", ".join(flip["to"])]
        for name, flip in document["flips"].items()
    ]
    return f"{document['sentence']}\n\n{table(rows, ['measure', 'distance', 'to'])}"
