"""The optimized cut-off: a known answer, a slow search that agrees, and bad input."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import chi2, norm

from levels.cutoff import optimized
from levels.performance import BETWEEN, QUANTILES, performance
from tests.levels.test_performance import TOLD, TRUTHS, digits

SPOILED = 48
"""A seed with which one of four people harms the pool."""


def slow_score(told, truths, weights):
    """Score a pool by root finding, one question and one gap at a time."""
    gaps, informed = [0, 0, 0, 0], []
    for n, truth in enumerate(truths):
        ends = np.append(told[:, n], truth)
        more = 0.1 * (ends.max() - ends.min())
        low, high = ends.min() - more, ends.max() + more
        pool = (told[:, n], weights, low, high)
        said = [brentq(missing, low, high, (p, *pool), xtol=1e-14) for p in QUANTILES]
        gaps[sum(truth > x for x in said)] += 1
        edges = [low, *said, high]
        informed.append(
            np.log(high - low)
            + sum(
                p * np.log(p / (b - a))
                for p, a, b in zip(BETWEEN, edges, edges[1:], strict=False)
            )
        )
    shares = np.array(gaps) / len(truths)
    far = sum(s * np.log(s / p) for s, p in zip(shares, BETWEEN, strict=True) if s)
    return chi2.sf(2 * len(truths) * far, 3) * np.mean(informed)


def missing(x, p, told, weights, low, high):
    """Return what P(answer <= x) under the weighted pool is more than p."""
    steps = [0.0, *QUANTILES, 1.0]
    each = [np.interp(x, [low, *row, high], steps) for row in told]
    return float(weights @ np.array(each)) - p


def people(seed, n_people=4, n_questions=10):
    """Return people of whom some are too sure of themselves or look aside."""
    rng = np.random.default_rng(seed)
    truths = rng.normal(0, 10, n_questions)
    bias = rng.normal(0, 6, n_people)[:, None]
    width = rng.uniform(1, 14, n_people)[:, None]
    centre = truths + bias + rng.normal(0, 4, (n_people, n_questions))
    told = centre[..., None] + width[..., None] * norm.ppf(QUANTILES)
    return told, truths


def test_of_three_people_on_ten_seeds_all_keep_their_weight():
    best = optimized(TOLD, TRUTHS)

    assert digits(best.people.weights) == digits(performance(TOLD, TRUTHS).weights)
    assert digits([best.cutoff]) == digits([0.0000157916])
    assert digits([best.calibration]) == digits([0.5504554457])
    assert digits([best.score]) == digits([0.0140798201])


def test_one_who_spoils_the_pool_is_cut_off():
    told, truths = people(SPOILED)
    best = optimized(told, truths)
    everybody = performance(told, truths).weights

    assert (best.people.weights == 0).sum() == 1
    assert best.score > 1.5 * slow_score(told, truths, everybody)


@pytest.mark.parametrize("seed", range(4))
def test_a_search_over_fine_cut_offs_finds_none_better(seed):
    told, truths = people(seed)
    best = optimized(told, truths)
    tried = [performance(told, truths, cutoff) for cutoff in np.geomspace(1e-9, 1, 40)]
    found = {tuple(one.weights): 0.0 for one in tried if one.calibration.max() > 0}
    scores = [slow_score(told, truths, np.array(weights)) for weights in found]

    own = slow_score(told, truths, best.people.weights)
    assert best.score == pytest.approx(own, rel=1e-6)
    assert max(scores) <= best.score * (1 + 1e-9)


@given(st.integers(0, 10_000), st.integers(1, 6), st.integers(2, 12))
def test_the_pool_does_at_least_as_well_as_without_a_cut_off(seed, n_people, n):
    told, truths = people(seed, n_people, n)
    best = optimized(told, truths)
    weights = best.people.weights

    assert weights.sum() == pytest.approx(1)
    assert (best.people.calibration[weights > 0] >= best.cutoff).all()
    without = slow_score(told, truths, performance(told, truths).weights)
    assert best.score >= without * (1 - 1e-6)


@pytest.mark.parametrize(("factor", "shift"), [(1000.0, 0.0), (0.01, -7.0)])
def test_the_cut_off_does_not_mind_in_which_unit_a_question_is_asked(factor, shift):
    told, truths = people(SPOILED)
    other = optimized(told * factor + shift, truths * factor + shift)

    assert other.score == pytest.approx(optimized(told, truths).score)


def test_nobody_who_is_calibrated_leaves_everybody_the_same():
    told = np.array([[[1.0, 2, 3]] * 400, [[2.0, 3, 4]] * 400])
    best = optimized(told, np.full(400, 1e6))

    assert best.people.weights.tolist() == [0.5, 0.5]
    assert best.score == 0


def test_of_cut_offs_that_score_the_same_the_lowest_is_told():
    truths = np.tile(TRUTHS, 60)
    lost, sound = np.tile(TOLD[:2], (1, 60, 1))
    told = np.array([lost + 1e6, sound])
    best = optimized(told, truths)

    assert best.people.calibration[0] == 0 < best.people.calibration[1]
    assert best.people.weights.tolist() == [0.0, 1.0]
    assert best.cutoff == 0


@pytest.mark.parametrize("told", [TOLD * np.nan, TOLD[:, :, ::-1], TOLD[:, :9]])
def test_what_is_no_answer_to_the_seeds_is_refused_here_too(told):
    with pytest.raises(ValueError, match="quantiles"):
        optimized(told, TRUTHS)
