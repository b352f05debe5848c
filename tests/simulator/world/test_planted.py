"""Planted models: how many are found, and what that tells."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.world.planted import estimate, found, shows

SHARES = st.floats(0, 1)


def told(k: float, n: float, weight: float = 1.0) -> list[float]:
    return [float(x) for x in estimate(np.array(k), np.array(n), np.array(weight))]


def test_twenty_of_twenty_found_tell_what_the_textbook_says() -> None:
    assert told(20, 20) == pytest.approx([0.976190, 0.909524], abs=1e-6)
    assert told(20, 20, weight=0.2) == pytest.approx([0.9, 0.637513], abs=1e-6)


def test_nothing_planted_tells_no_more_than_the_prior() -> None:
    assert told(0, 0) == told(7, 9, weight=0.0)
    assert told(0, 0)[0] == 0.5
    assert told(0, 0)[1] < 0.01


@given(st.integers(1, 60), SHARES, st.floats(0.01, 0.99))
def test_the_count_is_the_smallest_that_the_binomial_reaches(
    n: int, rate: float, luck: float
) -> None:
    k = int(found(np.array(float(n)), np.array(rate), np.array(luck)))
    below = [comb(n, j) * rate**j * (1 - rate) ** (n - j) for j in range(n + 1)]
    assert 0 <= k <= n
    assert sum(below[: k + 1]) >= luck - 1e-9
    assert sum(below[:k]) <= luck + 1e-9


@pytest.mark.parametrize("luck", [0.0, 1.0])
@pytest.mark.parametrize("rate", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("n", [0.0, 1.0, 20.0])
def test_counts_at_the_edges_are_counts(n: float, rate: float, luck: float) -> None:
    k = found(np.array(n), np.array(rate), np.array(luck))
    assert 0 <= k <= n


@pytest.mark.parametrize("n", [0.0, 1.0, 20.0, 999.0, 1000.0, 1e6])
@pytest.mark.parametrize("rate", [0.05, 0.5, 0.9])
def test_a_table_for_all_tells_each_the_count_of_its_own(n: float, rate: float) -> None:
    luck = np.random.default_rng(0).uniform(0.001, 0.999, 50)
    same, mixed = np.full(50, rate), np.append(np.full(49, rate), 0.7)
    whole = found(np.full(50, n), same, luck)
    others = found(np.full(50, n), mixed, luck)
    assert whole[:-1].tolist() == others[:-1].tolist()
    assert others[-1] == found(np.array(n), np.array(0.7), luck[-1])
    more = found(np.append(np.full(49, n), 7.0), same, luck)
    assert whole[:-1].tolist() == more[:-1].tolist()
    assert more[-1] <= 7


@given(st.integers(1, 60), st.floats(0, 1), st.floats(0, 1))
def test_more_found_and_more_transfer_tell_more(
    n: int, share: float, weight: float
) -> None:
    k = round(share * n)
    mean, bound = told(k, n, weight)
    assert 0 <= bound <= mean <= 1
    if k < n:
        more = told(k + 1, n, weight)
        assert more[0] >= mean
        assert more[1] >= bound - 1e-12
    if weight < 1:
        assert abs(told(k, n, 1.0)[0] - 0.5) >= abs(mean - 0.5) - 1e-12


@given(st.integers(0, 200), SHARES, SHARES, st.sampled_from([0.0, 0.1, 0.5, 0.85, 1.0]))
def test_a_rate_is_shown_where_its_lower_bound_lies_above_the_threshold(
    n: int, share: float, weight: float, threshold: float
) -> None:
    count = np.array(round(share * n)), np.array(n), np.array(weight)
    bound = float(estimate(*count)[1])
    if abs(bound - threshold) > 1e-9:
        assert bool(shows(*count, np.array(threshold))) == (bound > threshold)
