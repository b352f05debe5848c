"""The decision: what tests show at the critical date, and what actors want then."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from levels.arrays import FloatArray
from simulator.world.actors import Wills
from simulator.world.decision import Decision, decide

CHANCES = st.floats(0, 1)


def column(value: float) -> FloatArray:
    return np.full((1, 1), float(value))


def seen(
    unmet: float,
    missed: float,
    false_alarm: float,
    proven: float = 0.0,
    tries: int = 1,
) -> Decision:
    """Return what follows from one test that always runs."""
    wills = Wills(
        alarm=column(0.8),
        alarm_proven=column(0.9),
        quiet=column(0.1),
        quiet_proven=column(0.5),
        caught=np.array([0.0]),
    )
    return decide(
        pattern=np.ones((1, 1, 1)),
        unmet=np.full((1, 1, 1, 1), unmet),
        missed=np.full((tries, 1, 1, 1), missed),
        wills=wills,
        proven=np.full((1, 1, 1), proven),
        false_alarm=column(false_alarm),
    )


def test_actors_decide_by_what_they_see() -> None:
    found = {name: value.item() for name, value in vars(seen(0.4, 0.25, 0.05)).items()}
    assert found == pytest.approx(
        {
            "met": 0.6,
            "needless": 0.6 * (0.05 * 0.8 + 0.95 * 0.1),
            "suspected": 0.6 * 0.05,
            "needless_alarm": 0.6 * 0.05 * 0.8,
            "alarmed": 0.3,
            "wary": 0.3 * 0.8,
            "unseen": 0.1,
            "wary_unseen": 0.1 * 0.1,
        }
    )


def test_a_proof_of_danger_moves_actors_whether_or_not_an_alarm_rings() -> None:
    found = seen(1.0, 0.5, 0.0, proven=0.5)
    assert found.wary.item() == pytest.approx(0.5 * 0.85)
    assert found.wary_unseen.item() == pytest.approx(0.5 * 0.3)


@given(CHANCES, CHANCES, CHANCES, CHANCES)
def test_every_case_is_counted_once(
    unmet: float, missed: float, false_alarm: float, proven: float
) -> None:
    found = seen(unmet, missed, false_alarm, proven, tries=3)
    total = found.met + found.alarmed[0] + found.unseen
    assert total.item() == pytest.approx(1, abs=1e-12)
    assert found.needless <= found.met + 1e-12
    assert found.needless_alarm <= found.suspected + 1e-12
    assert (found.wary <= found.alarmed + 1e-12).all()
    assert found.wary_unseen <= found.unseen + 1e-12


def test_an_alarm_must_ring_on_every_try_so_far() -> None:
    found = seen(0.4, 0.25, 0.05, tries=3)
    assert_allclose(found.alarmed[:, 0, 0, 0], [0.3, 0.225, 0.16875])
    assert_allclose(found.wary, 0.8 * found.alarmed)
