"""What a participant does: join, and answer; each exactly once."""

import json
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, func, insert, select
from sqlalchemy.exc import IntegrityError

from app.workshops.errors import Closed, Conflict, NotAllowed
from app.workshops.hosting import allowed, by_code, placed
from app.workshops.keys import new_token, participant_token, token_hash
from app.workshops.log import moment, record
from app.workshops.plain import line, packed, short, unique_id, whole
from app.workshops.rounds import MOST_ROUNDS, QUESTIONS
from app.workshops.savepoint import savepoint
from app.workshops.tables import events, judgments, participants, tokens
from app.workshops.workshop import (
    Counts,
    Identity,
    Joined,
    Judgment,
    Participant,
    Receipt,
    Role,
    Workshop,
)

LONGEST_PSEUDONYM, LARGEST_VALUE = 40, 1 << 16
MOST_ANSWERS = 200
"""Of one participant in one round."""


def join(
    connection: Connection, code: object, pseudonym: object, join_id: object
) -> Joined:
    """Return the participant of a client: a new one, or the one it has been.

    Parameters
    ----------
    connection : Connection
    code : str
    pseudonym : str
        Counts at the first time only.
    join_id : str
        A random UUID that the client made and keeps secret.

    Raises
    ------
    Unknown, Closed, ValueError
        If there is no such workshop, it is full, or a text cannot be used.
    """
    known, secret = by_code(connection, code), unique_id("join_id", join_id)
    name = line("pseudonym", pseudonym, LONGEST_PSEUDONYM)
    asked = select(participants).where(
        participants.c.workshop_id == known.id,
        participants.c.join_hash == token_hash(secret),
    )
    found = connection.execute(asked).one_or_none()
    if found is None:
        try:
            with savepoint(connection):
                return _new(connection, known, name, secret)
        except IntegrityError:  # the same client was faster over another connection
            found = connection.execute(asked).one()
    return Joined(found.id, participant_token(secret, found.salt))


def _new(connection: Connection, known: Workshop, name: str, secret: str) -> Joined:
    _check_room(connection, known)
    joined = Joined(uuid4().hex, participant_token(secret, salt := new_token()))
    who = {"workshop_id": known.id, "participant_id": joined.participant_id}
    row = {
        "id": joined.participant_id,
        "workshop_id": known.id,
        "pseudonym": name,
        "join_hash": token_hash(secret),
        "salt": salt,
        "joined": moment(),
    }
    connection.execute(insert(participants), row)
    role = Role.PARTICIPANT
    record(connection, known.id, "join", role, joined.participant_id)
    key = {"hash": token_hash(joined.token), "role": role.value}
    connection.execute(insert(tokens), {**key, **who})
    return joined


def _check_room(connection: Connection, known: Workshop) -> None:
    most = known.settings.most_participants
    if _size(connection, known.id) >= most:
        msg = f"participants must be at most {most}, got one more"
        raise Closed(msg)


def answer(
    connection: Connection,
    token: object,
    answer_id: object,
    round_: object,
    asked: tuple[object, object],
) -> Receipt:
    """Save an answer, once however often it comes.

    Parameters
    ----------
    connection : Connection
    token : str
    answer_id : str
        A UUID that the client made for this answer.
    round_ : int
    asked : tuple
        The question and the value of the answer.

    Raises
    ------
    NotAllowed, Closed, Conflict, ValueError
        If the token is no participant's; if the step does not take this; if the id was
        used for another answer; if the value cannot be stored.
    """
    identity, step = placed(connection, token, Role.PARTICIPANT)
    once = unique_id("answer_id", answer_id)
    number, question = whole("round", round_, 1, MOST_ROUNDS), _question(asked[0])
    value = packed("value", asked[1], LARGEST_VALUE)
    _alone(connection, identity)
    row = {"round": number, "question": question, "value": value}
    many, before = _before(connection, identity, number, once)
    if before is not None:
        return _again(connection, before, row)
    if not step.takes(number, question):
        rule = f"{question} of round {number} must be answered while it is asked"
        msg = f"{rule}, got it at the step {step.kind} of {step.round}"
        raise Closed(msg)
    if many >= MOST_ANSWERS:
        msg = f"answers in a round must be at most {MOST_ANSWERS}, got one more"
        raise Closed(msg)
    return _save(connection, identity, once, row)


def _question(question: object) -> str:
    if not isinstance(question, str) or question not in QUESTIONS:
        msg = f"question must be one of {', '.join(QUESTIONS)}, got {short(question)}"
        raise ValueError(msg)
    return question


def _alone(connection: Connection, identity: Identity) -> None:
    """Let the same participant's answers wait for each other."""
    row = select(participants.c.id).where(participants.c.id == identity.participant_id)
    if connection.execute(row.with_for_update()).one_or_none() is None:
        msg = "token must be one that this server gave, got one that was erased"
        raise NotAllowed(msg)


def _before(
    connection: Connection, identity: Identity, number: int, once: str
) -> tuple[int, int | None]:
    """Return how many answers there are in the round, and the place of this one."""
    asked = select(
        func.count().filter(judgments.c.round == number),
        func.max(judgments.c.sequence).filter(judgments.c.id == once),
    ).where(judgments.c.participant_id == identity.participant_id)
    many, place = connection.execute(asked).one()
    return many, place


def _again(connection: Connection, place: int, row: dict[str, Any]) -> Receipt:
    asked = select(judgments).where(judgments.c.sequence == place)
    before = connection.execute(asked).one()
    kept = (before.round, before.question, before.value)
    if kept != (row["round"], row["question"], row["value"]):
        msg = f"answer_id must be new for another answer, got {before.id} again"
        raise Conflict(msg)
    return Receipt(before.at, again=True)


def _save(
    connection: Connection, identity: Identity, once: str, row: dict[str, Any]
) -> Receipt:
    where, who = identity.workshop_id, identity.participant_id
    asked = {"round": row["round"], "question": row["question"]}
    stamp = record(connection, where, "answer", identity.role, who, **asked)
    owner = {"id": once, "workshop_id": where, "participant_id": who}
    connection.execute(insert(judgments), {**stamp._asdict(), **owner, **row})
    return Receipt(stamp.at, again=False)


def mine(connection: Connection, token: object, round_: object) -> dict[str, Any]:
    """Return one's own answers in a round, by question.

    Raises
    ------
    NotAllowed
        If the token is no participant's.
    """
    identity = allowed(connection, token, Role.PARTICIPANT)
    own = judgments.c.participant_id == identity.participant_id
    here = judgments.c.round == whole("round", round_, 1, MOST_ROUNDS)
    asked = select(judgments).where(own, here).order_by(judgments.c.sequence)
    rows = connection.execute(asked)
    return {row.question: json.loads(row.value) for row in rows}


def history(
    connection: Connection, workshop_id: str, round_: int | None = None
) -> tuple[Judgment, ...]:
    """Return every judgment of a round, or of all rounds, oldest first."""
    asked = select(judgments).where(judgments.c.workshop_id == workshop_id)
    if round_ is not None:
        asked = asked.where(judgments.c.round == round_)
    return tuple(
        Judgment(
            row.id,
            row.participant_id,
            row.round,
            row.question,
            json.loads(row.value),
            row.at,
            row.sequence,
        )
        for row in connection.execute(asked.order_by(judgments.c.sequence))
    )


def counts(connection: Connection, workshop_id: str, round_: int) -> Counts:
    """Return how many have joined and how many have answered in a round."""
    answered = select(func.count(judgments.c.participant_id.distinct())).where(
        judgments.c.workshop_id == workshop_id, judgments.c.round == round_
    )
    number = connection.execute(answered).scalar_one()
    return Counts(_size(connection, workshop_id), number)


def people(connection: Connection, workshop_id: str) -> tuple[Participant, ...]:
    """Return who has joined, in order, whatever the clock said."""
    first = func.min(events.c.sequence).label("first")
    own = events.c.workshop_id == workshop_id, events.c.action == "join"
    grouped = select(events.c.participant_id, first).where(*own)
    joins = grouped.group_by(events.c.participant_id).subquery()
    asked = (
        select(participants)
        .outerjoin(joins, joins.c.participant_id == participants.c.id)
        .where(participants.c.workshop_id == workshop_id)
        .order_by(joins.c.first, participants.c.joined, participants.c.id)
    )
    rows = connection.execute(asked)
    return tuple(Participant(row.id, row.pseudonym, row.joined) for row in rows)


def _size(connection: Connection, workshop_id: str) -> int:
    asked = select(func.count()).where(participants.c.workshop_id == workshop_id)
    return connection.execute(asked).scalar_one()
