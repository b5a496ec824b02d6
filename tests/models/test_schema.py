"""What the migrations build is what the models say, on both kinds of store."""

from alembic.autogenerate import compare_metadata
from alembic.command import downgrade
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, inspect

from app.models import migrating
from app.models.base import Base
from app.models.database import Database
from app.models.tables import LOADED


def _differences(connection: Connection) -> list[object]:
    context = MigrationContext.configure(
        connection,
        opts={
            "compare_type": True,
            "include_name": lambda name, kind, _parents: (
                kind != "table" or not str(name).startswith("dossier_search")
            ),
        },
    )
    return list(compare_metadata(context, Base.metadata))


def _downgrade(store: Database, to: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating._SCRIPTS))
    config.attributes["engine"] = store.engine
    store.engine.dispose()  # the triggers of a line that has written name the newest columns
    downgrade(config, to)


def _guards(connection: Connection) -> set[str]:
    """Return the triggers of the log, and the search index where it can be searched."""
    if connection.dialect.name == "sqlite":
        found = connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' OR sql LIKE '%USING fts5%'"
        )
    else:
        found = connection.exec_driver_sql(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal "
            "UNION SELECT indexname FROM pg_indexes WHERE indexdef LIKE '%%USING gin%%'"
        )
    return {row[0] for row in found}


_EXPECTED_GUARDS = {
    "sqlite": {
        "log_entries_no_update",
        "log_entries_no_delete",
        "log_entries_no_replace",
        "log_later_rows_no_update",
        "log_later_rows_no_delete",
        "log_later_rows_no_replace",
        "dossier_search",
        "petition_events_no_update",
        "petition_events_no_delete",
        "petition_events_no_replace",
    },
    "postgresql": {
        "log_entries_no_change",
        "log_later_rows_no_change",
        "note_change",
        "ix_dossier_search_words",
        "petition_events_no_update",
        "petition_events_no_delete",
    },
}


def test_migrated_schema_is_the_models(store: Database) -> None:
    assert LOADED
    with store.engine.connect() as connection:
        assert _differences(connection) == []


def test_a_column_the_models_do_not_know_is_seen(store: Database) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("ALTER TABLE counters ADD COLUMN colour varchar(10)")
        assert len(_differences(connection)) == 1


def test_log_triggers_and_search_index_are_there(store: Database) -> None:
    with store.engine.connect() as connection:
        assert _guards(connection) == _EXPECTED_GUARDS[connection.dialect.name]


def test_new_store_is_at_the_newest_revision(store: Database) -> None:
    assert migrating.current_revision(store.engine) == migrating.newest_revision()


def test_all_the_way_down_and_up_again_gives_the_same_schema(store: Database) -> None:
    _downgrade(store, "base")
    with store.engine.connect() as connection:
        left = {
            name
            for name in inspect(connection).get_table_names()
            if not name.startswith("dossier_search")
        }
    assert left == {"alembic_version"}
    migrating.upgrade(store.engine)
    with store.engine.connect() as connection:
        assert _differences(connection) == []
        assert _guards(connection) == _EXPECTED_GUARDS[connection.dialect.name]
