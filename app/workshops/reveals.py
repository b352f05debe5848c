"""What was shown to all: computed once, stored, and served from there."""

import json

from sqlalchemy import Connection, insert, select

from app.workshops.answering import people
from app.workshops.errors import Closed
from app.workshops.hosting import workshop
from app.workshops.log import record
from app.workshops.plain import Json, packed, whole
from app.workshops.tables import events, published
from app.workshops.workshop import Published, Workshop

LARGEST_DOCUMENT = 1 << 22
SHOWING = ("reveal", "result")
LAST = (1 << 63) - 1


def publish(
    connection: Connection, workshop_id: str, step: int, document: Json, upto: int
) -> Published:
    """Store what a reveal shows, and return what is stored: the first one stays.

    Raises
    ------
    Closed, ValueError
        If the workshop has not come to a reveal there; if the document is no JSON or
        names a participant.
    """
    known = workshop(connection, workshop_id, locked=True)
    _check_reached(known, step)
    whole("upto", upto, 0, LAST)
    for shown in every(connection, workshop_id):
        if (shown.step, shown.upto) == (step, upto):
            return shown
    text = packed("document", document, LARGEST_DOCUMENT)
    _check_nameless(connection, workshop_id, text)
    stamp = record(connection, workshop_id, "publish", "server", step=step)
    row = {"workshop_id": workshop_id, "step": step, "upto": upto, "document": text}
    connection.execute(insert(published), {**stamp._asdict(), **row})
    return Published(step, upto, stamp.at, json.loads(text))


def _check_reached(known: Workshop, step: int) -> None:
    whole("step", step, 0, len(known.agenda) - 1)
    if step > known.step or known.agenda[step].kind not in SHOWING:
        rule = f"step must be a {' or '.join(SHOWING)} that was reached"
        msg = f"{rule}, got {step} while at {known.step}"
        raise Closed(msg)


def _check_nameless(connection: Connection, workshop_id: str, text: str) -> None:
    """Refuse ids: they would stay when the participant's data are erased."""
    if any(person.id in text for person in people(connection, workshop_id)):
        msg = "document must be without the id of a participant, got one"
        raise ValueError(msg)


def every(connection: Connection, workshop_id: str) -> tuple[Published, ...]:
    """Return all that was shown, in order."""
    asked = select(published).where(published.c.workshop_id == workshop_id)
    return tuple(
        Published(row.step, row.upto, row.at, json.loads(row.document))
        for row in connection.execute(asked.order_by(published.c.sequence))
    )


def locks(connection: Connection, workshop_id: str, round_: int) -> tuple[int, ...]:
    """Return the sequences of the moves that closed a round."""
    moves = events.c.workshop_id == workshop_id, events.c.action == "move"
    asked = select(events.c.sequence, events.c.detail).where(*moves)
    return tuple(
        row.sequence
        for row in connection.execute(asked.order_by(events.c.sequence))
        if json.loads(row.detail).get("closed") == round_
    )
