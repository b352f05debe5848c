"""Limits: what they rule out, and what is refused."""

import numpy as np
import pytest

from simulator.choice.effects import technical_cost
from simulator.choice.limits import constraints, costs
from tests.packs import intervention, made, shipped, small_pack


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
