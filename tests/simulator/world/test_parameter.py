"""Parameters: distributions through three stated points."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from pydantic import ValidationError

from levels.quantity import Quantity
from simulator.world.parameter import Parameter, Shape, quantile
from tests.packs import fixed, parameter

DECILES = np.array([0.1, 0.5, 0.9])
TAILED: tuple[Shape, ...] = ("normal", "lognormal", "logitnormal")


def triples() -> st.SearchStrategy[list[float]]:
    """Three rising shares that keep a little apart."""
    gaps = st.lists(st.floats(0.01, 1), min_size=4, max_size=4)
    return gaps.map(lambda g: (np.cumsum(g)[:3] / sum(g)).tolist())


def spread(points: list[float]) -> Quantity:
    low, value, high = points
    return Quantity(low=low, value=value, high=high, judgment="-")


def described(**changes: Any) -> Parameter:
    return Parameter.model_validate({**parameter("crowding"), **changes})


def test_growth_of_four_times_with_a_range_of_three_to_five_is_hit() -> None:
    points = quantile(spread([3, 4, 5]), "lognormal", DECILES)
    assert_allclose(points, [3, 4, 5], rtol=1e-12)


@pytest.mark.parametrize("shape", TAILED)
@given(points=triples())
def test_median_and_outer_deciles_are_those_of_the_catalog(
    shape: Shape, points: list[float]
) -> None:
    assert_allclose(quantile(spread(points), shape, DECILES), points, rtol=1e-9)


@pytest.mark.parametrize("shape", [*TAILED, "uniform"])
@given(points=triples(), shares=st.lists(st.floats(0.001, 0.999), min_size=2))
def test_a_larger_share_never_has_a_smaller_value(
    shape: Shape, points: list[float], shares: list[float]
) -> None:
    values = quantile(spread(points), shape, np.sort(shares))
    assert (np.diff(values) >= -1e-12).all()


@given(points=triples(), shares=st.lists(st.floats(2.0**-40, 1 - 2.0**-40)))
def test_a_share_stays_a_share_however_far_out_the_draw(
    points: list[float], shares: list[float]
) -> None:
    values = quantile(spread(points), "logitnormal", np.array(shares))
    assert ((values >= 0) & (values <= 1)).all()


def test_a_uniform_parameter_runs_from_low_to_high() -> None:
    values = quantile(spread([2, 3, 6]), "uniform", np.array([0.0, 0.5, 1.0]))
    assert values.tolist() == [2.0, 4.0, 6.0]


def test_a_fixed_parameter_is_its_value_whatever_its_range() -> None:
    assert quantile(spread([2, 3, 6]), "fixed", DECILES).tolist() == [3.0] * 3


def test_a_parameter_of_the_catalog_takes_its_own_distribution() -> None:
    assert described().quantile(np.array([0.25])).tolist() == [0.6]


WHOLE_NUMBER = {"distribution": "fixed", "value": 1.0, "low": 1.0, "high": 1.0}


@pytest.mark.parametrize(
    ("unit", "value", "rule"),
    [
        ("switch", 2.0, r"a number of switch must lie in \[0, 1\], got 2"),
        ("switch", 0.5, "a number of switch must be a whole number, got 0.5"),
        ("tries", 0.0, r"a number of tries must lie in \[1, 20\], got 0"),
        ("tries", 2.5, "a number of tries must be a whole number, got 2.5"),
        ("models", -1.0, r"a number of models must lie in \[0, 10000\], got -1"),
    ],
)
def test_numbers_that_count_are_whole_and_within_bounds(
    unit: str, value: float, rule: str
) -> None:
    fields = {**WHOLE_NUMBER, "unit": unit}
    assert described(**fields).broken(1.0) is None
    with pytest.raises(ValidationError, match=rule):
        described(**{**fields, "value": value, "low": value, "high": value})


def test_numbers_that_count_are_not_drawn() -> None:
    rule = "a number of tries must be fixed, got uniform"
    with pytest.raises(ValidationError, match=rule):
        described(**{**WHOLE_NUMBER, "unit": "tries", "distribution": "uniform"})


@pytest.mark.parametrize(("unit", "bounded"), [("share", True), ("exponent", False)])
def test_shares_and_probabilities_are_bounded(unit: str, bounded: bool) -> None:
    assert described(unit=unit).is_share is bounded


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        (
            {"distribution": "lognormal", "low": 0.0},
            "a lognormal must be positive, got low 0",
        ),
        (
            {"distribution": "logitnormal", "high": 1.0},
            r"a logitnormal must lie within \(0, 1\), got 0.5-1",
        ),
        (
            {"distribution": "logitnormal", "low": 0.0},
            r"a logitnormal must lie within \(0, 1\), got 0-0.9",
        ),
        (
            {"distribution": "normal", "unit": "share"},
            r"a share must stay within \[0, 1\], got a normal",
        ),
        (
            {"unit": "probability", "high": 1.5},
            r"a probability must stay within \[0, 1\], got a uniform",
        ),
        ({"low": 0.8}, "value 0.7 must lie between low 0.8 and high 0.9"),
        ({"distribution": "beta"}, "Input should be 'fixed'"),
        ({"value": 0.6}, "value of a uniform must be its middle 0.7, got 0.6"),
    ],
)
def test_a_parameter_that_leaves_its_range_is_refused(
    changes: dict[str, Any], rule: str
) -> None:
    with pytest.raises(ValidationError, match=rule):
        described(**changes)


def test_a_fixed_share_may_be_at_its_bound() -> None:
    assert Parameter.model_validate(fixed("pledge", 1.0)).value == 1.0
