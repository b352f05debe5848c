"""The tables are what the migrations make."""

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from app.workshops.database import Database
from app.workshops.tables import metadata


def test_the_migrations_make_the_tables_that_the_program_uses(bare):
    database = Database(bare)
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
    database.close()


def test_everything_of_a_workshop_goes_with_it():
    owned = [table for table in metadata.tables.values() if table.name != "workshops"]
    keys = [key for table in owned for key in table.c.workshop_id.foreign_keys]
    assert len(keys) == len(owned)
    assert {key.ondelete for key in keys} == {"CASCADE"}
