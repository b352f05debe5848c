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
from app.texts import say
from simulator import scenario as scenarios
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


def test_curves_are_the_series_of_the_command_line(start):
    page = start()

    series = simulate_document(shipped(), scenario())["series"]
    capability, past, automation, _, readiness = figures(page)
    for figure, name, first in (
        (capability, "capability", 0),
        (capability, "threshold", 3),
        (automation, "automated_share", 0),
    ):
        for trace, q in enumerate(("p05", "p95", "p50"), start=first):
            assert points(figure["data"][trace]["y"]) == series[name][q]
    assert points(past["data"][0]["y"]) == series["dangerous"]["p50"]
    called = {label(i.name): i.id for i in shipped().means.interventions}
    medians = [t for t in readiness["data"] if t.get("name")]
    assert len(medians) == 3
    for trace in medians:
        band = series[f"readiness.{called[trace['name']]}"]
        assert points(trace["y"]) == band["p50"]


def test_requirements_stand_for_all_levels_or_for_the_one_that_is_chosen(start):
    page = start()
    met = simulate_document(shipped(), scenario())["series"]["requirement"]

    lines = figures(page)[3]["data"]
    assert [points(line["y"]) for line in lines] == met["p50"]

    page.selectbox(key="simulate.level").select(4).run()
    low, high, middle = figures(page)[3]["data"]
    for trace, q in ((low, "p05"), (high, "p95"), (middle, "p50")):
        assert points(trace["y"]) == met[q][4]


def test_chosen_interventions_have_curves(start):
    page = start()
    name = shipped().means.ids[7]
    page.multiselect(key="simulate.ready").set_value([name]).run()

    assert not page.exception
    _, _, middle = figures(page)[4]["data"]
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


def test_a_shift_of_credence_runs_no_simulation_again(start, monkeypatch):
    start("ends")
    monkeypatch.setattr(simulated, "run", None)

    start("ends", credence=[0.55, *[0.05] * 9])


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
    ghost = figures(page)[0]["data"][-1]
    assert ghost["line"]["dash"] == "dash"
    assert points(ghost["y"]) == series["capability"]["p50"]
    name = shipped().means.intervention("rlhf").name
    told = say("simulate.difference", name=name, there="350", here="10")
    assert escaped(told) in texts(page)


def test_without_another_run_there_is_no_ghost(start):
    page = start()

    assert page.selectbox(key="simulate.other").options == [say("simulate.other.none")]
    assert len(figures(page)[0]["data"]) == 6


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


def test_the_last_change_can_be_replayed(start):
    page = start()
    first = max(field(), key=field().__getitem__)
    page.slider(key=f"simulate.amount.0.{first}").set_value(10.0).run()
    press(page, "simulate.last")

    before, after = figures(page)[2]["frames"]
    was = simulate_document(shipped(), scenario())["series"]["automated_share"]
    assert points(before["data"][-1]["y"]) == was["p50"]
    assert points(after["data"][-1]["y"]) != was["p50"]


def test_the_funnel_never_widens_and_ends_with_what_is_lost(start):
    page = start("pipeline")
    page.selectbox(key="simulate.level").select(6).run()

    left = points(figures(page)[0]["data"][0]["x"])
    passed = simulated.run_of(scenario()).passage
    assert left == sorted(left, reverse=True)
    np.testing.assert_allclose(left[-2:], [passed.released[6, 0], passed.lost[6, 0]])
    bars = figures(page)[1]["data"]
    total = sum(np.array(points(bar["x"])) for bar in bars)
    np.testing.assert_allclose(total, 1.0)


def test_a_comparison_stands_beside_the_funnel(start):
    page = start("pipeline", portfolio=moved(rlhf=10.0))

    assert say("simulate.other.today") in texts(page)
    levels = len(shipped().belief.ladder)
    assert len(points(figures(page)[1]["data"][0]["x"])) == 2 * levels


def test_the_story_is_that_of_the_typical_world_at_the_likeliest_level(start):
    page = start("story", credence=[*[0.05] * 9, 0.55])

    run = simulated.run_of(scenario())
    assert page.number_input(key="simulate.world").value == run.typical(9) + 1
    assert escaped(say("simulate.story.most")) in texts(page)
    story = simulated.story_of(scenario(), run.typical(9), 9)
    for event in story.events[1:]:
        if np.isfinite(event.month):
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
