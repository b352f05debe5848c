"""The agenda."""

import pytest

from app.workshops.rounds import (
    KINDS,
    QUESTIONS,
    Step,
    checked,
    idea,
    read_agenda,
)


def test_the_default_agenda_is_that_of_idea():
    assert [(step.kind, step.round) for step in idea()] == [
        ("brief", 0),
        ("answer", 1),
        ("lock", 1),
        ("reveal", 1),
        ("discussion", 0),
        ("answer", 2),
        ("lock", 2),
        ("reveal", 2),
        ("result", 0),
    ]
    assert checked(idea()) == idea()


def test_an_agenda_comes_back_from_json():
    agenda = idea(QUESTIONS, ("credence", "measures"))
    assert read_agenda([step.plain for step in agenda]) == agenda


def test_a_step_takes_what_it_asks_and_nothing_else():
    step = Step("answer", 2, ("credence",))
    assert step.takes(2, "credence")
    assert not step.takes(1, "credence")
    assert not step.takes(2, "prediction")
    assert not any(Step("lock", 2).takes(2, asked) for asked in QUESTIONS)


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (("vote", 1, ()), "kind must be one of brief"),
        (("answer", 0, ("credence",)), "round of answer must be from 1 to 20"),
        (("answer", 21, ("credence",)), "round of answer must be from 1 to 20"),
        (("answer", 1.0, ("credence",)), "round of answer must be a whole number"),
        (("answer", 1, ()), "questions must be asked in answer steps"),
        (("reveal", 1, ("credence",)), "questions must be asked in answer steps alone"),
        (("answer", 1, ("age",)), "questions must be different ones of credence"),
        (("answer", 1, ("seeds", "seeds")), "questions must be different ones"),
    ],
)
def test_a_step_that_means_nothing_is_refused(step, said):
    with pytest.raises(ValueError, match=said):
        Step(*step)


ANSWER, LOCK, REVEAL = (
    Step("answer", 1, ("credence",)),
    Step("lock", 1),
    Step("reveal", 1),
)


@pytest.mark.parametrize(
    ("agenda", "said"),
    [
        ([], "number of steps must be from 1 to 60, got 0"),
        ([Step("brief")] * 61, "number of steps must be from 1 to 60, got 61"),
        ([LOCK, ANSWER], "lock must come after the answer of its round, got step 0"),
        ([ANSWER, REVEAL], "reveal must come after the lock of its round, got step 1"),
        ([ANSWER, Step("lock", 2)], "lock must come after the answer of its round"),
    ],
)
def test_a_round_is_answered_and_locked_before_it_is_shown(agenda, said):
    with pytest.raises(ValueError, match=said):
        checked(agenda)


@pytest.mark.parametrize(
    "plain",
    [
        None,
        {},
        [5],
        [{}],
        [{"kind": "brief", "x": 1}],
        [{"kind": ["brief"]}],
        [{"kind": "answer", "round": "1", "questions": ["credence"]}],
        [{"kind": "answer", "round": 1, "questions": "credence"}],
        [{"kind": "answer", "round": 1, "questions": [["credence"]]}],
    ],
)
def test_json_that_is_no_agenda_is_refused(plain):
    with pytest.raises(ValueError, match=r"must (be|have)"):
        read_agenda(plain)


def test_every_kind_can_be_used():
    assert {step.kind for step in idea()} == set(KINDS)
