"""A desk's account of a shared server works with rows and cannot change what guards them."""

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url

from app.clock import Clock
from app.errors import RuleBrokenError
from app.models.database import Database
from app.models.desk_account import allow_desk
from app.models.store import create_sqlite, open_postgresql
from tests.postgres import Server
from tests.services.store_builders import an_office


@pytest.fixture
def owner(postgres: Server) -> Iterator[Database]:
    """A store with an office, and an account `quay_<n>` that may nothing yet."""
    url = postgres.create(postgres.template_name)
    database = open_postgresql(url)
    an_office(database, Clock())
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS quay; CREATE ROLE quay LOGIN")
    yield database
    database.close()
    postgres.drop(url)


def _as_desk(owner: Database) -> str:
    return owner.engine.url.set(username="quay", drivername="postgresql").render_as_string(
        hide_password=False
    )


def test_a_desk_s_account_does_the_desk_s_work(owner: Database) -> None:
    allow_desk(owner, "quay")
    database = open_postgresql(_as_desk(owner))
    with database.write() as session:
        session.connection().exec_driver_sql("UPDATE units SET hotline = '0276'")
        session.connection().exec_driver_sql(
            "INSERT INTO log_entries (unit_id, seq, entered_at, happened_at, officer_id, act,"
            " facts, previous_hash, hash) SELECT unit_id, 9, now(), now(), officer_id, 'x',"
            " '{}', '', '' FROM log_entries LIMIT 1"
        )
    database.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_entries SET act = 'x'",
        "DELETE FROM log_entries",
        "TRUNCATE log_entries",
        "ALTER TABLE log_entries DISABLE TRIGGER ALL",
        "DROP TRIGGER log_entries_no_change ON log_entries",
        "DROP TABLE dossiers",
        "CREATE TABLE mine (id integer)",
        "CREATE OR REPLACE FUNCTION refuse_log_change() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RETURN NULL; END $$",
        "SET session_replication_role = replica",
        "UPDATE alembic_version SET version_num = 'x'",
    ],
)
def test_what_guards_the_store_is_out_of_a_desk_s_reach(owner: Database, statement: str) -> None:
    allow_desk(owner, "quay")
    url = _as_desk(owner)
    parts = make_url(url)
    with (
        psycopg.connect(
            host=str(parts.query["host"]), user="quay", dbname=str(parts.database)
        ) as line,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        line.execute(statement)


def test_what_an_account_had_before_is_taken(owner: Database) -> None:
    with owner.engine.begin() as connection:
        connection.exec_driver_sql("GRANT ALL ON ALL TABLES IN SCHEMA public TO quay")
    test_what_guards_the_store_is_out_of_a_desk_s_reach(owner, "DELETE FROM log_entries")


def test_an_account_with_every_right_meets_the_log_s_own_guard_alone(owner: Database) -> None:
    with owner.engine.begin() as connection:
        connection.exec_driver_sql(
            "GRANT ALL ON ALL TABLES IN SCHEMA public TO quay; GRANT ALL ON SCHEMA public TO quay"
        )
    parts = make_url(_as_desk(owner))
    with psycopg.connect(
        host=str(parts.query["host"]), user="quay", dbname=str(parts.database), autocommit=True
    ) as line:
        line.execute("CREATE TABLE mine (id integer)")
        line.execute("UPDATE alembic_version SET version_num = version_num")
        with pytest.raises(psycopg.errors.RaiseException, match="append-only"):
            line.execute("DELETE FROM log_entries")
    owner.engine.dispose()


def test_an_account_that_is_not_there_or_owns_the_tables_is_refused(owner: Database) -> None:
    with pytest.raises(RuleBrokenError, match="chưa có tài khoản"):
        allow_desk(owner, "không-có")
    with pytest.raises(RuleBrokenError, match="không dùng cho quầy"):
        allow_desk(owner, str(owner.engine.url.username))


def test_a_local_store_has_no_accounts(tmp_path: object) -> None:
    database = create_sqlite(tmp_path / "motcua.db")  # type: ignore[operator]
    with pytest.raises(RuleBrokenError, match="là tệp trên máy"):
        allow_desk(database, "quay")
    database.close()
