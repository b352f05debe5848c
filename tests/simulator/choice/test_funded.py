"""A portfolio of which only some interventions are funded."""

from simulator.choice.funded import NOTHING, funded, players
from tests.packs import allocation, small_pack


def test_dated_segments_of_both_are_kept_apart() -> None:
    pack = small_pack()
    one = allocation(pack, {"tuning": 5.0}, {"tuning": 7.0, "theory": 1.0}, every=6)
    other = allocation(pack, {"treaty": 2.0}, {"theory": 3.0}, every=9)
    assert funded(one, other, {"tuning"}).plain == [
        {"from_month": 0.0, "amounts": {"treaty": 2.0, "tuning": 5.0}},
        {"from_month": 6.0, "amounts": {"treaty": 2.0, "tuning": 7.0}},
        {"from_month": 9.0, "amounts": {"theory": 3.0, "tuning": 7.0}},
    ]
    names = ("tuning", "theory", "treaty")
    assert players(one, other, names) == names
    assert players(one, one, names) == ()


def test_all_of_a_portfolio_or_none_of_it() -> None:
    pack = small_pack()
    one = allocation(pack, {"tuning": 5.0, "theory": 1.0})
    assert funded(one, NOTHING, {"tuning", "theory", "treaty"}).plain == one.plain
    assert funded(one, NOTHING, set()).plain == NOTHING.plain
