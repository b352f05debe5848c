"""Cooke's classical model: the known answer to six digits, limits, and bad input."""

import numpy as np
import pytest

from levels.performance import (
    bounds,
    calibration,
    combined_quantiles,
    counts,
    information,
    performance,
)

TRUTHS = np.array([15.0, 25, 35, 42, 48, 52, 58, 65, 75, 85])
TOLD = np.array([[[10.0, 50, 90]] * 10, [[40.0, 50, 60]] * 10, [[20.0, 30, 45]] * 10])


def digits(values):
    """Six significant digits of each."""
    return [f"{x:.6g}" for x in values]


def test_three_people_on_ten_seeds_hit_as_is_known():
    assert counts(TOLD, TRUTHS).tolist() == [[0, 5, 5, 0], [3, 2, 2, 3], [1, 1, 2, 6]]
    low, high = bounds(TOLD, TRUTHS)
    assert (set(low), set(high)) == ({2.0}, {98.0})


def test_their_calibration_is_known_to_six_digits():
    found = calibration(counts(TOLD, TRUTHS))
    assert digits(found) == digits([0.5504554457, 0.0018050026, 0.0000157916])


def test_their_information_is_known_to_six_digits():
    found = information(TOLD, TRUTHS)
    assert digits(found) == digits([0.0181823746, 1.1100328378, 0.9482989716])


def test_their_weights_are_known_to_six_digits():
    done = performance(TOLD, TRUTHS)
    expected = [0.8321644633, 0.1665904281, 0.0012451086]
    assert digits(done.weights) == digits(expected)
    earned = done.calibration * done.information
    assert digits(earned) == digits([0.010008587, 0.0020036121, 1.497514e-5])


def test_a_cutoff_leaves_the_one_who_is_calibrated():
    assert performance(TOLD, TRUTHS, cutoff=0.05).weights.tolist() == [1, 0, 0]


def test_a_cutoff_that_nobody_reaches_leaves_everybody_the_same():
    assert performance(TOLD, TRUTHS, cutoff=0.9).weights == pytest.approx([1 / 3] * 3)


def test_the_combined_quantiles_are_known():
    done, told = performance(TOLD, TRUTHS), TOLD[:, 0]
    found = combined_quantiles(told, done.weights, 2, 98)
    assert found == pytest.approx([10.689709, 49.966418, 89.308219], abs=5e-7)
    same = combined_quantiles(told, np.full(3, 1 / 3), 2, 98)
    assert digits(same) == digits([14.383040, 43.043478, 83.935497])


def test_calibration_has_its_known_limits():
    found = calibration(np.array([[1, 9, 9, 1], [1, 4, 4, 1]]))
    assert found == pytest.approx([1, 0.8283082], abs=5e-8)


def test_one_person_of_weight_counts_as_one_person():
    assert performance(TOLD, TRUTHS, cutoff=0.05).effective_people == 1
    alike = performance(np.repeat(TOLD[:1], 4, axis=0), TRUTHS)
    assert alike.effective_people == pytest.approx(4)


@pytest.mark.parametrize(("factor", "shift"), [(1000.0, 0.0), (0.01, -7.0)])
def test_weights_do_not_mind_in_which_unit_a_question_is_asked(factor, shift):
    done = performance(TOLD, TRUTHS)
    other = performance(TOLD * factor + shift, TRUTHS * factor + shift)
    assert other.weights == pytest.approx(done.weights)


@pytest.mark.parametrize(
    ("told", "truths", "said"),
    [
        (TOLD[:, :, ::-1], TRUTHS, "rise"),
        (np.full((1, 10, 3), 5.0), TRUTHS, "rise"),
        (TOLD * np.nan, TRUTHS, "finite"),
        (TOLD, TRUTHS * np.inf, "finite"),
        (TOLD, TRUTHS[:9], "three for each of 9"),
        (TOLD[0], TRUTHS, "three for each"),
        (TOLD[:, :0], TRUTHS[:0], "three for each of 0"),
    ],
)
def test_what_is_no_answer_to_the_seeds_is_refused(told, truths, said):
    with pytest.raises(ValueError, match=said):
        performance(told, truths)


@pytest.mark.parametrize(
    "told", [(0.0, 5e-324, 1e-323), (1e15, 1e15 + 0.125, 1e15 + 0.25), (-1e15, 0, 1e15)]
)
@pytest.mark.filterwarnings("error")
def test_who_is_as_sure_as_numbers_can_be_leaves_the_weights_finite(told):
    found = performance(np.array([[told], [told]]), np.array([told[2]]))

    assert np.isfinite(found.information).all()
    assert found.weights.tolist() == [0.5, 0.5]
