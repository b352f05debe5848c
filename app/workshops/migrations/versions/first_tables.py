"""The first tables. This file is history: a change is a new file after it."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SEQUENCE = sa.BigInteger().with_variant(sa.Integer, "sqlite")
ID, TIME, WORD, HASH = sa.String(36), sa.String(32), sa.String(32), sa.String(64)


def upgrade() -> None:
    """Make the tables."""
    _people()
    _happenings()
    _answers()


def _people() -> None:
    op.create_table(
        "workshops",
        sa.Column("id", ID, primary_key=True),
        sa.Column("code", sa.String(8), nullable=False, unique=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("passphrase_hash", sa.Text),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("agenda", sa.Text, nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("settings", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created", TIME, nullable=False),
    )
    op.create_table(
        "participants",
        sa.Column("id", ID, primary_key=True),
        _workshop(nullable=False),
        sa.Column("pseudonym", sa.Text, nullable=False),
        sa.Column("join_hash", HASH),
        sa.Column("salt", HASH),
        sa.Column("joined", TIME, nullable=False),
        sa.UniqueConstraint("workshop_id", "join_hash", name="one_of_a_join"),
    )
    op.create_table(
        "tokens",
        sa.Column("hash", HASH, primary_key=True),
        _workshop(nullable=False),
        _participant(nullable=True),
        sa.Column("role", WORD, nullable=False),
    )
    op.create_index("tokens_of_workshop", "tokens", ["workshop_id"])
    op.create_index("tokens_of_participant", "tokens", ["participant_id"])


def _happenings() -> None:
    transaction = {
        "postgresql": "((pg_current_xact_id()::text)::bigint)",
        "sqlite": "0",
    }[op.get_bind().dialect.name]
    op.create_table(
        "events",
        sa.Column("sequence", SEQUENCE, primary_key=True, autoincrement=True),
        _workshop(nullable=True),
        _participant(nullable=True),
        sa.Column("action", WORD, nullable=False),
        sa.Column("role", WORD, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column(
            "tx", sa.BigInteger, nullable=False, server_default=sa.text(transaction)
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("events_of_workshop", "events", ["workshop_id", "sequence"])
    op.create_index("events_of_participant", "events", ["participant_id"])
    op.create_index("events_of_tx", "events", ["tx"])
    op.create_table(
        "refusals",
        sa.Column("sequence", SEQUENCE, primary_key=True, autoincrement=True),
        _workshop(nullable=True),
        sa.Column("action", WORD, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("refusals_of_workshop", "refusals", ["workshop_id"])


def _answers() -> None:
    op.create_table(
        "judgments",
        _sequence(),
        sa.Column("id", ID, nullable=False),
        _workshop(nullable=False),
        _participant(nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("question", WORD, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.UniqueConstraint("participant_id", "id", name="once"),
    )
    op.create_index("judgments_of_round", "judgments", ["workshop_id", "round"])
    op.create_table(
        "published",
        _sequence(),
        _workshop(nullable=False),
        sa.Column("step", sa.Integer, nullable=False),
        sa.Column("upto", SEQUENCE, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.UniqueConstraint("workshop_id", "step", "upto", name="shown_once"),
    )


def _workshop(*, nullable: bool) -> sa.Column[str]:
    target = sa.ForeignKey("workshops.id", ondelete="CASCADE")
    return sa.Column("workshop_id", ID, target, nullable=nullable)


def _participant(*, nullable: bool) -> sa.Column[str]:
    target = sa.ForeignKey("participants.id", ondelete="CASCADE")
    return sa.Column("participant_id", ID, target, nullable=nullable)


def _sequence() -> sa.Column[int]:
    target = sa.ForeignKey("events.sequence", ondelete="CASCADE")
    return sa.Column(
        "sequence", SEQUENCE, target, primary_key=True, autoincrement=False
    )
