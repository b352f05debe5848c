"""Pools of one event: the known answers, and bad input."""

import numpy as np
import pytest

from levels.odds import effective_people, mean_odds, push, told_by_others

RARE = np.array([0.014, 0.0221, 0.0039, 0.0040])
LIKELY = np.array([0.6, 0.7, 0.8])


def test_the_geometric_mean_of_odds_is_known():
    assert mean_odds(RARE) == pytest.approx(0.0083576252, abs=5e-11)
    assert RARE.mean() == pytest.approx(0.011)


def test_pushing_from_one_half_makes_the_rare_absurd_as_is_known():
    assert mean_odds(RARE, 2.5) == pytest.approx(6.521e-6, rel=1e-4)


def test_pushing_the_likely_is_known():
    found = [mean_odds(LIKELY, a) for a in (1, 2, 2.5)]
    assert found == pytest.approx([0.7067571, 0.8531309, 0.9001789], abs=5e-8)


def test_how_far_to_push_is_known():
    found = [push(n) for n in (2, 3, 10, 50)]
    expected = [1.2915026, 1.4153394, 1.6249525, 1.7096360]
    assert found == pytest.approx(expected, abs=5e-8)
    assert push(10**6) == pytest.approx(np.sqrt(3), abs=1e-5)


def test_correlated_people_are_worth_as_many_as_is_known():
    found = [effective_people(10, rho) for rho in (0.2, 0.5, 0.8)]
    assert found == pytest.approx([3.571429, 1.818182, 1.219512], abs=5e-7)


def test_a_listener_makes_of_three_people_what_is_known():
    alike = 0.5 * np.ones((3, 3)) + 0.5 * np.eye(3)
    assert told_by_others(LIKELY, alike, 0, 4) == pytest.approx(0.6800532, abs=5e-8)


def test_a_push_to_the_baseline_stays_there():
    assert mean_odds(LIKELY, 0, 0.2) == pytest.approx(0.2)


@pytest.mark.parametrize("chances", [[], [0.0], [1.0], [np.nan], [0.5, 2]])
def test_chances_that_have_no_odds_are_refused(chances):
    with pytest.raises(ValueError, match="within"):
        mean_odds(np.array(chances))
    with pytest.raises(ValueError, match="within"):
        told_by_others(np.array(chances), np.eye(len(chances)))


def test_a_push_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="push"):
        mean_odds(LIKELY, np.inf)


def test_nobody_alone_is_pushed():
    with pytest.raises(ValueError, match="two people"):
        push(1)
