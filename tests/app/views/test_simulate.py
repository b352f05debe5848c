"""The simulate page: portfolio, curves, outcomes, pipeline, and one world."""

import base64
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from app import simulated
from app.charts.labels import label
from app.documents import simulate_document
from app.markup import escaped
from app.parts import ladder
from app.texts import say
from simulator import scenario as scenarios
from simulator.world.path import HORIZON
from tests.packs import shipped

PAGE = Path(__file__).parents[3] / "app" / "views" / "simulate.py"
WORLDS = 32


@pytest.fixture
def start():
    """Open the page on a scenario of few worlds, in one of its views."""

    def run(view="curves", **changes):
        page = AppTest.from_file(str(PAGE), default_timeout=60)
        page.query_params["s"] = scenario(**changes).link
        page.session_state["simulate.view"] = view
        page.run()
        assert not page.exception
        return page

    return run


def scenario(**changes):
    plain = scenarios.new(shipped()).plain | {"worlds": WORLDS} | changes
    return scenarios.from_plain(plain, shipped())


def now(page):
    """Return the present scenario of the session."""
    plain = page.session_state["history"][page.session_state["place"]]
    return scenarios.from_plain(plain, shipped())


def field():
    return dict(shipped().means.field.segments[0].amounts)


def moved(**amounts):
    return {**field(), **amounts}


def figures(page):
    return [json.loads(chart.proto.spec) for chart in page.get("plotly_chart")]


def points(values):
    """Return the numbers of a figure, which may be packed as base64."""
    if isinstance(values, dict):
        found = np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"])
        return found.tolist()
    return list(values)


def texts(page):
    return "\n".join([m.value for m in page.markdown] + [c.value for c in page.caption])


def press(page, key):
    page.button[[b.label for b in page.button].index(say(key))].click().run()
    assert not page.exception


def drawn(page, name):
    """Return the figure of this name."""
    charts = page.get("plotly_chart")
    (found,) = [c for c in charts if name in c.proto.id]
    return json.loads(found.proto.spec)


def fan(page, text):
    return drawn(page, f"simulate.chart.{say(text)}")["data"]


def medians(traces):
    return [trace for trace in traces if trace.get("name")]


def test_curves_are_the_series_of_the_command_line(start):
    page = start()

    series = simulate_document(shipped(), scenario())["series"]
    for text, names in {
        "simulate.capability": ("capability", "threshold"),
        "simulate.automation": ("automated_share", "ai_share"),
    }.items():
        traces = fan(page, text)
        for n, name in enumerate(names):
            for trace, q in enumerate(("p05", "p95", "p50"), start=3 * n):
                assert points(traces[trace]["y"]) == series[name][q]
    called = {label(i.name): i.id for i in shipped().means.interventions}
    readiness = medians(fan(page, "simulate.readiness"))
    assert len(readiness) == 3
    for trace in readiness:
        band = series[f"readiness.{called[trace['name']]}"]
        assert points(trace["y"]) == band["p50"]


def test_dates_are_those_of_the_run_s_worlds(start):
    page = start()

    run = simulated.run_of(scenario())
    (bars,) = drawn(page, "simulate.chart.dates")["data"]
    for year, share in enumerate(points(bars["y"])[:-1]):
        there = (run.dates >= 12 * year) & (run.dates < 12 * (year + 1))
        assert share == there.mean()
    low, middle, high = np.quantile(run.dates, [0.05, 0.5, 0.95], method="lower")
    for date in (low, middle, high):
        assert say("simulate.month", month=f"{date:.0f}") in texts(page)


def test_requirements_stand_for_all_levels_or_for_the_one_that_is_chosen(start):
    page = start()
    series = simulate_document(shipped(), scenario())["series"]

    lines = fan(page, "simulate.met")
    real = series["real_requirement"]
    assert [points(line["y"]) for line in lines] == real["p50"]

    page.selectbox(key="simulate.level").select(4).run()
    traces = fan(page, "simulate.met")
    for n, name in enumerate(("real_requirement", "requirement")):
        for trace, q in enumerate(("p05", "p95", "p50"), start=3 * n):
            assert points(traces[trace]["y"]) == series[name][q][4]


def test_what_is_measured_stands_beside_what_is_real_and_is_told_in_numbers(start):
    page = start(parameters={"automation_on": 1, "untrusted_use": 0.9})
    run = simulated.run_of(now(page))

    seen, real = drawn(page, "simulate.chart.gap")["data"]
    for bars, name in ((seen, "requirement"), (real, "real_requirement")):
        last = [points[-1] for points in run.series.by_level(name)["p50"]]
        assert points(bars["x"]) == last
    seen, real = points(seen["x"]), points(real["x"])
    level = max(range(len(real)), key=lambda n: seen[n] - real[n])
    told = f"{seen[level]:.1%} against {real[level]:.1%}"
    assert escaped(told) in texts(page)


def test_without_sabotage_what_is_measured_is_real(start):
    page = start(parameters={"sabotage_on": 0})

    seen, real = drawn(page, "simulate.chart.gap")["data"]
    assert points(seen["x"]) == points(real["x"])
    assert escaped(say("simulate.gap.none")) in texts(page)


def test_the_human_remainder_is_told_in_numbers(start):
    page = start()

    run = simulated.run_of(scenario())
    (most,) = [r for r in run.remainders if r.share == 0.99]
    text = texts(page)
    assert "With 99 % of the tasks automated, the 1 % left to people" in text
    assert f"{most.bound[1]:.1f} times** as fast, not {most.free[1]:.1f}" in text


def test_chosen_interventions_have_curves(start):
    page = start()
    name = shipped().means.ids[7]
    page.multiselect(key="simulate.ready").set_value([name]).run()

    assert not page.exception
    _, _, middle = fan(page, "simulate.readiness")
    assert middle["name"] == label(shipped().means.intervention(name).name)
    page.multiselect(key="simulate.ready").set_value([]).run()
    assert not page.exception


def test_outcomes_are_those_of_the_command_line_and_weighed_by_the_credence(start):
    p = np.linspace(1, 10, 10) / 55
    page = start("ends", credence=p.tolist())

    outcomes = simulate_document(shipped(), scenario())["outcomes"]
    (figure,) = figures(page)
    for trace, told in zip(figure["data"], outcomes.values(), strict=True):
        np.testing.assert_allclose(points(trace["x"]), [p @ told, *told], atol=1e-12)


def test_the_ladder_weighs_the_outcomes_of_the_run(start, monkeypatch):
    given = {}
    monkeypatch.setattr(ladder, "explore", lambda data, **_: given.update(data))
    start("ends", portfolio=moved(debate=500.0), credence=[0.55, *[0.05] * 9])

    there = scenario(portfolio=moved(debate=500.0))
    outcomes = simulate_document(shipped(), there)["outcomes"]
    told = np.array(given["outcomeProbabilities"]).T
    np.testing.assert_allclose(told, list(outcomes.values()), atol=1e-12)
    assert given["credence"] == [0.55, *[0.05] * 9]
    assert given["interventions"] == []


def test_an_outcome_that_no_world_leads_to_is_named(start):
    page = start("ends", parameters={"threshold": 1e6})

    (told,) = [box.value for box in page.info]
    held = shipped().world.ends.held
    for outcome in shipped().world.outcomes:
        assert (escaped(outcome.name) in told) == (outcome.id != held)


def test_a_shift_of_credence_runs_no_simulation_again(start, monkeypatch):
    start("ends")
    runs = []
    monkeypatch.setattr(simulated, "run", lambda *given: runs.append(given))

    start("ends", credence=[0.55, *[0.05] * 9])
    assert runs == []


def test_a_slider_moves_people_and_keeps_the_total(start):
    page = start()
    total = sum(field().values())
    largest = max(field(), key=field().__getitem__)
    page.slider(key=f"simulate.amount.0.{largest}").set_value(500.0).run()

    amounts = now(page).portfolio.segments[0].amounts
    assert amounts[largest] == 500
    np.testing.assert_allclose(sum(amounts.values()), total)
    second = sorted(field(), key=lambda name: -field()[name])[1]
    slider = page.slider(key=f"simulate.amount.0.{second}")
    np.testing.assert_allclose(slider.value, amounts[second])
    press(page, "frame.undo")
    assert now(page).portfolio is None


def test_what_is_locked_stays(start):
    page = start()
    first, second, *_ = sorted(field(), key=lambda name: -field()[name])
    page.checkbox(key=f"simulate.lock.{second}").check().run()
    page.slider(key=f"simulate.amount.0.{first}").set_value(10.0).run()

    assert now(page).portfolio.segments[0].amounts[second] == field()[second]


def test_without_keeping_the_total_one_amount_moves_alone(start):
    page = start()
    first = max(field(), key=field().__getitem__)
    page.toggle(key="simulate.keep").set_value(v=False).run()
    page.slider(key=f"simulate.amount.0.{first}").set_value(10.0).run()

    assert dict(now(page).portfolio.segments[0].amounts) == moved(**{first: 10.0})


def test_the_field_of_today_can_be_taken_again(start):
    page = start(portfolio=moved(rlhf=10.0))
    press(page, "simulate.today")

    assert now(page).portfolio is None


def test_every_intervention_can_have_a_slider(start):
    page = start()
    name = min(field(), key=field().__getitem__)
    page.multiselect(key="simulate.sliders.box").set_value([name]).run()

    assert not page.exception
    assert [s.key for s in page.slider] == [f"simulate.amount.0.{name}"]


def test_all_interventions_stand_in_the_table(start):
    page = start()
    page.toggle(key="simulate.all").set_value(v=True).run()

    assert not page.exception
    table = page.dataframe[0].value
    called = {i.name: i.id for i in shipped().means.interventions}
    people = dict(zip(map(called.get, table["name"]), table["people"], strict=True))
    assert people == {name: field().get(name, 0.0) for name in shipped().means.ids}


def test_entries_of_the_table_are_taken_over():
    def script():
        import streamlit as st

        from app import state
        from app.parts.simulate import portfolio

        state.begin()
        st.session_state["simulate.keep"] = True
        cells = {0: {"lock": True}, 1: {"people": 20.0}, 2: {"people": None}}
        st.session_state["edits"] = {"edited_rows": cells}
        if state.current().portfolio is None:
            portfolio.edited("edits", 0, ["rlhf", "debate", "pause"])

    page = AppTest.from_function(script, default_timeout=60).run()

    assert not page.exception
    amounts = now(page).portfolio.segments[0].amounts
    assert (amounts["rlhf"], amounts["debate"]) == (field()["rlhf"], 20.0)
    assert amounts["pause"] < field()["pause"]
    np.testing.assert_allclose(sum(amounts.values()), sum(field().values()))


def test_one_part_of_a_dated_portfolio_is_edited_alone(start):
    parts = [
        {"from_month": 0, "amounts": {"rlhf": 30.0, "debate": 10.0}},
        {"from_month": 24, "amounts": {"rlhf": 5.0, "debate": 35.0}},
    ]
    page = start(portfolio=parts)
    page.selectbox(key="simulate.part").select(1).run()
    page.slider(key="simulate.amount.1.rlhf").set_value(20.0).run()

    first, second = now(page).portfolio.segments
    assert dict(first.amounts) == parts[0]["amounts"]
    assert (second.amounts["rlhf"], second.amounts["debate"]) == (20.0, 20.0)
    assert second.from_month == 24


def test_today_s_field_is_the_ghost_of_another_portfolio(start):
    page = start(portfolio=moved(rlhf=10.0))

    series = simulate_document(shipped(), scenario())["series"]
    ghost = fan(page, "simulate.capability")[-1]
    assert ghost["line"]["dash"] == "dash"
    assert points(ghost["y"]) == series["capability"]["p50"]
    name = shipped().means.intervention("rlhf").name
    told = say("simulate.difference", name=name, there="350", here="10")
    assert escaped(told) in texts(page)


def test_without_another_run_there_is_no_ghost(start):
    page = start()

    assert page.selectbox(key="simulate.other").options == [say("simulate.other.none")]
    assert len(fan(page, "simulate.capability")) == 6


def test_a_run_can_be_kept_and_compared_with_later_ones(start):
    page = start("ends", portfolio=moved(rlhf=10.0))
    press(page, "simulate.save")
    press(page, "simulate.today")

    assert page.selectbox(key="simulate.other").value == "saved"
    kept = simulate_document(shipped(), scenario(portfolio=moved(rlhf=10.0)))
    levels = len(shipped().belief.ladder)
    for trace, told in zip(
        figures(page)[0]["data"], kept["outcomes"].values(), strict=True
    ):
        np.testing.assert_allclose(points(trace["x"])[-levels:], told)


def test_the_last_change_is_replayed_step_by_step(start):
    page = start()
    first = max(field(), key=field().__getitem__)
    page.slider(key=f"simulate.amount.0.{first}").set_value(10.0).run()
    assert "simulate.step" not in [s.key for s in page.select_slider]
    press(page, "simulate.last")

    then, here = (
        simulated.run_of(s).series.bands["automated_share"]["p50"]
        for s in (scenario(), now(page))
    )
    assert page.select_slider(key="simulate.step").value == 0.0
    assert points(fan(page, "simulate.automation")[2]["y"]) == then
    page.select_slider(key="simulate.step").set_value(0.5).run()
    half = points(fan(page, "simulate.automation")[2]["y"])
    np.testing.assert_allclose(half, (np.array(then) + here) / 2)
    assert say("simulate.replay.rule") in texts(page)
    page.select_slider(key="simulate.step").set_value(1.0).run()
    assert points(fan(page, "simulate.automation")[2]["y"]) == here


def test_a_new_change_ends_the_replay_of_the_one_before(start):
    page = start()
    first = max(field(), key=field().__getitem__)
    page.slider(key=f"simulate.amount.0.{first}").set_value(10.0).run()
    press(page, "simulate.last")
    page.slider(key=f"simulate.amount.0.{first}").set_value(20.0).run()

    assert page.select_slider(key="simulate.step").value == 1.0


def bars(page):
    """Return the stops of the bars of the funnel, by their names in order."""
    here = drawn(page, "simulate.chart.funnel")["data"][0]
    sizes = np.array(points(here["x"]))
    return here["customdata"], points(here["base"]), sizes


def test_the_funnel_is_that_of_the_run_and_each_group_is_a_whole(start):
    page = start("pipeline")
    page.selectbox(key="simulate.level").select(6).run()

    found = simulated.run_of(scenario()).funnel
    names, bases, sizes = bars(page)
    wholes = [n for n, base in enumerate(bases) if names[n] in (
        say("simulate.stage.misaligned"), say("simulate.stage.shipped"))]  # fmt: skip
    told = [found.misaligned, found.misaligned, found.shipped]
    assert len(wholes) == len(told)
    for start_, stop, whole in zip(
        wholes, [*wholes[1:], len(names)], told, strict=True
    ):
        size = whole[6].mean()
        np.testing.assert_allclose(sizes[start_], size)
        np.testing.assert_allclose(sizes[start_ + 1 : stop].sum(), size)
        assert bases[start_] == bases[stop - 1] == 0
    first = [found.first[layer][6].mean() for layer in found.first]
    np.testing.assert_allclose(sizes[1 : 1 + len(first)], first)
    np.testing.assert_allclose(sizes[-1], found.loose[6].mean())


def test_the_funnel_of_all_levels_is_weighed_by_the_credence(start):
    p = np.linspace(1, 10, 10) / 55
    page = start("pipeline", credence=p.tolist())

    found = simulated.run_of(scenario()).funnel
    *_, sizes = bars(page)
    np.testing.assert_allclose(sizes[0], p @ found.misaligned.mean(axis=-1))


def test_what_passes_misaligned_stands_by_level_with_its_error(start):
    page = start("pipeline")

    passed = simulated.run_of(scenario()).funnel.passed_misaligned
    (chance,) = drawn(page, "simulate.chart.passing")["data"]
    assert points(chance["x"]) == passed.mean(axis=-1).tolist()
    error = passed.std(axis=-1, ddof=1) / 4
    np.testing.assert_allclose(points(chance["error_x"]["array"]), error)


def test_a_comparison_stands_in_the_funnel(start):
    page = start("pipeline", portfolio=moved(rlhf=10.0))

    then = simulated.run_of(scenario()).funnel
    p = now(page).credence.p
    _, ghost = drawn(page, "simulate.chart.funnel")["data"]
    weighed = p @ then.misaligned.mean(axis=-1)
    np.testing.assert_allclose(points(ghost["x"])[0], weighed)
    _, marks = drawn(page, "simulate.chart.passing")["data"]
    assert points(marks["x"]) == then.passed_misaligned.mean(axis=-1).tolist()


def switches():
    return [p for p in shipped().world.parameters if p.unit == "switch"]


def test_every_switch_of_the_pack_is_a_control_with_its_reason(start):
    page = start()

    for switch in switches():
        toggle = page.toggle(key=f"simulate.switch.{switch.id}")
        assert toggle.value is bool(switch.value)
        assert toggle.label == switch.name
        assert toggle.help == escaped(switch.judgment)


def test_a_switch_changes_the_scenario_and_the_run_and_can_be_undone(start):
    page = start("pipeline")
    (switch,) = [s for s in switches() if s.id == "halting_possible"]
    page.toggle(key=f"simulate.switch.{switch.id}").set_value(v=False).run()

    assert not page.exception
    assert now(page).changes[f"parameters.{switch.id}"][0] == 0
    told = say(
        "simulate.difference", name=switch.name, there=say("simulate.on"),
        here=say("simulate.off"),
    )  # fmt: skip
    press(page, "simulate.last")
    assert escaped(told) in texts(page)
    ghosts = drawn(page, "simulate.chart.funnel")["data"]
    assert len(ghosts) == 2
    press(page, "frame.undo")
    assert not now(page).changes
    assert page.toggle(key=f"simulate.switch.{switch.id}").value


def test_a_switch_that_goes_back_leaves_nothing_changed(start):
    page = start()
    key = f"simulate.switch.{switches()[0].id}"
    page.toggle(key=key).set_value(v=False).run()
    page.toggle(key=key).set_value(v=True).run()

    assert now(page).plain == scenario().plain


def test_a_run_that_was_stopped_leaves_the_former_one(start):
    page = start()
    other = replace(scenario(), seed=4711)
    page.session_state["simulate.stopped"] = simulated.key_of(other)
    page.session_state["history"] = [other.plain]
    page.session_state["place"] = 0
    page.run()

    assert page.warning[0].value == say("simulate.stopped")
    was = simulated.run_of(scenario()).series.bands["capability"]["p50"]
    assert points(fan(page, "simulate.capability")[2]["y"]) == was
    assert not simulated.is_kept(other)
    press(page, "simulate.again")
    assert not page.warning
    now_ = simulated.run_of(other).series.bands["capability"]["p50"]
    assert points(fan(page, "simulate.capability")[2]["y"]) == now_


def test_a_first_run_that_was_stopped_says_so_and_can_be_run():
    page = AppTest.from_file(str(PAGE), default_timeout=60)
    asked = scenario(seed=4712)
    page.query_params["s"] = asked.link
    page.session_state["simulate.stopped"] = simulated.key_of(asked)
    page.run()

    assert not page.exception
    assert page.warning[0].value == say("simulate.stopped.first")
    assert not figures(page)
    press(page, "simulate.again")
    assert figures(page)


def test_the_other_run_can_be_stopped_alone(start):
    page = start(portfolio=moved(rlhf=10.0), seed=4713)
    there = replace(now(page), portfolio=None, seed=4714)
    page.session_state["simulate.other.kept"] = there.plain
    page.session_state["simulate.other.chosen"] = "saved"
    page.session_state["simulate.stopped"] = simulated.key_of(there)
    page.run()

    assert page.warning[0].value == say("simulate.stopped.other")
    assert len(fan(page, "simulate.capability")) == 6


def test_the_story_is_that_of_the_typical_world_at_the_likeliest_level(start):
    page = start("story", credence=[*[0.05] * 9, 0.55])

    run = simulated.run_of(scenario())
    assert page.number_input(key="simulate.world").value == run.typical(9) + 1
    assert escaped(say("simulate.story.most")) in texts(page)
    story = simulated.story_of(scenario(), run.typical(9), 9)
    for event in story.events[1:]:
        if event.month < 12 * HORIZON:
            assert say("simulate.story.month", month=f"{event.month:.0f}") in texts(
                page
            )


def test_another_world_can_be_chosen_and_has_another_story(start):
    page = start("story")
    first = texts(page)
    page.toggle(key="simulate.typical").set_value(v=False).run()
    page.number_input(key="simulate.world").set_value(WORLDS).run()

    assert not page.exception
    assert texts(page) != first


def test_a_world_of_a_larger_run_is_not_asked_of_a_smaller_one(start):
    page = start("story")
    page.toggle(key="simulate.typical").set_value(v=False).run()
    page.number_input(key="simulate.world").set_value(WORLDS).run()
    fewer = replace(now(page), worlds=WORLDS // 2)
    page.session_state["history"] = [fewer.plain]
    page.run()

    assert not page.exception
    assert page.number_input(key="simulate.world").value <= WORLDS // 2


def test_each_level_has_a_story(start):
    page = start("story")
    for level in range(len(shipped().belief.ladder)):
        page.selectbox(key="simulate.level").select(level).run()
        assert not page.exception


def test_a_world_that_never_becomes_dangerous_is_told(start):
    page = start("story", parameters={"threshold": 1e6})

    assert say("simulate.story.horizon") in texts(page)


def test_curves_say_that_a_threshold_never_falls(start):
    page = start(parameters={"threshold": 1e6})

    assert say("simulate.never") in texts(page)


def test_parameters_that_are_too_extreme_are_told(start, monkeypatch):
    def broken(*_):
        msg = "parameters must lead to probabilities"
        raise ValueError(msg)

    monkeypatch.setattr(simulated, "run", broken)
    page = start(seed=987)

    assert "parameters must lead to probabilities" in page.error[0].value


def test_a_shift_of_credence_is_not_the_last_change(start):
    page = start()
    first = max(field(), key=field().__getitem__)
    page.slider(key=f"simulate.amount.0.{first}").set_value(10.0).run()
    changed = now(page)
    history = page.session_state["history"]
    sure = replace(changed.credence, p=np.eye(10)[0])
    page.session_state["history"] = [*history, replace(changed, credence=sure).plain]
    page.session_state["place"] = len(history)
    page.run()
    press(page, "simulate.last")

    name = shipped().means.intervention(first).name
    told = say("simulate.difference", name=name, there="350", here="10")
    assert escaped(told) in texts(page)
