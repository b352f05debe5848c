"""The page of decisions: a portfolio for a budget, and an allocation of one's own."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from numpy.testing import assert_allclose
from streamlit.testing.v1 import AppTest

from app import cached, requested
from app.allocations import read_allocation
from app.markup import escaped
from app.optimized import Asked
from app.optimized import best as chosen
from app.parts.decide.found import as_csv
from app.parts.decide.mine import as_text
from app.parts.decide.words import amount, thousandths
from app.parts.grid import percent
from app.texts import say
from simulator import scenario as scenarios
from simulator.choice.allocation import assess
from simulator.choice.rules import RULES
from simulator.world.engine import engine
from tests.app.views.test_decide import (
    HOSTILE,
    NAN,
    PAGE,
    drawn,
    hostile,
    points,
    texts,
    turn,
)
from tests.packs import intervention, small_pack, written

WORLDS = 16
AS_BY_DEFAULT = ("expected-value", 0.0, 0.0)
TABLE = "id,amount\ntuning,12\ntheory,30\n"
BAD = {
    "nobody,3": "must name an intervention, got 'nobody'",
    "tuning,-3": "must be a number in",
    "tuning,nan": "must be a number in",
    "tuning,1e30": "must be a number in",
    "tuning,1\ntuning,2": "must not repeat",
    "tuning": "must have an intervention and an amount",
    "id,amount": "must have a row",
    "{tuning: [": "allocation",
    "tuning: .inf": "tuning",
    "<img src=x onerror=alert(1)>,5": "must name an intervention",
}


@pytest.fixture
def start(tmp_path, monkeypatch):
    """Open the page on a small pack, in one of its views."""

    def run(view, plain=None, **changes):
        folder = written(plain or small_pack(), tmp_path)
        monkeypatch.setenv(cached.PACK, str(Path(folder)))
        cached.model.clear()
        page = AppTest.from_file(str(PAGE), default_timeout=60)
        told = scenarios.new(cached.model()).plain | {"worlds": WORLDS} | changes
        page.query_params["s"] = scenarios.from_plain(told, cached.model()).link
        return turn(page, view)

    yield run
    cached.model.clear()


def held(page):
    """Return the scenario of the session."""
    plain = page.session_state["history"][page.session_state["place"]]
    return scenarios.from_plain(plain, cached.model())


def press(page, name):
    """Ask for what takes long, unless another test has done so."""
    key = f"decide.ask.{name}"
    if key in {button.key for button in page.button}:
        page.button(key=key).click().run()
    assert not page.exception
    assert key not in {button.key for button in page.run().button}
    return page


def bring(page, text):
    """Enter an allocation of one's own."""
    page.radio(key="decide.source").set_value("own").run()
    page.text_area(key="decide.text").set_value(text).run()
    assert not page.exception
    return page


def test_the_portfolio_is_that_of_the_command_line_under_the_rule_of_the_page(start):
    page = start("budget")
    page.session_state["decide.rule"] = "minimax-regret"
    told = texts(press(page.run(), "funding"))

    choice = chosen(cached.model(), held(page), Asked(40.0, "minimax-regret"))
    regret = say("decide.score.minimax-regret", score=thousandths(-choice.objective))
    assert escaped(regret) in told
    assert thousandths(choice.expected_value) in told
    assert escaped(say("decide.gap.proven", gap=thousandths(choice.gap))) in told
    *filled, outline = drawn(page, "amounts")["data"]
    shown = [x for bar in filled for x in points(bar["x"])]
    assert_allclose(sorted(x for x in shown if x), sorted(choice.amounts.values()))
    assert points(outline["x"]) == [10.0, 10.0, 10.0]
    kinds = {bar["name"]: bar["marker"]["pattern"]["shape"] for bar in filled}
    assert kinds == {"technical": "", "governance": "/"}


def test_the_budget_is_today_s_total_until_another_is_entered_and_is_kept(start):
    page = start("budget")
    assert (
        page.number_input(key="decide.budget").value == 40.0
    )  # 10, 10, and 10 twice as dear

    page.number_input(key="decide.budget").set_value(55.0).run()
    page.multiselect(key="decide.require").set_value(["treaty"]).run()
    turn(turn(page, "answer"), "budget")
    assert page.number_input(key="decide.budget").value == 55.0
    assert page.multiselect(key="decide.require").value == ["treaty"]


def test_what_must_and_must_not_be_funded_and_limits_are_kept_to(start):
    page = start("budget")
    page.multiselect(key="decide.require").set_value(["treaty"])
    page.multiselect(key="decide.forbid").set_value(["theory"])
    page.multiselect(key="decide.limited").set_value(["tuning", "treaty"]).run()
    page.number_input(key="decide.most.tuning").set_value(9.0)
    page.number_input(key="decide.least.treaty").set_value(4.0).run()
    press(page, "funding")

    asked = replace(
        wish(page), require=("treaty",), forbid=("theory",),
        most={"tuning": 9.0}, least={"treaty": 4.0},
    )  # fmt: skip
    choice = requested.kept(held(page), "funding", asked).choice
    assert choice.amounts["treaty"] >= 4.0
    assert choice.amounts.get("tuning", 0.0) <= 9.0
    assert "theory" not in choice.amounts
    assert f"| technical | {amount(choice.amounts['tuning'])} | 10 |" in texts(page)
    assert thousandths(choice.expected_value) in texts(page)


def test_what_cannot_be_kept_to_is_told_in_one_line_and_nothing_is_lost(start):
    page = start("budget")
    page.multiselect(key="decide.require").set_value(["theory"])
    page.multiselect(key="decide.forbid").set_value(["theory"]).run()

    (error,) = page.error
    assert "both required and forbidden, got 'theory'" in error.value
    assert not page.exception
    assert page.multiselect(key="decide.require").value == ["theory"]
    page.multiselect(key="decide.forbid").set_value([]).run()
    assert not page.error


def test_what_can_no_longer_be_chosen_is_dropped(start):
    page = start("answer")
    page.session_state["decide.require.kept"] = ["treaty", "gone"]

    turn(page, "budget")
    assert page.multiselect(key="decide.require").value == ["treaty"]


def test_what_is_stopped_leaves_nothing_behind(start):
    scenario, asked = held(start("budget")), Asked(13.0)

    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        requested.asked(scenario, "funding", stop, asked)
    assert requested.kept(scenario, "funding", asked) is None


def test_no_money_funds_nobody_and_no_number_is_missing(start):
    page = start("budget")
    page.number_input(key="decide.budget").set_value(0.0).run()

    told = texts(press(page, "funding"))
    assert not page.error
    assert not re.search(NAN, told)
    assert "funds 0 interventions" in told
    told = texts(press(press(page, "wider"), "safer"))
    assert not re.search(NAN, told)


def test_the_portfolio_can_be_used_and_that_can_be_undone(start):
    page = press(start("budget"), "funding")
    before = held(page)
    told = texts(page)

    page.button(key="decide.use.funding").click().run()
    choice = requested.kept(before, "funding", wish(page)).choice
    assert held(page).portfolio == choice.portfolio
    assert thousandths(choice.expected_value) in texts(page)  # it needs no new search
    assert page.button(key="decide.use.funding").disabled
    page.button[0].click().run()
    assert held(page).plain == before.plain
    assert texts(page) == told


def wish(page):
    return Asked(page.number_input(key="decide.budget").value, *AS_BY_DEFAULT)


def test_what_is_downloaded_can_be_brought_as_an_allocation(start):
    page = press(start("budget"), "funding")

    choice = requested.kept(held(page), "funding", wish(page)).choice
    text = as_csv(choice.amounts)
    assert read_allocation(text, cached.model().means) == choice.portfolio
    assert page.download_button(key="decide.download")


def test_every_rule_of_the_page_can_be_asked_with_its_numbers(start):
    page = start("budget")

    for rule in RULES:
        page.session_state["decide.rule"] = rule
        page.run()
        assert not page.exception
        assert not page.error
        keys = {button.key for button in page.button}
        assert keys & {"decide.ask.funding", "decide.use.funding"}


def test_frontiers_show_every_point_and_today_s_portfolio(start):
    page = press(press(start("budget"), "wider"), "safer")
    scenario, plain = held(page), wish(page)

    for name, across in (("wider", "cost"), ("safer", "tail")):
        asked = plain if name == "wider" else replace(plain, rule="cvar", alpha=0.1)
        found = requested.kept(scenario, name, asked)
        shown = drawn(page, name)["data"]
        unit = 1 if name == "wider" else 1000
        spots = {
            (round(x, 6), round(y, 6))
            for trace in shown
            for x, y in zip(points(trace["x"]), points(trace["y"]), strict=True)
        }
        expected = {
            (round(unit * getattr(x, across), 6), round(1000 * x.expected_value, 6))
            for x in (*found.points, found.today)
        }
        assert spots == expected
        assert shown[-1]["marker"]["symbol"] == "diamond"
        assert points(shown[-1]["y"]) == [1000 * found.today.expected_value]


def test_an_allocation_is_scored_as_the_engine_does(start):
    page = press(bring(start("mine"), TABLE), "assessment")
    model = cached.model()
    mine = replace(held(page), portfolio=read_allocation(TABLE, model.means))
    found = assess(engine(model), mine, mine.credence.p)

    told = texts(page)
    worth = say(
        "decide.mine.worth",
        value=thousandths(found.expected.value),
        error=thousandths(found.expected.standard_error),
        cost="42",
    )
    assert escaped(worth) in told
    (presets,) = drawn(page, "mine.presets")["data"]
    assert_allclose(points(presets["x"]), [1000 * x.value for x in found.presets])
    (levels,) = drawn(page, "mine.levels")["data"]
    assert_allclose(points(levels["x"]), 1000 * found.value)
    assert_allclose(points(levels["error_x"]["array"]), 1000 * found.value_error)
    (covered,) = drawn(page, "mine.covered")["data"]
    assert_allclose(points(covered["x"]), [x.covered for x in found.closings[::2]])
    for use in found.uses:
        name = escaped(model.means.intervention(use.id).name)
        row = f"{name} | {thousandths(use.gain)} ± {thousandths(use.standard_error)}"
        assert row in told


def test_each_gap_is_told_with_what_closes_it_or_why_nothing_does(start):
    never = {"easy": {"all_of": ["tuning"]}, "hard": {"any_of": []}}
    page = press(bring(start("mine", small_pack(requires=never)), "tuning,1"),
                 "assessment")  # fmt: skip
    mine = replace(
        held(page), portfolio=read_allocation("tuning,1", cached.model().means)
    )

    found = requested.kept(mine, "assessment").closings
    told = texts(page)
    assert "nothing in this pack completes what the level requires" in told
    assert {x.extra is None for x in found} == {True, False}
    for closing in found:
        if closing.level == 1:
            short = f"{100 * closing.shortfall:.1f}"
            away = say("decide.gaps.away", goal=f"{closing.goal:.0%}", short=short)
            assert escaped(away) in told
        elif closing.shortfall > 0:
            part = f"{amount(closing.amounts['tuning'])} for The tuning"
            assert escaped(part) in told


def test_what_no_money_reaches_names_what_holds_it_back(start):
    weak = [intervention("tuning", readiness_today=0.1, ceiling=0.3)]
    levels = {"easy": {"all_of": ["tuning"]}, "hard": {"all_of": ["tuning"]}}
    plain = small_pack(interventions=weak, requires=levels, roles={})
    page = press(start("mine", plain), "assessment")

    found = requested.kept(held(page), "assessment").closings[0]
    assert found.held_back_by == "tuning"
    line = say(
        "decide.gaps.held", away="", most=percent(found.reachable), name="The tuning"
    )
    assert escaped(line) in texts(page)


def test_a_plan_with_dates_is_read_and_said_to_be_one(start):
    plan = (
        "- {from_month: 0, amounts: {tuning: 5}}\n"
        "- {from_month: 12, amounts: {theory: 5}}"
    )

    told = texts(bring(start("mine"), plan))
    assert say("decide.mine.dated", parts=2, count=1, people="5") in told


def test_the_allocation_of_the_scenario_needs_no_text(start):
    page = press(start("mine"), "assessment")

    assert not page.get("text_area")
    found = requested.kept(held(page), "assessment")
    assert thousandths(found.expected.value) in texts(page)


def test_bad_input_is_one_clear_line_and_nothing_is_lost(start):
    page = bring(start("mine"), TABLE)

    for text, reason in BAD.items():
        page.text_area(key="decide.text").set_value(text).run()
        assert not page.exception
        (error,) = page.error
        assert "\n" not in error.value
        assert escaped(reason) in error.value
        assert "<img" not in error.value.replace("\\<img", "")
        assert "decide.ask.assessment" not in {button.key for button in page.button}
    turn(turn(page, "budget"), "mine")
    assert page.text_area(key="decide.text").value == text


def test_without_any_text_a_word_says_what_to_do(start):
    page = bring(start("mine"), " \n")

    assert not page.error
    assert say("decide.mine.empty") in texts(page)


def test_a_file_appears_in_the_box_and_one_that_is_no_text_leaves_it_alone(start):
    page = bring(start("mine"), "")

    page.file_uploader(key="decide.upload").upload(
        "mine.yaml", b"tuning: 12\ntheory: 30"
    ).run()
    assert page.text_area(key="decide.text").value == "tuning: 12\ntheory: 30"
    assert say("decide.mine.read", count=2, people="42") in texts(page)
    page.file_uploader(key="decide.upload").upload("<b>.csv", b"\xff\xfe").run()
    assert [e.value for e in page.error] == [
        escaped("<b>.csv must be UTF-8 text (byte 0)")
    ]
    assert page.text_area(key="decide.text").value == "tuning: 12\ntheory: 30"


def test_a_file_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match=r"mine\.csv must be at most 200000 char"):
        as_text(b"a" * 200_001, "mine.csv")


def test_one_s_own_allocation_can_be_used_and_stays_scored(start):
    page = press(bring(start("mine"), TABLE), "assessment")
    told = texts(page)

    page.button(key="decide.use.mine").click().run()
    assert held(page).portfolio.plain == {"tuning": 12.0, "theory": 30.0}
    assert page.button(key="decide.use.mine").disabled
    worth = re.search(r"#### (.*)", told).group(1)
    assert worth in texts(page)


def test_hostile_names_stay_text_in_every_result(start):
    plain = hostile()
    plain["priors.yaml"]["priors"][0]["name"] = HOSTILE
    page = start("budget", plain)
    page.multiselect(key="decide.limited").set_value(["tuning"]).run()
    assert "\\<img" in page.number_input(key="decide.least.tuning").label

    for view, name in (("budget", "funding"), ("mine", "assessment")):
        turn(page, view)
        if view == "mine":
            bring(page, "tuning,1")
        told = texts(press(page, name))
        assert "<img" not in told.replace("\\<img", "")
        assert ":red[" not in told.replace("\\:red", "")
        specs = [chart.proto.spec for chart in page.get("plotly_chart")]
        assert specs
        assert not any("<img" in spec for spec in specs)
