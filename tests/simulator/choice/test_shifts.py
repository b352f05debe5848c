"""The smallest shift that closes a gap, held to linear programs and to a grid."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose
from scipy.optimize import linprog

from levels.arrays import FloatArray
from simulator.choice.shifts import (
    Shift,
    earth_mover,
    one_level,
    relative_entropy,
    total_variation,
)

GAPS = arrays(float, 5, elements=st.integers(-6, 9))
CREDENCES = (
    arrays(float, 5, elements=st.integers(0, 6))
    .filter(lambda n: n.sum() > 0)
    .map(lambda n: n / n.sum())
)
MEASURES = (total_variation, earth_mover, relative_entropy)
STEPS = 20
GRID = np.array(
    [
        (a, b, c, STEPS - a - b - c)
        for a, b, c in itertools.product(range(STEPS + 1), repeat=3)
        if a + b + c <= STEPS
    ]
) / float(STEPS)


def along(p: FloatArray, q: FloatArray) -> FloatArray:
    """Return the earth mover's distance on a line, from the cumulative sums."""
    moved: FloatArray = np.abs(np.cumsum(q - p, axis=-1)).sum(axis=-1)
    return moved


def apart(p: FloatArray, q: FloatArray) -> FloatArray:
    """Return the distance in total variation."""
    moved: FloatArray = 0.5 * np.abs(q - p).sum(axis=-1)
    return moved


def learned(p: FloatArray, q: FloatArray) -> FloatArray:
    """Return KL(q || p)."""
    with np.errstate(all="ignore"):
        terms = np.where(q > 0, q * np.log(q / p), 0.0)
    found: FloatArray = terms.sum(axis=-1)
    return found


def program(p: FloatArray, gap: FloatArray, cost: FloatArray) -> float | None:
    """Return the least cost of a transport that closes the gap, by HiGHS."""
    n = len(p)
    leaves = np.kron(np.eye(n), np.ones(n))
    arrives = np.kron(np.ones(n), gap)
    found = linprog(
        cost.ravel(), A_ub=[arrives], b_ub=[0.0], A_eq=leaves, b_eq=p, method="highs"
    )
    return float(found.fun) if found.status == 0 else None


@settings(max_examples=60)
@given(CREDENCES, GAPS)
def test_moves_of_credence_agree_with_linear_programs(
    p: FloatArray, gap: FloatArray
) -> None:
    places = np.arange(5)
    steps = np.abs(places[:, None] - places).astype(float)
    for measure, cost in ((total_variation, 1 - np.eye(5)), (earth_mover, steps)):
        found, expected = measure(p, gap), program(p, gap, cost)
        if found is None or expected is None:
            assert found is expected is None
        else:
            assert found.distance == pytest.approx(expected, abs=1e-9)


@given(CREDENCES, GAPS)
def test_the_distance_is_that_of_the_credence_at_which_the_gap_is_closed(
    p: FloatArray, gap: FloatArray
) -> None:
    pairs = zip(MEASURES, (apart, along, learned), strict=True)
    for measure, distance in pairs:
        shift = measure(p, gap)
        if shift is None:
            continue
        q = shift.credence
        assert (q >= 0).all()
        assert q.sum() == pytest.approx(1)
        assert gap @ q <= 1e-7
        assert shift.distance == pytest.approx(float(distance(p, q)), abs=1e-7)
        if gap @ p > 0:
            assert gap @ q == pytest.approx(0, abs=1e-7)


@given(arrays(float, 4, elements=st.integers(-6, 9)), st.integers(0, len(GRID) - 1))
def test_no_credence_of_a_grid_that_closes_the_gap_is_nearer(
    gap: FloatArray, row: int
) -> None:
    p = GRID[row]
    closed = GRID[gap @ GRID.T <= 0]
    for measure, distance in zip(MEASURES, (apart, along, learned), strict=True):
        shift = measure(p, gap)
        nearest = distance(p, closed).min(initial=np.inf)
        if shift is None:
            assert not np.isfinite(nearest)
        else:
            assert shift.distance <= nearest + 1e-9


@given(CREDENCES, GAPS)
def test_the_least_to_learn_is_an_exponential_tilt(
    p: FloatArray, gap: FloatArray
) -> None:
    shift = relative_entropy(p, gap)
    if shift is None or shift.distance == 0 or (shift.credence == 0)[p > 0].any():
        return
    held = p > 0
    log_ratio = np.log(shift.credence[held] / p[held])
    # KKT: the log ratio is a constant minus a non-negative multiple of the gap.
    line, *_ = np.polyfit(gap[held], log_ratio, 1, full=True)
    assert_allclose(np.polyval(line, gap[held]), log_ratio, atol=1e-6)
    assert line[0] <= 1e-9


@given(CREDENCES, GAPS)
def test_one_level_moves_and_the_others_keep_their_proportions(
    p: FloatArray, gap: FloatArray
) -> None:
    for level, shift in enumerate(one_level(p, gap)):
        if shift is None:
            tried = [raised(p, level, x) for x in np.linspace(0, 1, 41)]
            assert all(gap @ q > -1e-9 for q in tried if q is not None)
            continue
        q = shift.credence
        assert gap @ q == pytest.approx(min(0.0, float(gap @ p)), abs=1e-9)
        assert shift.distance == pytest.approx(abs(q[level] - p[level]))
        if gap @ p > 0:
            assert_allclose(q, raised(p, level, q[level]), atol=1e-9)


def raised(p: FloatArray, level: int, x: float) -> FloatArray | None:
    if p[level] == 1:
        return None
    q = p * (1 - x) / (1 - p[level])
    q[level] = x
    return q


@pytest.mark.parametrize("measure", MEASURES)
def test_a_gap_that_is_open_everywhere_is_never_closed(measure) -> None:
    p = np.array([0.5, 0.5, 0.0])
    assert measure(p, np.array([1.0, 2.0, 1e-3])) is None
    assert one_level(p, np.array([1.0, 2.0, 1e-3])) == [None] * 3


@pytest.mark.parametrize("measure", MEASURES)
def test_a_closed_gap_needs_no_shift(measure) -> None:
    p = np.array([0.5, 0.5])
    for gap in ([0.0, 0.0], [1.0, -1.0], [-1.0, -2.0]):
        shift = measure(p, np.array(gap))
        assert shift is not None
        assert shift.distance == 0
        assert (shift.credence == p).all()


def test_what_is_ruled_out_may_be_moved_to_but_never_learned() -> None:
    p, gap = np.array([0.6, 0.4, 0.0]), np.array([1.0, 1.0, -4.0])
    found = total_variation(p, gap)
    assert found is not None
    assert found.distance == pytest.approx(0.2)
    assert relative_entropy(p, gap) is None


def test_where_the_gap_only_just_closes_nothing_else_may_be_believed() -> None:
    p, gap = np.array([0.5, 0.3, 0.2]), np.array([3.0, 0.0, 1.0])
    learned_, moved = relative_entropy(p, gap), total_variation(p, gap)
    assert learned_ is not None
    assert moved is not None
    assert learned_.distance == pytest.approx(-np.log(0.3))
    assert_allclose(learned_.credence, [0, 1, 0])
    assert moved.distance == pytest.approx(0.7)


@pytest.mark.parametrize("rounding", [-1e-13, 1e-13])
def test_a_gap_that_closes_but_for_rounding_is_closed(rounding: float) -> None:
    p, gap = np.array([0.5, 0.3, 0.2]), np.array([3.0, rounding, 1.0])
    for measure, distance in ((relative_entropy, -np.log(0.3)), (total_variation, 0.7)):
        found = measure(p, gap)
        assert found is not None
        assert found.distance == pytest.approx(distance)
        assert_allclose(found.credence, [0, 1, 0], atol=1e-9)


def test_one_level_may_have_to_hold_nearly_all_credence() -> None:
    p, gap = np.array([0.5, 0.3, 0.2]), np.array([10.0, 10.0, -0.5])
    found = one_level(p, gap)[2]
    assert found is not None
    assert found.credence[2] == pytest.approx(10 / 10.5)
    exact = one_level(p, np.array([10.0, 10.0, 0.0]))[2]
    assert exact is not None
    assert exact.credence.tolist() == [0, 0, 1]


def test_all_credence_on_one_level_may_move_but_not_be_scaled() -> None:
    p, gap = np.array([1.0, 0.0]), np.array([1.0, -3.0])
    found = earth_mover(p, gap)
    assert found is not None
    assert found.distance == pytest.approx(0.25)
    first, second = one_level(p, gap)
    assert first is None
    assert second is not None
    assert second.distance == pytest.approx(0.25)


@pytest.mark.parametrize("scale", [1e-300, 1e-12, 1e12, 1e300])
def test_the_unit_of_the_gap_does_not_matter(scale: float) -> None:
    p, gap = np.array([0.5, 0.3, 0.2]), np.array([20.0, 10.0, -50.0])
    for measure in MEASURES:
        plain, scaled = measure(p, gap), measure(p, scale / 50 * gap)
        assert isinstance(plain, Shift)
        assert isinstance(scaled, Shift)
        assert scaled.distance == pytest.approx(plain.distance, rel=1e-6)
