"""Constraints: budgets that are shared within limits, prerequisites, and refusals."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from interventions.requirement import Tree
from simulator.choice.constraints import constraints, costs
from simulator.choice.effects import technical_cost
from tests.packs import intervention, made, shipped, small_pack
from tests.simulator.choice.deciding import all_sets, plain
from tests.strategies_trees import holds


def chained(**changes):
    """Three works, of which the third rests on the second and that on the first."""
    works = [
        intervention("one", readiness_today=changes.get("ready", 0.1)),
        intervention("two", readiness_today=0.1, needs={"all_of": ["one"]}),
        intervention("three", readiness_today=0.1, needs={"any_of": ["two"]}),
    ]
    requires = {"easy": {"all_of": []}, "hard": {"all_of": ["three"]}}
    return made(
        small_pack(interventions=works, requires=requires, roles={}, layers={})
    ).means


def test_governance_converts_by_its_stated_cost() -> None:
    means = shipped().means
    price = dict(zip(means.ids, costs(means), strict=True))
    assert price["debate"] == 1.0
    expected = means.intervention("pause").cost.value / technical_cost(means)
    assert price["pause"] == pytest.approx(expected)


def test_weights_are_shared_in_proportion() -> None:
    shares = plain(3, 6.0).shared(np.array([[1.0, 2.0, 0.0], [1.0, 1.0, 1.0]]))
    assert_allclose(shares, [[2, 4, 0], [2, 2, 2]])


def test_who_must_get_more_or_may_get_less_leaves_the_others_the_rest() -> None:
    shares = plain(3, 6.0, most=2.5).shared(np.array([[1.0, 9.0, 1.0]]))
    assert_allclose(shares, [[1.75, 2.5, 1.75]])
    shares = plain(3, 6.0, least=1.5).shared(np.array([[1.0, 9.0, 1.0]]))
    assert_allclose(shares, [[1.5, 3.0, 1.5]])


def test_money_is_left_where_everybody_has_their_most() -> None:
    shares = plain(2, 6.0, most=1.0).shared(np.ones((1, 2)))
    assert_allclose(shares, [[1, 1]])


@given(
    st.lists(st.integers(0, 5), min_size=4, max_size=4),
    st.floats(0.01, 0.2),
    st.floats(0.3, 2.0),
)
def test_shares_keep_to_the_budget_and_to_every_limit(
    weights: list[int], least: float, most: float
) -> None:
    within = plain(4, 1.0, least=least, most=most)
    given_, shares = np.array([weights], dtype=float), None
    shares = within.shared(given_)
    assert shares.sum() <= 1 + 1e-9
    funded = given_ > 0
    assert (shares[~funded] == 0).all()
    assert (shares[funded] >= within.least[0] - 1e-12).all()
    assert (shares[funded] <= within.most[0] + 1e-12).all()
    if funded.sum() * min(most, 1.0) >= 1:
        assert shares.sum() == pytest.approx(1.0)


def test_a_set_is_admitted_with_its_prerequisites_and_within_its_means() -> None:
    trees = {1: Tree(all_of=("a",)), 2: Tree(any_of=("a", "d")), 3: Tree(all_of=())}
    within = plain(4, 1.0, least=0.4, needs=trees)
    sets = all_sets(4)
    expected = [
        some.sum() * 0.4 <= 1.0
        and all(
            holds(within.needs[row], {}, set(np.array(within.ids)[some]))
            for row in np.flatnonzero(some)
        )
        for some in sets
    ]
    assert within.admits(sets).tolist() == expected


def test_what_is_ready_today_need_not_be_funded() -> None:
    only_last = np.array([[False, False, True]])
    assert not constraints(chained(), 10).admits(only_last)[0]
    first = np.array([[False, True, True]])
    assert not constraints(chained(), 10).admits(first)[0]
    assert constraints(chained(ready=0.5), 10).admits(first)[0]


def test_a_set_is_completed_by_what_it_rests_on() -> None:
    within = constraints(chained(), 10)
    assert within.completed(np.array([False, False, True])).tolist() == [True] * 3
    assert within.may_leave(np.ones(3, dtype=bool)).tolist() == [False, False, True]
    assert within.may_join(np.array([True, False, False])).tolist() == [0, 1, 0]


def test_a_set_is_completed_at_the_least_cost_and_by_no_more_than_it_needs() -> None:
    either, only = Tree(any_of=("c", "d")), Tree(all_of=("d",))
    within = replace(
        plain(4, 10.0, needs={0: either, 1: only}), least=np.array([1.0, 1, 1, 2])
    )
    first = np.array([True, False, False, False])
    assert within.completed(first).tolist() == [True, False, True, False]
    both = np.array([True, True, False, False])
    assert within.completed(both).tolist() == [True, True, False, True]


def test_what_rests_on_the_forbidden_is_not_allowed_either() -> None:
    within = constraints(chained(), 10, forbid=["one"])
    assert within.allowed.tolist() == [False, False, False]
    assert constraints(chained(ready=0.9), 10, forbid=["one"]).allowed.tolist() == [
        False,
        True,
        True,
    ]


def test_a_stated_most_comes_before_the_least_of_a_required_one() -> None:
    within = constraints(chained(), 1000, require=["one"], most={"one": 2.0})
    assert within.least[0] == within.most[0] == 2.0


@pytest.mark.parametrize(
    ("options", "refusal"),
    [
        ({"budget": -1}, r"budget must lie in \[0, 10000000\], got -1"),
        ({"budget": float("nan")}, "budget must lie in .*, got nan"),
        ({"budget": float("inf")}, "budget must lie in .*, got inf"),
        ({"require": ["zero"]}, "require must name interventions, got 'zero'"),
        ({"forbid": ["<b>"]}, "forbid must name interventions, got '<b>'"),
        ({"require": ["one"], "forbid": ["one"]}, "both required and forbidden, got"),
        ({"require": ["three"], "forbid": ["one"]}, "one way to its prerequisites"),
        ({"most": {"zero": 1}}, "max must name interventions, got 'zero'"),
        ({"most": {"one": float("nan")}}, "max of one must lie in .*, got nan"),
        ({"least": {"one": 5}, "most": {"one": 2}}, "min of one must not exceed its m"),
        ({"require": ["one"], "least": {"one": 50}}, "required must be within the bud"),
        (
            {"require": ["two"], "least": {"one": 6, "two": 6}},
            "budget must pay the least of what is required, 12, got 10",
        ),
        ({"budget": 0, "require": ["one"]}, "required must be within the budget"),
    ],
)
def test_constraints_that_cannot_be_kept_are_refused(options, refusal) -> None:
    given_ = {"budget": 10.0, **options}
    with pytest.raises(ValueError, match=refusal):
        constraints(chained(), **given_)
