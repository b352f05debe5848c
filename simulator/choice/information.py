"""What finding out would be worth before choosing (Raiffa & Schlaifer 1961).

It is always about a finite set of choices, given as a payoff: what each is worth at
each level. Knowing more cannot be worth less, so for any test of any fact

    0 <= EVSI(test) <= EVPPI(fact) <= EVPI
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from levels.arrays import BoolArray, FloatArray
from levels.belief import Belief
from levels.network import Network
from simulator.choice.regret import expected_regret
from simulator.proposed import Proposal


@dataclass(frozen=True, eq=False)
class Information:
    """What knowing the level, a fact, or the result of a test would be worth.

    Parameters
    ----------
    evpi : float
        In the unit of the payoff, as all that follows.
    facts : ndarray, shape (n_facts,)
    tests : ndarray, shape (n_tests,)
        0 for a test that arrives too late.
    late : ndarray of bool, shape (n_tests,)
    evpi_error, facts_error, tests_error : float and ndarrays
        Standard errors, from the scrambles of the payoff.
    """

    evpi: float
    facts: FloatArray
    tests: FloatArray
    late: BoolArray
    evpi_error: float
    facts_error: FloatArray
    tests_error: FloatArray


@dataclass(frozen=True, eq=False)
class Chances:
    """What facts and tests say of the level.

    Parameters
    ----------
    facts : ndarray, shape (n_facts, K)
        P(fact | level, what was observed).
    positive : ndarray, shape (n_tests, K)
        P(positive | level, what was observed).
    """

    facts: FloatArray
    positive: FloatArray


def chances(
    belief: Belief, tests: tuple[Proposal, ...], weights: FloatArray
) -> Chances:
    """Return what facts and tests say of the level after what was observed.

    Parameters
    ----------
    belief : Belief
    tests : tuple of Proposal
    weights : ndarray, shape (n_items, 2)
        See `Network.weights`.
    """
    return Chances(
        facts_given_level(belief.network, weights),
        positive_given_level(belief, tests, weights),
    )


def information(
    payoff: FloatArray,
    p: FloatArray,
    told: Chances,
    arrivals: Sequence[float],
    deadline: float = np.inf,
) -> Information:
    """Return what finding out would be worth before choosing.

    Parameters
    ----------
    payoff : ndarray, shape (n_choices, K) or (n_choices, K, n_scrambles)
        Value of each choice at each level. With scrambles there are standard errors.
    p : ndarray, shape (K,)
        Credence after all observations.
    told : Chances
    arrivals : sequence of float
        When each test has its result, in months.
    deadline : float
        When the choice is made. A test that arrives later is worth nothing.
    """
    by_scramble = payoff if payoff.ndim == 3 else payoff[:, :, None]
    n = by_scramble.shape[-1]
    late = np.array([arrival > deadline for arrival in arrivals], dtype=np.bool_)

    def worth(values: FloatArray) -> FloatArray:
        tests = expected_value_of_sample_information(values, p, told.positive)
        return np.concatenate(
            [
                [expected_value_of_perfect_information(values, p)],
                expected_value_of_partial_perfect_information(values, p, told.facts),
                np.where(late, 0.0, tests),
            ]
        )

    found = worth(by_scramble.mean(axis=-1))
    # Each scramble left out in turn: the largest of means is not itself a mean.
    total = by_scramble.sum(axis=-1)
    without = [
        worth((total - by_scramble[..., s]) / (n - 1)) for s in range(n) if n > 1
    ]
    spread = np.std(without, axis=0) if without else np.zeros(len(found))
    error = np.sqrt(n - 1) * spread
    last = 1 + len(told.facts)
    return Information(
        evpi=float(found[0]),
        facts=found[1:last],
        tests=found[last:],
        late=late,
        evpi_error=float(error[0]),
        facts_error=error[1:last],
        tests_error=error[last:],
    )


def expected_value_of_perfect_information(payoff: FloatArray, p: FloatArray) -> float:
    """Return what knowing the level would be worth: the least expected regret.

    Parameters
    ----------
    payoff : ndarray, shape (n_choices, K)
    p : ndarray, shape (K,)

    References
    ----------
    .. [1] Howard, R. A. (1966). Information value theory. IEEE Trans. Syst. Sci.
       Cybern. 2(1), 22-26.

    Examples
    --------
    >>> payoff = np.array([[100, 20, -80], [80, 70, 0], [60, 60, 50], [30, 40, 60]])
    >>> expected_value_of_perfect_information(payoff, np.array([0.5, 0.3, 0.2]))
    22.0
    """
    return float(expected_regret(payoff, p).min())


def expected_value_of_partial_perfect_information(
    payoff: FloatArray, p: FloatArray, facts: FloatArray
) -> FloatArray:
    """Return what knowing each fact would be worth.

    Parameters
    ----------
    payoff : ndarray, shape (n_choices, K)
    p : ndarray, shape (K,)
    facts : ndarray, shape (n_facts, K)
        P(fact | level).

    Returns
    -------
    ndarray, shape (n_facts,)

    Examples
    --------
    >>> payoff = np.array([[100, 20, -80], [80, 70, 0], [60, 60, 50], [30, 40, 60]])
    >>> expected_value_of_partial_perfect_information(
    ...     payoff, np.array([0.5, 0.3, 0.2]), np.array([[0, 0, 1], [1, 0, 0]])
    ... ).round(9).tolist()
    [12.0, 17.0]
    """
    return expected_value_of_sample_information(payoff, p, facts)


def expected_value_of_sample_information(
    payoff: FloatArray, p: FloatArray, positive: FloatArray
) -> FloatArray:
    """Return how much a test raises the value of the best choice, on average.

    Parameters
    ----------
    payoff : ndarray, shape (n_choices, K)
        Value of each choice if the level were known.
    p : ndarray, shape (K,)
        Credence before the test.
    positive : ndarray, shape (n_tests, K)
        P(positive | level) of each test.

    Returns
    -------
    ndarray, shape (n_tests,)
        Never negative, in the unit of `payoff`.

    References
    ----------
    .. [1] Raiffa, H., & Schlaifer, R. (1961). Applied statistical decision theory.

    Examples
    --------
    >>> payoff = np.array([[100, 20, -80], [80, 70, 0], [60, 60, 50], [30, 40, 60]])
    >>> expected_value_of_sample_information(
    ...     payoff, np.array([0.5, 0.3, 0.2]), np.array([[0.1, 0.5, 0.9]])
    ... ).round(9).tolist()
    [6.5]
    """
    committed = int((payoff @ p).argmax())
    gain = payoff - payoff[committed]
    informed = np.maximum(gain @ (p * positive).T, 0).max(axis=0)
    otherwise = np.maximum(gain @ (p * (1 - positive)).T, 0).max(axis=0)
    value: FloatArray = informed + otherwise
    return value


def positive_given_level(
    belief: Belief, tests: tuple[Proposal, ...], weights: FloatArray
) -> FloatArray:
    """Return P(positive | level, what was observed) of each test.

    Parameters
    ----------
    belief : Belief
    tests : tuple of Proposal
    weights : ndarray, shape (n_items, 2)
        What was observed; see `Network.weights`.

    Returns
    -------
    ndarray, shape (n_tests, K)
    """
    network = belief.network
    true = facts_given_level(network, weights)
    rows = [network.facts.index(test.fact) for test in tests]
    if_true = np.array([[test.if_true[0]] for test in tests]).reshape(-1, 1)
    if_false = np.array([[test.if_false[0]] for test in tests]).reshape(-1, 1)
    positive: FloatArray = if_false + (if_true - if_false) * true[rows]
    return positive


def facts_given_level(network: Network, weights: FloatArray) -> FloatArray:
    """Return P(fact | level, what was observed), shape (n_facts, K).

    Where a level is impossible the fact's own probability stands.
    """
    n = len(network.facts)
    facts = np.ones((n + 1, n, 2))
    facts[np.arange(1, n + 1), np.arange(n), 1] = 0
    logs = network.log_likelihoods(np.repeat(weights[None], n + 1, axis=0), facts)
    with np.errstate(invalid="ignore"):
        shares = np.exp(logs[1:] - logs[0])
    return np.where(np.isfinite(shares), shares, network.fact_given_level)
