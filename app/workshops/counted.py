"""What is counted of a round: people's answers, in batches that give nobody away.

Only who told a credence has a voice. Of the other questions an answer counts when it is
in a batch of its own, so that each number that is shown is of enough people, and the
difference of any two as well.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.workshops.batches import Batch, batches
from app.workshops.store import Store
from app.workshops.workshop import Event, Judgment, Workshop

CREDENCE = "credence"
Answers = dict[str, Any]


@dataclass(frozen=True)
class Counted:
    """What is counted of a round.

    Attributes
    ----------
    round : int
    upto : int
        Sequence of the newest lock that it takes into account.
    answers : dict of str to dict
        By participant: their answers by question, with a credence each.
    """

    round: int
    upto: int
    answers: dict[str, Answers]


def counted(store: Store, workshop: Workshop, of_round: int) -> Counted | None:
    """Return what may be counted of a round; None if too few people told a credence."""
    history = store.history(workshop.id, of_round)
    moments = locks(store.events(workshop.id), of_round)
    found = present(history, moments, workshop.settings.batch)
    if CREDENCE not in found:
        return None
    answers: dict[str, Answers] = {}
    for question, batch in found.items():
        for given in batch.judgments:
            answers.setdefault(given.participant_id, {})[question] = given.value
    return Counted(of_round, max(batch.upto for batch in found.values()), answers)


def locks(events: Sequence[Event], of_round: int) -> tuple[int, ...]:
    """Return the sequences of the moves that closed a round."""
    moves = (event for event in events if event.action == "move")
    return tuple(e.sequence for e in moves if e.detail.get("closed") == of_round)


def present(
    history: Sequence[Judgment], moments: Sequence[int], size: int
) -> Mapping[str, Batch]:
    """Return the present batch of each question, of people with a credence alone.

    Parameters
    ----------
    history : sequence of Judgment
        Every answer of one round, oldest first.
    moments : sequence of int
        Sequences of the moments at which the round was locked.
    size : int
        People at least.
    """
    told = batches([j for j in history if j.question == CREDENCE], moments, size)
    entered: dict[str, int] = {}
    for batch in told:
        for given in batch.judgments:
            entered.setdefault(given.participant_id, batch.upto)
    heard = [_heard(j, entered) for j in history if j.participant_id in entered]
    others = {j.question for j in heard} - {CREDENCE}
    made = {CREDENCE: told}
    for question in sorted(others):
        some = sorted(
            (j for j in heard if j.question == question), key=lambda j: j.sequence
        )
        made[question] = batches(some, moments, size)
    return {question: found[-1] for question, found in made.items() if found}


def _heard(given: Judgment, entered: Mapping[str, int]) -> Judgment:
    """Return an answer as of when the person was first counted, if that is later."""
    return replace(given, sequence=max(given.sequence, entered[given.participant_id]))
