"""A workshop as one JSON document, and back.

It has all that was said, done and shown, and no secret: neither tokens nor what is kept
of the passphrase. Events have no numbers here but their place in the list, from 1;
judgments and reveals refer to it.
"""

from bisect import bisect_right
from collections.abc import Mapping
from uuid import uuid4

from sqlalchemy import Connection, insert, select

from app.workshops import hosting, log, reveals
from app.workshops.answering import (
    LARGEST_VALUE,
    LONGEST_PSEUDONYM,
    history,
    people,
)
from app.workshops.entry import Entry
from app.workshops.errors import Conflict
from app.workshops.keys import read_code
from app.workshops.plain import Json, identifier, line, packed, unique_id
from app.workshops.retold import check_document
from app.workshops.rounds import MOST_ROUNDS, QUESTIONS, read_agenda
from app.workshops.tables import events, judgments, participants, published, workshops
from app.workshops.workshop import Role, Workshop, read_settings

KIND = "workshop"
ROLES = (*(role.value for role in Role), "server", "operator")


def exported(connection: Connection, workshop_id: str) -> Json:
    """Return a workshop as JSON.

    Raises
    ------
    Unknown
        If there is none.
    """
    known = hosting.workshop(connection, workshop_id)
    happened = log.told(connection, workshop_id)
    order = [event.sequence for event in happened]
    return {
        "contract": 1,
        "kind": KIND,
        "workshop": {
            "id": known.id,
            "code": known.code,
            "name": known.name,
            "scenario": known.scenario,
            "agenda": [step.plain for step in known.agenda],
            "step": known.step,
            "settings": known.settings.plain,
            "version": known.version,
            "created": known.created,
        },
        "participants": [vars(person) for person in people(connection, workshop_id)],
        "events": [log.plain(event) for event in happened],
        "judgments": [
            {
                "event": bisect_right(order, given.sequence),
                "id": given.id,
                "participant_id": given.participant_id,
                "round": given.round,
                "question": given.question,
                "value": given.value,
                "at": given.at,
            }
            for given in history(connection, workshop_id)
        ],
        "published": _published(connection, workshop_id, order),
    }


def _published(
    connection: Connection, workshop_id: str, order: list[int]
) -> list[Json]:
    own = published.c.workshop_id == workshop_id
    asked = select(published.c.sequence).where(own).order_by(published.c.sequence)
    places = connection.execute(asked).scalars()
    return [
        {
            "event": bisect_right(order, place),
            "step": shown.step,
            "upto": bisect_right(order, shown.upto),
            "at": shown.at,
            "document": shown.document,
        }
        for place, shown in zip(
            places, reveals.every(connection, workshop_id), strict=True
        )
    ]


def imported(connection: Connection, document: object, kept: str | None) -> Workshop:
    """Store a workshop that was exported, and return it.

    Parameters
    ----------
    connection : Connection
    document : dict
    kept : str or None
        What is kept of its new passphrase.

    Raises
    ------
    Conflict, ValueError
        If it is there already; if the document cannot be used.
    """
    whole_ = Entry("workshop file", document)
    if whole_.get("kind") != KIND or whole_.get("contract") != 1:
        msg = "workshop file must have the kind workshop and the contract 1"
        raise ValueError(msg)
    known = _workshop(Entry("workshop", whole_.get("workshop")))
    _check_new(connection, known)
    hosting.add(connection, known, kept)
    names = _add_people(connection, known.id, whole_.entries("participants"))
    order = _add_events(connection, known.id, whole_.entries("events"), names)
    for entry in whole_.entries("judgments"):
        _add_judgment(connection, known.id, entry, names, order)
    for entry in whole_.entries("published"):
        _add_published(connection, known, entry, order)
    return known


def _workshop(entry: Entry) -> Workshop:
    agenda = read_agenda(entry.get("agenda"))
    scenario = entry.get("scenario")
    settings = read_settings(entry.get("settings"))
    drafted = hosting.drafted(entry.get("name"), scenario, agenda, settings)
    return Workshop(
        identifier("workshop.id", entry.get("id")),
        read_code(entry.get("code")),
        drafted.name,
        scenario,
        agenda,
        entry.number("step", 0, len(agenda) - 1),
        settings,
        entry.number("version", 0, 1 << 30),
        entry.time("created"),
    )


def _check_new(connection: Connection, known: Workshop) -> None:
    same = (workshops.c.id == known.id) | (workshops.c.code == known.code)
    found = connection.execute(select(workshops.c.code).where(same)).first()
    if found is not None:
        msg = f"workshop must be new here, got {found[0]}, which is there already"
        raise Conflict(msg)


def _add_people(
    connection: Connection, workshop_id: str, entries: list[Entry]
) -> dict[str, str]:
    """Store the participants, and return their ids as they are here.

    An id that is taken in this database becomes another one.
    """
    names: dict[str, str] = {}
    for entry in entries:
        given = identifier(f"{entry.where}.id", entry.get("id"))
        if given in names:
            msg = f"{entry.where}.id must be there once, got {given} again"
            raise ValueError(msg)
        taken = select(participants.c.id).where(participants.c.id == given)
        is_taken = connection.execute(taken).first() is not None
        names[given] = uuid4().hex if is_taken else given
        name = f"{entry.where}.pseudonym"
        row = {
            "id": names[given],
            "workshop_id": workshop_id,
            "pseudonym": line(name, entry.get("pseudonym"), LONGEST_PSEUDONYM),
            "joined": entry.time("joined"),
        }
        connection.execute(insert(participants), row)
    return names


def _add_events(
    connection: Connection,
    workshop_id: str,
    entries: list[Entry],
    names: Mapping[str, str],
) -> list[int]:
    """Store the events, and return their new sequences."""
    order = []
    for entry in entries:
        named = entry.get("participant_id") is not None
        row = {
            "workshop_id": workshop_id,
            "participant_id": entry.person(names) if named else None,
            "action": line(f"{entry.where}.action", entry.get("action"), 32),
            "role": entry.one_of("role", ROLES),
            "detail": entry.packed("detail", log.LARGEST_DETAIL),
            "at": entry.time("at"),
        }
        made = insert(events).returning(events.c.sequence)
        order.append(connection.execute(made, row).scalar_one())
    return order


def _add_judgment(
    connection: Connection,
    workshop_id: str,
    entry: Entry,
    names: Mapping[str, str],
    order: list[int],
) -> None:
    row = {
        "sequence": order[entry.number("event", 1, len(order)) - 1],
        "id": unique_id(f"{entry.where}.id", entry.get("id")),
        "workshop_id": workshop_id,
        "participant_id": entry.person(names),
        "round": entry.number("round", 1, MOST_ROUNDS),
        "question": entry.one_of("question", QUESTIONS),
        "value": packed(f"{entry.where}.value", entry.get("value"), LARGEST_VALUE),
        "at": entry.time("at"),
    }
    connection.execute(insert(judgments), row)


def _add_published(
    connection: Connection, known: Workshop, entry: Entry, order: list[int]
) -> None:
    upto = entry.number("upto", 0, len(order))
    check_document(entry.part("document"))
    row = {
        "sequence": order[entry.number("event", 1, len(order)) - 1],
        "workshop_id": known.id,
        "step": entry.number("step", 0, len(known.agenda) - 1),
        "upto": order[upto - 1] if upto else 0,
        "document": entry.packed("document", reveals.LARGEST_DOCUMENT),
        "at": entry.time("at"),
    }
    connection.execute(insert(published), row)
