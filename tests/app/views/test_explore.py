from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.markup import escaped
from app.texts import say
from simulator import scenario as scenarios
from simulator.model import load

MAIN = Path(__file__).parents[3] / "app" / "main.py"


@pytest.fixture(scope="module")
def model():
    return load()


@pytest.fixture
def explore():
    return AppTest.from_file(str(MAIN), default_timeout=60)


def reasons(page):
    return [m.value for m in page.markdown]


def shown(page):
    """Return the scenario that the session holds."""
    return page.session_state["history"][page.session_state["place"]]


def test_a_newcomer_starts_from_no_opinion_and_reads_why(explore):
    page = explore.run()

    assert not page.exception
    assert page.title[0].value == say("explore.title")
    assert shown(page)["credence"] == [0.1] * 10
    assert any("of its priority comes from" in text for text in reasons(page))


def test_a_preset_moves_the_ladder_and_says_what_it_rests_on(explore, model):
    page = explore.run()
    page.selectbox(key="preset").select("hard_tier").run()

    assert shown(page)["credence"] == model.belief.prior("hard_tier").p.tolist()
    preset = next(p for p in model.belief.priors if p.id == "hard_tier")
    told = escaped(preset.mapping)
    assert any(told in caption.value for caption in page.caption)


def test_the_first_reason_follows_the_credence(explore):
    page = explore.run()
    page.selectbox(key="preset").select("easy_tier").run()
    easy = next(text for text in reasons(page) if text.startswith("**1."))
    page.selectbox(key="preset").select("hard_tier").run()
    hard = next(text for text in reasons(page) if text.startswith("**1."))

    assert easy != hard


def test_undo_and_redo_go_back_and_forth(explore, model):
    page = explore.run()
    page.selectbox(key="preset").select("hard_tier").run()
    undo, redo = page.button[0], page.button[1]

    assert undo.label == say("frame.undo")
    assert redo.disabled
    undo.click().run()
    assert shown(page)["credence"] == [0.1] * 10
    page.button[1].click().run()
    assert shown(page)["credence"] == model.belief.prior("hard_tier").p.tolist()


def test_a_value_that_is_moved_is_kept_in_the_scenario(explore):
    page = explore.run()
    slider = next(s for s in page.slider if "halted" in s.label)
    slider.set_value(0.8).run()

    assert shown(page)["utilities"] == {"safe_halted": 0.8}


def test_the_address_opens_the_scenario_again(explore, model):
    page = explore.run()
    page.selectbox(key="preset").select("medium_tier").run()
    link = page.query_params["s"]
    link = link[0] if isinstance(link, list) else link

    again = AppTest.from_file(str(MAIN), default_timeout=60)
    again.query_params["s"] = link
    again.run()
    assert shown(again)["credence"] == model.belief.prior("medium_tier").p.tolist()


def test_a_damaged_address_says_so_and_starts_from_no_opinion(explore):
    explore.query_params["s"] = "garbage"
    page = explore.run()

    assert not page.exception
    assert "a link must hold a whole scenario" in page.error[0].value
    assert shown(page)["credence"] == [0.1] * 10


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"worlds": 1 << 20}, "worlds must be at most 4096 here"),
        ({"parameters": {"nothing": 1}}, "must be one of the pack's"),
    ],
)
def test_a_link_that_a_page_cannot_run_is_refused(explore, model, change, reason):
    start = scenarios.new(model)
    explore.query_params["s"] = replace(start, **change).link
    page = explore.run()

    assert not page.exception
    assert reason in page.error[0].value.replace("\\", "")
    assert shown(page)["worlds"] == start.worlds


def test_observations_of_a_scenario_are_counted_and_can_be_left_out(explore, model):
    plain = scenarios.new(model).plain | {"observations": {"criticgpt": "yes"}}
    explore.query_params["s"] = scenarios.from_plain(plain, model).link
    page = explore.run()

    assert page.info[0].value == say("explore.observed", count=1)
    clear = say("explore.observed.clear")
    next(b for b in page.button if b.label == clear).click().run()
    assert shown(page)["observations"] == {}


def test_hostile_text_in_a_title_stays_text(explore, model):
    plain = scenarios.new(model).plain | {"title": "<script>alert(1)</script>"}
    explore.query_params["s"] = scenarios.from_plain(plain, model).link
    page = explore.run()

    assert not page.exception
    assert page.text_input[0].value == "<script>alert(1)</script>"
    assert not any("<script>" in text for text in reasons(page))


def test_an_intervention_shows_its_numbers_with_their_basis(explore, model):
    page = explore.run()
    page.selectbox(key="about").select("mech_interp").run()

    mine = model.means.intervention("mech_interp")
    number = f"{mine.field.value:g} ({mine.field.low:g} to {mine.field.high:g})"
    assert any(number in text for text in reasons(page))
    assert any("judgment" in caption.value for caption in page.caption)


def test_a_link_whose_observations_cannot_all_hold_offers_a_way_out(explore, model):
    item = model.belief.evidence[0]
    rows = {
        f"evidence.{item.id}.likelihood.{n}.probability": [0, 0, 0]
        for n in range(len(item.likelihood))
    }
    if item.otherwise is not None:
        rows[f"evidence.{item.id}.otherwise"] = [0, 0, 0]
    plain = {"credence": "uniform", "changes": rows, "observations": {item.id: "yes"}}
    explore.query_params["s"] = scenarios.from_plain(plain, model).link
    page = explore.run()

    assert not page.exception
    assert "cannot all be so" in page.error[0].value
    labels = [button.label for button in page.button]
    page.button[labels.index(say("frame.forget"))].click().run()
    assert shown(page)["observations"] == {}
    assert not page.error


def test_other_ladders_show_the_same_credence(explore):
    page = explore.run()

    assert any("Optimistic" in text and "30%" in text for text in reasons(page))
