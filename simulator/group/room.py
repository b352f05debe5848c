"""A room: people as arrays, each updated on the evidence before anything is pooled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from levels.arrays import BoolArray, FloatArray, IntArray
from levels.evidence import YES, Observation
from levels.network import Network
from simulator.group.voice import Voice
from simulator.model import Model
from simulator.scenario import Scenario

EXTREMES = ("hoped", "hardly")
"""How measures may work, beside as assumed."""


@dataclass(frozen=True, eq=False)
class Room:
    """People of one round, a row for each.

    Parameters
    ----------
    keys : tuple of str
        Who is who between rounds; never published.
    voices : tuple of Voice
    p : ndarray, shape (n_people, K)
        What each believes after the evidence.
    is_updated : ndarray, shape (n_people,)
        False where the evidence is impossible for someone: what they stated stands.
    facts : ndarray, shape (n_people, n_facts)
        How likely each fact is to each, after the evidence.
    utilities : ndarray, shape (n_people, n_outcomes)
    asked : tuple of str
        Interventions on which they may differ.
    works : ndarray, shape (n_people, n_asked, 2)
        1 where it works as `hoped`, and where it `hardly` works, in someone's eyes.
    """

    keys: tuple[str, ...]
    voices: tuple[Voice, ...]
    p: FloatArray
    is_updated: BoolArray
    facts: FloatArray
    utilities: FloatArray
    asked: tuple[str, ...]
    works: FloatArray

    def __len__(self) -> int:
        return len(self.keys)

    def part(self, rows: IntArray) -> "Room":
        """Return some of the people as a room of their own."""
        some = rows.tolist()
        return Room(
            keys=tuple(self.keys[row] for row in some),
            voices=tuple(self.voices[row] for row in some),
            p=self.p[rows],
            is_updated=self.is_updated[rows],
            facts=self.facts[rows],
            utilities=self.utilities[rows],
            asked=self.asked,
            works=self.works[rows],
        )


def room(
    model: Model,
    scenario: Scenario,
    voices: Mapping[str, Voice],
    asked: Sequence[str] = (),
) -> Room:
    """Return people as arrays, each updated on the evidence.

    The evidence is the scenario's, but for items of which someone told likelihoods of
    their own: these take its place for them.

    Parameters
    ----------
    model : Model
        As the scenario sees it.
    scenario : Scenario
        Its credence is not looked at.
    voices : mapping of str to Voice
        By key; the order does not matter to any result but that of rows.
    asked : sequence of str
        Interventions on which people may differ; see `Variants`.

    Raises
    ------
    ValueError
        If there is nobody, or someone's credence is over other levels.

    Examples
    --------
    >>> from levels.credence import Credence
    >>> from simulator.model import load
    >>> from simulator.scenario import new
    >>> model = load()
    >>> said = {"a": Voice(Credence(np.full(10, 0.1)))}
    >>> room(model, new(model), said).p.shape
    (1, 10)
    """
    people = tuple(voices.values())
    n_levels = len(model.belief.ladder)
    if not people:
        msg = "a room must have people, got none"
        raise ValueError(msg)
    for voice in people:
        if len(voice.credence.p) != n_levels:
            got = len(voice.credence.p)
            msg = f"a credence must have {n_levels} numbers, got {got}"
            raise ValueError(msg)
    p, is_updated, facts = _believed(model.belief.network, scenario, people)
    return Room(
        keys=tuple(voices),
        voices=people,
        p=p,
        is_updated=is_updated,
        facts=facts,
        utilities=_valued(model, scenario, people),
        asked=tuple(asked),
        works=_works(people, asked),
    )


def _believed(
    network: Network, scenario: Scenario, people: Sequence[Voice]
) -> tuple[FloatArray, BoolArray, FloatArray]:
    """Return what each believes of levels, whether it could be updated, and of facts.

    People who see the evidence alike share the work.
    """
    sights = [_observed(scenario, voice) for voice in people]
    alike = {tuple(sorted(sight.items())): sight for sight in sights}
    rows = {key: row for row, key in enumerate(alike)}
    mine = np.array([rows[tuple(sorted(sight.items()))] for sight in sights])
    weights = np.array([network.weights(sight) for sight in alike.values()])
    log_likelihood = network.log_likelihoods(weights)
    told = _told(network, weights, log_likelihood)
    stated = np.array([voice.credence.p for voice in people])
    p, is_updated = _updated(stated, log_likelihood[mine])
    facts = np.einsum("nk,nfk->nf", p, told[mine])
    return p, is_updated, facts


def _observed(scenario: Scenario, voice: Voice) -> dict[str, Observation]:
    own = {name: Observation(x, 1.0) for name, x in (voice.likelihoods or {}).items()}
    return {**scenario.observations, **own}


def _updated(
    stated: FloatArray, log_likelihood: FloatArray
) -> tuple[FloatArray, BoolArray]:
    """Return posteriors, and where there is one."""
    held = np.where(stated > 0, log_likelihood, -np.inf)
    most = held.max(axis=1, keepdims=True)
    possible = np.isfinite(most)
    heights = stated * np.exp(held - np.where(possible, most, 0.0))
    p = np.where(possible, heights, stated)
    return p / p.sum(axis=1, keepdims=True), possible[:, 0]


def _told(
    network: Network, weights: FloatArray, log_likelihood: FloatArray
) -> FloatArray:
    """Return P(fact | level, what was seen), shape (n_sights, n_facts, K).

    Where what was seen cannot be at a level, the facts there are as if nothing was.
    """
    n_sights, n_facts = len(weights), len(network.facts)
    states = np.ones((n_facts, n_facts, 2))
    states[np.arange(n_facts), np.arange(n_facts)] = YES
    joint = network.log_likelihoods(
        np.repeat(weights, n_facts, axis=0), np.tile(states, (n_sights, 1, 1))
    ).reshape(n_sights, n_facts, -1)
    possible = np.isfinite(log_likelihood)[:, None]
    with np.errstate(invalid="ignore"):
        share = np.exp(joint - log_likelihood[:, None])
    told: FloatArray = np.where(possible, share, network.fact_given_level)
    return np.minimum(told, 1.0)


def _valued(model: Model, scenario: Scenario, people: Sequence[Voice]) -> FloatArray:
    ids = [outcome.id for outcome in model.world.outcomes]
    ours = dict(zip(ids, scenario.utility(model).tolist(), strict=True))
    mine = ({**ours, **(voice.utilities or {})} for voice in people)
    return np.array([[each[name] for name in ids] for each in mine])


def _works(people: Sequence[Voice], asked: Sequence[str]) -> FloatArray:
    answers = [voice.measures or {} for voice in people]
    said = [
        [[answer.get(name) == how for how in EXTREMES] for name in asked]
        for answer in answers
    ]
    return np.array(said, dtype=float).reshape(len(people), len(asked), len(EXTREMES))
