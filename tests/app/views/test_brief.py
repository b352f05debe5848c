from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app import cached
from app.briefs.edition import Edition
from app.briefs.formats import FORMATS, encoded, shown
from app.briefs.making import computed
from app.texts import say
from simulator import scenario as scenarios
from simulator.model import load

PAGE = Path(__file__).parents[3] / "app" / "views" / "brief.py"
NOTE = "brief.note.0"


@pytest.fixture(scope="module")
def model():
    return load()


@pytest.fixture
def page(model):
    test = AppTest.from_file(str(PAGE), default_timeout=60)
    given = {"credence": "medium_tier", "title": "Mine", "worlds": 16}
    test.query_params["s"] = scenarios.from_plain(given, model).link
    return test


def html(page):
    return [element.proto.body for element in page.get("html")]


def current(page):
    return page.session_state["history"][page.session_state["place"]]


def test_the_page_shows_the_brief_of_the_scenario(page, model):
    page.run()

    assert not page.exception
    assert page.title[0].value == say("brief.title")
    scenario = scenarios.from_plain(current(page), model)
    today = datetime.now(UTC).date().isoformat()
    assert shown(computed(model, scenario, today), "light") in html(page)


def test_what_the_author_says_is_kept_and_shown_and_changes_no_number(page, model):
    page.run()
    before = scenarios.from_plain(current(page), model).digest
    page.text_area(key=NOTE).set_value("Ours: <b>all</b>.").run()

    assert current(page)["note"] == "Ours: <b>all</b>."
    assert scenarios.from_plain(current(page), model).digest == before
    assert any("Ours: &lt;b&gt;all&lt;/b&gt;." in text for text in html(page))


def test_undo_brings_back_what_the_author_said(page):
    page.run()
    page.text_area(key=NOTE).set_value("One.").run()
    page.text_area(key=NOTE).set_value("Two.").run()
    undo = next(b for b in page.button if b.label == say("frame.undo"))
    undo.click().run()

    assert page.text_area[0].value == "One."


def test_a_file_of_every_format_can_be_taken_away(page):
    page.run()

    labels = {button.proto.label for button in page.get("download_button")}
    assert {say(f"brief.download.{form}") for form in FORMATS} <= labels


def test_length_and_audience_are_chosen_on_the_page(page, model):
    page.run()
    page.button_group(key="brief.length").set_value("one").run()
    page.button_group(key="brief.audience").set_value("grant_maker").run()

    assert not page.exception
    scenario = scenarios.from_plain(current(page), model)
    today = datetime.now(UTC).date().isoformat()
    edition = Edition("one", "grant_maker")
    made = computed(model, scenario, today, edition)
    assert shown(made, "light") in html(page)
    assert cached.brief_file(scenario, "md", edition) == encoded(made, "md")
