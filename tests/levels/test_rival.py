import numpy as np
import pytest
from numpy.testing import assert_allclose

from levels.rival import RivalLadder, Rung
from simulator.model import load

RUNGS = (Rung(id="lower", name="Lower"), Rung(id="upper", name="Upper"))


def rival(shares):
    return RivalLadder(id="r", name="R", rungs=RUNGS, shares=shares, judgment="-")


def test_a_relabeled_ladder_gives_the_same_credence_in_its_own_order():
    swapped = rival({"a": {"upper": 1}, "b": {"lower": 1}})

    assert_allclose(swapped.transport(np.array([0.3, 0.7]), ("a", "b")), [0.7, 0.3])


def test_transport_keeps_all_credence_on_every_shipped_rival():
    belief = load().belief
    p = np.arange(1.0, len(belief.ladder) + 1)
    p /= p.sum()

    for other in belief.ladder.rivals:
        moved = other.transport(p, belief.ladder.ids)
        assert_allclose(moved.sum(), 1, atol=1e-12)
        assert (moved >= 0).all()


def test_shares_that_do_not_sum_to_one_are_refused():
    with pytest.raises(ValueError, match=r"shares of .a. must sum to 1, got 0\.5"):
        rival({"a": {"upper": 0.5}})


def test_a_rung_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="must name rungs, got 'middle'"):
        rival({"a": {"middle": 1}})


def test_a_level_that_is_left_out_is_refused():
    with pytest.raises(ValueError, match="must name each level once, see 'b'"):
        rival({"a": {"upper": 1}}).check(("a", "b"))
