"""Answers on paper."""

import pytest

from app.workshops.errors import Closed, NotAllowed
from app.workshops.paper import enter
from tests.app.workshops.halls import opened
from tests.app.workshops.room import go

TOLD = {"credence": {"shares": {"easy": 1.0, "middle": 0.0, "hard": 0.0}}}


def test_the_same_name_is_the_same_person_in_each_round(lite):
    made = opened(lite)
    go(lite, made, 1)

    enter(lite, made.facilitator, "Heron", TOLD)
    go(lite, made, 5)
    enter(lite, made.facilitator, " heron", TOLD)

    assert [p.pseudonym for p in lite.participants(made.workshop.id)] == ["Heron"]
    assert lite.counts(made.workshop.id, 2).answered == 1


def test_a_form_is_refused_when_nothing_is_asked_and_to_others(lite):
    made = opened(lite)

    with pytest.raises(Closed, match="must be answered while it is asked"):
        enter(lite, made.facilitator, "Heron", TOLD)
    assert lite.participants(made.workshop.id) == ()
    with pytest.raises(NotAllowed, match="got observer"):
        enter(lite, made.observer, "Heron", TOLD)
