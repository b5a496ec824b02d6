"""A store of the first version is brought to the newest with its dossiers as they were."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import Column, MetaData, select

from app.models import migrating
from app.models.database import APPLICATION_ID, sqlite_engine
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.models.outcomes import Payment
from app.models.store import open_sqlite
from app.paths import STORE_NAME
from app.vocabulary.dossiers import PaymentKind

_RECEIVED = datetime(2026, 11, 20, 1, 30, tzinfo=UTC)
_FIRST_ROWS: tuple[tuple[str, dict[str, object]], ...] = (
    ("units", {"kind": "one_stop", "level": "commune", "due_time": "same_time"}),
    ("officers", {"login": "a"}),
    ("procedures", {"code": "1.001193"}),
    ("procedure_versions", {"level": "commune"}),
    ("procedure_cases", {"time_unit": "working_day"}),
    (
        "dossiers",
        {
            "code": "000.00.15.H53-261120-0001",
            "channel": "counter",
            "owner_kind": "citizen",
            "return_by": "counter",
        },
    ),
    ("dossier_states", {"status": "received"}),
    ("payments", {}),
)
"""One row of each table a dossier needs; what is not said here is a plain value of its type."""


_PLAIN: dict[type, object] = {
    datetime: _RECEIVED.replace(tzinfo=None),
    date: _RECEIVED.date(),
    time: time(15),
    bool: False,
    int: 1,
    Decimal: Decimal(3),
}


def _plain(column: Column[Any]) -> object:
    if column.nullable:
        return None
    return _PLAIN.get(column.type.python_type, "")


def _a_first_store(path: Path) -> None:
    engine = sqlite_engine(path)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.commit()
    migrating.upgrade(engine, "0001")
    tables = MetaData()
    tables.reflect(engine, only=[name for name, _values in _FIRST_ROWS])
    with engine.begin() as connection:
        for name, values in _FIRST_ROWS:
            table = tables.tables[name]
            row = {column.name: _plain(column) for column in table.columns}
            connection.execute(table.insert().values(row | values))
    engine.dispose()


def test_a_first_store_keeps_its_dossiers(tmp_path: Path) -> None:
    path = tmp_path / STORE_NAME
    _a_first_store(path)
    database = open_sqlite(path)
    with database.read() as session:
        dossier = session.scalars(select(Dossier)).one()
        assert (dossier.received_at, dossier.clock_from) == (_RECEIVED, _RECEIVED)
        assert (dossier.competent_id, dossier.exempt_ground) == (None, "")
        assert session.scalars(select(DossierState)).one().step_due_at is None
        assert session.scalars(select(Payment)).one().kind is PaymentKind.FINAL
        unit = session.scalars(select(Unit)).one()
        assert (unit.footer, unit.supplement_days) == ("", 30)
    assert migrating.current_revision(database.engine) == migrating.newest_revision()
    database.close()
    assert path.with_name("motcua-truoc-nang-cap-0001.db").exists()
