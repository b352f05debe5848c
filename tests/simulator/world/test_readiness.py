"""Effort: crowding, lead times and the size of the field."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from simulator.world.readiness import crowded, field_size, ramp
from tests.packs import drawn

AMOUNTS = np.array([0.0, 1.0, 60.0, 500.0, 1e6])
EXPONENTS = st.floats(0.05, 1)
SIZES = st.floats(1, 1000)


def effort(amounts: np.ndarray, exponent: float, size: float) -> np.ndarray:
    return crowded(amounts, np.array(exponent), np.array(size))


def test_sixty_people_in_a_crowd_of_twenty_yield_as_forty() -> None:
    assert_allclose(effort(np.array([60.0]), 0.5, 20.0), [40.0])


def test_without_crowding_effort_is_the_number_of_people() -> None:
    assert_allclose(effort(AMOUNTS, 1.0, 30.0), AMOUNTS, rtol=1e-12)


@given(EXPONENTS, SIZES)
def test_the_first_people_count_one_for_one(exponent: float, size: float) -> None:
    few = np.array([1e-6 * size])
    assert_allclose(effort(few, exponent, size), few, rtol=1e-5)


@given(EXPONENTS)
def test_a_large_team_yields_as_a_power_of_its_number(exponent: float) -> None:
    twice = effort(np.array([1e12, 2e12]), exponent, 1.0) + 1 / exponent
    assert twice[1] / twice[0] == pytest.approx(2**exponent, rel=1e-6)


def test_with_an_exponent_of_zero_effort_is_a_logarithm() -> None:
    expected = 20 * np.log1p(AMOUNTS / 20)
    assert_allclose(effort(AMOUNTS, 0.0, 20.0), expected, rtol=1e-12)
    assert_allclose(effort(AMOUNTS, 1e-9, 20.0), expected, rtol=1e-6)


@given(EXPONENTS, SIZES, st.lists(st.floats(0, 1e4), min_size=3, max_size=9))
def test_more_people_never_yield_less_nor_more_than_their_number(
    exponent: float, size: float, people: list[float]
) -> None:
    amounts = np.sort(people)
    found = effort(amounts, exponent, size)
    assert (np.diff(found) >= 0).all()
    assert (found >= 0).all()
    assert (found <= amounts * (1 + 1e-9) + 1e-300).all()


@given(EXPONENTS, SIZES)
def test_each_further_group_of_people_adds_less(exponent: float, size: float) -> None:
    found = effort(np.arange(20) * 10.0, exponent, size)
    assert (np.diff(found, 2) <= 1e-9).all()


def test_a_change_bears_in_proportion_until_its_lead_time_has_passed() -> None:
    borne = [float(ramp(date, np.array(12.0))) for date in (0.0, 0.25, 0.5, 1.0, 9.0)]
    assert borne == [0.0, 0.25, 0.5, 1.0, 1.0]


def test_a_change_without_a_lead_time_bears_at_once() -> None:
    assert ramp(0.0, np.array([0.0, 6.0])).tolist() == [1.0, 0.0]


def test_the_field_grows_to_its_limit() -> None:
    worlds = drawn(field_growth=0.5, field_limit=2.0)
    sizes = [float(field_size(worlds, date)[0]) for date in (0.0, 1.0, 2.0, 30.0)]
    assert sizes == [1.0, 1.5, 2.0, 2.0]


@pytest.mark.parametrize("growth", [-1.0, -3.0])
def test_a_field_that_vanishes_has_next_to_no_size(growth: float) -> None:
    size = field_size(drawn(field_growth=growth, field_limit=2.0), 0.5)
    assert 0 < size[0] < 1e-200
