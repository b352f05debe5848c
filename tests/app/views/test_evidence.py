import json
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose
from streamlit.testing.v1 import AppTest

from app import cached
from app.documents import update_document
from app.markup import escaped
from app.texts import say
from levels.discriminability import bayes_errors
from levels.outlook import outlooks
from levels.waterfall import waterfall
from simulator import scenario as scenarios
from simulator.model import load
from tests.packs import ALWAYS, NEVER, WHY, intervention, pack, written

MAIN = Path(__file__).parents[3] / "app" / "main.py"
VIEW = "evidence.view"
HOSTILE = "[x](javascript:alert(1)) <img src=x> `a` $b$ :red[c]"


@pytest.fixture(scope="module")
def model():
    return load()


@pytest.fixture
def ids(model):
    return model.belief.network.item_ids


@pytest.fixture
def marked(model, ids):
    """Return a scenario with marks of every kind and numbers of one's own."""
    address = f"evidence.{ids[1]}.likelihood.0.probability"
    marks = {ids[1]: "yes", ids[4]: "no", ids[9]: "5", ids[20]: "0.25"}
    return opening(
        model, observations=marks, changes={address: [0.9, 0.8, 0.95]},
        credence=uneven(len(model.belief.ladder)),
    )  # fmt: skip


def uneven(n_levels):
    shares = np.arange(1.0, n_levels + 1)
    return (shares / shares.sum()).tolist()


def opening(model, **changes):
    return scenarios.from_plain(scenarios.new(model).plain | changes, model)


def opened(scenario=None, view=None):
    """Open the page, on a scenario and a view of it."""
    page = AppTest.from_file(str(MAIN), default_timeout=60)
    if scenario is not None:
        page.query_params["s"] = scenario.link
    page.switch_page("views/evidence.py").run()
    if view is not None:
        page.button_group(key=VIEW).set_value(view).run()
    assert not page.exception
    return page


def shown(page):
    """Return the scenario that the session holds."""
    return page.session_state["history"][page.session_state["place"]]


def texts(page):
    return "\n".join(m.value for m in [*page.markdown, *page.caption])


def key_of(page, start):
    """Return the key of the widget whose key begins so; it ends with a version."""
    return f"{start}.{page.session_state['version']}"


def mark(page, item, kind):
    page.button_group(key=key_of(page, f"card.mark.{item}")).set_value(kind).run()


def bars(page):
    """Return the two rows of bars at the top."""
    figure = json.loads(page.get("plotly_chart")[0].proto.spec)
    return [trace["x"] for trace in figure["data"]]


def click(page, label):
    next(b for b in page.button if b.label == label).click().run()


# --- the top


def test_a_newcomer_sees_the_ledger_and_that_nothing_is_counted(model):
    page = opened()

    assert page.title[0].value == say("evidence.title")
    assert say("evidence.still", number=6, before="50.0%") in texts(page)
    assert model.belief.evidence[0].name in texts(page)


def test_the_numbers_are_those_of_the_command_line(model, marked):
    page = opened(marked, "weight")

    wanted = update_document(
        marked.revised(model), marked.credence, marked.observations
    )
    before, after = bars(page)
    assert before == wanted["prior"]
    assert after == wanted["posterior"]
    table = page.dataframe[0].value
    names = {item.id: item.name for item in model.belief.evidence}
    told = table.set_index(table.columns[0])
    for item in wanted["items"]:
        assert told.loc[names[item["id"]]].tolist()[2:] == item["decibans"]


def test_own_likelihoods_count_at_once(model, ids):
    ours = opening(model, observations={ids[1]: "yes"})
    address = f"evidence.{ids[1]}.likelihood.0.probability"
    mine = opening(
        model, observations={ids[1]: "yes"}, changes={address: [0.99, 0.9, 1.0]}
    )

    assert bars(opened(ours))[1] != bars(opened(mine))[1]


def test_the_level_to_watch_changes_the_sentence(marked):
    page = opened(marked)
    page.selectbox(key="evidence.number").select(3).run()

    before = f"{marked.credence.at_least(3):.1%}"
    assert f"Level 3 or harder: {before}" in texts(page)


# --- the ledger


def test_a_mark_enters_the_scenario_and_undo_takes_it_back(ids):
    page = opened()
    mark(page, ids[0], "yes")
    assert shown(page)["observations"] == {ids[0]: "yes"}
    mark(page, ids[0], "no")
    assert shown(page)["observations"] == {ids[0]: "no"}

    page.button[0].click().run()

    assert shown(page)["observations"] == {ids[0]: "yes"}
    assert page.button_group(key=key_of(page, f"card.mark.{ids[0]}")).value == "yes"


def test_not_counted_takes_a_mark_away(model, ids):
    page = opened(opening(model, observations={ids[0]: "yes"}))
    mark(page, ids[0], "none")

    assert shown(page)["observations"] == {}


def test_how_sure_is_a_ratio(ids):
    page = opened()
    mark(page, ids[0], "ratio")
    assert shown(page)["observations"] == {ids[0]: "1"}
    slider = page.select_slider(key=key_of(page, f"card.ratio.{ids[0]}"))
    slider.set_value(10.0).run()

    assert shown(page)["observations"] == {ids[0]: "10"}


def test_a_ratio_from_a_file_is_kept_as_it_is(model, ids):
    page = opened(opening(model, observations={ids[0]: "7.25"}))

    slider = page.select_slider(key=key_of(page, f"card.ratio.{ids[0]}"))
    assert slider.value == 7.25
    assert shown(page)["observations"] == {ids[0]: "7.25"}


def test_all_that_the_filters_show_is_counted_and_left_out_together(model):
    page = opened()
    fact = model.belief.facts[0].id
    page.selectbox(key="ledger.fact").select(fact).run()
    about = [item.id for item in model.belief.evidence if fact in item.facts]
    page.button(key="ledger.count_all").click().run()

    assert shown(page)["observations"] == dict.fromkeys(about, "yes")
    page.button(key="ledger.count_none").click().run()
    assert shown(page)["observations"] == {}


def test_search_and_marks_narrow_the_cards(model, ids):
    page = opened(opening(model, observations={ids[3]: "yes"}))
    page.button_group(key="ledger.marked").set_value("yes").run()
    names = [
        i.name for i in model.belief.evidence if f"**{escaped(i.name)}**" in texts(page)
    ]
    assert names == [model.belief.evidence[3].name]

    page.text_input(key="ledger.search").set_value("no such words anywhere").run()
    assert page.info[0].value == say("ledger.none")


def test_cards_come_by_pages_and_fewer_results_bring_the_first_one_back(model):
    page = opened()
    last = model.belief.evidence[-1]
    assert escaped(last.name) not in texts(page)
    page.get("pagination")[0].set_value(5).run()
    assert escaped(last.name) in texts(page)

    page.text_input(key="ledger.search").set_value(model.belief.evidence[0].name).run()
    assert not page.exception
    assert escaped(model.belief.evidence[0].name) in texts(page)


def test_a_card_cites_its_source(model):
    page = opened()

    first = model.belief.evidence[0]
    source = next(s for s in model.belief.sources if s.id == first.sources[0])
    assert f"<{source.url}>" in texts(page)
    assert escaped(source.title) in texts(page)


# --- own likelihoods


def editing(page, item):
    page.session_state[f"card.more.{item}"] = True
    page.run()
    assert not page.exception


def numbers(page, address):
    stem = f"likelihood.{address}"
    version = page.session_state["version"]
    return [page.number_input(key=f"{stem}.{n}.{version}") for n in range(3)]


def test_own_numbers_replace_ours_and_the_way_back_is_open(model, ids):
    address = f"evidence.{ids[0]}.likelihood.0.probability"
    page = opened()
    editing(page, ids[0])
    ours = model.assumptions[address].triple
    fields = numbers(page, address)
    assert tuple(field.value for field in fields) == ours
    for field, value in zip(fields, (0.5, 0.4, 0.6), strict=True):
        field.set_value(value)
    click(page, say("likelihood.use"))

    assert shown(page)["changes"] == {address: [0.5, 0.4, 0.6]}
    low, high = f"{ours[1]:g}", f"{ours[2]:g}"
    yours = say("likelihood.yours", value=f"{ours[0]:g}", low=low, high=high)
    assert yours in texts(page)
    click(page, say("likelihood.back"))
    assert shown(page)["changes"] == {}
    assert tuple(field.value for field in numbers(page, address)) == ours


def test_a_line_of_results_can_be_believed_more(model, ids):
    group = model.belief.evidence[0].groups[0]
    page = opened()
    editing(page, ids[0])
    for field, value in zip(
        numbers(page, f"groups.{group}.probability"), (0.9, 0.8, 1.0), strict=True
    ):
        field.set_value(value)
    click(page, say("likelihood.use"))

    assert shown(page)["changes"] == {f"groups.{group}.probability": [0.9, 0.8, 1.0]}


def test_a_value_outside_its_range_is_refused_and_nothing_is_lost(ids):
    address = f"evidence.{ids[0]}.likelihood.0.probability"
    page = opened()
    editing(page, ids[0])
    numbers(page, address)[0].set_value(0.99)
    click(page, say("likelihood.use"))

    assert not page.exception
    assert "must lie between low" in page.error[0].value.replace("\\", "")
    assert shown(page)["changes"] == {}
    assert numbers(page, address)[0].value == 0.99


# --- one's own item


def write(page, name="Mine", fact=0, chances=(0.9, 0.2), **texts_):
    """Fill the form and send it."""
    facts = next(w for w in page.multiselect if w.key.endswith(".facts"))
    stem = facts.key.removesuffix(".facts")
    facts.set_value([load().belief.facts[fact].id]).run()
    page.text_input(key=f"{stem}.name").set_value(name)
    seen = texts_.get("observation", "I saw it.")
    page.text_area(key=f"{stem}.observation").set_value(seen)
    sliders = [s for s in page.slider if (s.key or "").startswith(stem)]
    for slider, chance in zip(sliders, chances, strict=True):
        slider.set_value(chance)
    click(page, say("own.add"))


def test_an_own_item_stands_in_the_ledger_and_moves_the_ladder():
    page = opened(view="own")
    write(page)

    assert not page.exception
    (item,) = shown(page)["evidence"]
    assert item["id"] == "own_1"
    assert [row["probability"][0] for row in item["likelihood"]] == [0.9, 0.2]
    assert shown(page)["observations"] == {"own_1": "yes"}
    before, after = bars(page)
    assert before != after
    page.button_group(key=VIEW).set_value("ledger").run()
    page.button_group(key="ledger.marked").set_value("own").run()
    assert f":blue-badge[{say('card.yours')}]" in texts(page)
    assert escaped("I saw it.") in texts(page)


def test_an_own_item_without_a_name_is_refused_and_stays_in_the_form():
    page = opened(view="own")
    write(page, name=" ")

    assert not page.exception
    assert "name" in page.error[0].value
    assert shown(page)["evidence"] == []
    assert page.text_area[0].value == "I saw it."


def test_an_own_item_is_changed_and_removed_with_its_mark():
    page = opened(view="own")
    write(page)
    click(page, say("own.edit.of", name="Mine"))
    field = next(w for w in page.text_input if (w.key or "").endswith(".name"))
    assert field.value == "Mine"
    field.set_value("Ours")
    click(page, say("own.save"))
    assert [item["name"] for item in shown(page)["evidence"]] == ["Ours"]

    click(page, say("own.remove.of", name="Ours"))
    assert not page.exception
    assert shown(page)["evidence"] == []
    assert shown(page)["observations"] == {}


def test_hostile_text_of_an_own_item_stays_text_in_every_view():
    page = opened(view="own")
    write(page, name=HOSTILE, observation=HOSTILE)
    assert [item["name"] for item in shown(page)["evidence"]] == [HOSTILE]

    for view in ("own", "weight", "facts", "telling", "remaining", "ledger"):
        page.button_group(key=VIEW).set_value(view).run()
        if view == "ledger":
            page.button_group(key="ledger.marked").set_value("own").run()
            assert escaped(HOSTILE) in texts(page)
        assert not page.exception
        assert HOSTILE not in texts(page)
        assert "<img" not in texts(page).replace("\\<img", "")
        assert not any("](" in button.label for button in page.button)


def test_an_own_item_that_no_address_could_hold_is_refused(monkeypatch):
    page = opened(view="own")
    link = page.query_params["s"]
    monkeypatch.setattr(scenarios, "LONGEST_LINK", len("".join(link)) + 20)
    write(page)

    assert not page.exception
    assert "must fit into the address" in page.error[0].value
    assert shown(page)["evidence"] == []


def test_marks_that_cannot_hold_are_refused(model):
    fact = model.belief.facts[0].id
    item = {
        "id": "own_1", "name": "Never", "observation": "-", "judgment": "-",
        "facts": [fact],
        "likelihood": [
            {"facts": [True], "probability": [0, 0, 0]},
            {"facts": [False], "probability": [0, 0, 0]},
        ],
    }  # fmt: skip
    page = opened(opening(model, evidence=[item]))
    page.button_group(key="ledger.marked").set_value("own").run()
    mark(page, "own_1", "yes")

    assert not page.exception
    assert "possible under the prior" in page.error[0].value
    assert shown(page)["observations"] == {}
    assert page.button_group(key=key_of(page, "card.mark.own_1")).value == "none"


def test_a_link_whose_marks_cannot_hold_offers_to_leave_them_out(model):
    fact = model.belief.facts[0].id
    never = [{"facts": [x], "probability": [0, 0, 0]} for x in (True, False)]
    item = {
        "id": "own_1", "name": "Never", "observation": "-", "judgment": "-",
        "facts": [fact], "likelihood": never,
    }  # fmt: skip
    page = opened(opening(model, evidence=[item], observations={"own_1": "yes"}))

    assert "cannot all be so" in page.error[0].value
    click(page, say("frame.forget"))
    assert shown(page)["observations"] == {}


# --- the other views


def test_the_steps_of_the_waterfall_lead_to_the_posterior(model, marked):
    page = opened(marked, "weight")

    table = page.dataframe[0].value
    steps = table[say("weight.in_turn")]
    names = {item.name: item.id for item in model.belief.evidence}
    found = waterfall(
        marked.revised(model).belief.network,
        marked.credence,
        marked.observations,
        [names[name] for name in table[say("weight.item")]],
        number=6,
    )
    assert steps.tolist() == found.steps.tolist()
    assert_allclose(found.start + steps.sum(), found.end)


def test_many_items_end_in_one_bar_for_the_rest(model, ids):
    page = opened(opening(model, observations=dict.fromkeys(ids, "yes")), "weight")

    figure = json.loads(page.get("plotly_chart")[1].proto.spec)
    labels = figure["layout"]["yaxis"]["ticktext"]
    assert len(labels) == 12 + 3
    assert say("weight.rest", count=len(ids) - 12) in labels


def test_facts_are_shown_before_and_after(model, marked):
    page = opened(marked, "facts")

    wanted = update_document(
        marked.revised(model), marked.credence, marked.observations
    )
    figure = json.loads(page.get("plotly_chart")[1].proto.spec)
    after = figure["data"][1]["x"]
    assert after == [fact["probability"] for fact in wanted["facts"]]


def test_what_remains_stands_by_information(model, marked):
    page = opened(marked, "remaining")

    network = marked.revised(model).belief.network
    found = outlooks(network, marked.credence, marked.observations)
    table = page.dataframe[0].value
    assert table[say("remaining.bits")].tolist() == [o.information for o in found]
    assert table[say("remaining.chance")].tolist() == [o.chance for o in found]


def test_the_matrix_is_of_the_chosen_items_and_warns(model, ids):
    page = opened(view="telling")
    page.multiselect(key="telling.items").set_value(list(ids[:2])).run()

    figure = json.loads(page.get("plotly_chart")[1].proto.spec)
    errors = bayes_errors(model.belief.network, ids[:2])
    above = np.triu_indices(len(errors), 1)
    shown_ = np.array(figure["data"][0]["z"], dtype=float)
    assert shown_[above].tolist() == errors[above].tolist()
    warned = "\n".join(w.value for w in page.warning)
    assert escaped(model.belief.evidence[0].name) in warned


def test_without_items_nothing_is_told_apart():
    page = opened(view="telling")
    page.multiselect(key="telling.items").set_value([]).run()

    assert page.info[0].value == say("telling.empty")
    assert len(page.get("plotly_chart")) == 1


# --- other packs


@pytest.fixture
def other(tmp_path, monkeypatch):
    """Serve a pack of two levels and 300 undated items without a line of results."""
    plain = pack(
        interventions=[intervention("work")],
        requires={"easy": ALWAYS, "hard": NEVER},
    )
    first = plain["evidence.yaml"]["evidence"][0]
    rows = [
        {"facts": [True], "probability": [0.5, 0.4, 0.6]},
        {"facts": [False], "probability": [0.3, 0.2, 0.4]},
    ]
    plain["evidence.yaml"] = {
        "groups": [],
        "evidence": [
            {
                "id": f"item_{n}", "name": f"{n} <b> *x* $y$", "observation": HOSTILE,
                "facts": first["facts"], "likelihood": rows, **WHY,
            }
            for n in range(300)
        ],
    }  # fmt: skip
    monkeypatch.setenv(cached.PACK, str(written(plain, tmp_path)))
    cached.model.clear()
    yield load(tmp_path)
    cached.model.clear()


@pytest.mark.parametrize(
    "view", ["ledger", "weight", "facts", "remaining", "telling", "own"]
)
def test_a_pack_of_another_size_is_served_with_its_texts_as_text(other, view):
    marks = {"item_0": "yes", "item_7": "3"}
    page = opened(opening(other, observations=marks), view)

    assert "Level 2 or harder" in texts(page)
    assert "<b>" not in texts(page).replace("\\<b", "")
    assert HOSTILE not in texts(page)


def test_all_of_hundreds_of_items_are_counted_at_once(other):
    page = opened(opening(other))
    page.button(key="ledger.count_all").click().run()

    assert not page.exception
    assert len(shown(page)["observations"]) == 300
