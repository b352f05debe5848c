"""Actors: what they make of what they see, and whether they want to hold a release.

They see alarms, how many planted models were found, and public proofs. They do not know
the level, so nothing here depends on it.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from levels.arrays import BoolArray, FloatArray, IntArray
from simulator.world.planted import found, mean, shows
from simulator.world.sampling import Worlds
from simulator.world.stealth import all_miss

NEVER = -1e9  # stands for the log of what is impossible


@dataclass(frozen=True, eq=False)
class Beliefs:
    """What actors think of each layer of detection.

    Parameters
    ----------
    rate : ndarray, shape (n_layers,)
        Detection rate that actors ascribe to it, or for planted models: the rate at
        which these are found.
    planted : ndarray of bool, shape (n_layers,)
        Whether it is tried on planted models.
    """

    rate: FloatArray
    planted: BoolArray


@dataclass(frozen=True, eq=False)
class Wills:
    """How willing actors are to hold a release, by what they see.

    Each has shape (n_patterns, n_worlds), or (n_worlds,) for a system that is caught in
    use; `proven` adds a public proof of danger.
    """

    alarm: FloatArray
    alarm_proven: FloatArray
    quiet: FloatArray
    quiet_proven: FloatArray
    caught: FloatArray


def wills(worlds: Worlds, working: IntArray, beliefs: Beliefs) -> Wills:
    """Return the willingness to hold after each observation.

    Actors start from their own prior, the same at every level, and update on the alarm
    with the detection rate that they believe in. A share of them stops that grows with
    their odds of misalignment over the odds they tolerate. Besides, those who are free
    of race pressure stop unless a stress test has shown enough.

    Parameters
    ----------
    worlds : Worlds
    working : ndarray, shape (n_patterns, n_layers)
    beliefs : Beliefs
    """
    rate, shown = _estimated(worlds, beliefs)
    missed = all_miss(1 - rate, working, correlation(worlds))
    false_alarm = false_alarms(worlds, working)
    alarm = _log(1 - missed) - _log(false_alarm)
    quiet = _log(missed) - _log(1 - false_alarm)
    proof = np.log(worlds["proof_ratio"])
    may_ship = _may_ship(worlds, working, beliefs.planted, shown)
    prior, tolerance = (
        _log(worlds[name]) - _log(1 - worlds[name])
        for name in ("prior_misaligned", "tolerance")
    )

    def will(evidence: FloatArray) -> FloatArray:
        excess = prior + evidence - tolerance
        share: FloatArray = expit(excess / worlds["decision_spread"])
        return share

    def held(evidence: FloatArray) -> FloatArray:
        return 1 - may_ship * (1 - will(evidence))

    return Wills(
        alarm=held(alarm),
        alarm_proven=held(alarm + proof),
        quiet=held(quiet),
        quiet_proven=held(quiet + proof),
        caught=will(np.log(worlds["caught_ratio"])),
    )


def _estimated(worlds: Worlds, beliefs: Beliefs) -> tuple[FloatArray, BoolArray]:
    """Return the believed detection rate of each layer, and whether it is shown.

    Both have shape (n_layers, n_worlds). A rate is shown if planted models put its
    lower bound above the threshold.
    """
    rate = np.repeat(beliefs.rate[:, None], len(worlds["planted"]), axis=1)
    shown = np.zeros(rate.shape, dtype=np.bool_)
    planted, weight = worlds["planted"], worlds["transfer_weight"]
    for layer in np.flatnonzero(beliefs.planted):
        count = found(planted, rate[layer], worlds["stress_luck"])
        rate[layer] = mean(count, planted, weight)
        shown[layer] = shows(count, planted, weight, worlds["ship_threshold"])
    return rate, shown


def _may_ship(
    worlds: Worlds, working: IntArray, planted: BoolArray, shown: BoolArray
) -> FloatArray:
    """Return the share of actors who may ship, shape (n_patterns, n_worlds).

    Some stress test must run and its lower bound lie above the threshold, or race
    pressure prevail. Where no planted models exist there is no such rule.
    """
    if not planted.any():
        return np.ones((len(working), shown.shape[1]))
    running = working[..., None] * shown > 0
    return np.where(running.any(axis=1), 1.0, worlds["race_pressure"])


def correlation(worlds: Worlds) -> FloatArray:
    """Return how the misses of layers correlate: none where layers are apart."""
    return worlds["shared_stealth"] * worlds["correlated_layers"]


def false_alarms(worlds: Worlds, working: IntArray) -> FloatArray:
    """Return the chance of an alarm on an aligned system: none where no layer works.

    Shape (n_patterns, n_worlds).
    """
    tested = working.any(axis=1, keepdims=True)
    return np.where(tested, worlds["false_alarm"], 0.0)


def _log(chance: FloatArray) -> FloatArray:
    """Return the logarithm, kept finite."""
    with np.errstate(divide="ignore"):
        return np.maximum(np.log(chance), NEVER)
