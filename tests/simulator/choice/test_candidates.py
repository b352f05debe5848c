"""Candidates: sets worth trying together."""

import numpy as np

from interventions.requirement import Tree
from simulator.choice.candidates import (
    MOST_MOVES,
    every_set,
    exchanges,
    pruned,
    starts,
    unique,
    ways,
)
from simulator.choice.limits import constraints
from tests.packs import shipped
from tests.simulator.choice.deciding import all_sets, plain


def test_every_set_that_may_be_funded_is_tried_once_the_smallest_first() -> None:
    within = plain(5, 1.0, least=0.3, needs={1: Tree(all_of=("a",))})
    found = every_set(within)
    expected = all_sets(5)[within.admits(all_sets(5))]
    assert {tuple(row) for row in found} == {tuple(row) for row in expected}
    assert len(found) == len(expected)
    assert (np.diff(found.sum(axis=1)) >= 0).all()


def test_a_way_is_a_whole_set_that_completes_a_requirement() -> None:
    model = shipped()
    within = constraints(model.means, 1000)
    found = ways(model, within)
    assert len(found) == len(unique(found)) > 20
    assert within.met(found)[found].all()
    without = constraints(model.means, 1000, forbid=["mech_interp"])
    row = model.means.ids.index("mech_interp")
    assert found[:, row].any()
    assert not ways(model, without)[:, row].any()


def test_a_search_starts_from_portfolios_that_keep_to_the_constraints() -> None:
    model = shipped()
    within = constraints(model.means, 500, require=["elk"], forbid=["pause"])
    found = starts(model, within, ways(model, within))
    assert len(found) > 20
    assert within.admits(found > 0).all()
    assert (found.sum(axis=1) <= 500 * (1 + 1e-9)).all()
    assert (found[:, model.means.ids.index("elk")] > 0).all()


def test_exchanges_add_drop_and_swap_whole_sets() -> None:
    within = plain(6, 6.0)
    money = within.shared(np.array([[1.0, 2.0, 0, 0, 0, 0]]))[0]
    pair = np.array([[False, False, True, True, False, False]])
    found = {frozenset(np.flatnonzero(row)) for row in exchanges(money, within, pair)}
    for expected in ({0}, {1}, {0, 1, 2, 3}, {0, 1, 4}, {1, 5}, {0, 5}):
        assert frozenset(expected) in found
    assert frozenset({0, 1}) not in found


def test_who_joins_makes_the_least_funded_leave_where_money_is_short() -> None:
    within = plain(4, 2.0, least=1.0, most=1.0)
    pair = np.array([[True, True, False, False]])
    found = exchanges(np.array([0.0, 0, 0, 1.0]), within, pair)
    assert [True, True, False, False] in (found > 0).tolist()
    assert within.admits(found > 0).all()


def test_there_are_not_too_many_exchanges() -> None:
    model = shipped()
    within = constraints(model.means, 1000)
    money = within.shared(ways(model, within)[-1:].astype(float))[0]
    found = exchanges(money, within, ways(model, within))
    assert 50 < len(found) <= MOST_MOVES
    assert within.admits(found > 0).all()


def test_what_lacks_its_prerequisites_goes_and_so_does_what_rests_on_it() -> None:
    needs = {1: Tree(all_of=("a",)), 2: Tree(all_of=("b",))}
    within = plain(4, 1.0, needs=needs)
    assert pruned(within, np.array([[False, True, True, True]])).tolist() == [
        [False, False, False, True]
    ]
