"""From the answers of phones to the voices that are pooled, and back."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.workshops.basis import Basis
from app.workshops.counted import Answers
from app.workshops.plain import Json
from simulator.group.voice import Voice, voice_from_plain
from simulator.model import Model


def voice(answers: Answers, model: Model, basis: Basis) -> Voice:
    """Return a person's voice.

    Parameters
    ----------
    answers : dict
        By question, as phones send them.
    model : Model
        As the scenario sees it.
    basis : Basis

    Raises
    ------
    ValueError
        Naming the question, the rule and the value.
    """
    known = {q: READERS[q](value, model, basis) for q, value in answers.items()}
    return voice_from_plain(
        {question: said for question, said in known.items() if said is not None}, model
    )


def _credence(value: Any, model: Model, _: Basis) -> Json:
    shares = value["shares"]
    p = [shares[name] for name in model.belief.ladder.ids]
    return {"p": p, "firmness": value.get("concentration")}


def _same(value: Any, _model: Model, _basis: Basis) -> Any:
    return value


def _measures(value: Any, _: Model, basis: Basis) -> Json | None:
    return {name: value[name] for name in basis.measures if name in value} or None


def _seeds(value: Any, _: Model, basis: Basis) -> list[list[float]] | None:
    """Return the answers in their order; whoever left one out answered none."""
    asked = list(basis.truths or {})
    if not asked or any(name not in value for name in asked):
        return None
    rows = [value[name] for name in asked]
    return rows if all(low < mid < high for low, mid, high in rows) else None


READERS = {
    "credence": _credence,
    "prediction": _same,
    "utilities": _same,
    "likelihoods": _same,
    "measures": _measures,
    "seeds": _seeds,
}


def answers(voice: Voice, model: Model, basis: Basis) -> Mapping[str, Any]:
    """Return what the phone of a person with this voice would send, by question."""
    held = voice.credence
    p = np.maximum(held.p, 0.0) / held.p.sum()
    shares = dict(zip(model.belief.ladder.ids, p.tolist(), strict=True))
    told = {
        "credence": {"shares": shares, "concentration": held.concentration},
        "prediction": voice.prediction,
        "utilities": voice.utilities,
        "likelihoods": voice.likelihoods,
        "measures": voice.measures,
        "seeds": _by_id(voice, basis),
    }
    return {question: said for question, said in told.items() if said is not None}


def _by_id(voice: Voice, basis: Basis) -> Json | None:
    if voice.seeds is None:
        return None
    return dict(zip(basis.truths or {}, voice.seeds.tolist(), strict=True))
