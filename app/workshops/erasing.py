"""What is taken away: one participant's data, a workshop, what is older than agreed."""

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, delete, func, select

from app.workshops.errors import NotAllowed, Unknown
from app.workshops.hosting import identify, workshop
from app.workshops.log import record
from app.workshops.plain import identifier, short
from app.workshops.tables import events, participants, refusals, workshops
from app.workshops.workshop import Role, read_settings

REFUSALS_DAYS = 90


def erase(
    connection: Connection, workshop_id: str, participant_id: str, role: str
) -> None:
    """Erase all that a participant said and did, and log that somebody was erased.

    Raises
    ------
    Unknown
        If there is no such participant in this workshop.
    """
    known = workshop(connection, workshop_id, locked=True)
    chosen = participants.c.id == identifier("participant_id", participant_id)
    here = participants.c.workshop_id == known.id
    if connection.execute(delete(participants).where(chosen, here)).rowcount != 1:
        rule = "participant_id must be that of one who has joined"
        msg = f"{rule}, got {short(participant_id)}"
        raise Unknown(msg)
    record(connection, known.id, "erase", role)


def erase_as(connection: Connection, token: str, participant_id: str) -> None:
    """Erase a participant at the wish of a facilitator, or of the participant.

    Raises
    ------
    NotAllowed, Unknown
        If the token is neither's; if there is no such participant.
    """
    identity = identify(connection, token)
    own = identity.participant_id == participant_id
    if identity.role is not Role.FACILITATOR and not own:
        rule = "role must be facilitator, or the participant's own"
        msg = f"{rule}, got {identity.role}"
        raise NotAllowed(msg)
    erase(connection, identity.workshop_id, participant_id, identity.role)


def remove(connection: Connection, workshop_id: str, action: str = "delete") -> None:
    """Delete a workshop with all that belongs to it, and log that one was deleted.

    Raises
    ------
    Unknown
        If there is none.
    """
    known = workshop(connection, workshop_id, locked=True)
    connection.execute(delete(workshops).where(workshops.c.id == known.id))
    record(connection, None, action, "operator")


def purge(connection: Connection, now: datetime) -> tuple[str, ...]:
    """Delete what has not changed for longer than was agreed, and return the ids.

    Parameters
    ----------
    connection : Connection
    now : datetime
        With a time zone.
    """
    latest = func.max(events.c.at).label("at")  # a clock set back deletes nothing
    ends = (
        select(events.c.workshop_id, latest).group_by(events.c.workshop_id).subquery()
    )
    asked = select(
        workshops.c.id, workshops.c.settings, workshops.c.created, ends.c.at
    ).outerjoin(ends, ends.c.workshop_id == workshops.c.id)
    old = [
        row.id
        for row in connection.execute(asked)
        if _is_over(max(row.at or "", row.created), _days(row.settings), now)
    ]
    for workshop_id in old:
        remove(connection, workshop_id, "purge")
    limit = (now - timedelta(days=REFUSALS_DAYS)).astimezone(UTC).isoformat()
    connection.execute(delete(refusals).where(refusals.c.at < limit))
    return tuple(old)


def _days(settings: str) -> int:
    return read_settings(json.loads(settings)).retention_days


def _is_over(last: str, days: int, now: datetime) -> bool:
    return now - datetime.fromisoformat(last) > timedelta(days=days)
