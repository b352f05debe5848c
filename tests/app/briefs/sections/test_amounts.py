"""The numbers and names in sentences and tables, each against a count by hand."""

from dataclasses import replace

import numpy as np
import pytest

from app.briefs import doubts as module
from app.briefs.blocks import Items, Paragraph, Table
from app.briefs.edition import Edition
from app.briefs.making import computed
from app.briefs.sections.by_level import levels
from app.briefs.sections.changing import changes
from app.briefs.sections.dissent import dissent
from app.briefs.sections.dotted import dates
from app.briefs.sections.finding import finding
from app.briefs.sections.money import money
from app.briefs.sections.points import grounds
from app.texts import say
from tests.app.briefs.claims import base, doubting, given, scenery
from tests.app.briefs.examples import DAY, FULL, scenario


def prose(blocks):
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def entries(blocks):
    lists = [block for block in blocks if isinstance(block, Items)]
    return {entry.name: entry.text for list_ in lists for entry in list_.entries}


def rows(blocks):
    (found,) = [block for block in blocks if isinstance(block, Table)]
    return {row[0]: row[1:] for row in found.rows}


def test_a_grant_buys_technical_work_at_its_mean_cost_and_governance_at_its_own():
    told = money(given())  # costs 0.25 and 0.5, fields alike; governance costs 0.5

    amounts = {name: cells[:3] for name, cells in rows(told).items()}
    assert amounts == {
        "The tuning": ("0.25", "20.0", "100"),
        "The theory": ("0.50", "5.5", "100"),
        "The treaty": ("0.50", "0.0", "75"),
    }
    assert "100 FTE-years for about 37.5 million USD" in prose(told)[0]
    small = prose(money(scenery(grant=0.5)(given())))[0]
    assert "0.5 FTE-years for about 0.188 million USD" in small


def test_dates_are_counted_by_years_of_twelve_months_and_within_the_plan():
    critical = np.repeat([6.0, 23.0, 60.0, np.inf], 100)
    told = dates(doubting(critical=critical)(given()))

    assert "roughly even chance (50%)" in prose(told)[0]
    (chart,) = [block.chart for block in told if block.kind == "figure"]
    never = say("brief.dates.never")
    counts = dict(zip(chart.labels, chart.counts, strict=True))
    assert {name: n for name, n in counts.items() if n} == {
        "year 0 to 1": 5, "year 1 to 2": 5, "year 5 to 6": 5, never: 5,
    }  # fmt: skip
    assert [row[0] for row in rows(told).values()] == ["6", "6", "23", "60", never]


def sided(brief):
    """Return a brief of three levels, of which one intervention hurts at two."""
    third = replace(brief.levels[0], number=3, name="third")
    value = np.array([[3e-3, -2e-3, -1e-3], [1e-3, 1e-3, 1e-3], [1e-3, 1e-3, 1e-3]])
    signs = replace(brief.doubts.signs, value=value, sign=np.sign(value).astype(int))
    return replace(doubting(signs=signs)(brief), levels=(*brief.levels, third))


def test_what_hurts_is_told_with_where_and_at_how_many_levels():
    told = entries(dissent(sided(given())))["The tuning"]

    assert told == (
        "helps most at level 1 (easy), by 3.00, and hurts most at level 2 (hard), by"
        " 2.00. It surely hurts at 2 of 3 levels."
    )


def test_rules_that_agree_with_expected_value_are_counted():
    brief = given()
    found = brief.doubts.verdicts
    orders = [(0, 1, 2)] * 5 + [(2, 1, 0)] * 2
    split = [replace(v, order=order) for v, order in zip(found, orders, strict=True)]

    told = prose(dissent(doubting(verdicts=tuple(split))(brief)))[0]
    assert told == (
        "5 of 7 rules of choice put The tuning first; judged by the others it would be"
        " The treaty."
    )


def test_only_what_helps_at_a_level_is_first_there():
    brief = given()
    value = np.array([[0.0, 0.0], [2e-3, 0.0], [-1e-3, 0.0]])
    signs = replace(brief.doubts.signs, value=value)

    one, other = entries(levels(doubting(signs=signs)(brief))).values()
    assert "First there: The theory." in one
    assert say("brief.levels.none") in other


def test_tests_are_late_after_the_month_of_the_choice():
    told = prose(finding(doubting(deadline=42.0)(given())))[0]

    assert "after month 42, when the choice is made: 4, among them Trial 4" in told


@pytest.mark.parametrize(("length", "left"), [("full", 2), ("four", 4)])
def test_signs_that_are_not_told_are_counted(length, left):
    brief = replace(given(), edition=Edition(length))

    assert say("brief.wires.more", count=left) in prose(changes(brief))
    assert len(entries(changes(brief))) == 6 - left


def test_evidence_is_named_by_its_weight_for_or_against_any_level():
    brief = given()
    first, second = brief.observed
    weak, strong = np.array([3.0, -3.0]), np.array([1.0, -9.0])

    for pair in ((weak, strong), (strong, weak)):
        both = [
            replace(x, decibans=w) for x, w in zip((first, second), pair, strict=True)
        ]
        names = [x.item.name for x in sorted(both, key=lambda x: x.decibans is weak)]
        told = grounds(replace(brief, observed=tuple(both)))
        assert f"most by weight {names[0]} and {names[1]}" in told


def test_signs_are_judged_in_other_worlds_than_those_that_chose_them(monkeypatch):
    seen = []

    def keep(*given):
        seen.extend(each for each in given if hasattr(each, "by_scramble"))
        return ()

    monkeypatch.setattr(module, "followed", lambda *_: (0, 1))
    monkeypatch.setattr(module, "tripwires", keep)
    monkeypatch.setattr(module, "rescored", keep)
    computed(base(), scenario({**FULL, "worlds": 4}, base()), DAY)

    chosen, judged = (each.by_scramble for each in seen)
    assert chosen.shape == judged.shape
    assert not np.array_equal(chosen, judged)
