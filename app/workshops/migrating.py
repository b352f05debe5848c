"""Bring the tables of a database to the version of this program."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from app.workshops.errors import Unavailable

FOLDER = Path(__file__).parent / "migrations"
ONE_AT_A_TIME = 7_310_010
"""Number of the lock under which PostgreSQL lets one process migrate."""


def is_present(connection: Connection) -> bool:
    """Return whether the tables are those of this program."""
    return _version(connection) == _script().get_current_head()


def migrate(connection: Connection) -> None:
    """Run the migrations that are missing, inside the connection's transaction.

    Raises
    ------
    Unavailable
        If a later version of the program has made the tables.
    """
    if connection.dialect.name == "postgresql":
        lock = text("SELECT pg_advisory_xact_lock(:number)")
        connection.execute(lock, {"number": ONE_AT_A_TIME})
    version = _version(connection)
    known = {script.revision for script in _script().walk_revisions()}
    if version is not None and version not in known:
        rule = "database must be of a version that this program knows"
        msg = f"{rule}, got {version!r}: a later program has used it"
        raise Unavailable(msg)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _version(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
