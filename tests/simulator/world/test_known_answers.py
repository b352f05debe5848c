"""Known answers of the literature that stand beside no single mechanism's own test."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from simulator.world.automation import task_multiplier
from simulator.world.capability import critical_date, growth
from simulator.world.planted import estimate
from tests.packs import drawn

HUGE = 1e60
"""A speed at which only what is left to people takes time."""


def multiplier(share: float, speed: float, rho: float) -> float:
    return float(task_multiplier(np.array(share), np.array(speed), np.array(rho)))


def orders_a_year(compute: float, algorithms: float) -> float:
    worlds = drawn(
        compute_growth=compute,
        algorithmic_growth=algorithms,
        slowing_effect=0.0,
        algorithms_on_compute=0.0,
    )
    return float(growth(worlds, np.zeros((1, 1)), np.zeros((1, 1)))[0, 0])


def test_labor_and_capital_that_move_between_tasks_are_the_same_ces() -> None:
    # Aghion, Jones & Jones: [b^(1-r) K^r + (1-b)^(1-r) L^r]^(1/r), b = 0.5, r = -1:
    # with K = L = 1 it gives 2, so that it is twice the multiplier of half the tasks.
    assert 2 * multiplier(0.5, 100.0, -1.0) == pytest.approx(3.960396, abs=5e-7)
    assert 2 * multiplier(0.5, HUGE, -1.0) == pytest.approx(4.0)


def test_what_is_left_to_people_tells_the_substitution_behind_a_ceiling() -> None:
    # Davidson: R = KS^(1/rho), so that rho = ln KS / ln R.
    rho = np.log(0.3) / np.log(10.0)
    assert rho == pytest.approx(-0.522879, abs=5e-7)
    assert multiplier(0.7, HUGE, rho) == pytest.approx(10.0)
    assert multiplier(0.5, HUGE, -0.4) == pytest.approx(5.656854, abs=5e-7)


@pytest.mark.parametrize(("rho", "rate"), [(-0.155, 0.638887), (-1.0, 0.526316)])
def test_a_quarter_of_the_compute_slows_research_in_which_it_is_three_tenths(
    rho: float, rate: float
) -> None:
    assert multiplier(0.3, 0.25, rho) == pytest.approx(rate, abs=5e-7)


@pytest.mark.parametrize(
    ("years", "start", "stop", "takes"),
    [(4, 5, 25, 0.397654), (19, 25, 250, 0.297057), (95, 250, 2000, 0.159899)],
)
def test_work_whose_speed_rises_geometrically_takes_what_ai_2027_says(
    years: float, start: float, stop: float, takes: float
) -> None:
    # At rho = 0 the yield is s^f: it rises geometrically with the share of tasks.
    done = (np.arange(1000) + 0.5) / 1000
    speed = task_multiplier(done, np.array(stop / start), np.array(0.0))
    assert_allclose(years * (1 / (start * speed)).mean(), takes, atol=1e-6)


def test_four_years_of_both_growths_multiply_compute_thirty_three_thousand_fold() -> (
    None
):
    assert 10 ** (4 * orders_a_year(4.5, 3.0)) == pytest.approx(33215.0625)


@pytest.mark.parametrize(("days", "years"), [(212, 4.285682), (131, 2.648228)])
def test_tasks_of_an_hour_grow_to_tasks_of_a_month(days: float, years: float) -> None:
    # METR: from 1 to 167 hours, at one doubling in so many days.
    rate = orders_a_year(2 ** (365.25 / days), 1.0)
    dates = np.linspace(0, 30, 361)
    way = (dates * rate)[:, None, None]
    date = critical_date(dates, way, np.log10([167.0]))
    assert float(date[0, 0]) == pytest.approx(years, abs=5e-7)


@pytest.mark.parametrize(("planted", "exact"), [(20, 0.860892), (59, 0.950492)])
def test_the_bound_is_bolder_than_the_exact_one_and_bolder_than_three_in_n(
    planted: int, exact: float
) -> None:
    # Clopper & Pearson with all found: 0.05^(1/n), of which 1 - 3/n is the rule.
    count = np.array(float(planted))
    mean, bound = (float(x) for x in estimate(count, count, np.array(1.0)))
    assert 0.05 ** (1 / planted) == pytest.approx(exact, abs=5e-7)
    assert 1 - 3 / planted < exact < bound < mean < 1
