"""The map page: its three views, and the story of every kind of node."""

import json
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from app import cached
from app.markup import escaped
from app.parts.grid import percent
from app.texts import say
from interventions.flow import flow
from simulator import scenario as scenarios
from simulator.choice.coverage import coverage, readiness_planned, readiness_today
from simulator.world.simulation import worlds_of
from tests.packs import shipped, shipped_engine

PAGE = Path(__file__).parents[3] / "app" / "views" / "map.py"


@pytest.fixture
def page():
    return AppTest.from_file(str(PAGE), default_timeout=60)


def view(page, name):
    page.session_state["map.view"] = name
    return page.run()


def story(page, node):
    page.session_state["map.node"] = node
    page.run()
    assert not page.exception
    return "\n".join([m.value for m in page.markdown] + [c.value for c in page.caption])


def texts(page):
    return "\n".join([m.value for m in page.markdown] + [c.value for c in page.caption])


def figure(page):
    return json.loads(page.get("plotly_chart")[0].proto.spec)


def start(page, **changes):
    plain = scenarios.new(shipped()).plain | changes
    page.query_params["s"] = scenarios.from_plain(plain, shipped()).link
    return page.run()


def test_a_newcomer_sees_the_flow_its_rule_and_where_credence_arrives(page):
    page.run()

    assert not page.exception
    assert page.title[0].value == say("map.title")
    assert say("map.flow.rule") in texts(page)
    assert escaped(say("map.flow.never")) in texts(page)


def test_widths_are_the_engine_s_flow_under_the_credence(page):
    p = np.linspace(1, 10, 10) / 55
    start(page, credence=p.tolist())

    means = shipped().means
    found = flow(means, shipped().belief.ladder.ids, readiness_today(means, {}))
    link = figure(page)["data"][0]["link"]
    widths = found.shares * p
    expected = sorted(widths[widths > 5e-4])
    np.testing.assert_allclose(sorted(link["value"]), expected, atol=1e-12)


def test_a_part_of_the_ladder_leaves_the_other_levels_out(page):
    page.run()
    page.selectbox(key="map.levels").select("oversight").run()

    node = figure(page)["data"][0]["node"]["customdata"]
    assert sum(name.startswith("4 ") for name in node) == 1
    assert not any(name.startswith(("3 ", "5 ")) for name in node)


def test_levels_without_credence_say_that_nothing_flows(page):
    start(page, credence=[1.0, *[0.0] * 9])
    page.selectbox(key="map.levels").select("oversight").run()

    assert page.info[0].value == say("map.flow.empty")


def test_interventions_that_no_level_requires_are_named_by_their_job(page):
    page.run()

    told = texts(page)
    assert say("map.flow.others") in told
    pause = escaped(shipped().means.intervention("pause").name)
    line = next(row for row in told.split("\n") if pause in row)
    assert say("map.job.halting") in line


def test_the_network_can_show_failure_modes(page):
    view(page, "web")
    before = len(figure(page)["data"])
    page.session_state["map.also"] = ["job", "failure_mode"]
    page.run()

    assert not page.exception
    assert len(figure(page)["data"]) > before


def test_a_node_that_is_chosen_is_stressed_in_the_network(page):
    page.session_state["map.node"] = "debate"
    view(page, "web")

    texts_ = [t for trace in figure(page)["data"] for t in trace.get("text") or () if t]
    assert "Debate" in texts_
    assert not any(t.startswith("1 ") for t in texts_)


def test_coverage_shows_the_engine_s_numbers_at_both_dates(page):
    scenario = scenarios.new(shipped())
    view(page, "coverage")

    worlds = worlds_of(shipped(), scenario.worlds, scenario.seed)
    engine = shipped_engine()
    planned = readiness_planned(engine, worlds, shipped().means.field, scenario.months)
    expected = coverage(shipped(), worlds.readiness_today, planned)
    today, then = figure(page)["data"]
    np.testing.assert_allclose(decoded(today["x"]), expected.today.mean, atol=1e-12)
    np.testing.assert_allclose(decoded(then["x"]), expected.planned.mean, atol=1e-12)
    assert percent(expected.planned.mean[3]) in texts(page)


def decoded(values):
    """Return an array of a figure, which may be packed as base64."""
    if isinstance(values, dict):
        import base64

        return np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"])
    return np.array(values)


def test_the_parts_of_a_level_name_its_best_measure(page):
    view(page, "coverage")
    page.selectbox(key="map.levels").select("oversight").run()

    assert "Level 4 is complete with" in texts(page)
    assert say("map.together.title") in texts(page)


@pytest.mark.parametrize(
    ("level", "key"),
    [("by_default", "map.coverage.free"), ("impossible", "map.coverage.never")],
)
def test_a_level_in_which_no_measure_has_a_part_says_why(page, level, key):
    view(page, "coverage")
    page.selectbox(key="map.levels").select(level).run()

    assert say(key) in texts(page)


def test_a_portfolio_changes_coverage(page):
    view(page, "coverage")
    before = decoded(figure(page)["data"][1]["x"])
    other = AppTest.from_file(str(PAGE), default_timeout=60)
    start(other, portfolio={"rlhf": 10.0})
    after = decoded(figure(view(other, "coverage"))["data"][1]["x"])

    assert not np.allclose(before, after)


def test_a_shift_of_credence_runs_no_simulation_again(page, monkeypatch):
    view(page, "coverage")
    monkeypatch.setattr("app.mapped.readiness_planned", None)
    other = AppTest.from_file(str(PAGE), default_timeout=60)
    start(other, credence=[0.55, *[0.05] * 9])

    assert not view(other, "coverage").exception


def test_a_level_tells_its_sets_measures_facts_and_sources(page):
    told = story(page, "interpretability")

    for key in ("paths", "cuts", "importance.level", "facts", "sources"):
        assert say(f"map.story.{key}") in told
    assert say("map.story.more", count="235") in told


def test_a_gate_tells_who_needs_it_and_how_levels_swing_with_it(page):
    told = story(page, "scalable_oversight")

    assert say("map.story.who") in told
    assert say("map.story.importance") in told
    assert "Basis" in told


def test_an_intervention_tells_its_readiness_with_range_and_basis(page):
    told = story(page, "mech_interp")

    ready = shipped().means.intervention("mech_interp").readiness_today
    values = {"value": ready.value, "low": ready.low, "high": ready.high}
    shares = {key: percent(share) for key, share in values.items()}
    assert say("map.story.ready", **shares) in told
    assert "judgment" in told
    assert "https://" in told


def test_an_intervention_that_nobody_requires_tells_its_jobs(page):
    told = story(page, "pause")

    assert say("map.job.halting") in told
    assert say("map.story.importance") not in told


@pytest.mark.parametrize("node", ["*job.4", "hidden_goals"])
def test_jobs_and_failure_modes_have_stories(page, node):
    assert len(story(page, node)) > 200


def test_a_fact_tells_what_it_is_believed_to_be_under_the_scenario(page):
    fact = shipped().belief.facts[0]
    told = story(page, fact.id)

    scenario = scenarios.new(shipped())
    share = cached.update_of(scenario).facts[fact.id]
    assert say("map.story.fact.now", share=percent(share)) in told


def test_every_node_has_a_story(page):
    page.run()
    nodes = page.selectbox(key="map.node").options
    assert len(nodes) > 100
    for node in ("by_default", "impossible", "rlhf", "proof_of_danger", "*job.0"):
        story(page, node)


def test_a_node_that_the_pack_does_not_have_is_forgotten(page):
    page.session_state["map.node"] = "no_such_node"
    page.run()

    assert not page.exception
    assert page.selectbox(key="map.node").value is None
