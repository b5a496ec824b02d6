"""Whether each row of the store says what the log last committed to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.models.dossiers import Dossier
from app.models.log import LogEntry, LogLaterRows
from app.models.office import Unit
from app.models.row_digests import GONE, TABLE_OF_CODE, TABLES, BoundTable, unpacked
from app.services.ledger.transactions import ROWS_FOUND
from app.wording.stored_rows import ROW_NOUNS

_BATCH: Final = 1000
_ENTRIES: Final = (
    select(LogEntry.seq, LogEntry.rows, LogLaterRows.part, LogLaterRows.rows.label("later"))
    .outerjoin(
        LogLaterRows,
        and_(LogLaterRows.unit_id == LogEntry.unit_id, LogLaterRows.seq == LogEntry.seq),
    )
    .order_by(LogEntry.id, LogLaterRows.part)
)

_Row = tuple[str, bytes]
"""A table and the framed key of one of its rows."""


@dataclass(frozen=True, slots=True)
class _Difference:
    """A row that is not as the log has it; `dossier_id` is the dossier it is about, if any."""

    row: _Row
    what: str
    dossier_id: int | None = None


def row_problems(session: Session) -> Iterator[str]:
    """Yield one Vietnamese sentence for each row changed, added or removed behind the log's back.

    A log of a version before 0.8 that nobody has gone on with since commits to nothing yet.
    """
    newest = _newest(session)
    if not any(newest.values()):
        return
    found = [one for table in TABLES.values() for one in _differences(session, table, newest)]
    if found:
        yield from _told(session, found)


def keys_as_committed(session: Session, name: str) -> frozenset[bytes]:
    """Return the framed keys of a table's rows that say what the log last committed to."""
    newest = _newest(session)[name]
    rows = map(TABLES[name].commit, TABLES[name].rows(session.connection()))
    return frozenset(row.key for row in rows if newest.get(row.key) == row.digest)


def found_notes(session: Session) -> Iterator[str]:
    """Yield a sentence for each office whose rows were first committed to by an upgrade."""
    rows = session.execute(
        select(Unit.code, LogEntry.seq)
        .join(Unit, Unit.id == LogEntry.unit_id)
        .where(LogEntry.act == ROWS_FOUND)
        .order_by(LogEntry.id)
    )
    for code, seq in rows:
        yield (
            f"Nhật ký của {code}: dữ liệu có từ trước phiên bản 0.8 được ghi nhận nguyên trạng ở "
            f"dòng số {seq}; từ đó về sau mới biết được có bị sửa hay không."
        )


def _told_rows(session: Session) -> Iterator[tuple[int, str, bytes, bytes]]:
    """Yield what the log commits to, oldest first: entry, table, key of the row, digest."""
    options = {"yield_per": _BATCH}
    with session.connection().execute(_ENTRIES, execution_options=options) as entries:
        for seq, own, part, later in entries:
            for rows in (own if part in (None, 1) else None, later):
                for code, key, digest in unpacked(rows or b""):
                    table = TABLE_OF_CODE.get(code)
                    if table is not None:
                        yield seq, table.name, key, digest


def _newest(session: Session) -> dict[str, dict[bytes, bytes]]:
    """Return the newest digest of each row that is still there, by table and key."""
    newest: dict[str, dict[bytes, bytes]] = {name: {} for name in TABLES}
    for _seq, table, key, digest in _told_rows(session):
        if digest == GONE:
            newest[table].pop(key, None)
        else:
            newest[table][key] = digest
    return newest


def _differences(
    session: Session, table: BoundTable, newest: Mapping[str, dict[bytes, bytes]]
) -> Iterator[_Difference]:
    """Compare each row of a table with its newest digest, which is taken out of `newest`."""
    expected = newest[table.name]
    for row in table.rows(session.connection()):
        _code, key, digest = table.commit(row)
        before = expected.pop(key, None)
        if before != digest:
            what = "không do việc nào trong nhật ký ghi vào" if before is None else "bị sửa"
            yield _Difference((table.name, key), what, table.dossier_id(row))
    for key in expected:
        yield _Difference((table.name, key), "bị xóa")


def _told(session: Session, found: list[_Difference]) -> Iterator[str]:
    wanted = {one.row for one in found}
    since = {
        (table, key): seq
        for seq, table, key, _digest in _told_rows(session)
        if (table, key) in wanted
    }
    for one in found:
        yield _sentence(session, one, since.get(one.row))


def _sentence(session: Session, one: _Difference, seq: int | None) -> str:
    name, key = one.row
    code = None
    if one.dossier_id is not None:
        code = session.scalar(select(Dossier.code).where(Dossier.id == one.dossier_id))
    subject = f"Hồ sơ {code}: {ROW_NOUNS[name]}" if code else ROW_NOUNS[name].capitalize()
    said = key.decode("utf-8", "replace").replace("i", "", 1).rstrip(":")
    since = f", khác với dòng số {seq} của nhật ký" if seq else ""
    return f"{subject} (mã {said}) {one.what}{since}."
