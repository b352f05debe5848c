"""The store: everything that is kept of workshops, behind one object."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection

from app.workshops import (
    answering,
    archive,
    backups,
    batches,
    erasing,
    hosting,
    log,
    reveals,
)
from app.workshops.database import Database
from app.workshops.errors import NotAllowed
from app.workshops.keys import is_passphrase, passphrase_hash, read_code
from app.workshops.plain import Json, identifier
from app.workshops.rounds import Step, idea
from app.workshops.workshop import (
    Counts,
    Created,
    Event,
    Identity,
    Joined,
    Judgment,
    Participant,
    Published,
    Receipt,
    Refusal,
    Settings,
    Versions,
    Workshop,
)

T = TypeVar("T")


def open_store(url: str) -> "Store":
    """Return the store at a URL; its tables are made or brought up to date.

    Parameters
    ----------
    url : str
        `sqlite:///FILE`, or `postgresql://USER@HOST/NAME`.

    Raises
    ------
    ValueError, Unavailable
        If the URL is no such; if the database cannot be used.
    """
    return Store(Database(url))


class Store:
    """Workshops in a database; safe from many threads and many processes.

    A call returns when what it wrote is on the disk, and raises one of
    `app.workshops.errors` or ValueError when nothing was written.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self._read, self._write = database.read, database.write

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self.database.close()

    # The facilitator

    def create(
        self,
        name: str,
        passphrase: str,
        scenario: Json,
        agenda: Sequence[Step] | None = None,
        settings: Settings | None = None,
    ) -> Created:
        """Create a workshop; its tokens are told here and never again."""
        steps = idea() if agenda is None else agenda
        draft = hosting.drafted(name, scenario, steps, settings or Settings())
        kept = passphrase_hash(passphrase)
        return self._write(lambda c: hosting.create(c, draft, kept))

    def sign_in(self, code: str, passphrase: str) -> str:
        """Return a new facilitator's token to the one who knows the passphrase.

        Raises
        ------
        NotAllowed
            If code and passphrase do not belong together; which is wrong is not told.
        """
        text = read_code(code)
        found = self._read(lambda c: hosting.kept_passphrase(c, text))
        if not is_passphrase(passphrase, found and found[1]) or found is None:
            msg = "code and passphrase must belong together, got others"
            raise NotAllowed(msg)
        return self._write(lambda c: hosting.sign_in(c, found[0]))

    def identify(self, token: str) -> Identity:
        """Return whose token it is, or raise NotAllowed."""
        return self._read(lambda c: hosting.identify(c, token))

    def move(self, token: str, to_step: int, version: int) -> Workshop:
        """Go to a step; raises Conflict if `version` is not the present one."""
        return self._write(lambda c: hosting.move(c, token, to_step, version))

    def edit(self, token: str, agenda: Sequence[Step], version: int) -> Workshop:
        """Replace the steps to come; raises Conflict as `move` does."""
        return self._write(lambda c: hosting.edit(c, token, agenda, version))

    # Anyone

    def workshop(self, workshop_id: str) -> Workshop:
        """Return a workshop, or raise Unknown."""
        return self._read(lambda c: hosting.workshop(c, workshop_id))

    def by_code(self, code: str) -> Workshop:
        """Return the workshop that people join by this code, or raise Unknown."""
        return self._read(lambda c: hosting.by_code(c, code))

    def workshops(self) -> tuple[Workshop, ...]:
        """Return all workshops, oldest first."""
        return self._read(hosting.everything)

    # Participants

    def join(self, code: str, pseudonym: str, join_id: str) -> Joined:
        """Return the participant of a client; the same one for the same `join_id`."""
        return self._write(lambda c: answering.join(c, code, pseudonym, join_id))

    def answer(
        self,
        token: str,
        answer_id: str,
        round: int,  # noqa: A002  the word of the domain
        question: str,
        value: Any,
    ) -> Receipt:
        """Save an answer once; returns when it is on the disk."""
        asked = (question, value)
        return self._write(
            lambda c: answering.answer(c, token, answer_id, round, asked)
        )

    def mine(self, token: str, round: int) -> dict[str, Any]:  # noqa: A002
        """Return one's own newest answers in a round, by question."""
        return self._read(lambda c: answering.mine(c, token, round))

    # The server's own computing

    def participants(self, workshop_id: str) -> tuple[Participant, ...]:
        """Return who has joined."""
        return self._of(workshop_id, answering.people)

    def history(
        self,
        workshop_id: str,
        round: int | None = None,  # noqa: A002
    ) -> tuple[Judgment, ...]:
        """Return every judgment of a round or of all, oldest first."""
        return self._of(workshop_id, partial(answering.history, round_=round))

    def judgments(self, workshop_id: str, round: int) -> tuple[Judgment, ...]:  # noqa: A002
        """Return the newest judgment of each participant and question in a round."""
        return batches.newest(self.history(workshop_id, round))

    def batches(
        self,
        workshop_id: str,
        round: int,  # noqa: A002
        question: str,
    ) -> tuple[batches.Batch, ...]:
        """Return the judgments that may be counted together; the last is the present.

        There is none before the first lock, nor when too few have answered.
        """
        size = self.workshop(workshop_id).settings.batch
        given = [j for j in self.history(workshop_id, round) if j.question == question]
        moments = self._of(workshop_id, partial(reveals.locks, round_=round))
        return batches.batches(given, moments, size)

    def counts(self, workshop_id: str, round: int) -> Counts:  # noqa: A002
        """Return how many have joined, and answered in a round; never what."""
        return self._of(workshop_id, partial(answering.counts, round_=round))

    def publish(
        self, workshop_id: str, step: int, document: Json, upto: int = 0
    ) -> Published:
        """Store what a reveal shows; the first document for a step and `upto` stays."""
        known = identifier("workshop_id", workshop_id)
        return self._write(lambda c: reveals.publish(c, known, step, document, upto))

    def published(self, workshop_id: str) -> tuple[Published, ...]:
        """Return all that was shown, in order."""
        return self._of(workshop_id, reveals.every)

    # The log

    def versions(self, after: int = 0) -> Versions:
        """Return which workshops changed since `after`, the `upto` of the last time."""
        return self._read(lambda c: log.versions(c, after))

    def events(self, workshop_id: str) -> tuple[Event, ...]:
        """Return who did what when."""
        return self._of(workshop_id, log.told)

    def log_refusal(
        self, action: str, reason: str, workshop_id: str | None = None
    ) -> None:
        """Keep that something was refused, and why."""
        if workshop_id is not None:
            identifier("workshop_id", workshop_id)
        self._write(lambda c: log.refuse(c, workshop_id, action, reason))

    def refusals(self, workshop_id: str | None = None) -> tuple[Refusal, ...]:
        """Return what was refused in a workshop, or anywhere."""
        return self._read(lambda c: log.refused(c, workshop_id))

    # The operator

    def export(self, workshop_id: str) -> Json:
        """Return a workshop as JSON, without secrets."""
        return self._of(workshop_id, archive.exported)

    def import_(self, document: Json, passphrase: str | None = None) -> Created:
        """Store an exported workshop; its new tokens are told here and never again.

        Without a passphrase nobody can sign in to it later.
        """
        kept = None if passphrase is None else passphrase_hash(passphrase)
        return self._write(
            lambda c: hosting.with_tokens(c, archive.imported(c, document, kept))
        )

    def backup(self, path: Path) -> None:
        """Write the whole database to a file, while others go on writing."""
        backups.backup(self.database, path)

    def restore(self, path: Path, *, replace: bool = False) -> None:
        """Put back what a backup holds, all of it or nothing."""
        backups.restore(self.database, path, replace=replace)

    def erase(self, workshop_id: str, participant_id: str) -> None:
        """Erase a participant's data; only that it was done stays in the log."""
        self._write(lambda c: erasing.erase(c, workshop_id, participant_id, "operator"))
        self.database.compact()

    def erase_as(self, token: str, participant_id: str) -> None:
        """Do so for a facilitator, or for the participant.

        It is done when this returns; traces in the file may stay while others read it.
        """
        self._write(lambda c: erasing.erase_as(c, token, participant_id))
        self.database.compact_soon()

    def delete(self, workshop_id: str) -> None:
        """Delete a workshop and all that belongs to it."""
        self._write(lambda c: erasing.remove(c, workshop_id))
        self.database.compact()

    def purge(self, now: datetime) -> tuple[str, ...]:
        """Delete what is older than agreed, and return the ids of the workshops."""
        old = self._write(lambda c: erasing.purge(c, now))
        if old:
            self.database.compact()
        return old

    def _of(self, workshop_id: str, work: Callable[[Connection, str], T]) -> T:
        known = identifier("workshop_id", workshop_id)
        return self._read(lambda c: work(c, known))
