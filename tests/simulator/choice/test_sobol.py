"""Sobol' indices: functions whose indices are known, and another program's numbers."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from levels.arrays import FloatArray
from simulator.choice.sobol import Indices, indices, sobol_indices

G = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])


def ishigami(u: FloatArray) -> FloatArray:
    x = np.pi * (2 * u - 1)
    first: FloatArray = np.sin(x[:, 0])
    return first + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * first


def g_function(u: FloatArray) -> FloatArray:
    found: FloatArray = ((abs(4 * u - 2) + G) / (1 + G)).prod(axis=1)
    return found


def each(d: int) -> list[list[int]]:
    return [[column] for column in range(d)]


def test_ishigamis_function_has_its_indices() -> None:
    found = sobol_indices(ishigami, each(3), 1 << 14, 0)
    assert_allclose(found.variance, 13.844588, rtol=0.01)
    assert_allclose(found.first, [0.313905, 0.442411, 0.0], atol=0.01)
    assert_allclose(found.total, [0.557589, 0.442411, 0.243684], atol=0.01)


def test_the_g_function_has_its_indices() -> None:
    found = sobol_indices(g_function, each(8), 1 << 14, 1)
    rare = [0.000072] * 4
    assert_allclose(found.variance, 0.4654244, rtol=0.01)
    assert_allclose(
        found.first, [0.716192, 0.179048, 0.023676, 0.007162, *rare], atol=0.01
    )
    assert_allclose(found.total[:2], [0.7871441, 0.2421982], atol=0.01)


def test_a_product_of_two_has_a_seventh_in_both_together() -> None:
    found = sobol_indices(lambda u: u[:, 0] * u[:, 1], each(2), 1 << 13, 2)
    assert_allclose(found.first, [3 / 7, 3 / 7], atol=0.01)
    assert_allclose(found.total - found.first, [1 / 7, 1 / 7], atol=0.01)


def test_a_sum_divides_its_variance() -> None:
    found = sobol_indices(lambda u: 2 * u[:, 0] + u[:, 1], each(2), 1 << 12, 3)
    assert_allclose(found.first, [0.8, 0.2], atol=0.005)
    assert_allclose(found.total, [0.8, 0.2], atol=0.005)


def test_a_group_counts_as_one_input() -> None:
    found = sobol_indices(ishigami, [[1], [0, 2]], 1 << 13, 0)
    assert_allclose(found.first, [0.442411, 0.557589], atol=0.02)
    assert_allclose(found.total, [0.442411, 0.557589], atol=0.02)


def test_indices_are_those_of_salib() -> None:
    sobol = pytest.importorskip("SALib.analyze.sobol")
    rng = np.random.default_rng(5)
    one, other = rng.random((2, 512, 3))
    mixed = np.repeat(one[None], 3, axis=0)
    for column in range(3):
        mixed[column, :, column] = other[:, column]
    a, b = ishigami(one), ishigami(other)
    c = np.array([ishigami(m) for m in mixed])
    together = np.vstack([a, c, b]).T.ravel()
    problem = {"num_vars": 3, "names": list("abc"), "bounds": [[0, 1]] * 3}

    theirs = sobol.analyze(problem, together, calc_second_order=False, seed=1)
    ours = indices(a, b, c, rng)
    assert_allclose(ours.total, theirs["ST"], atol=1e-12)
    shifted = (a.mean() + b.mean()) / 2 - np.concatenate([together]).mean()
    assert_allclose(ours.first, theirs["S1"], atol=abs(shifted) + 0.01)
    half = (ours.total_interval[:, 1] - ours.total_interval[:, 0]) / 2
    assert_allclose(half, theirs["ST_conf"], rtol=0.4)


@settings(max_examples=20)
@given(st.floats(0.1, 10), st.floats(-100, 100))
def test_indices_do_not_depend_on_unit_and_origin(unit: float, origin: float) -> None:
    def moved(u: FloatArray) -> FloatArray:
        return unit * ishigami(u) + origin

    before, after = (sobol_indices(f, each(3), 256, 0) for f in (ishigami, moved))
    for name in ("first", "total", "first_interval", "total_interval"):
        assert_allclose(getattr(after, name), getattr(before, name), atol=1e-9)


def test_where_nothing_varies_nothing_has_a_share() -> None:
    found = sobol_indices(lambda u: np.ones(len(u)), each(2), 64, 0)
    assert_array_equal(found.first, 0)
    assert_array_equal(found.total, 0)
    assert_array_equal(found.total_interval, 0)


def test_intervals_hold_the_truth_about_as_often_as_they_should() -> None:
    truth = np.array([0.557589, 0.442411, 0.243684])
    inside = []
    for seed in range(40):
        found = sobol_indices(ishigami, each(3), 128, seed)
        low, high = found.total_interval.T
        inside.append((low <= truth) & (truth <= high))
    assert np.mean(inside) >= 0.85


def test_the_same_seed_gives_the_same_bytes() -> None:
    def run(seed: int) -> Indices:
        return sobol_indices(ishigami, each(3), 64, seed)

    one, again, other = run(4), run(4), run(5)
    assert one.total_interval.tobytes() == again.total_interval.tobytes()
    assert one.total.tobytes() != other.total.tobytes()


def test_batches_and_progress_cover_all_designs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = sobol_indices(ishigami, each(3), 64, 0).total
    monkeypatch.setattr("simulator.choice.sobol._ROWS", 100)
    told: list[float] = []
    parts = sobol_indices(ishigami, each(3), 64, 0, told.append)
    assert told == pytest.approx([0.2, 0.4, 0.6, 0.8, 1.0])
    assert_array_equal(parts.total, whole)


@pytest.mark.parametrize("n", [0, 2, 3, 100, -4])
def test_draws_that_are_no_power_of_two_are_refused(n: int) -> None:
    function: Callable[[FloatArray], FloatArray] = ishigami
    with pytest.raises(ValueError, match=f"a power of two from 4, got {n}"):
        sobol_indices(function, each(3), n, 0)


@pytest.mark.parametrize("seed", range(6))
def test_what_matters_is_told_well_wherever_it_stands_among_many(seed: int) -> None:
    size = np.r_[7.0, 3.0, 2.0, 2.0, 1.0, np.full(195, 0.05)]
    places = np.random.default_rng(seed).permutation(len(size))
    weights = np.empty(len(size))
    weights[places] = size
    groups = [[int(place)] for place in places[:5]] + [places[5:].tolist()]
    found = sobol_indices(lambda u: u @ weights, groups, 1024, seed)
    truth = size**2 / (size**2).sum()
    assert_allclose(found.first[:5], truth[:5], atol=0.01)
    assert_allclose(found.total[:5], truth[:5], atol=0.01)
