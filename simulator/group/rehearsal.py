"""Rehearsal: a room filled with simulated people of stated worldviews."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from levels.arrays import FloatArray
from levels.credence import Credence
from levels.firmness import neighborly_draws
from levels.pooling import linear_pool
from simulator.group.voice import WORKS, Voice
from simulator.model import Model

MOST_PEOPLE = 2000
SPREAD = 0.5
"""Of a log credence, between people of one worldview."""

FIRMNESS = (5.0, 10.0, 20.0, 50.0)
PULL = 0.3
"""How far people move to the room's pool in a second round, on average."""


def rehearsed(
    model: Model,
    people: Mapping[str, int],
    rng: np.random.Generator,
    asked: Sequence[str] = (),
    truths: FloatArray | None = None,
) -> dict[str, Voice]:
    """Return simulated people: some of each worldview, who differ within it.

    Parameters
    ----------
    model : Model
    people : mapping of str to int
        How many hold each preset of the pack.
    rng : Generator
    asked : sequence of str
        Interventions of which they judge whether they work.
    truths : ndarray, shape (n_questions,), optional
        Of seed questions, around which they guess.

    Raises
    ------
    ValueError
        If a preset is unknown, or the number of people is not from 1 to 2,000.

    Examples
    --------
    >>> from simulator.model import load
    >>> len(rehearsed(load(), {"hard_tier": 3}, np.random.default_rng(0)))
    3
    """
    known = {prior.id for prior in model.belief.priors}
    for name, count in people.items():
        if name not in known:
            msg = f"a worldview must be a preset, got {name!r}"
            raise ValueError(msg)
        if count < 0:
            msg = f"people of {name} must be from 0, got {count}"
            raise ValueError(msg)
    if not 1 <= sum(people.values()) <= MOST_PEOPLE:
        total = sum(people.values())
        msg = f"people must be from 1 to {MOST_PEOPLE}, got {total}"
        raise ValueError(msg)
    return {
        f"{name}-{number}": _person(model, name, rng, asked, truths)
        for name, count in people.items()
        for number in range(1, count + 1)
    }


def _person(
    model: Model,
    worldview: str,
    rng: np.random.Generator,
    asked: Sequence[str],
    truths: FloatArray | None,
) -> Voice:
    p = neighborly_draws(model.belief.prior(worldview).p, SPREAD, 1, rng)[0]
    worth = {o.id: (o.utility.low, o.utility.high) for o in model.world.outcomes}
    return Voice(
        credence=Credence(p, float(rng.choice(FIRMNESS))),
        utilities={name: float(rng.uniform(*ends)) for name, ends in worth.items()},
        measures={name: WORKS[rng.integers(len(WORKS))] for name in asked} or None,
        prediction=model.means.ids[rng.integers(len(model.means.ids))],
        seeds=None if truths is None else _guesses(truths, rng),
    )


def _guesses(truths: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Return quantiles around where someone thinks the truth is, rising."""
    unit = np.maximum(np.abs(truths), 1.0) / 4
    middle = truths + unit * rng.normal(size=len(truths))
    width = unit * rng.uniform(0.5, 2.5)
    return np.stack([middle - width, middle, middle + width], axis=1)


def reconsidered(
    voices: Mapping[str, Voice], rng: np.random.Generator, pull: float = PULL
) -> dict[str, Voice]:
    """Return what people say in a second round, having seen the room's pool.

    Each moves a part of the way to it, some not at all, some twice as far as others.

    Parameters
    ----------
    voices : mapping of str to Voice
    rng : Generator
    pull : float
        In [0, 1/2].

    Raises
    ------
    ValueError
        If the pull is not in [0, 1/2].
    """
    if not 0 <= pull <= 0.5:
        msg = f"pull must lie in [0, 0.5], got {pull:g}"
        raise ValueError(msg)
    room = linear_pool(np.array([voice.credence.p for voice in voices.values()]))
    return {key: _moved(v, room, rng.uniform(0, 2 * pull)) for key, v in voices.items()}


def _moved(voice: Voice, room: FloatArray, share: float) -> Voice:
    p = (1 - share) * voice.credence.p + share * room
    return replace(voice, credence=Credence(p, voice.credence.concentration))
