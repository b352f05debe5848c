"""Making a brief: from a scenario, by the engine, to the value that is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from importlib.metadata import version

import numpy as np

from app.briefs.brief import (
    Brief,
    Change,
    Ending,
    Estimate,
    Level,
    Observed,
    Ranked,
    Stamp,
)
from app.briefs.clipping import clipped
from app.briefs.doubts import Doubts, doubts
from app.briefs.edition import FULL, Edition
from app.texts import language
from levels.arrays import FloatArray
from levels.update import Update, update
from simulator.choice.acceptability import acceptability
from simulator.choice.effects import Effects
from simulator.choice.ranking import Place, Ranking, groundwork, rank
from simulator.choice.reasons import reason
from simulator.model import Model
from simulator.scenario import CONTRACT, Scenario
from simulator.translation import translated
from simulator.world.engine import engine
from simulator.world.simulation import standard_error

EXPLAINED = 5
"""How many interventions are given with their reasons."""


def computed(
    base: Model, scenario: Scenario, made: str, edition: Edition = FULL
) -> Brief:
    """Return the brief of a scenario, with all that has to be simulated for it.

    Parameters
    ----------
    base : Model
        The pack before the scenario's changes.
    scenario : Scenario
    made : str
        The day, as YYYY-MM-DD.
    edition : Edition
    """
    model = scenario.revised(base)
    told = update(model.belief.network, scenario.credence, scenario.observations)
    ready = engine(model)
    done = groundwork(ready, scenario)
    weights = model.belief.network.weights(scenario.observations)
    utilities, p = scenario.utility(model), told.posterior.p
    ranking = rank(model, done, utilities, p, weights)
    found = Results(told, done.effects, ranking, doubts(ready, scenario, done, p))
    return brief(base, scenario, found, made=made, edition=edition)


@dataclass(frozen=True, eq=False)
class Results:
    """What the engine found of a scenario, of which a brief tells.

    Parameters
    ----------
    told : Update
        Of its credence on its observations.
    effects : Effects
    ranking : Ranking
    doubts : Doubts
    """

    told: Update
    effects: Effects
    ranking: Ranking
    doubts: Doubts


def brief(
    base: Model,
    scenario: Scenario,
    found: Results,
    *,
    made: str,
    edition: Edition = FULL,
) -> Brief:
    """Return the brief of a scenario from results of the engine.

    Parameters
    ----------
    base : Model
        The pack before the scenario's changes.
    scenario : Scenario
    found : Results
    made : str
        The day, as YYYY-MM-DD.
    edition : Edition
    """
    told, effects, ranking = found.told, found.effects, found.ranking
    model = translated(scenario.revised(base), language())
    model = model if edition.is_full else clipped(model)
    return Brief(
        scenario=scenario,
        model=model,
        levels=_levels(model, told, effects),
        endings=_endings(model, scenario, ranking),
        expected_value=Estimate(ranking.expected_value, ranking.standard_error),
        ranking=_ranked(model, scenario, effects, ranking),
        reasons=tuple(
            reason(model, place, ranking.p) for place in ranking.places[:EXPLAINED]
        ),
        lead=_lead(effects, ranking),
        observed=_observed(model, scenario, told.decibans),
        changes=_changes(translated(base, language()), model, scenario),
        doubts=found.doubts,
        edition=edition,
        stamp=Stamp(
            version=version("tenlevels"),
            contract=CONTRACT,
            pack=base.digest,
            revised=model.digest,
            scenario=scenario.digest,
            seed=scenario.seed,
            worlds=scenario.worlds,
            made=made,
        ),
    )


def _levels(model: Model, told: Update, effects: Effects) -> tuple[Level, ...]:
    outcomes = effects.outcomes.mean[0].tolist()
    named = enumerate(model.belief.ladder.levels, start=1)
    numbers = zip(told.prior.p, told.posterior.p, outcomes, strict=True)
    return tuple(
        Level(number, level.name, float(before), float(after), tuple(row))
        for (number, level), (before, after, row) in zip(named, numbers, strict=True)
    )


def _endings(model: Model, scenario: Scenario, ranking: Ranking) -> tuple[Ending, ...]:
    worth = zip(ranking.outcomes, ranking.utilities, strict=True)
    return tuple(
        Ending(o.name, o.tone, float(p), float(u), o.id in scenario.utilities)
        for o, (p, u) in zip(model.world.outcomes, worth, strict=True)
    )


def _ranked(
    model: Model, scenario: Scenario, effects: Effects, ranking: Ranking
) -> tuple[Ranked, ...]:
    held = replace(scenario.credence, p=ranking.p)
    sure = acceptability(effects, ranking.utilities, held, scenario.seed)
    first, three = (sure.among(n).tolist() for n in (1, 3))
    return tuple(
        _place(model, place, (first[place.index], three[place.index]))
        for place in ranking.places
    )


def _place(model: Model, place: Place, shares: tuple[float, float]) -> Ranked:
    interventions, lacks = model.means.interventions, place.partner
    return Ranked(
        index=place.index,
        name=interventions[place.index].name,
        kind=interventions[place.index].kind,
        priority=Estimate(place.priority, place.standard_error),
        first=shares[0],
        three=shares[1],
        needs=None if lacks is None else interventions[lacks.index].name,
        factor=1.0 if lacks is None else lacks.factor,
    )


def _lead(effects: Effects, ranking: Ranking) -> Estimate | None:
    """Return by how much the first leads: its error is less, for worlds are shared."""
    if len(ranking.places) < 2:
        return None
    one, other = (effects.by_scramble[p.index] for p in ranking.places[:2])
    gap = np.einsum("kos,o,k->s", one - other, ranking.utilities, ranking.p)
    return Estimate(float(gap.mean()), float(standard_error(gap)))


def _observed(
    model: Model, scenario: Scenario, decibans: Mapping[str, FloatArray]
) -> tuple[Observed, ...]:
    own = {str(item["id"]) for item in scenario.evidence}
    return tuple(
        Observed(item, scenario.observations[item.id].text, decibans[item.id],
                 item.id in own)
        for item in model.belief.evidence
        if item.id in scenario.observations
    )  # fmt: skip


def _changes(base: Model, model: Model, scenario: Scenario) -> tuple[Change, ...]:
    return tuple(
        Change(base.assumptions[name], model.assumptions[name].triple)
        for name in scenario.changes
    )
