"""What a reveal computes and publishes."""

import json

import pytest

from app.workshops.errors import Closed, NotAllowed
from app.workshops.revealing import reveal
from tests.app.workshops.halls import answered, led, opened
from tests.app.workshops.room import go, uuid
from tests.simulator.group.rooms import judged

LOCK, REVEAL, LAST, RESULT = 2, 3, 7, 8
NAMED = {"level:easy": "For the easy level"}


def test_a_reveal_is_published_once_and_holds_the_pool(lite):
    made = opened(lite)
    led(lite, made, 4, REVEAL)

    first = reveal(lite, made.facilitator, judged(), NAMED)
    again = reveal(lite, made.facilitator, judged(), NAMED)

    assert first == again
    assert lite.published(made.workshop.id) == (first,)
    document = first.document
    assert document["people"] == 4
    assert document["credence"]["easy"] == pytest.approx(0.13)
    assert document["predicted"] == [{"intervention": "tuning", "people": 4}]
    assert document["decisions"] == NAMED


def test_what_is_published_names_nobody(lite):
    made = opened(lite)
    people = led(lite, made, 4, REVEAL)

    text = json.dumps(reveal(lite, made.facilitator, judged(), {}).document)

    assert "Person" not in text
    assert all(each.participant_id not in text for each in people)


def test_nothing_is_published_of_too_few(lite):
    made = opened(lite, batch=5)
    led(lite, made, 4, REVEAL)

    assert reveal(lite, made.facilitator, judged(), {}) is None
    assert lite.published(made.workshop.id) == ()


def test_one_more_answer_changes_nothing_that_was_revealed(lite):
    made = opened(lite)
    people = led(lite, made, 4, REVEAL)
    first = reveal(lite, made.facilitator, judged(), {})
    go(lite, made, 1)
    value = {"shares": {"easy": 1.0, "middle": 0.0, "hard": 0.0}}
    lite.answer(people[0].token, uuid(), 1, "credence", value)
    go(lite, made, LOCK)
    go(lite, made, REVEAL)

    assert reveal(lite, made.facilitator, judged(), {}) == first


def test_the_result_tells_how_people_moved(lite):
    made = opened(lite)
    led(lite, made, 4, RESULT)

    document = reveal(lite, made.facilitator, judged(), {}).document

    assert document["rounds"] == [1, 2]
    assert document["group"]["movement"]["directions"]["easier"] == 4


def test_what_was_revealed_comes_back_from_a_file(lite):
    made = opened(lite)
    led(lite, made, 4, RESULT)
    told = reveal(lite, made.facilitator, judged(), {})
    exported = lite.export(made.workshop.id)
    lite.delete(made.workshop.id)

    again = lite.import_(exported).workshop

    assert [each.document for each in lite.published(again.id)] == [told.document]


def test_an_erased_person_cannot_be_found_by_comparing_two_documents(lite):
    made = opened(lite)
    people = led(lite, made, 5, REVEAL)
    first = reveal(lite, made.facilitator, judged(), {})
    go(lite, made, 5)
    answered(lite, people, 2, 0.1)
    lite.erase_as(made.facilitator, people[0].participant_id)
    for step in (6, 7):
        go(lite, made, step)

    second = reveal(lite, made.facilitator, judged(), {})

    rounds = second.document["group"]["rounds"]
    assert rounds[0] == first.document["group"]["rounds"][0]
    assert rounds[1]["people"] == 4


@pytest.mark.parametrize("again", [5, 4])
def test_nor_by_comparing_the_result_with_the_last_reveal(lite, again):
    made = opened(lite, batch=4)
    people = led(lite, made, 5, 4)
    go(lite, made, 5)
    answered(lite, people[:again], 2, 0.1)
    for step in (6, LAST):
        go(lite, made, step)
    shown = reveal(lite, made.facilitator, judged(), NAMED)
    lite.erase_as(made.facilitator, people[0].participant_id)
    go(lite, made, RESULT)

    result = reveal(lite, made.facilitator, judged(), NAMED)

    assert result.step == RESULT
    assert result.document == shown.document
    assert result.document["rounds"] == [1, 2]


def test_a_reveal_of_too_few_is_not_that_of_the_round_before(lite):
    made = opened(lite)
    people = led(lite, made, 4, REVEAL)
    first = reveal(lite, made.facilitator, judged(), NAMED)
    go(lite, made, 5)
    answered(lite, people[:2], 2)
    lite.erase_as(made.facilitator, people[3].participant_id)
    for step in (6, LAST):
        go(lite, made, step)
    assert reveal(lite, made.facilitator, judged(), NAMED) is None
    go(lite, made, RESULT)

    assert lite.published(made.workshop.id) == (first,)
    result = reveal(lite, made.facilitator, judged(), NAMED)
    assert result.document == first.document


def test_who_goes_back_to_the_first_reveal_sees_the_first(lite):
    made = opened(lite)
    people = led(lite, made, 4, REVEAL)
    first = reveal(lite, made.facilitator, judged(), NAMED)
    go(lite, made, 5)
    answered(lite, people, 2, 0.1)
    for step in (6, LAST):
        go(lite, made, step)
    second = reveal(lite, made.facilitator, judged(), NAMED)
    go(lite, made, REVEAL)

    assert second.document["rounds"] == [1, 2]
    assert reveal(lite, made.facilitator, judged(), NAMED) == first


def test_nobody_but_a_facilitator_reveals_and_only_at_a_reveal(lite):
    made = opened(lite)
    (person, *_) = led(lite, made, 4, LOCK)

    for token in (person.token, made.screen, made.observer, "x"):
        with pytest.raises(NotAllowed, match="must be"):
            reveal(lite, token, judged(), {})
    with pytest.raises(Closed, match="step must be a reveal or result, got lock"):
        reveal(lite, made.facilitator, judged(), {})
