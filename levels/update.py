"""From a prior credence to a posterior one, and what each item did to it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from levels.arrays import FloatArray
from levels.credence import Credence
from levels.evidence import YES, Observation
from levels.network import Network

DECIBANS = 10 / np.log(10)
_LOWEST = np.finfo(float).min
_SAFE = 1e-250  # above it a sum has lost nothing to underflow


@dataclass(frozen=True, eq=False)
class Update:
    """All that follows from a prior and some observations.

    Parameters
    ----------
    prior, posterior : Credence
    log_likelihood : ndarray, shape (K,)
        ln P(observations | level), in nats.
    log_evidence : float
        ln P(observations), in nats.
    decibans : dict of str to ndarray, shape (K,)
        For each observed item, 10 log10 of each level's posterior odds over its
        posterior odds with that item left out (Good 1950); infinite where the item
        alone makes a level certain or impossible, zero where it leaves one so.
    facts : dict of str to float
        Posterior probability of each latent fact.
    predictions : dict of str to float
        Probability that each item not observed would be seen.
    """

    prior: Credence
    posterior: Credence
    log_likelihood: FloatArray
    log_evidence: float
    decibans: dict[str, FloatArray]
    facts: dict[str, float]
    predictions: dict[str, float]


def update(
    network: Network, prior: Credence, observations: Mapping[str, Observation]
) -> Update:
    """Return the exact posterior and all that the observations say.

    One batch answers everything: its rows are the observations themselves, then
    without each observed item, then with each fact, then with each unobserved item.

    Parameters
    ----------
    network : Network
    prior : Credence
    observations : mapping of str to Observation
        By item id; an item that is not named is not observed.

    Raises
    ------
    ValueError
        If the prior is not over these levels, an id is unknown, or the observations
        are impossible under the prior.

    References
    ----------
    .. [1] Good, I. J. (1950). Probability and the weighing of evidence.

    Examples
    --------
    >>> from levels.network import Item
    >>> network = Network(
    ...     levels=("easy", "hard"),
    ...     facts=("f",),
    ...     groups=(),
    ...     fact_given_level=np.array([[0.8, 0.3]]),
    ...     group_transfers=np.empty(0),
    ...     items=(Item("report", (1,), np.array([0.9, 0.2])),),
    ... )
    >>> told = update(network, Credence(np.array([0.5, 0.5])), {"report": YES})
    >>> told.posterior.p.round(6).tolist()
    [0.649573, 0.350427]
    """
    ids = network.item_ids
    if len(prior.p) != len(network.levels):
        msg = f"prior must have {len(network.levels)} numbers, got {len(prior.p)}"
        raise ValueError(msg)
    is_seen = np.array([name in observations for name in ids], dtype=bool)
    seen, unseen = np.flatnonzero(is_seen), np.flatnonzero(~is_seen)
    n_facts = len(network.facts)
    n_rows = 1 + len(seen) + n_facts + len(unseen)
    weights = np.repeat(network.weights(observations)[None], n_rows, axis=0)
    facts = np.ones((n_rows, n_facts, 2))
    first_fact, first_unseen = 1 + len(seen), 1 + len(seen) + n_facts
    weights[np.arange(1, first_fact), seen] = 1
    facts[np.arange(first_fact, first_unseen), np.arange(n_facts)] = YES
    weights[np.arange(first_unseen, n_rows), unseen] = YES
    with np.errstate(divide="ignore"):
        log_prior = np.log(prior.p)
    log_likelihood = network.log_likelihoods(weights, facts)
    joint = log_prior + log_likelihood
    log_totals = _log_sum(joint)
    log_evidence = log_totals[0]
    if log_evidence == -np.inf:
        msg = "the observations must be possible under the prior, got probability 0"
        raise ValueError(msg)
    odds = log_odds(joint[:first_fact])
    shares = np.minimum(np.exp(log_totals[first_fact:] - log_evidence), 1).tolist()
    return Update(
        prior=prior,
        posterior=Credence(_normalized(joint[0]), prior.concentration),
        log_likelihood=log_likelihood[0],
        log_evidence=float(log_evidence),
        decibans=dict(
            zip([ids[i] for i in seen], _change(odds[1:], odds[0]), strict=True)
        ),
        facts=dict(zip(network.facts, shares, strict=False)),
        predictions=dict(zip([ids[i] for i in unseen], shares[n_facts:], strict=True)),
    )


def _change(before: FloatArray, after: FloatArray) -> FloatArray:
    """Return the change of log odds in decibans; odds of 0 or infinity may stay so."""
    with np.errstate(invalid="ignore"):
        change: FloatArray = np.where(before == after, 0.0, after - before) * DECIBANS
    return change


def log_odds(log_p: FloatArray) -> FloatArray:
    """Return ln p/(1-p) from ln p, along the last axis of a distribution.

    The complement is summed from the others, so that it keeps its digits when p is
    near one. A constant added to every ln p makes no difference.

    Examples
    --------
    >>> log_odds(np.log(np.array([0.8, 0.1, 0.1]))).round(6).tolist()
    [1.386294, -2.197225, -2.197225]
    """
    itself = np.eye(log_p.shape[-1])
    largest = log_p.max(axis=-1, keepdims=True)
    others = np.exp(log_p - largest) @ (1 - itself)
    if others.min() > _SAFE:
        odds: FloatArray = log_p - largest - np.log(others)
        return odds
    return log_p - _log_sum(np.where(itself, -np.inf, log_p[..., None, :]))


def _log_sum(logs: FloatArray) -> FloatArray:
    """Return ln of the sum of exponentials along the last axis."""
    largest: FloatArray = np.maximum(logs.max(axis=-1), _LOWEST)
    with np.errstate(divide="ignore"):
        total: FloatArray = np.log(np.exp(logs - largest[..., None]).sum(axis=-1))
    return largest + total


def posteriors(network: Network, priors: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the posterior of each row of a batch.

    Parameters
    ----------
    network : Network
    priors : ndarray, shape (n_rows, K) or (K,)
    weights : ndarray, shape (n_rows, n_items, 2)
        See `Network.log_likelihoods`.

    Returns
    -------
    ndarray, shape (n_rows, K)
        Each row sums to 1; a row that is impossible is nan.
    """
    with np.errstate(divide="ignore"):
        joint = np.log(priors) + network.log_likelihoods(weights)
    return _normalized(joint)


def _normalized(logs: FloatArray) -> FloatArray:
    with np.errstate(invalid="ignore"):
        p = np.exp(logs - logs.max(axis=-1, keepdims=True))
        normalized: FloatArray = p / p.sum(axis=-1, keepdims=True)
    return normalized
