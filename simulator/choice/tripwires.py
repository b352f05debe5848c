"""Tripwires: if this is seen by then, shift to that portfolio.

A plan keeps to a base portfolio until a test has its result, and then follows what is
best given the result: the base still, or another. To keep to the base is always among
the follow-ups, so no plan is worth less than its base; if the base is the best fixed
portfolio, none is worth less than that.

To change portfolios half-way may pay whatever the result, because it spreads effort. So
a plan is also compared with the best one that does not look: what is left is what the
test adds.

A plan is made in some worlds and owes part of its worth there to their chance. So it is
valued again in fresh ones, beside its base, and there it may be worth less than that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

import numpy as np

from levels.arrays import FloatArray, IntArray
from simulator.choice.follow_ups import BASE, WAIT, FollowUps
from simulator.world.simulation import standard_error


@dataclass(frozen=True, eq=False)
class Watched:
    """The tests whose results are waited for.

    Parameters
    ----------
    positive : ndarray, shape (n_tests, K)
        P(positive | level) of each; see `positive_given_level`.
    arrivals : sequence of float
        When each has its result, in months.
    wait : float
        How much later is late, in months.
    """

    positive: FloatArray
    arrivals: Sequence[float]
    wait: float = WAIT


@dataclass(frozen=True)
class Tripwire:
    """What to do on each result of a test, and what that is worth.

    Parameters
    ----------
    test : int
        Which of the tests.
    if_positive, if_negative : int
        Which follow-up; 0 keeps to the base.
    otherwise : int
        The best follow-up for one who does not look at the result.
    positive : float
        The chance of a positive result under the credence.
    fires : float
        The chance of a result that leads elsewhere than not to look.
    value, base : Estimate
        Expected value of the plan, and of keeping to the base.
    gain : Estimate
        How much more that is than the base.
    looking : Estimate
        How much more it is than the best plan that does not look.
    looking_late : Estimate
        What is left of that if one acts late.
    cost_of_waiting : Estimate
        How much less the whole plan is worth if one acts late; below 0 where it pays to
        keep to the base for longer, whatever the result.
    """

    test: int
    if_positive: int
    if_negative: int
    otherwise: int
    positive: float
    fires: float
    value: "Estimate"
    base: "Estimate"
    gain: "Estimate"
    looking: "Estimate"
    looking_late: "Estimate"
    cost_of_waiting: "Estimate"


@dataclass(frozen=True)
class Estimate:
    """A mean over scrambles and its standard error."""

    value: float
    standard_error: float


def worth_shifting_to(
    payoff: FloatArray, p: FloatArray, positive: FloatArray
) -> tuple[int, ...]:
    """Return the choices that are best after some result of some test.

    Parameters
    ----------
    payoff : ndarray, shape (n_choices, K)
        Of whole portfolios from the start.
    p : ndarray, shape (K,)
    positive : ndarray, shape (n_tests, K)
        P(positive | level).

    Examples
    --------
    >>> payoff = np.array([[100.0, 20, -80], [80, 70, 0], [60, 60, 50], [30, 40, 60]])
    >>> p, positive = np.array([0.5, 0.3, 0.2]), np.array([[0.1, 0.5, 0.9]])
    >>> worth_shifting_to(payoff, p, positive)
    (2, 1)
    """
    after = np.concatenate([p * positive, p * (1 - positive)])
    return tuple(dict.fromkeys((after @ payoff.T).argmax(axis=1).tolist()))


def followed(
    payoff: FloatArray, p: FloatArray, positive: FloatArray
) -> tuple[int, ...]:
    """Return the best choice now, and then the others that are worth shifting to.

    Parameters
    ----------
    payoff, p, positive : ndarray
        As for `worth_shifting_to`.

    Examples
    --------
    >>> payoff = np.array([[100.0, 20, -80], [80, 70, 0], [60, 60, 50], [30, 40, 60]])
    >>> p, positive = np.array([0.5, 0.3, 0.2]), np.array([[0.1, 0.5, 0.9]])
    >>> followed(payoff, p, positive)
    (1, 2)
    """
    base = int((payoff @ p).argmax())
    others = worth_shifting_to(payoff, p, positive)
    return (base, *(row for row in others if row != base))


def tripwires(
    plans: FollowUps, utilities: FloatArray, p: FloatArray, watched: Watched
) -> tuple[Tripwire, ...]:
    """Return the best plan on each test, the one where looking adds most first.

    Parameters
    ----------
    plans : FollowUps
        At the arrivals, and so much later; see `dates_of`.
    utilities : ndarray, shape (n_outcomes,)
    p : ndarray, shape (K,)
    watched : Watched
    """
    found = [
        tripwire(*_dated(plans, utilities, watched, test), p, chance, test)
        for test, chance in enumerate(watched.positive)
    ]
    return tuple(sorted(found, key=lambda wire: -wire.looking.value))


def tripwire(
    prompt: FloatArray,
    late: FloatArray,
    p: FloatArray,
    positive: FloatArray,
    test: int = 0,
) -> Tripwire:
    """Return the best plan on one test.

    Parameters
    ----------
    prompt, late : ndarray, shape (1 + n_others, K, n_scrambles)
        Value of each follow-up if one acts at once, and late; the first row of each
        keeps to the base.
    p, positive : ndarray, shape (K,)
    test : int
        What the plan is about.
    """
    results = np.stack([p * positive, p * (1 - positive)])
    worth = prompt.mean(axis=-1)
    best = (worth @ results.T).argmax(axis=0)
    otherwise = int((worth @ p).argmax())
    chances = results.sum(axis=1)
    return Tripwire(
        test=test,
        if_positive=int(best[0]),
        if_negative=int(best[1]),
        otherwise=otherwise,
        positive=float(chances[0]),
        fires=min(float(chances[best != otherwise].sum()), 1.0),
        **_worth(prompt, late, results, best, otherwise),
    )


def rescored(
    wires: Sequence[Tripwire],
    plans: FollowUps,
    utilities: FloatArray,
    p: FloatArray,
    watched: Watched,
) -> tuple[Tripwire, ...]:
    """Return the same plans in the same order, with their worth in other worlds.

    Parameters
    ----------
    wires : sequence of Tripwire
        Made in some worlds; see `tripwires`.
    plans : FollowUps
        The same follow-ups, simulated in other worlds.
    utilities, p, watched
        Those of `tripwires`.
    """
    return tuple(
        again(
            wire,
            *_dated(plans, utilities, watched, wire.test),
            p,
            watched.positive[wire.test],
        )
        for wire in wires
    )


def again(
    wire: Tripwire,
    prompt: FloatArray,
    late: FloatArray,
    p: FloatArray,
    positive: FloatArray,
) -> Tripwire:
    """Return the same plan with its worth in other worlds; see `tripwire`."""
    results = np.stack([p * positive, p * (1 - positive)])
    best = np.array([wire.if_positive, wire.if_negative])
    return replace(wire, **_worth(prompt, late, results, best, wire.otherwise))


class _Worth(TypedDict):
    value: Estimate
    base: Estimate
    gain: Estimate
    looking: Estimate
    looking_late: Estimate
    cost_of_waiting: Estimate


def _worth(
    prompt: FloatArray,
    late: FloatArray,
    results: FloatArray,
    best: IntArray,
    otherwise: int,
) -> _Worth:
    """Return what it is worth to follow up each result so.

    Parameters
    ----------
    prompt, late : ndarray, shape (1 + n_others, K, n_scrambles)
    results : ndarray, shape (2, K)
        P(result and level).
    best : ndarray, shape (2,)
        Which follow-up on each result.
    otherwise : int
        Which one for one who does not look.
    """
    p = results.sum(axis=0)
    plan, waited = (_following(values, best, results) for values in (prompt, late))
    blind, blind_late = (p @ values[otherwise] for values in (prompt, late))
    kept = p @ prompt[BASE]
    return {
        "value": _estimate(plan),
        "base": _estimate(kept),
        "gain": _estimate(plan - kept),
        "looking": _estimate(plan - blind),
        "looking_late": _estimate(waited - blind_late),
        "cost_of_waiting": _estimate(plan - waited),
    }


def _dated(
    plans: FollowUps, utilities: FloatArray, watched: Watched, test: int
) -> tuple[FloatArray, FloatArray]:
    """Return the value of each follow-up to a test if one acts at once, and late."""
    arrival = watched.arrivals[test]
    prompt, late = (
        plans.payoff(date, utilities) for date in (arrival, arrival + watched.wait)
    )
    return prompt, late


def _following(values: FloatArray, best: IntArray, results: FloatArray) -> FloatArray:
    """Return what it is worth to follow up each result so, shape (n_scrambles,)."""
    worth: FloatArray = np.einsum("yks,yk->s", values[best], results)
    return worth


def _estimate(by_scramble: FloatArray) -> Estimate:
    error = float(standard_error(by_scramble)) if len(by_scramble) > 1 else 0.0
    return Estimate(float(by_scramble.mean()), error)
