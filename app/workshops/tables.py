"""The tables, as the newest migration leaves them.

All that happens is a row of `events`, whose sequence is the only clock that counts: a
judgment or a reveal has the sequence of its event. Rows of `events`, `judgments` and
`published` are added and never changed. Of a token, of what a client joined with, and
of a passphrase only hashes are kept.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    FetchedValue,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

Sequence = BigInteger().with_variant(Integer, "sqlite")
"""SQLite counts up only a column that is called INTEGER."""
ID, TIME, WORD = String(36), String(32), String(32)

metadata = MetaData()


def _workshop(*, nullable: bool = False) -> Column[str]:
    target = ForeignKey("workshops.id", ondelete="CASCADE")
    return Column("workshop_id", ID, target, nullable=nullable)


def _participant(*, nullable: bool = False) -> Column[str]:
    target = ForeignKey("participants.id", ondelete="CASCADE")
    return Column("participant_id", ID, target, nullable=nullable)


def _sequence() -> Column[int]:
    target = ForeignKey("events.sequence", ondelete="CASCADE")
    return Column("sequence", Sequence, target, primary_key=True, autoincrement=False)


workshops = Table(
    "workshops",
    metadata,
    Column("id", ID, primary_key=True),
    Column("code", String(8), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("passphrase_hash", Text),
    Column("scenario", Text, nullable=False),
    Column("agenda", Text, nullable=False),
    Column("step", Integer, nullable=False),
    Column("settings", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("created", TIME, nullable=False),
)

participants = Table(
    "participants",
    metadata,
    Column("id", ID, primary_key=True),
    _workshop(),
    Column("pseudonym", Text, nullable=False),
    Column("join_hash", String(64)),
    Column("salt", String(64)),
    Column("joined", TIME, nullable=False),
    UniqueConstraint("workshop_id", "join_hash", name="one_of_a_join"),
)

tokens = Table(
    "tokens",
    metadata,
    Column("hash", String(64), primary_key=True),
    _workshop(),
    _participant(nullable=True),
    Column("role", WORD, nullable=False),
    Index("tokens_of_workshop", "workshop_id"),
    Index("tokens_of_participant", "participant_id"),
)

events = Table(
    "events",
    metadata,
    Column("sequence", Sequence, primary_key=True, autoincrement=True),
    _workshop(nullable=True),
    _participant(nullable=True),
    Column("action", WORD, nullable=False),
    Column("role", WORD, nullable=False),
    Column("detail", Text, nullable=False),
    Column("at", TIME, nullable=False),
    Column("tx", BigInteger, FetchedValue(), nullable=False),
    Index("events_of_workshop", "workshop_id", "sequence"),
    Index("events_of_participant", "participant_id"),
    Index("events_of_tx", "tx"),
    sqlite_autoincrement=True,
)

judgments = Table(
    "judgments",
    metadata,
    _sequence(),
    Column("id", ID, nullable=False),
    _workshop(),
    _participant(),
    Column("round", Integer, nullable=False),
    Column("question", WORD, nullable=False),
    Column("value", Text, nullable=False),
    Column("at", TIME, nullable=False),
    UniqueConstraint("participant_id", "id", name="once"),
    Index("judgments_of_round", "workshop_id", "round"),
)

published = Table(
    "published",
    metadata,
    _sequence(),
    _workshop(),
    Column("step", Integer, nullable=False),
    Column("upto", Sequence, nullable=False),
    Column("document", Text, nullable=False),
    Column("at", TIME, nullable=False),
    UniqueConstraint("workshop_id", "step", "upto", name="shown_once"),
)

refusals = Table(
    "refusals",
    metadata,
    Column("sequence", Sequence, primary_key=True, autoincrement=True),
    _workshop(nullable=True),
    Column("action", WORD, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", TIME, nullable=False),
    Index("refusals_of_workshop", "workshop_id"),
    sqlite_autoincrement=True,
)
