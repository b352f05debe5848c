"""What happened, in order: the log of a workshop, and what was refused."""

import json
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, text

from app.workshops.plain import Json, packed, short
from app.workshops.tables import events, refusals
from app.workshops.workshop import Event, Refusal, Versions

MOST_REFUSALS = 10_000
"""Older ones are dropped, so that attempts cannot fill the disk."""
LARGEST_DETAIL = 4096
SEEN = text("SELECT (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint - 1")


class Stamp(NamedTuple):
    """The place of an event among all, and its time."""

    sequence: int
    at: str


def moment() -> str:
    """Return the time, in UTC; for people to read, never to order by."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"


def record(
    connection: Connection,
    workshop_id: str | None,
    action: str,
    role: str,
    participant_id: str | None = None,
    **detail: object,
) -> Stamp:
    """Add an event, and return its place and time."""
    at = moment()
    row = {
        "workshop_id": workshop_id,
        "participant_id": participant_id,
        "action": action,
        "role": role,
        "detail": packed("detail", detail, LARGEST_DETAIL),
        "at": at,
    }
    done = connection.execute(insert(events).returning(events.c.sequence), row)
    return Stamp(done.scalar_one(), at)


def told(connection: Connection, workshop_id: str) -> tuple[Event, ...]:
    """Return the events of a workshop, oldest first."""
    asked = select(events).where(events.c.workshop_id == workshop_id)
    return tuple(
        Event(
            row.sequence,
            row.at,
            row.action,
            row.role,
            row.participant_id,
            json.loads(row.detail),
        )
        for row in connection.execute(asked.order_by(events.c.sequence))
    )


def versions(connection: Connection, after: int) -> Versions:
    """Return which workshops have changed since this was asked last.

    On PostgreSQL a transaction may be committed after one that has a later place, so
    that there the oldest transaction still open says how far one has seen.
    """
    if connection.dialect.name == "postgresql":
        upto, place = connection.execute(SEEN).scalar_one(), events.c.tx
    else:
        latest = select(func.coalesce(func.max(events.c.sequence), 0))
        upto, place = connection.execute(latest).scalar_one(), events.c.sequence
    asked = (
        select(events.c.workshop_id, func.max(events.c.sequence))
        .where(place > after, events.c.workshop_id.is_not(None))
        .group_by(events.c.workshop_id)
    )
    return Versions(upto, {row[0]: row[1] for row in connection.execute(asked)})


def refuse(
    connection: Connection, workshop_id: str | None, action: str, reason: str
) -> None:
    """Keep that something was refused; hostile texts are kept as ASCII, cut short."""
    row = {
        "workshop_id": workshop_id,
        "action": short(action)[:32],
        "reason": _ascii(reason),
        "at": moment(),
    }
    place = refusals.c.sequence
    done = connection.execute(insert(refusals).returning(place), row).scalar_one()
    connection.execute(delete(refusals).where(place <= done - MOST_REFUSALS))


def _ascii(reason: str) -> str:
    text = reason[:500].replace("\0", "\\0")
    return text.encode("ascii", "backslashreplace").decode()[:500]


def refused(connection: Connection, workshop_id: str | None) -> tuple[Refusal, ...]:
    """Return what was refused, oldest first; of all workshops if none is named."""
    asked = select(refusals).order_by(refusals.c.sequence)
    if workshop_id is not None:
        asked = asked.where(refusals.c.workshop_id == workshop_id)
    return tuple(
        Refusal(row.at, row.workshop_id, row.action, row.reason)
        for row in connection.execute(asked)
    )


def plain(event: Event) -> Json:
    """Return an event as an export has it: its place is that in the list."""
    return {
        "at": event.at,
        "action": event.action,
        "role": event.role,
        "participant_id": event.participant_id,
        "detail": event.detail,
    }
