"""The facilitator's page."""

import json
import re
from html import escape
from uuid import uuid4

import pytest

from app import cached, hosted
from app.markup import escaped
from app.parts.workshop import guesses
from app.parts.workshop.agenda import with_round, without
from app.parts.workshop.joining import is_local
from app.room.guesses import FREE, Guesses
from app.texts import say
from app.workshops.errors import NotAllowed
from app.workshops.rounds import idea
from tests.app.views.leading import (
    HOSTILE,
    NAME,
    PASSPHRASE,
    answer,
    go,
    made,
    opened,
    seat,
    texts,
)

LOCK, REVEAL, DISCUSSION, SECOND = 2, 3, 4, 5
MARK = "987654"


def press(page, key):
    page.button(key=key).click().run()
    assert not page.exception
    return page


def test_a_form_creates_a_workshop_whose_links_are_shown_once(store):
    page = opened("workshop")
    page.text_input(key="workshop.form.name").set_value(NAME)
    page.text_input(key="workshop.form.passphrase").set_value(PASSPHRASE)
    page.number_input(key="workshop.form.retention").set_value(7)
    press(page, "workshop.form.go")

    (workshop,) = store.workshops()
    assert (workshop.name, workshop.settings.retention_days) == (NAME, 7)
    links = [each.value for each in page.code if "=" in each.value]
    assert len(links) == 3
    roles = [store.identify(link.rpartition("=")[2]).role for link in links]
    assert roles == ["facilitator", "screen", "observer"]

    press(page, "workshop.kept")
    assert not [each for each in page.code if "=" in each.value]
    assert workshop.shown_code in texts(page)


def test_a_form_that_cannot_be_used_creates_nothing_and_says_why(store):
    page = opened("workshop")
    page.text_input(key="workshop.form.name").set_value("Hall")
    page.text_input(key="workshop.form.passphrase").set_value("short")
    press(page, "workshop.form.go")

    assert store.workshops() == ()
    assert "passphrase must have 8 to 1024 characters" in texts(page)


@pytest.mark.usefixtures("store")
def test_a_link_leads_in_and_leaves_the_address():
    created = made()

    page = opened("workshop", created.facilitator)

    assert "facilitator" not in page.query_params
    assert page.title[0].value == escaped(NAME)


@pytest.mark.usefixtures("store")
def test_the_code_and_the_passphrase_lead_in():
    created = made()
    guesses._guesses.clear()  # noqa: SLF001  what another test has guessed
    page = opened("workshop")
    page.text_input(key="workshop.sign.code").set_value(created.workshop.shown_code)
    page.text_input(key="workshop.sign.passphrase").set_value(PASSPHRASE)
    press(page, "workshop.sign.go")

    assert page.title[0].value == escaped(NAME)


def test_passphrases_cannot_be_guessed(store, monkeypatch, caplog):
    created = made()
    counted = Guesses(lambda: 0.0)
    monkeypatch.setattr(guesses, "_guesses", lambda: counted)
    monkeypatch.setattr("app.room.guesses.network_of", lambda _: "192.0.2.1")
    page = opened("workshop")
    page.text_input(key="workshop.sign.code").set_value(created.workshop.shown_code)
    for n in range(FREE + 1):
        page.text_input(key="workshop.sign.passphrase").set_value(f"guess {n} of it")
        press(page, "workshop.sign.go")

    assert "too many were wrong" in texts(page)
    assert len(store.refusals(created.workshop.id)) == FREE
    told = [one.getMessage() for one in caplog.records if one.name == guesses.__name__]
    assert told == [f"a wrong passphrase at {created.workshop.shown_code}"] * FREE
    page.text_input(key="workshop.sign.passphrase").set_value(PASSPHRASE)
    press(page, "workshop.sign.go")
    assert page.title[0].value == say("workshop.title")


def test_who_knows_the_passphrase_may_mistype_it_anew(store, monkeypatch):
    code, counted = made().workshop.code, Guesses(lambda: 0.0)
    monkeypatch.setattr(guesses, "_guesses", lambda: counted)
    for _ in range(2):
        for _ in range(FREE - 1):
            with pytest.raises(NotAllowed, match="must belong together"):
                guesses.signed_in("192.0.2.1", code, "mistyped it")
        token = guesses.signed_in("192.0.2.1", code, PASSPHRASE)

    assert store.identify(token).role == "facilitator"


@pytest.mark.parametrize("role", ["participant", "screen", "observer", "nobody"])
def test_the_page_opens_for_no_other_role(store, role):
    created = made()
    (person,) = seat(store, created, 1)
    tokens = {
        "participant": person.token,
        "screen": created.screen,
        "observer": created.observer,
        "nobody": "guessed",
    }

    page = opened("workshop", tokens[role])

    assert escaped(say("workshop.not_allowed")) in texts(page)
    assert created.workshop.shown_code not in texts(page)


def test_what_a_session_remembers_counts_nothing_once_the_workshop_is_gone(store):
    created = made()
    page = opened("workshop", created.facilitator)
    store.delete(created.workshop.id)

    press(page, "workshop.next")

    assert page.title[0].value == say("workshop.title")


def test_a_round_is_led_from_the_brief_to_the_reveal(store):
    created = made()
    people = seat(store, created, 6)
    page = opened("workshop", created.facilitator)
    press(page, "workshop.next")
    answer(store, people, 1)
    press(page, "workshop.next")
    assert store.workshop(created.workshop.id).now.kind == "lock"

    press(page, "workshop.next")
    assert store.workshop(created.workshop.id).now.kind == "lock"
    assert say("workshop.sure") in texts(page)
    press(page, "workshop.yes")

    assert store.workshop(created.workshop.id).now.kind == "reveal"
    (shown,) = store.published(created.workshop.id)
    assert shown.document["people"] == 6
    assert say("workshop.pools") in texts(page)


def test_who_hesitates_reveals_nothing(store):
    created = made()
    answer_all(store, created, 6)
    page = opened("workshop", created.facilitator)

    press(page, "workshop.next")
    press(page, "workshop.no")

    assert store.workshop(created.workshop.id).now.kind == "lock"
    assert store.published(created.workshop.id) == ()


def answer_all(store, created, count):
    people = seat(store, created, count)
    go(store, created, 1)
    answer(store, people, 1)
    go(store, created, LOCK)
    return people


@pytest.mark.parametrize("view", ["results", "agenda", "people", "records"])
def test_nothing_of_anybody_is_on_the_page_before_the_reveal(store, view):
    created = made()
    answer_all(store, created, 6)

    page = opened("workshop", created.facilitator, view=view)

    said = texts(page) + json.dumps(str(page.main))
    assert MARK not in said
    assert "98.7" not in said
    assert "99%" not in said
    assert page.get("plotly_chart") == []
    labels = [each.proto.label for each in page.get("download_button")]
    assert labels == ([say("workshop.paper.print")] if view == "people" else [])


def test_too_few_are_told_of_before_the_reveal_and_after(store):
    created = made()
    answer_all(store, created, 4)
    page = opened("workshop", created.facilitator)

    assert say("workshop.few", fewest=5) in texts(page)
    press(page, "workshop.next")
    press(page, "workshop.yes")

    assert store.published(created.workshop.id) == ()
    assert say("workshop.few", fewest=5) in texts(page)


def test_the_second_of_two_facilitators_is_told_and_sees_where_the_room_is(store):
    created = made()
    one = opened("workshop", created.facilitator)
    other = opened("workshop", created.facilitator)
    press(one, "workshop.next")

    press(other, "workshop.next")

    assert escaped(say("workshop.conflict")) in texts(other)
    assert store.workshop(created.workshop.id).step == 1
    assert say("workshop.step.answer", round=1) in other.subheader[0].value


def test_one_goes_back_for_late_answers(store):
    created = made()
    answer_all(store, created, 6)

    page = press(opened("workshop", created.facilitator), "workshop.back")

    assert store.workshop(created.workshop.id).now.kind == "answer"
    assert not page.error


def test_hostile_names_stay_text(store):
    created = made()
    seat(store, created, 2)

    page = opened("workshop", created.facilitator, view="people")

    assert escaped(HOSTILE) in texts(page)
    assert HOSTILE not in texts(page)
    assert NAME not in texts(page)


def test_one_person_is_erased(store):
    created = made()
    people = seat(store, created, 2)
    page = opened("workshop", created.facilitator, view="people")
    page.selectbox(key="workshop.erase.who").select(people[0].participant_id).run()

    press(page, "workshop.erase.go")

    assert [p.id for p in store.participants(created.workshop.id)] == [
        people[1].participant_id
    ]


def test_a_paper_form_is_saved_as_the_answers_of_its_name(store):
    created = made()
    go(store, created, 1)
    page = opened("workshop", created.facilitator, view="people")
    levels = created.workshop.scenario["sheet"]["levels"]
    page.text_input(key="workshop.paper.name").set_value("Paper 1")
    page.number_input(key=f"workshop.paper.level.{levels[0]['id']}").set_value(3.0)
    page.number_input(key=f"workshop.paper.level.{levels[1]['id']}").set_value(1.0)
    press(page, "workshop.paper.go")

    (found,) = store.judgments(created.workshop.id, 1)
    assert found.value["shares"][levels[0]["id"]] == 0.75
    assert escaped(say("workshop.paper.done", name="Paper 1")) in texts(page)


def test_an_empty_form_is_refused(store):
    created = made()
    go(store, created, 1)
    page = opened("workshop", created.facilitator, view="people")
    page.text_input(key="workshop.paper.name").set_value("Paper 1")
    press(page, "workshop.paper.go")

    assert "must not all be 0" in texts(page)
    assert store.participants(created.workshop.id) == ()


def test_a_rehearsal_is_filled_and_a_real_workshop_is_not(store):
    real, rehearsal = made(), made(rehearsal=True)
    for created in (real, rehearsal):
        go(store, created, 1)

    page = opened("workshop", rehearsal.facilitator, view="people")
    press(page, "workshop.fill.go")

    assert store.counts(rehearsal.workshop.id, 1).answered == 18
    page = opened("workshop", real.facilitator, view="people")
    assert say("workshop.fill") not in texts(page)


def test_records_hold_files_and_a_brief_that_names_nobody(store):
    created = made()
    answer_all(store, created, 6)
    page = opened("workshop", created.facilitator)
    press(page, "workshop.next")
    press(page, "workshop.yes")

    page = opened("workshop", created.facilitator, view="records", files=True)

    assert len(page.get("download_button")) == 7
    assert "answer" in texts(page)
    assert say("workshop.rounds.none", fewest=5) in texts(page)


def test_two_rounds_are_compared_once_both_were_revealed(store):
    created = made()
    people = answer_all(store, created, 6)
    page = press(opened("workshop", created.facilitator), "workshop.next")
    press(page, "workshop.yes")
    go(store, created, SECOND)
    answer(store, people, 2)
    go(store, created, SECOND + 1)
    page = press(opened("workshop", created.facilitator), "workshop.next")
    press(page, "workshop.yes")

    page = opened("workshop", created.facilitator, view="records")
    assert say("workshop.rounds.lead") in texts(page)
    *_, last = store.published(created.workshop.id)
    both = hosted.rounds_of(store.workshop(created.workshop.id), last)
    raw = cached.comparison_of(both, "html").decode()
    assert escape(f"{NAME}, round 2") in raw
    assert MARK not in raw


def test_a_workshop_of_another_model_can_be_kept_and_deleted(store):
    created = store.create("Hall", PASSPHRASE, {"scenario": {"x": 1}, "sheet": {}})

    page = opened("workshop", created.facilitator)

    assert "This workshop was made with another model" in texts(page)
    assert page.button(key="workshop.delete.go")


def test_a_guessed_token_is_in_the_log(store):
    opened("workshop", "guessed")

    (refusal,) = store.refusals()
    assert "token must be one that this server gave" in refusal.reason


def test_a_workshop_is_deleted_only_by_its_code(store):
    created = made()
    page = opened("workshop", created.facilitator, view="records")
    press(page, "workshop.delete.go")
    assert len(store.workshops()) == 1

    page.text_input(key="workshop.delete.word").set_value(created.workshop.shown_code)
    press(page, "workshop.delete.go")

    assert store.workshops() == ()
    assert page.title[0].value == say("workshop.title")


def test_a_round_is_added_before_the_result_and_removed_again(store):
    created = made()
    page = opened("workshop", created.facilitator, view="agenda")
    press(page, "workshop.agenda.add")

    agenda = store.workshop(created.workshop.id).agenda
    assert [step.kind for step in agenda[-5:]] == [
        "discussion", "answer", "lock", "reveal", "result",
    ]  # fmt: skip
    assert agenda[-4].round == 3
    assert without(agenda, len(agenda) - 4) == [*idea()[:-1], agenda[-5], agenda[-1]]
    assert with_round(idea(), 0) == list(agenda)


def test_an_unanswered_question_of_a_step_to_come_may_be_changed(store):
    created = made()
    page = opened("workshop", created.facilitator, view="agenda")
    key = f"workshop.agenda.0.{SECOND}"
    page.multiselect(key=key).set_value(["prediction"]).run()

    found = store.workshop(created.workshop.id).agenda[SECOND]
    assert found.questions == ("credence", "prediction")


def test_phones_reach_no_address_of_this_device():
    assert is_local("http://localhost:8501")
    assert not is_local("http://192.0.2.7:8501")


def test_no_page_holds_a_token_of_another_role(store):
    created = made()
    joined = store.join(created.workshop.code, "A", str(uuid4()))

    page = opened("workshop", created.facilitator, view="people")

    for token in (created.screen, created.observer, joined.token):
        assert not re.search(re.escape(token), texts(page))
