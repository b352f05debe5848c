import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from levels.credence import Credence, parse_numbers, scaled
from tests.strategies import credences

EVEN = np.array([0.5, 0.5])


def test_the_credence_in_a_level_or_a_harder_one_adds_up_from_the_end():
    credence = Credence(np.array([0.5, 0.3, 0.2]))

    assert [credence.at_least(number) for number in (1, 2, 3)] == [1.0, 0.5, 0.2]


def test_entropy_is_the_log_of_the_number_of_equal_levels():
    assert_allclose(Credence(np.full(10, 0.1)).entropy, np.log(10))


def test_percentages_are_read_as_probabilities():
    assert parse_numbers("20, 30, 50", 3).tolist() == [0.2, 0.3, 0.5]
    assert parse_numbers("0.2,0.3,0.5", 3).tolist() == [0.2, 0.3, 0.5]


@given(credences(5, lowest=0))
def test_a_credence_read_back_from_its_numbers_is_the_same(credence):
    text = ",".join(map(str, credence.p.tolist()))

    assert_allclose(parse_numbers(text, 5), credence.p, rtol=1e-15)


@given(st.lists(st.floats(0, 1000), min_size=2, max_size=20).filter(sum))
def test_percentages_and_shares_mean_the_same(amounts):
    shares = np.array(amounts) / sum(amounts)

    assert_allclose(scaled(100 * shares, len(shares)), scaled(shares, len(shares)))


@given(credences(4, lowest=0), st.floats(0.5, 100), st.integers(0, 2**32))
def test_draws_are_credences_and_leave_excluded_levels_out(credence, n, seed):
    firm = Credence(credence.p, n)

    rows = firm.draws(20, np.random.default_rng(seed))

    assert rows.shape == (20, 4)
    assert_allclose(rows.sum(axis=1), 1)
    assert (rows >= 0).all()
    assert_array_equal(rows[:, credence.p == 0], 0)


def test_draws_center_on_the_credence_and_spread_as_a_dirichlet_does():
    credence = Credence(np.array([0.25, 0.75]), 20.0)

    rows = credence.draws(20_000, np.random.default_rng(1))

    assert_allclose(rows.mean(axis=0), credence.p, atol=0.003)
    assert_allclose(rows[:, 0].std(), 0.0944911183, rtol=0.03)


def test_a_credence_without_concentration_draws_itself():
    rows = Credence(EVEN).draws(3, np.random.default_rng(1))

    assert_array_equal(rows, np.full((3, 2), 0.5))


def test_a_certain_credence_has_no_entropy():
    assert Credence(np.array([0.0, 1.0])).entropy == 0


def test_a_credence_cannot_be_changed():
    given_p = EVEN.copy()
    credence = Credence(given_p)
    given_p[0] = 9

    assert credence.p.tolist() == [0.5, 0.5]
    with pytest.raises(ValueError, match="read-only"):
        credence.p[0] = 1


@pytest.mark.parametrize(
    ("p", "rule"),
    [
        ([0.5, 0.6], "must sum to 1, got 1.1"),
        ([0.5, 0.5 - 2e-6], "must sum to 1"),
        ([1.5, -0.5], "must not be negative, got -0.5"),
        ([0.5, np.nan], "one row of finite numbers"),
        ([np.inf, 0.5], "one row of finite numbers"),
        ([[0.5, 0.5]], "one row of finite numbers"),
        ([], "must sum to 1, got 0"),
    ],
)
def test_what_is_not_a_probability_vector_is_refused(p, rule):
    with pytest.raises(ValueError, match=rule):
        Credence(np.array(p))


@pytest.mark.parametrize("concentration", [0, -1, np.inf, np.nan])
def test_a_concentration_that_is_not_positive_is_refused(concentration):
    with pytest.raises(ValueError, match="concentration must be positive, got"):
        Credence(EVEN, concentration)


@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_level_that_is_not_there_is_refused(number):
    with pytest.raises(ValueError, match=f"must be 1 to 2, got {number}"):
        Credence(EVEN).at_least(number)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("0.5,0.6", "must sum to 1 or to 100, got 1.1"),
        ("50,50,0", "must have 2 numbers, got 3"),
        ("1.5,-0.5", "finite numbers from 0"),
        ("nan,1", "finite numbers from 0"),
        ("inf,1", "finite numbers from 0"),
        ("easy", "must be a preset, a file or numbers, got 'easy'"),
        ("", "must be a preset, a file or numbers, got ''"),
        ("0.5,,0.5", "must be a preset, a file or numbers"),
    ],
)
def test_text_that_is_not_a_credence_is_refused(text, rule):
    with pytest.raises(ValueError, match=rule):
        parse_numbers(text, 2)


@given(st.lists(st.floats(0, 1), min_size=2, max_size=20).filter(lambda p: sum(p) > 0))
def test_what_was_scaled_once_stays_as_it_is(numbers):
    once = scaled((np.array(numbers) / sum(numbers)).tolist(), len(numbers))

    assert scaled(once.tolist(), len(once)).tolist() == once.tolist()
