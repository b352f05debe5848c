"""How firmly a credence is held: the known answers, and draws that follow them."""

import numpy as np
import pytest

from levels.credence import Credence
from levels.firmness import (
    interval,
    log_covariance,
    neighborly_draws,
    standard_deviation,
)

HELD = Credence(np.array([0.25, 0.75]), 20.0)


def test_twenty_chips_leave_a_quarter_the_known_doubt():
    assert standard_deviation(HELD)[0] == pytest.approx(0.09449112, abs=5e-9)
    assert interval(HELD)[:, 0] == pytest.approx([0.109906, 0.419120], abs=5e-7)


def test_levels_further_apart_move_less_together_as_is_known():
    covariance = log_covariance(0.5, 10)
    apart = [
        covariance[0, 0] + covariance[d, d] - 2 * covariance[0, d] for d in (1, 2, 5, 9)
    ]
    assert apart == pytest.approx([0.10, 0.18, 0.33616, 0.43289114], abs=5e-9)


def test_draws_follow_the_covariance():
    p = np.array([0.2, 0.3, 0.5])
    drawn = neighborly_draws(p, 0.5, 40_000, np.random.default_rng(0))
    ratio = np.log(drawn[:, 0] / drawn[:, 1])
    assert ratio.var() == pytest.approx(0.1, rel=0.03)
    assert ratio.mean() == pytest.approx(np.log(2 / 3), abs=0.01)
    assert drawn.sum(axis=1) == pytest.approx(1)


def test_a_level_without_credence_stays_without():
    p = np.array([0.5, 0.5, 0.0])
    assert not neighborly_draws(p, 1.0, 50, np.random.default_rng(0))[:, 2].any()
    assert interval(Credence(p, 5.0))[:, 2].tolist() == [0, 0]


def test_without_a_concentration_there_is_no_doubt():
    sure = Credence(np.array([0.4, 0.6]))
    assert interval(sure).tolist() == [[0.4, 0.6]] * 2
    assert standard_deviation(sure).tolist() == [0, 0]


@pytest.mark.parametrize("coverage", [0, 1, np.nan])
def test_a_coverage_that_is_none_is_refused(coverage):
    with pytest.raises(ValueError, match="coverage"):
        interval(HELD, coverage)


@pytest.mark.parametrize(("spread", "together"), [(-1, 0.5), (1, 1), (np.nan, 0.5)])
def test_what_is_no_covariance_is_refused(spread, together):
    with pytest.raises(ValueError, match="spread must be from 0"):
        log_covariance(spread, 3, together)
