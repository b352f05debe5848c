"""The page for the projector."""

import json

import pytest

from app import hosted
from app.markup import escaped
from app.parts.workshop import live
from app.texts import catalog, say
from app.workshops.errors import Unknown
from app.workshops.revealing import reveal
from tests.app.views.leading import NAME, answer, go, made, opened, seat, texts


def led(store, created, to, count=6):
    """Lead to a step, with answers and reveals on the way."""
    people = seat(store, created, count)
    for step in range(1, to + 1):
        go(store, created, step)
        now = store.workshop(created.workshop.id).now
        if now.kind == "answer":
            answer(store, people, now.round)
        if now.kind in {"reveal", "result"}:
            setting = hosted.setting_of(created.workshop)
            reveal(store, created.facilitator, setting, {})
    return people


@pytest.mark.parametrize("role", ["screen", "observer", "facilitator"])
@pytest.mark.usefixtures("store")
def test_who_may_look_sees_how_to_join(role):
    created = made()

    page = opened("screen", getattr(created, role))

    assert created.workshop.shown_code in texts(page)
    assert escaped(NAME) in page.title[0].value
    assert NAME not in texts(page)
    assert page.button.values == []


@pytest.mark.parametrize("token", ["", "guessed", "participant"])
def test_nobody_else_sees_anything(store, token):
    created = made()
    (person,) = seat(store, created, 1)

    page = opened("screen", person.token if token == "participant" else token)

    assert say("screen.not_allowed") in texts(page)
    assert created.workshop.shown_code not in texts(page)


@pytest.mark.parametrize("step", [1, 2])
def test_before_the_reveal_the_wall_counts_and_tells_nothing_else(store, step):
    created = made()
    led(store, created, step)

    page = opened("screen", created.screen)

    assert say("screen.answered", answered=6, joined=6) in texts(page)
    assert "98765" not in texts(page) + json.dumps(str(page.main))
    assert page.get("plotly_chart") == []


@pytest.mark.parametrize(
    ("step", "heading"),
    [
        (3, "workshop.pools"),
        (4, "workshop.anatomy.title"),
        (8, "workshop.moved.title"),
    ],
)
def test_the_wall_shows_what_was_revealed(store, step, heading):
    created = made()
    led(store, created, step)

    page = opened("screen", created.screen)

    assert say(heading) in texts(page)
    assert page.get("plotly_chart") or step == 4
    assert "Person" not in texts(page)


def test_the_wall_speaks_the_language_of_its_session(store):
    created = made()
    led(store, created, 8)

    page = opened("screen", created.screen, language="zh")

    shown = texts(page)
    assert catalog("zh")["workshop.moved.title"] in shown
    assert "6人两轮都作了答" in shown
    assert say("workshop.moved.title") not in shown


def test_what_is_no_workshop_of_these_pages_shows_nothing(store):
    created = store.create("Hall", "a heron at the pond", {"title": "other"})

    assert say("screen.not_allowed") in texts(opened("screen", created.screen))


def test_a_reveal_of_too_few_says_so(store):
    created = made()
    led(store, created, 3, count=3)

    page = opened("screen", created.screen)

    assert say("screen.nothing") in texts(page)
    assert page.get("plotly_chart") == []


def test_a_second_reveal_of_too_few_does_not_show_the_first_again(store):
    created = made()
    people = led(store, created, 3)
    go(store, created, 5)
    answer(store, people[:3], 2)
    for step in (6, 7):
        go(store, created, step)

    page = opened("screen", created.screen)

    assert say("screen.nothing") in texts(page)
    assert page.get("plotly_chart") == []


def test_the_second_round_hides_the_first_result_from_the_wall_until_its_own(store):
    created = made()
    led(store, created, 5)

    page = opened("screen", created.screen)

    assert page.get("plotly_chart") == []


def test_the_wall_follows_only_what_concerns_it(store, monkeypatch):
    created = made()
    led(store, created, 1)
    monkeypatch.setattr(live.st, "session_state", {})
    here = (created.workshop.id, store.workshop(created.workshop.id).version, 0)

    assert not live._has_moved(*here)  # noqa: SLF001  a fragment has no other way in
    go(store, made(), 1)
    assert not live._has_moved(*here)  # noqa: SLF001
    go(store, created, 2)
    assert live._has_moved(*here)  # noqa: SLF001
    assert not live._has_moved(*here)  # noqa: SLF001  nothing new since
    store.delete(created.workshop.id)
    with pytest.raises(Unknown, match="workshop_id must be one that is known"):
        live._has_moved(*here)  # noqa: SLF001


def test_all_pages_together_count_once_and_again_at_the_next_step(store, monkeypatch):
    created, asked = made(), []
    led(store, created, 1)
    workshop = store.workshop(created.workshop.id)
    monkeypatch.setattr(live, "numbers", lambda each: asked.append(each.version) or 7)

    assert [live.lately(workshop) for _ in range(10)] == [7] * 10
    go(store, created, 2)
    live.lately(store.workshop(workshop.id))
    assert asked == [workshop.version, workshop.version + 1]
