"""Whether the store is whole: structure, references, chain, numbers, one truth per dossier."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.base import FOREVER
from app.models.database import Database
from app.models.dossiers import Dossier, DossierState
from app.models.forms import NumberSeries
from app.models.log import LogEntry
from app.models.office import Unit
from app.services.ledger.chain import entry_hash, genesis
from app.services.ledger.transactions import entry_fields

_BATCH = 1000


class StoreCheck:
    """Checks an open store; changes nothing."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def problems(self) -> list[str]:
        """Return what is wrong, one Vietnamese sentence each; empty when the store is whole."""
        with self._database.read() as session:
            return [
                *self._structure(session),
                *_chain(session),
                *_numbers(session),
                *_truths(session),
            ]

    def _structure(self, session: Session) -> Iterator[str]:
        if self._database.is_shared:
            return
        connection = session.connection()
        for (problem,) in connection.exec_driver_sql("PRAGMA integrity_check(10)"):
            if problem != "ok":
                yield f"Cấu trúc kho bị hỏng: {problem}."
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            yield f"Có {len(broken)} dòng trỏ tới dữ liệu không còn."


def _chain(session: Session) -> Iterator[str]:
    """Walk every office's chain; report the first entry that does not follow from the last."""
    for unit_id, code in session.execute(select(Unit.id, Unit.code).order_by(Unit.id)).all():
        previous, expected = genesis(code), 1
        rows = session.execute(
            select(LogEntry).where(LogEntry.unit_id == unit_id).order_by(LogEntry.seq)
        ).scalars()
        for entry in rows.yield_per(_BATCH):
            head = entry_hash(previous, entry_fields(entry))
            if entry.seq != expected or entry.hash != head.hex():
                yield f"Nhật ký của {code} bị sửa hoặc mất từ dòng số {expected}."
                break
            previous, expected = head, expected + 1


def _numbers(session: Session) -> Iterator[str]:
    """Compare each day's highest dossier number with its count and with its series."""
    rows = session.execute(
        select(Dossier.unit_id, Dossier.day, func.count(), func.max(Dossier.day_number)).group_by(
            Dossier.unit_id, Dossier.day
        )
    )
    series = {
        (row.unit_id, row.period): row.last
        for row in session.execute(
            select(NumberSeries).where(NumberSeries.book == "dossier")
        ).scalars()
    }
    for unit_id, day, count, highest in rows:
        if not count == highest == series.get((unit_id, day.isoformat())):
            yield f"Số hồ sơ ngày {day.isoformat()} bị hở hoặc trùng."


def _truths(session: Session) -> Iterator[str]:
    """Find dossiers without exactly one present state."""
    present = (
        select(DossierState.dossier_id)
        .where(DossierState.to_at == FOREVER)
        .group_by(DossierState.dossier_id)
        .having(func.count() == 1)
    )
    lost = session.execute(
        select(func.count()).select_from(Dossier).where(Dossier.id.not_in(present))
    ).scalar_one()
    if lost:
        yield f"Có {lost} hồ sơ không có đúng một trạng thái hiện tại."
