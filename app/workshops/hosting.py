"""What a facilitator does: create, sign in, move on, edit the agenda."""

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, insert, select, update

from app.workshops.errors import Conflict, NotAllowed, Unknown
from app.workshops.keys import new_code, new_token, read_code, shown_code, token_hash
from app.workshops.log import moment, record
from app.workshops.plain import Json, identifier, line, packed, short, whole
from app.workshops.rounds import Agenda, Step, checked, read_agenda
from app.workshops.tables import tokens, workshops
from app.workshops.workshop import Created, Identity, Role, Settings, Workshop
from app.workshops.workshop import read_settings as _settings

LONGEST_NAME, LARGEST_SCENARIO = 200, 1 << 20


def drafted(
    name: object, scenario: Any, agenda: Sequence[Step], settings: Settings
) -> Workshop:
    """Return a workshop that is not stored yet.

    Raises
    ------
    ValueError
        If a text, the scenario or the agenda cannot be used.
    """
    if not isinstance(scenario, dict):
        msg = f"scenario must be an object, got {short(scenario)}"
        raise ValueError(msg)  # noqa: TRY004  wrong data, not a wrong call
    packed("scenario", scenario, LARGEST_SCENARIO)
    steps, title = checked(agenda), line("name", name, LONGEST_NAME)
    return Workshop(
        uuid4().hex, new_code(), title, scenario, steps, 0, settings, 0, moment()
    )


def create(connection: Connection, workshop: Workshop, kept: str | None) -> Created:
    """Store a new workshop, and return it with its tokens."""
    add(connection, workshop, kept)
    record(connection, workshop.id, "create", Role.FACILITATOR)
    return with_tokens(connection, workshop)


def add(connection: Connection, workshop: Workshop, kept: str | None) -> None:
    """Store the row of a workshop, with what is kept of its passphrase."""
    row = {
        "id": workshop.id,
        "code": workshop.code,
        "name": workshop.name,
        "passphrase_hash": kept,
        "scenario": packed("scenario", workshop.scenario, LARGEST_SCENARIO),
        "agenda": _agenda_text(workshop.agenda),
        "step": workshop.step,
        "settings": packed("settings", workshop.settings.plain, 4096),
        "version": workshop.version,
        "created": workshop.created,
    }
    connection.execute(insert(workshops), row)


def with_tokens(connection: Connection, workshop: Workshop) -> Created:
    """Return a workshop with new tokens."""
    roles = (Role.FACILITATOR, Role.SCREEN, Role.OBSERVER)
    made = [add_token(connection, workshop.id, role) for role in roles]
    return Created(workshop, *made)


def add_token(connection: Connection, workshop_id: str, role: Role) -> str:
    """Return a new token for a role."""
    token = new_token()
    row = {"hash": token_hash(token), "workshop_id": workshop_id, "role": role.value}
    connection.execute(insert(tokens), row)
    return token


def kept_passphrase(connection: Connection, code: str) -> tuple[str, str] | None:
    """Return the id of the workshop, and what is kept of its passphrase."""
    asked = select(workshops.c.id, workshops.c.passphrase_hash)
    found = connection.execute(asked.where(workshops.c.code == code)).one_or_none()
    return None if found is None or found[1] is None else (found[0], found[1])


def sign_in(connection: Connection, workshop_id: str) -> str:
    """Return a token of a facilitator whose passphrase was right."""
    record(connection, workshop_id, "sign in", Role.FACILITATOR)
    return add_token(connection, workshop_id, Role.FACILITATOR)


def identify(connection: Connection, token: object) -> Identity:
    """Return whose token it is.

    Raises
    ------
    NotAllowed
        If it is nobody's.
    """
    asked = select(tokens).where(tokens.c.hash == token_hash(token))
    found = connection.execute(asked).one_or_none()
    if found is None:
        raise _nobody()
    return _identity(found)


def _nobody() -> NotAllowed:
    return NotAllowed("token must be one that this server gave, got an unknown one")


def _identity(found: Row[Any]) -> Identity:
    return Identity(Role(found.role), found.workshop_id, found.participant_id)


def allowed(connection: Connection, token: object, role: Role) -> Identity:
    """Return whose token it is, if the one has this role.

    Raises
    ------
    NotAllowed
        If it is nobody's, or another role's.
    """
    return _checked(identify(connection, token), role)


def _checked(identity: Identity, role: Role) -> Identity:
    if identity.role is not role:
        msg = f"role must be {role} for this, got {identity.role}"
        raise NotAllowed(msg)
    return identity


def placed(connection: Connection, token: object, role: Role) -> tuple[Identity, Step]:
    """Return whose token it is, and the step of the workshop, if it has this role.

    The step stays so until the transaction ends.

    Raises
    ------
    NotAllowed
        If it is nobody's, or another role's.
    """
    asked = (
        select(tokens, workshops.c.agenda, workshops.c.step)
        .join(workshops)
        .where(tokens.c.hash == token_hash(token))
        .with_for_update(read=True, of=workshops)
    )
    found = connection.execute(asked).one_or_none()
    if found is None:
        raise _nobody()
    return _checked(_identity(found), role), _agenda(found.agenda)[found.step]


def _unknown(workshop_id: object) -> Unknown:
    return Unknown(f"workshop_id must be one that is known, got {short(workshop_id)}")


def workshop(
    connection: Connection, workshop_id: object, *, locked: bool = False
) -> Workshop:
    """Return a workshop; if locked, nobody else changes it meanwhile.

    SQLite has one writer, so that only PostgreSQL needs a lock.

    Raises
    ------
    Unknown
        If there is none.
    """
    asked = select(workshops).where(
        workshops.c.id == identifier("workshop_id", workshop_id)
    )
    if locked:
        asked = asked.with_for_update()
    found = connection.execute(asked).one_or_none()
    if found is None:
        raise _unknown(workshop_id)
    return _workshop(found)


def by_code(connection: Connection, code: object) -> Workshop:
    """Return the workshop that people join by a code.

    Raises
    ------
    Unknown
        If there is none.
    """
    text = read_code(code)
    asked = select(workshops).where(workshops.c.code == text)
    found = connection.execute(asked).one_or_none()
    if found is None:
        msg = f"code must be that of a workshop, got {shown_code(text)}"
        raise Unknown(msg)
    return _workshop(found)


def everything(connection: Connection) -> tuple[Workshop, ...]:
    """Return all workshops, oldest first."""
    asked = select(workshops).order_by(workshops.c.created, workshops.c.id)
    return tuple(_workshop(row) for row in connection.execute(asked))


def move(
    connection: Connection, token: object, to_step: object, version: object
) -> Workshop:
    """Go to a step, and return the workshop there.

    Raises
    ------
    NotAllowed, Conflict, ValueError
        If the token is not a facilitator's; if another has moved or edited since; if
        there is no such step.
    """
    before = _mine(connection, token, version)
    to = whole("to_step", to_step, 0, len(before.agenda) - 1)
    leaves = before.now.kind == "answer" and to != before.step
    closed = before.now.round if leaves else None
    step = before.agenda[to]
    told = {"to": to, "kind": step.kind, "round": step.round, "closed": closed}
    _change(connection, before, {"step": to})
    record(connection, before.id, "move", Role.FACILITATOR, None, **told)
    return workshop(connection, before.id)


def edit(
    connection: Connection, token: object, agenda: Sequence[Step], version: object
) -> Workshop:
    """Replace the steps to come, and return the workshop.

    Raises
    ------
    NotAllowed, Conflict, ValueError
        If the token is not a facilitator's; if another has moved or edited since; if
        the steps up to the present one would change.
    """
    before, steps = _mine(connection, token, version), checked(agenda)
    past = before.agenda[: before.step + 1]
    if steps[: len(past)] != past:
        msg = f"agenda must keep the steps up to the present one, number {before.step}"
        raise ValueError(msg)
    _change(connection, before, {"agenda": _agenda_text(steps)})
    record(connection, before.id, "edit", Role.FACILITATOR, steps=len(steps))
    return workshop(connection, before.id)


def _mine(connection: Connection, token: object, version: object) -> Workshop:
    identity = allowed(connection, token, Role.FACILITATOR)
    found = workshop(connection, identity.workshop_id, locked=True)
    if whole("version", version, 0, 1 << 31) != found.version:
        rule = f"version must be the present one, {found.version}"
        msg = f"{rule}, got {version}: someone else has changed the workshop"
        raise Conflict(msg)
    return found


def _change(connection: Connection, before: Workshop, changed: Json) -> None:
    row = {**changed, "version": before.version + 1}
    connection.execute(update(workshops).where(workshops.c.id == before.id).values(row))


def _agenda_text(agenda: Sequence[Step]) -> str:
    return packed("agenda", [step.plain for step in agenda], 1 << 16)


@lru_cache(maxsize=64)
def _agenda(text: str) -> Agenda:
    return read_agenda(json.loads(text))


def _workshop(row: Row[Any]) -> Workshop:
    return Workshop(
        row.id,
        row.code,
        row.name,
        json.loads(row.scenario),
        _agenda(row.agenda),
        row.step,
        _settings(json.loads(row.settings)),
        row.version,
        row.created,
    )
