"""Changing a log as somebody with the file and an SQL tool can: around the program."""

import hashlib
from collections.abc import Callable, Sequence

from sqlalchemy import Connection, insert, select, text

from app.models.database import Database
from app.models.log import LogEntry, LogLaterRows
from app.models.office import Unit
from app.services.ledger.chain import entry_hash, genesis
from app.services.ledger.transactions import entry_fields

Plant = Callable[[Connection], None]

_SAID = "act, facts, dossier_id, happened_at, entered_at, officer_id"
_FAR = 100_000


def plant(database: Database, *plants: Plant) -> None:
    """Change a store, the log's triggers taken away; the log commits to what was changed.

    What the rows themselves say is then for the other checks to find.
    """
    with database.write() as session:
        _plant(session.connection(), plants)


def plant_unseen(database: Database, *plants: Plant) -> None:
    """Change a store, the log's triggers taken away, as another program would."""
    with database.write_copy() as session:
        _plant(session.connection(), plants)


def _plant(connection: Connection, plants: Sequence[Plant]) -> None:
    is_shared = connection.dialect.name == "postgresql"
    for table in ("log_entries", "log_later_rows"):
        for name in ("change",) if is_shared else ("update", "delete", "replace"):
            on = f" ON {table}" if is_shared else ""
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {table}_no_{name}{on}")
    for one in plants:
        one(connection)


def sql(*statements: str) -> Plant:
    """Run statements, each of which must touch something."""

    def run(connection: Connection) -> None:
        for statement in statements:
            assert connection.execute(text(statement)).rowcount

    return run


def swap(one: int, other: int) -> Plant:
    """Exchange what two entries say, each keeping its place and hashes."""

    def run(connection: Connection) -> None:
        rows = connection.execute(
            text(f"SELECT seq, {_SAID} FROM log_entries WHERE seq IN (:one, :other)"),  # noqa: S608
            {"one": one, "other": other},
        ).mappings()
        both = {row["seq"]: dict(row) for row in rows}
        settings = ", ".join(f"{name} = :{name}" for name in _SAID.split(", "))
        for seq, source in ((one, other), (other, one)):
            connection.execute(
                text(f"UPDATE log_entries SET {settings} WHERE seq = :place"),  # noqa: S608
                {**both[source], "place": seq},
            )

    return run


def delete(seq: int) -> Plant:
    """Take an entry away and leave its place empty."""
    return sql(f"DELETE FROM log_entries WHERE seq = {seq}")  # noqa: S608


def delete_and_move_up(seq: int) -> Plant:
    """Take an entry away and give those after it its number and the next ones."""
    return sql(
        f"DELETE FROM log_entries WHERE seq = {seq}",  # noqa: S608
        f"UPDATE log_entries SET seq = seq + {_FAR} WHERE seq > {seq}",  # noqa: S608
        f"UPDATE log_entries SET seq = seq - {_FAR + 1} WHERE seq > {_FAR}",  # noqa: S608
    )


def insert_after(seq: int) -> Plant:
    """Put a false entry, a copy of the one before it, between two."""

    def run(connection: Connection) -> None:
        sql(f"UPDATE log_entries SET seq = seq + {_FAR} WHERE seq > {seq}")(connection)  # noqa: S608
        table = LogEntry.__table__
        row = connection.execute(select(table).where(LogEntry.seq == seq)).mappings().one()
        connection.execute(insert(LogEntry).values(**{**row, "id": 900_000, "seq": seq + 1}))
        sql(f"UPDATE log_entries SET seq = seq - {_FAR - 1} WHERE seq > {_FAR}")(connection)  # noqa: S608

    return run


def cut_after(seq: int) -> Plant:
    """Take the end of the log away, and what the tables of people and closings say of it."""

    def run(connection: Connection) -> None:
        for table in ("log_entries", "log_later_rows"):
            connection.exec_driver_sql(f"DELETE FROM {table} WHERE seq > {seq}")  # noqa: S608

    return run


def count_anew(connection: Connection) -> None:
    """Give every entry the hashes that its chain asks for: no key is needed for that."""
    code = connection.execute(
        select(Unit.code).join(LogEntry, LogEntry.unit_id == Unit.id).limit(1)
    ).scalar_one()
    previous = genesis(code)
    rows = connection.execute(select(LogEntry.__table__).order_by(LogEntry.seq)).mappings().all()
    for row in rows:
        entry = LogEntry(**{**row, "previous_hash": previous.hex()})
        head = entry_hash(previous, entry_fields(entry), row["rows"])
        connection.execute(
            text("UPDATE log_entries SET previous_hash = :before, hash = :head WHERE seq = :seq"),
            {"before": previous.hex(), "head": head.hex(), "seq": row["seq"]},
        )
        previous = _later_anew(connection, row["seq"], head)


def _later_anew(connection: Connection, seq: int, head: bytes) -> bytes:
    """Give the parts after an entry their hashes; return what the next entry is chained to."""
    parts = connection.execute(
        select(LogLaterRows.part, LogLaterRows.rows)
        .where(LogLaterRows.seq == seq)
        .order_by(LogLaterRows.part)
    ).all()
    for part, rows in parts:
        head = hashlib.sha256(head + rows).digest()
        connection.execute(
            text("UPDATE log_later_rows SET hash = :head WHERE seq = :seq AND part = :part"),
            {"head": head.hex(), "seq": seq, "part": part},
        )
    return head


def as_before_rows_were_bound(connection: Connection) -> None:
    """Let the log be one of a version before 0.8: it commits to no rows. Its papers go with it."""
    for statement in (
        "DELETE FROM print_jobs",
        "UPDATE day_closings SET form_id = NULL",
        "DELETE FROM issued_forms",
        "DELETE FROM number_series WHERE book NOT IN ('dossier', 'foreign', 'payment')",
        "DELETE FROM log_later_rows",
        "UPDATE log_entries SET rows = NULL",
    ):
        connection.exec_driver_sql(statement)
    count_anew(connection)


def tell_restoration(facts: str) -> Plant:
    """Plant a made-up restoration at the end of the log, as whoever holds the store can."""

    def run(connection: Connection) -> None:
        last = "FROM log_entries ORDER BY seq DESC LIMIT 1"
        connection.execute(
            text(
                "INSERT INTO log_entries (unit_id, seq, entered_at, happened_at, officer_id, act, "
                "facts, previous_hash, hash) SELECT unit_id, seq + 1, entered_at, happened_at, "
                f"officer_id, 'store_restored', :facts, '', 'x' {last}"
            ),
            {"facts": facts},
        )
        connection.execute(
            text(
                "INSERT INTO lost_numbers (unit_id, book, period, first, last, log_seq) "
                f"SELECT unit_id, 'log', '', seq, seq, seq {last}"
            )
        )
        count_anew(connection)

    return run
