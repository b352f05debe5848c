"""What finding out would be worth before choosing (Raiffa & Schlaifer 1961)."""

import numpy as np

from levels.arrays import FloatArray
from levels.belief import Belief
from levels.network import Network
from simulator.proposed import Proposal


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
