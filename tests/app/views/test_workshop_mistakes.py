"""What a facilitator gets wrong: told in one line, and nothing is lost."""

from dataclasses import replace

import pytest

from app.markup import escaped
from app.workshops.rounds import idea
from tests.app.views.leading import go, made, opened, texts


def test_a_round_too_many_is_refused_in_one_line(store):
    created = made()
    known = store.workshop(created.workshop.id)
    steps = [replace(step, round=step.round and step.round + 18) for step in idea()]
    store.edit(created.facilitator, steps, known.version)
    page = opened("workshop", created.facilitator, view="agenda")

    page.button(key="workshop.agenda.add").click().run()

    assert escaped("round of answer must be from 1 to 20, got 21") in texts(page)
    assert list(store.workshop(known.id).agenda) == steps


def test_a_paper_form_that_is_refused_stays_to_be_mended_and_a_saved_one_goes(store):
    created = made()
    go(store, created, 1)
    page = opened("workshop", created.facilitator, view="people")
    first, second = (
        f"workshop.paper.level.{each['id']}"
        for each in created.workshop.scenario["sheet"]["levels"][:2]
    )
    page.number_input(key=first).set_value(3.0)
    page.number_input(key=second).set_value(1.0)
    page.button(key="workshop.paper.go").click().run()

    assert "pseudonym must be a text" in texts(page)
    assert [page.number_input(key=key).value for key in (first, second)] == [3.0, 1.0]
    assert store.participants(created.workshop.id) == ()

    page.text_input(key="workshop.paper.name").set_value("Paper 1")
    page.button(key="workshop.paper.go").click().run()

    assert len(store.judgments(created.workshop.id, 1)) == 1
    assert page.number_input(key=first).value == 0.0
    assert page.text_input(key="workshop.paper.name").value == ""
    assert not page.exception
    assert not page.warning


@pytest.mark.parametrize(
    "address",
    ["http://[", "http://", "http:///join", "http://a b", "http://a:99999", "http://a:x",
     "ftp://a", "javascript:alert(1)", "http://a?x=1", "http://a#x", "http://<b>",
     'http://a"b', "http://a\u202eb", "http://a\nb"],
)  # fmt: skip
def test_an_address_that_no_phone_can_open_is_refused(store, address):
    with pytest.raises(ValueError, match=r"^address must be "):
        made(address=address)

    assert store.workshops() == ()


@pytest.mark.parametrize(
    "address", ["https://levels.example.org/tenlevels/", "http://[2001:db8::1]:8501"]
)
def test_an_address_that_phones_can_open_is_kept(store, address):
    created = made(address=address)

    page = opened("workshop", created.facilitator)

    assert address.rstrip("/") + "/join/" in texts(page)
    assert store.workshops() == (created.workshop,)
