"""Two scenarios side by side."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from levels.credence import Credence
from levels.evidence import NO, YES
from simulator.choice.comparison import contrasts, differences, moves
from simulator.choice.ranking import Place, Ranking
from simulator.scenario import KEYS, Scenario, from_plain, new
from tests.packs import made, small_pack

MODEL = made(small_pack())
LEVELS = MODEL.belief.ladder.ids
START = new(MODEL)


def ranking(*order: int) -> Ranking:
    nothing = np.zeros(2)
    places = tuple(
        Place(i, 1.0 - n, 0.0, nothing, nothing, None, 0.0) for n, i in enumerate(order)
    )
    return Ranking(nothing, nothing, 0.0, 0.0, nothing, places)


def test_a_scenario_does_not_differ_from_itself_under_another_title():
    assert differences(START, replace(START, title="Mine"), LEVELS) == []


def test_each_level_whose_credence_differs_is_told():
    easy = replace(START, credence=Credence(np.array([0.75, 0.25]), 10.0))

    found = differences(easy, START, LEVELS)

    assert [(d.part, d.name, d.here, d.there) for d in found] == [
        ("credence", LEVELS[0], 0.75, 0.5),
        ("credence", LEVELS[1], 0.25, 0.5),
    ]


def test_what_only_one_of_them_says_is_none_in_the_other():
    here = replace(START, observations={"probe": YES})
    there = replace(START, observations={"probe": NO}, parameters={"threshold": 3.0})

    found = {
        d.part: (d.name, d.here, d.there) for d in differences(here, there, LEVELS)
    }

    assert found == {
        "observations": ("probe", "yes", "no"),
        "parameters": ("threshold", None, 3.0),
    }


def test_dated_portfolios_are_compared_month_by_month():
    segments = [
        {"from_month": 0, "amounts": {"theory": 5.0}},
        {"from_month": 12, "amounts": {"theory": 9.0}},
    ]
    dated = from_plain({**START.plain, "portfolio": segments}, MODEL)

    found = {d.name: d.here for d in differences(dated, START, LEVELS)}

    assert found == {"theory (0)": 5.0, "theory (12)": 9.0}


def with_portfolio(portfolio: object) -> Scenario:
    return from_plain({**START.plain, "portfolio": portfolio}, MODEL)


@pytest.mark.parametrize("nothing", [{}, [{"from_month": 0, "amounts": {}}]])
def test_to_fund_nothing_differs_from_the_field_of_today(nothing: object):
    found = differences(START, with_portfolio(nothing), LEVELS)

    told = [(d.part, d.name, d.here, d.there) for d in found]
    assert told == [("portfolio", "", None, 0.0)]


def test_the_month_in_which_all_money_ends_is_told():
    first = {"from_month": 0, "amounts": {"theory": 5.0}}
    soon, late = (
        with_portfolio([first, {"from_month": month, "amounts": {}}])
        for month in (12, 24)
    )

    found = {d.name: (d.here, d.there) for d in differences(soon, late, LEVELS)}

    assert found == {"theory (12)": (0.0, 5.0)}


def test_a_portfolio_without_dates_holds_from_every_month():
    segments = [
        {"from_month": 0, "amounts": {"theory": 5.0}},
        {"from_month": 12, "amounts": {"theory": 9.0, "tuning": 1.0}},
    ]
    later = [segments[0], {**segments[1], "from_month": 24}]
    even, dated, late = (
        from_plain({**START.plain, "portfolio": portfolio}, MODEL)
        for portfolio in ({"theory": 5.0}, segments, later)
    )

    found = {d.name: (d.here, d.there) for d in differences(even, dated, LEVELS)}
    assert found == {"theory (12)": (5.0, 9.0), "tuning (12)": (0.0, 1.0)}
    several = {c.name: c.values for c in contrasts([even, dated, late], LEVELS)}
    assert several == {
        "theory (12)": (5.0, 9.0, 5.0),
        "tuning (12)": (0.0, 1.0, 0.0),
        "theory (24)": (5.0, 9.0, 9.0),
        "tuning (24)": (0.0, 1.0, 1.0),
    }


def test_own_evidence_that_was_rewritten_is_told():
    entry = {"id": "mine", "name": "Mine", "year": 2025}
    here, there = (replace(START, evidence=(entry | {"year": y},)) for y in (1, 2))

    (found,) = differences(here, there, LEVELS)

    assert (found.part, found.name) == ("evidence", "mine")


def test_every_key_of_a_scenario_is_compared():
    silent = {"contract", "title", "note"}
    for key in set(KEYS) - silent:
        other = {**START.plain, **OTHERWISE[key]}
        plain = {"plain": other}
        changed = type("Other", (), plain)()
        assert [d.part for d in differences(changed, START, LEVELS)][:1] == [key]


OTHERWISE = {
    "credence": {"credence": [0.25, 0.75]},
    "concentration": {"concentration": 3.0},
    "observations": {"observations": {"probe": "yes"}},
    "portfolio": {"portfolio": {"theory": 3.0}},
    "utilities": {"utilities": {"bad": 0.5}},
    "parameters": {"parameters": {"threshold": 3.0}},
    "changes": {"changes": {"parameters.threshold": [3.0, 3.0, 3.0]}},
    "evidence": {"evidence": [{"id": "mine"}]},
    "worlds": {"worlds": 4},
    "months": {"months": 4},
    "grant": {"grant": 4.0},
    "seed": {"seed": 4},
    "pack": {"pack": "another"},
}


@given(st.permutations(range(5)))
def test_moves_tell_both_places_of_every_intervention(order: list[int]):
    ids = [f"i{n}" for n in range(5)]

    found = moves(ranking(*order), ranking(*range(5)), ids)

    assert [m.id for m in found] == [ids[i] for i in order]
    assert [m.here for m in found] == [1, 2, 3, 4, 5]
    assert [m.there for m in found] == [i + 1 for i in order]
    assert sum(m.rise for m in found) == 0


def test_an_intervention_that_stands_higher_here_rises():
    assert [m.rise for m in moves(ranking(1, 0), ranking(0, 1), ["a", "b"])] == [1, -1]
