"""Runs migrations on the engine it is given.

Foreign keys are off while tables are rebuilt on SQLite: with them on, a batch rebuild of a parent
silently deletes the children. Triggers vanish with a rebuilt table and are made again. The whole
run is one transaction, and foreign keys are checked before it is committed.
"""

from alembic import context
from sqlalchemy import Connection, Engine, inspect

from app.models.base import Base
from app.models.guards import create_guards
from app.models.log import LogEntry
from app.models.server_lines import be_patient
from app.models.tables import LOADED

_MIGRATION_LOCK = 0x4D435541
"""An advisory lock of PostgreSQL that no office's id reaches."""


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leave the search index out of comparisons: it is made by `guards`."""
    return not (kind == "table" and name is not None and name.startswith("dossier_search"))


def run(connection: Connection) -> None:
    """Migrate on an open connection that is in a transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        include_name=include_name,
        transaction_per_migration=False,
    )
    context.run_migrations()
    if inspect(connection).has_table(LogEntry.__tablename__):
        create_guards(connection)
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            message = f"migration broke {len(broken)} foreign keys"
            raise RuntimeError(message)


def migrate(engine: Engine) -> None:
    """Open the one transaction of the run."""
    with engine.execution_options(immediate=True).connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.detach()  # no other transaction may get a connection without foreign keys
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            connection.detach()  # a line that waits for ever is not for the desk's work
            be_patient(connection.connection.driver_connection)
            # Two desks may start on the same empty or older store.
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
        run(connection)
        connection.commit()


assert LOADED  # noqa: S101 - every table is known to the metadata
migrate(context.config.attributes["engine"])
