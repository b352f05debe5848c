"""Simulated people in a rehearsal."""

import pytest

from app.workshops.errors import Closed, NotAllowed
from app.workshops.rehearsing import fill
from tests.app.workshops.halls import opened
from tests.app.workshops.room import go
from tests.simulator.group.rooms import judged


def test_the_same_simulated_people_answer_both_rounds(lite):
    made, model = opened(lite, rehearsal=True), judged().model
    prior = model.belief.priors[0].id
    go(lite, made, 1)

    assert fill(lite, made.facilitator, model, {prior: 4}) == 4
    go(lite, made, 5)
    fill(lite, made.facilitator, model, {prior: 4})

    counts = lite.counts(made.workshop.id, 2)
    assert (counts.joined, counts.answered) == (4, 4)
    first, second = (lite.judgments(made.workshop.id, n) for n in (1, 2))
    assert {j.participant_id for j in first} == {j.participant_id for j in second}


def test_simulated_people_never_mix_with_real_ones(lite):
    made = opened(lite)
    go(lite, made, 1)

    with pytest.raises(Closed, match="must answer in a rehearsal"):
        fill(lite, made.facilitator, judged().model, {"even": 4})
    assert lite.participants(made.workshop.id) == ()


def test_only_a_facilitator_fills_a_room(lite):
    made = opened(lite, rehearsal=True)
    go(lite, made, 1)

    with pytest.raises(NotAllowed, match="got screen"):
        fill(lite, made.screen, judged().model, {"even": 4})
