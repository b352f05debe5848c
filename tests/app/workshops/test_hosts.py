"""Who may do what on the pages."""

import pytest

from app.parts.workshop.agenda import with_round, without
from app.workshops import hosts
from app.workshops.errors import NotAllowed, Unknown
from tests.app.workshops.halls import answered, led, opened
from tests.app.workshops.room import go

ACTS = (hosts.hosted, hosts.people, hosts.log, hosts.exported, hosts.delete)


@pytest.mark.parametrize("act", ACTS)
def test_nobody_else_does_what_a_facilitator_does(lite, act):
    made = opened(lite)
    (person,) = led(lite, made, 1, 1)

    for token in (person.token, made.screen, made.observer):
        with pytest.raises(NotAllowed, match="role must be facilitator for this"):
            act(lite, token)
    with pytest.raises(NotAllowed, match="token must be one that this server gave"):
        act(lite, "guessed")
    assert len(lite.refusals(made.workshop.id)) == 3
    assert lite.workshop(made.workshop.id).step == 1


def test_a_screen_and_an_observer_look_and_a_participant_does_not(lite):
    made = opened(lite)
    (person,) = led(lite, made, 1, 1)

    for token in (made.screen, made.observer, made.facilitator):
        assert hosts.watched(lite, token).id == made.workshop.id
    with pytest.raises(NotAllowed, match="got participant"):
        hosts.watched(lite, person.token)


def test_files_wait_until_each_round_was_revealed(lite):
    made = opened(lite)
    led(lite, made, 3, 2)

    with pytest.raises(NotAllowed, match="until round 1 was revealed"):
        hosts.exported(lite, made.facilitator)
    go(lite, made, 3)
    assert len(hosts.exported(lite, made.facilitator)["judgments"]) == 6


def closed(store, made, of_round):
    """Check that the files wait until this round was revealed."""
    rule = f"export must wait until round {of_round} was revealed"
    with pytest.raises(NotAllowed, match=rule):
        hosts.exported(store, made.facilitator)


@pytest.mark.parametrize(
    ("reached", "back", "gone", "of_round"),
    [
        (2, 0, [1], 1),  # the whole round
        (6, 3, [4], 2),  # what was the lock becomes the reveal
        (6, 3, [4, 4], 2),  # what was locked becomes the result
    ],
)
def test_no_edit_of_the_agenda_opens_the_files(lite, reached, back, gone, of_round):
    made = opened(lite)
    led(lite, made, 3, reached)
    go(lite, made, back)
    for place in gone:
        known = lite.workshop(made.workshop.id)
        lite.edit(made.facilitator, without(known.agenda, place), known.version)

    closed(lite, made, of_round)
    go(lite, made, len(lite.workshop(made.workshop.id).agenda) - 1)
    assert hosts.exported(lite, made.facilitator)["judgments"]


def test_a_round_after_the_result_and_late_answers_wait_as_well(lite):
    made = opened(lite)
    people = led(lite, made, 3, 8)
    known = lite.workshop(made.workshop.id)
    lite.edit(made.facilitator, with_round(known.agenda, 8), known.version)
    assert hosts.exported(lite, made.facilitator)

    go(lite, made, 10)
    answered(lite, people, 3)
    closed(lite, made, 3)
    go(lite, made, 5)
    answered(lite, people, 2)
    closed(lite, made, 2)
    go(lite, made, 7)
    closed(lite, made, 3)


def test_a_workshop_is_deleted_with_its_links(lite):
    made = opened(lite)

    hosts.delete(lite, made.facilitator)

    with pytest.raises((NotAllowed, Unknown), match="must be one"):
        hosts.hosted(lite, made.facilitator)
