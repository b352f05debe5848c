"""Capability: how fast it grows, and when it is dangerous."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from levels.arrays import FloatArray
from simulator.world.capability import critical_date, growth
from tests.packs import drawn

NOTHING = np.zeros((1, 1))
COMPUTE, ALGORITHMS = 4.5, 3.0
"""Times a year (Epoch 2024): together 13.5 times."""


def grown(
    *, removed: float = 0.0, on_compute: float = 0.0, push: float = 0.0
) -> FloatArray:
    worlds = drawn(
        compute_growth=COMPUTE,
        algorithmic_growth=ALGORITHMS,
        slowing_effect=removed,
        algorithms_on_compute=on_compute,
    )
    return growth(worlds, np.ones((1, 1)), np.full((1, 1), push))


def years_to(orders: float, rate: FloatArray) -> float:
    dates = np.arange(0, 30.5, 0.5)
    capability = dates[:, None, None] * rate
    return float(critical_date(dates, capability, np.array([orders]))[0, 0])


def test_four_orders_of_magnitude_take_three_and_a_half_years() -> None:
    assert years_to(4, grown()) == pytest.approx(3.538778, abs=5e-7)


def test_four_years_bring_four_and_a_half_orders_of_magnitude() -> None:
    assert float(4 * grown()[0, 0]) == pytest.approx(4.521335, abs=5e-7)


def test_with_compute_frozen_the_same_way_takes_nearly_five_years_more() -> None:
    frozen = years_to(4, grown(removed=1.0))
    assert frozen == pytest.approx(8.383613, abs=5e-7)
    assert frozen - years_to(4, grown()) == pytest.approx(4.844835, abs=5e-7)


def test_with_compute_only_doubling_each_year_it_takes_a_year_and_a_half_more() -> None:
    removed = 1 - np.log(2) / np.log(COMPUTE)
    delay = years_to(4, grown(removed=removed)) - years_to(4, grown())
    assert delay == pytest.approx(1.601611, abs=5e-7)


def test_algorithms_that_need_compute_slow_with_it() -> None:
    half, none = grown(removed=1.0, on_compute=0.5), grown(removed=1.0, on_compute=1.0)
    assert half[0, 0] == pytest.approx(np.log10(ALGORITHMS) / 2)
    assert none[0, 0] == 0.0


def test_slowing_that_is_half_ready_removes_half_as_much() -> None:
    worlds = drawn(
        compute_growth=10, algorithmic_growth=1, slowing_effect=0.6,
        algorithms_on_compute=0,
    )  # fmt: skip
    rates = growth(worlds, np.array([[0.0], [0.5], [1.0]]), NOTHING)
    assert_allclose(rates[:, 0], [1.0, 0.7, 0.4])


def test_work_that_serves_capability_speeds_it_up() -> None:
    assert grown(push=0.1)[0, 0] == pytest.approx(1.1 * grown()[0, 0])


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_slowing_never_speeds_up(
    removed: float, more: float, on_compute: float
) -> None:
    slower = max(removed, more)
    rate = grown(removed=min(removed, more), on_compute=on_compute)
    assert grown(removed=slower, on_compute=on_compute) <= rate


def test_the_date_of_danger_lies_between_two_steps_in_proportion() -> None:
    capability = np.array([0.0, 1.0, 3.0]).reshape(3, 1, 1)
    dates = np.array([0.0, 1.0, 5.0])
    found = [critical_date(dates, capability, np.array([t]))[0, 0] for t in (0.5, 2, 3)]
    assert found == [0.5, 3.0, 5.0]


def test_a_threshold_that_is_not_reached_has_no_date() -> None:
    capability = np.array([0.0, 1.0]).reshape(2, 1, 1)
    assert critical_date(np.array([0.0, 1.0]), capability, np.array([1.1])) == np.inf


def test_every_portfolio_and_world_has_its_own_date() -> None:
    capability = np.arange(4.0)[:, None, None] * np.array([[1.0, 2.0], [0.5, 0.1]])
    dates = critical_date(np.arange(4.0), capability, np.array([1.0, 2.0]))
    assert dates.tolist() == [[1.0, 1.0], [2.0, np.inf]]
