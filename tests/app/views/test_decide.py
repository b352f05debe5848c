"""The page of decisions: the answer, how safe it is, and what would change it."""

import base64
import json
import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose
from streamlit.testing.v1 import AppTest

from app import cached, decided, requested
from app.flipped import flip_document
from app.informed import information_document
from app.markup import escaped
from app.parts.decide.choosing import explained, names_of
from app.parts.decide.words import thousandths
from app.parts.grid import percent
from app.texts import say
from levels.update import update
from simulator import scenario as scenarios
from simulator.choice.attribution import shares
from simulator.choice.contender import to_come_first
from simulator.choice.harm import harm
from simulator.choice.offers import of_grants
from simulator.choice.ranking import grants
from simulator.choice.regret import regret
from simulator.choice.rules import RULES
from simulator.choice.triangle import triangle
from simulator.choice.verdict import verdicts
from tests.packs import (
    intervention,
    quantity,
    shipped,
    shipped_engine,
    small_pack,
    triple,
    written,
)

PAGE = Path(__file__).parents[3] / "app" / "views" / "decide.py"
VIEWS = ("answer", "safe", "change", "find", "rests", "wires", "budget", "mine")
WORLDS = 32
NAN = r"\b(nan|inf|None)\b"
HOSTILE = "<img src=x> *b* :red[c] `d` $e$"


@pytest.fixture
def start():
    """Open the page on a scenario of few worlds, in one of its views."""

    def run(view="answer", kind="grant", **changes):
        page = AppTest.from_file(str(PAGE), default_timeout=60)
        page.query_params["s"] = scenario(**changes).link
        return turn(page, view, kind)

    return run


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Open the page on another pack."""

    def run(plain):
        monkeypatch.setenv(cached.PACK, str(written(plain, tmp_path)))
        cached.model.clear()
        page = AppTest.from_file(str(PAGE), default_timeout=60)
        start = scenarios.new(cached.model()).plain | {"worlds": WORLDS}
        page.query_params["s"] = scenarios.from_plain(start, cached.model()).link
        return page

    yield run
    cached.model.clear()


def turn(page, view, kind="grant"):
    page.session_state["decide.view"] = view
    page.session_state["decide.kind"] = kind
    page.run()
    assert not page.exception
    return page


def scenario(**changes):
    plain = scenarios.new(shipped()).plain | {"worlds": WORLDS} | changes
    return scenarios.from_plain(plain, shipped())


@cache
def offered():
    engine, asked = shipped_engine(), scenario()
    p = update(engine.model.belief.network, asked.credence, asked.observations)
    return of_grants(engine, asked, grants(engine, asked)), p.posterior.p


def texts(page):
    parts = (page.markdown, page.caption, page.warning, page.success, page.error)
    return "\n".join(each.value for part in parts for each in part)


def drawn(page, name):
    charts = page.get("plotly_chart")
    (found,) = [c for c in charts if f"decide.chart.{name}" in c.proto.id]
    return json.loads(found.proto.spec)


def points(values):
    """Return the numbers of a figure, which may be packed as base64."""
    if isinstance(values, dict):
        found = np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"])
        shape = [int(n) for n in values.get("shape", "-1").split(",")]
        return found.reshape(shape).tolist()
    return list(values)


def test_the_first_choice_of_each_rule_is_the_engine_s(start):
    page = start()
    names = names_of(scenario(), "grant")

    offers, p = offered()
    for found in verdicts(offers, p):
        page.session_state["decide.rule"] = found.rule.id
        page.run()
        told = texts(page)
        assert escaped(say("decide.first", first=names[found.first])) in told
        assert escaped(explained(found.rule)) in told
        second = found.order[1]
        lead = thousandths(found.behind[second])
        error = thousandths(found.standard_error[second])
        assert f"| 2. {escaped(names[second])} | {lead} ± {error} |" in told


def test_where_rules_disagree_each_first_choice_is_told(start):
    told = texts(start(kind="portfolio"))

    found = decided.verdicts_of(scenario(), "portfolio")
    names = names_of(scenario(), "portfolio")
    assert len({each.first for each in found}) > 1
    for each in found:
        rule = escaped(say(f"decide.rule.{each.rule.id}"))
        assert f"| **{rule}** | {escaped(names[each.first])} |" in told


def test_regret_is_the_engine_s_table_in_thousandths(start):
    page = start("safe")
    offers, p = offered()
    names = names_of(scenario(), "grant")

    shown = drawn(page, "regret")["data"][0]
    first = verdicts(offers, p)[0].first
    assert_allclose(points(shown["z"])[0], 1000 * regret(offers.mean)[first])
    assert names[first].startswith(shown["customdata"][0][0][0][:10])
    assert len({*shown["x"]}) == len(p)


def test_how_often_it_comes_first_is_that_of_the_draws(start):
    page = start("safe")
    sure = decided.acceptability_for(scenario(), "grant")

    bars = drawn(page, "often")["data"]
    assert_allclose(points(bars[0]["x"])[0], sure.among(1).max())
    assert percent(sure.among(1).max()) in texts(page)


def test_the_bound_on_harm_is_the_engine_s(start):
    told = texts(start("safe"))

    asked = scenario()
    risk = harm(shipped_engine(), asked).under(offered()[1])
    assert percent(risk.bound) in told


def test_the_nearest_flip_is_that_of_the_command_line(start):
    page = start("change")

    document = flip_document(shipped(), scenario())
    assert escaped(document["sentence"]) in texts(page)
    for measure, name in (
        ("tv", "total_variation"), ("earth", "earth_mover"), ("kl", "kl"),
        ("one", "one_level"),
    ):  # fmt: skip
        page.radio(key="decide.measure").set_value(measure).run()
        now, then = drawn(page, "ghost")["data"]
        assert_allclose(points(now["y"]), document["credence"])
        flip = document["flips"][name]["credence"]
        assert_allclose(points(then["y"]), flip, atol=1e-9)


def test_the_map_and_a_contender_are_the_engine_s(start):
    page = start("change")
    offers, p = offered()
    tiers = [level.tier for level in shipped().belief.ladder.levels]
    found = triangle(offers.mean, p, tiers)
    names = names_of(scenario(), "grant")

    regions = drawn(page, "map")["data"]
    assert [names[row][:10] for row in found.chosen][:6] == [
        trace["name"][:10] for trace in regions[: len(found.chosen)]
    ]
    order = verdicts(offers, p)[0].order
    page.selectbox(key="decide.contender.grant").select(order[2]).run()
    shift = to_come_first(offers.mean, p, order[2])
    assert f"{100 * shift.distance:.1f} percentage points" in texts(page)


def test_what_can_no_longer_be_chosen_is_forgotten():
    first = verdicts(*offered())[0].first
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    page.query_params["s"] = scenario().link
    page.session_state["decide.contender.grant"] = first
    page.session_state["decide.measure"] = "miles"
    page.session_state["decide.test"] = 99

    turn(page, "change")
    assert page.selectbox(key="decide.contender.grant").value != first
    assert page.radio(key="decide.measure").value == "tv"
    assert turn(page, "find").selectbox(key="decide.test").value < 99


def test_information_is_that_of_the_command_line_before_a_deadline(start):
    page = start("find")
    (box,) = page.number_input
    box.set_value(9.5).run()
    document = information_document(shipped(), scenario(), 9.5)
    told = texts(page)

    assert thousandths(document["evpi"]) in told
    assert {test["late"] for test in document["tests"]} == {True, False}
    for test in document["tests"]:
        name = next(t.name for t in shipped().tests if t.id == test["id"])
        worth = thousandths(test["evsi"])
        (row,) = [r for r in told.splitlines() if f"| {escaped(name)} | {worth}" in r]
        assert thousandths(test["standard_error"]) in row
        assert (say("decide.tests.too_late") in row) == test["late"]


def test_plans_say_what_to_do_on_each_result_and_what_that_is_worth(start):
    page = start("wires")
    plans = decided.plans_of(scenario())
    names = names_of(scenario(), "portfolio")
    told = texts(page)

    assert escaped(names[plans.followed[0]]) in told
    for wire in plans.wires:
        test = shipped().tests[wire.test]
        assert escaped(test.name) in told
        if wire.fires > 0:
            assert thousandths(wire.looking.value) in told
            assert thousandths(wire.looking_late.value) in told
            for each in (wire.value, wire.base):
                error = thousandths(each.standard_error)
                assert f"{thousandths(each.value)} ± {error}" in told


def test_no_plan_is_worth_less_than_any_fixed_portfolio_where_it_was_made():
    asked = scenario(worlds=256)  # more than plans are made in
    worth = asked.utility(shipped())
    fixed = decided.decisions_of(asked).payoff(worth).mean(axis=-1) @ decided.p_of(
        asked
    )
    plans = decided.plans_of(asked)

    assert any(wire.fires for wire in plans.wires)
    for made, fresh in zip(plans.made, plans.wires, strict=True):
        assert made.base.value == pytest.approx(fixed.max(), abs=1e-12)
        assert made.value.value >= fixed.max() - 1e-12
        assert fresh.base.value != made.base.value
        assert fresh.if_positive == made.if_positive


def test_a_change_of_rule_or_view_simulates_nothing_again(start, monkeypatch):
    page = start("answer", kind="portfolio")
    turn(page, "safe", "portfolio")
    turn(page, "wires", "portfolio")
    for name in ("of_grants", "of_portfolios", "harm", "follow_ups", "verdicts"):
        monkeypatch.setattr(decided, name, None)

    for view in VIEWS:
        turn(page, view, "portfolio")
    for rule in RULES:
        page.session_state["decide.rule"] = rule
        told = texts(turn(page, "answer", "portfolio"))
        (found,) = (v for v in decided.verdicts_of(scenario(), "portfolio")
                    if v.rule.id == rule)  # fmt: skip
        assert escaped(explained(found.rule)) in told


def test_a_shift_of_credence_simulates_nothing_again(start, monkeypatch):
    start("safe")
    for name in ("of_grants", "of_portfolios", "harm"):
        monkeypatch.setattr(decided, name, None)

    moved = (np.arange(1, 11) / 55).tolist()
    page = start("safe", credence=moved)

    assert page.session_state["history"][-1]["credence"] == pytest.approx(moved)


@pytest.mark.parametrize("view", VIEWS)
def test_without_any_money_no_number_is_missing(start, view):
    page = start(view, kind="portfolio", portfolio={})

    assert not re.search(NAN, texts(page))
    if view == "rests":
        assert say("decide.shapley.empty") in texts(page)


def proposal(**changes):
    return {
        "id": "trial", "name": "A trial", "summary": "-", "intervention": "tuning",
        "fact": "kind_world", "if_true": triple(0.9), "if_false": triple(0.1),
        "cost": quantity(2.0), "arrival": quantity(6.0), "judgment": "made up",
        **changes,
    }  # fmt: skip


def hostile():
    plain = small_pack(tests=[proposal(name=HOSTILE, summary=HOSTILE)])
    for entry in plain["interventions.yaml"]["interventions"]:
        entry["name"] = f"{HOSTILE} {entry['id']}"
    for level in plain["levels.yaml"]["levels"]:
        level["name"] = HOSTILE
    plain["facts.yaml"]["facts"][0]["name"] = HOSTILE
    return plain


def test_hostile_texts_of_a_small_pack_stay_text_in_every_view(small):
    page = small(hostile())

    for view in VIEWS:
        for kind in ("grant", "portfolio"):
            told = texts(turn(page, view, kind))
            assert "<img" not in told.replace("\\<img", "")
            assert ":red[" not in told
            assert not re.search(NAN, told)
            specs = "".join(c.proto.spec for c in page.get("plotly_chart"))
            assert "<img" not in specs


def test_a_pack_of_two_levels_without_tests_says_so(small):
    page = small(small_pack())

    assert say("decide.tests.none") in texts(turn(page, "find"))
    assert say("decide.tests.none") in texts(turn(page, "wires"))
    assert say("decide.map.none", count=1) in texts(turn(page, "change"))


def test_what_takes_long_is_computed_on_request_only(small):
    page = turn(small(small_pack()), "rests")
    asked = scenarios.from_plain(page.session_state["history"][-1], cached.model())
    assert not page.get("plotly_chart")

    for name in ("tornado", "sensitivity", "attribution"):
        page.button(key=f"decide.ask.{name}").click().run()
        assert not page.exception
        page.run()
    bars = requested.kept(asked, "tornado")
    low, high = drawn(page, "tornado")["data"]
    for shown, end in ((low, bars.bars[0].low), (high, bars.bars[0].high)):
        assert_allclose(points(shown["x"])[0], 1000 * (end - bars.middle))
    first = requested.kept(asked, "sensitivity").inputs[0]
    assert f"{100 * first.total:.0f} % (" in texts(page)
    parts = shares(
        requested.kept(asked, "attribution"), asked.utility(cached.model()),
        asked.credence.p,
    )  # fmt: skip
    (bar,) = drawn(page, "shapley")["data"]
    assert_allclose(points(bar["x"]), 1000 * parts.value)
    assert say("decide.shapley.exact", shown=3, count=3) in texts(page)


def test_twenty_levels_are_all_shown(small):
    levels = {f"level_{n}": {"all_of": ["tuning"]} for n in range(20)}
    plain = small_pack(requires=levels, layers={}, irreversible=[0.5] * 20)
    page = small(plain)

    shown = drawn(turn(page, "safe"), "regret")["data"][0]
    assert len(shown["x"]) == 20
    for view in VIEWS:
        turn(page, view)


def test_one_intervention_leaves_nothing_to_choose(small):
    alone = {
        "interventions": [intervention("tuning")],
        "requires": {"easy": {"all_of": ["tuning"]}, "hard": {"all_of": ["tuning"]}},
        "roles": {},
    }
    page = small(small_pack(**alone))

    assert say("decide.ahead.alone") in texts(turn(page, "answer"))
    for view in VIEWS:
        turn(page, view)


def test_parameters_that_are_too_extreme_are_told(start, monkeypatch):
    def broken(*_):
        msg = "a probability is not a number"
        raise ValueError(msg)

    monkeypatch.setattr(decided, "verdicts_of", broken)
    page = start()

    assert "a probability is not a number" in page.error[0].value
