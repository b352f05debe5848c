"""The page of assumptions, run without a browser."""

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.markup import escaped
from app.parts.assumptions.entry import spelled
from app.parts.assumptions.table import EDITED, FILTER, ROUND, TABLE
from app.register import found, register
from app.texts import say
from simulator import scenario as scenarios
from simulator.model import load

MAIN = Path(__file__).parents[3] / "app" / "main.py"
COST, WORLD = "interventions.debate.cost", "parameters.delivered"
VALUE = "outcomes.safe_halted.utility"
FEW = 8


@pytest.fixture(scope="module")
def model():
    return load()


@pytest.fixture
def opened(model):
    """Open the page on a scenario of few worlds; what is given differs in it."""

    def opening(**changes):
        page = AppTest.from_file(str(MAIN), default_timeout=60)
        start = replace(scenarios.new(model), worlds=FEW, **changes)
        page.query_params["s"] = start.link
        page.run()
        page.switch_page("views/assumptions.py").run()
        assert not page.exception
        return page

    return opening


def scenario(page):
    return page.session_state["history"][page.session_state["place"]]


def press(page, label, **values):
    wanted = say(label, **values)
    return next(b for b in page.button if b.label == wanted).click().run()


def choose(page, address):
    return page.selectbox(key="assumptions.one").select(address).run()


def enter(page, address, value, low=None, high=None):
    choose(page, address)
    for field, number in zip(page.number_input, (value, low, high), strict=True):
        if number is not None:
            field.set_value(number)
    press(page, "assumptions.one.change")
    assert not page.exception
    return page


def texts(page):
    return [m.value.replace("\\", "") for m in [*page.markdown, *page.caption]]


def table(page):
    return page.dataframe[0].value


def test_every_number_stands_in_the_table_as_the_command_prints_it(opened, model):
    page = opened(parameters={"delivered": 0.5})

    rows = register(model, scenarios.from_plain(scenario(page), model))
    shown = table(page)
    assert list(shown["about"]) == [row.about for row in rows]
    for end in EDITED:
        assert list(shown[end]) == [getattr(row, end) for row in rows]
    marked = [mark == say("assumptions.mark") for mark in shown["changed"]]
    assert marked == [row.changed for row in rows]


def test_a_search_a_kind_and_a_sort_narrow_the_table(opened, model):
    page = opened()
    page.text_input(key="assumptions.search").set_value("metr").run()
    rows = register(model, scenarios.new(model))

    assert len(table(page)) == len(found(rows, "metr"))
    page.selectbox(key="assumptions.kind").select("parameters").run()
    assert len(table(page)) == len(found(rows, "metr", "parameters"))
    page.text_input(key="assumptions.search").set_value("not to be found").run()
    assert page.info[0].value == say("assumptions.nothing")
    assert not page.exception


def test_a_number_that_is_entered_is_kept_and_its_effect_told(opened, model):
    page = enter(opened(), COST, 0.5)

    assert scenario(page)["changes"][COST][0] == 0.5
    told, own = texts(page), spelled(model.assumptions[COST].triple)
    shown = say("assumptions.changes.now", number=spelled((0.5, 0.2, 0.6)), own=own)
    assert any(shown in text for text in told)
    assert any("expected value" in text for text in told)


def test_a_refused_number_says_why_and_stays_in_its_field(opened):
    page = enter(opened(), COST, -1.0)

    assert scenario(page)["changes"] == {}
    assert "debate.cost: must be positive" in page.error[0].value.replace("\\", "")
    assert page.number_input[0].value == -1.0
    page.run()
    assert not page.error


def test_a_range_that_follows_its_value_is_told(opened):
    page = enter(opened(), WORLD, 0.8)

    assert scenario(page)["changes"] == {WORLD: [0.8, 0.6, 1.0]}
    assert "0.6 to 1" in page.info[0].value.replace("\\", "")


def test_a_utility_is_held_where_the_other_pages_hold_it(opened):
    page = enter(opened(), VALUE, 0.7)

    assert (scenario(page)["utilities"], scenario(page)["changes"]) == (
        {"safe_halted": 0.7},
        {},
    )


def test_undo_takes_an_entry_back(opened):
    page = enter(opened(), COST, 0.5)
    press(page, "frame.undo")

    assert scenario(page)["changes"] == {}


def test_one_or_all_go_back_to_what_was_opened_or_to_the_model(opened):
    before = {COST: (0.6, 0.2, 0.8)}
    page = enter(opened(changes=before), COST, 0.5)
    enter(page, WORLD, 0.8)

    choose(page, COST)
    press(page, "assumptions.reset")
    assert scenario(page)["changes"][COST] == [0.6, 0.2, 0.8]
    press(page, "assumptions.reset.all")
    assert scenario(page)["changes"] == {COST: [0.6, 0.2, 0.8]}
    press(page, "assumptions.reset.all.own")
    assert scenario(page)["changes"] == {}
    assert any("When opened: 0.6" in text for text in texts(page))


def test_a_number_of_a_preset_says_why_it_cannot_change_alone(opened):
    page = choose(opened(), "priors.hard_tier.credence.theory")

    assert "ladder" in page.info[0].value
    assert not page.number_input
    assert any("The presets put" in text for text in texts(page))


def test_who_disagrees_stands_beside_the_number_with_the_source(opened, model):
    page = choose(opened(), "parameters.substitution")

    disputes = model.assumptions["parameters.substitution"].disputed
    assert len(disputes) > 1
    for dispute in disputes:
        said = f"**{escaped(dispute['who'])}**: {escaped(dispute['says'])}"
        assert any(said in m.value for m in page.markdown)


def test_only_the_newest_changes_are_worked_out_until_more_are_asked_for(opened, model):
    free = [a for a in model.assumptions.values() if a.place[0] == "facts"][:7]
    changes = {a.address: (a.value, a.low, 0.99) for a in free}
    page = opened(changes=changes)

    def shown():
        return len([text for text in texts(page) if "\nNow " in text])

    few = shown()
    press(page, "assumptions.changes.more", count=2)
    assert (few, shown()) == (5, 7)


def test_entries_in_the_table_are_taken_over_and_refused_one_by_one():
    def script():
        import streamlit as st

        from app import cached, state
        from app.parts.assumptions import entry as assumption_entry
        from app.parts.assumptions import table as assumption_table
        from app.register import register

        state.begin()
        rows = register(cached.model(), state.current())
        rows = [row for row in rows if row.address.startswith("interventions.debate.")]
        st.session_state["edits"] = {
            "edited_rows": {1: {"value": 0.5}, 2: {"value": 7.0}, 3: {"low": None}}
        }
        if not state.current().changes:
            assumption_table.edited("edits", rows)
        assumption_entry.told()

    page = AppTest.from_function(script, default_timeout=60).run()

    assert list(scenario(page)["changes"]) == [COST]
    assert len(page.error) == 2


def test_the_table_starts_afresh_when_another_page_changed_the_scenario(opened):
    page = opened()
    before = page.session_state[ROUND]
    page.run()
    assert page.session_state[ROUND] == before
    enter(page, COST, 0.5)
    assert page.session_state[ROUND] == before + 1


def test_what_stands_alone_is_told(opened, model):
    told = texts(opened())

    impossible = model.belief.ladder.levels[-1].name
    assert any(say("assumptions.alone.unserved", names=impossible) in t for t in told)
    assert any("Pause or conditional ban (" in text for text in told)


def test_the_filters_that_name_the_table_are_those_of_the_page(opened):
    page = opened()

    assert all(name in page.session_state for name in FILTER)
    assert TABLE.startswith("assumptions.")
