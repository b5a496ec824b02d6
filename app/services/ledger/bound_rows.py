"""Whether each row of the store says what the log last committed to."""

import secrets
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.dossiers import Dossier
from app.models.log import HAS_LATER_ROWS, LogEntry, LogLaterRows
from app.models.office import Unit
from app.models.row_digests import GONE, TABLE_OF_CODE, TABLES, BoundTable, framed, unpacked
from app.models.stored import stored_bytes
from app.services.ledger.chain import Since
from app.services.ledger.transactions import ROWS_FOUND, commits_to_rows
from app.wording.stored_rows import ROW_NOUNS

_BATCH: Final = 50
"""Entries read at once: one may commit to tens of thousands of rows."""
_ENTRIES: Final = (
    select(LogEntry.seq, LogEntry.rows, LogLaterRows.part, LogLaterRows.rows.label("later"))
    .outerjoin(LogLaterRows, HAS_LATER_ROWS)
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


def row_problems(session: Session, done: Callable[[], None] = lambda: None) -> Iterator[str]:
    """Yield one Vietnamese sentence for each row changed, added or removed behind the log's back.

    `done` is called for each row that was compared. A log of a version before 0.8 that nobody has
    gone on with since commits to nothing yet.
    """
    if not commits_to_rows(session):
        return
    newest = _newest(session, TABLES)
    found = [
        one
        for name, table in TABLES.items()
        for one in _differences(session, table, newest[name], done)
    ]
    if found:
        yield from _told(session, found)


def row_problems_since(
    session: Session, since: Since, done: Callable[[], None] = lambda: None
) -> Iterator[str]:
    """Yield the same of the rows that the log committed to since an entry, and of no others."""
    newest = digests_since(session, since)
    found = [
        one
        for name, digests in newest.items()
        for one in _differences_of(session, TABLES[name], digests, done)
    ]
    if found:
        yield from _told(session, found, since.first_id)


def digests_since(session: Session, since: Since) -> dict[str, dict[bytes, bytes]]:
    """Return the newest digest of each row committed to since an entry, by table and framed key."""
    newest: dict[str, dict[bytes, bytes]] = {}
    for _seq, table, key, digest in _told_rows(session, since.first_id):
        newest.setdefault(table, {})[key] = digest
    return newest


def keys_as_committed(session: Session, name: str) -> frozenset[bytes]:
    """Return the framed keys of a table's rows that say what the log last committed to."""
    newest = _newest(session, [name])[name]
    rows = map(TABLES[name].commit, TABLES[name].rows(session.connection()))
    return frozenset(row.key for row in rows if newest.take(row.key, row.digest))


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


def _told_rows(session: Session, first_id: int = 0) -> Iterator[tuple[int, str, bytes, bytes]]:
    """Yield what the log commits to, oldest first: entry, table, key of the row, digest.

    Only entries from the id `first_id` on are read.
    """
    wanted = _ENTRIES.where(LogEntry.id >= first_id) if first_id else _ENTRIES
    options = {"yield_per": _BATCH}
    with session.connection().execute(wanted, execution_options=options) as entries:
        for seq, own, part, later in entries:
            for rows in (own if part in (None, 1) else None, later):
                for code, key, digest in unpacked(stored_bytes(rows or b"")):
                    table = TABLE_OF_CODE.get(code)
                    if table is not None:
                        yield seq, table.name, key, digest


class _Newest:
    """The newest digest of each row of a table that is still there, in eight bytes a row.

    A digest is kept as its remainder by a number drawn for this check alone, so nobody can make two
    rows that it takes for one. Where a row is named by a number, that is its place in `_by_number`.
    """

    def __init__(self, modulus: int) -> None:
        self._modulus = modulus
        self._by_number = array("Q")
        self._others: dict[bytes, int] = {}

    def put(self, key: bytes, digest: bytes) -> None:
        """Keep what the log says of a row now."""
        said = 0 if digest == GONE else int.from_bytes(digest) % self._modulus + 1
        number = _number_of(key)
        known = self._by_number
        # Whatever was once kept by its key stays there, though the numbers have come near it.
        if key in self._others or not 0 <= number < len(known) * 2 + _ROOM:
            self._others[key] = said
            return
        while number >= len(known):
            known.frombytes(_MORE)
        known[number] = said

    def take(self, key: bytes, digest: bytes) -> bool | None:
        """Say whether a row is as the log says, None where it says nothing of it; forget it."""
        number = _number_of(key)
        if key in self._others or not 0 <= number < len(self._by_number):
            said = self._others.pop(key, 0)
        else:
            said, self._by_number[number] = self._by_number[number], 0
        return said == int.from_bytes(digest) % self._modulus + 1 if said else None

    def left(self) -> Iterator[bytes]:
        """Yield the keys of rows that were not taken."""
        if any(self._by_number):
            for number, said in enumerate(self._by_number):
                if said:
                    yield framed(number)
        yield from (key for key, said in self._others.items() if said)


_ROOM: Final = 100_000
"""Numbers this far beyond the ones before are of rows like them, not of a made-up key."""
_MORE: Final = bytes(8 * 10_000)
"""By how much the room for numbers grows: little, for there is one for each table."""


def _number_of(key: bytes) -> int:
    """Return the number that alone names a row, -1 where something else does."""
    digits = key[1:-1]
    return int(digits) if key == b"i%b:" % digits and digits.isdigit() else -1


def _newest(session: Session, names: Collection[str]) -> dict[str, _Newest]:
    modulus = secrets.randbits(62) | 1 << 62 | 1
    newest = {name: _Newest(modulus) for name in names}
    for _seq, table, key, digest in _told_rows(session):
        if table in newest:
            newest[table].put(key, digest)
    return newest


def _differences(
    session: Session, table: BoundTable, expected: _Newest, done: Callable[[], None]
) -> Iterator[_Difference]:
    """Compare each row of a table with its newest digest."""
    for row in table.rows(session.connection()):
        done()
        _code, key, digest = table.commit(row)
        is_same = expected.take(key, digest)
        if not is_same:
            what = "không do việc nào trong nhật ký ghi vào" if is_same is None else "bị sửa"
            yield _Difference((table.name, key), what, table.dossier_id(row))
    for key in expected.left():
        yield _Difference((table.name, key), "bị xóa")


def _differences_of(
    session: Session, table: BoundTable, digests: Mapping[bytes, bytes], done: Callable[[], None]
) -> Iterator[_Difference]:
    """Compare the rows with these keys, and no others, with their newest digests."""
    left = dict(digests)
    for row in table.rows_of(session.connection(), digests):
        done()
        _code, key, digest = table.commit(row)
        said = left.pop(key, None)
        if said != digest:
            what = "không do việc nào trong nhật ký ghi vào" if said == GONE else "bị sửa"
            yield _Difference((table.name, key), what, table.dossier_id(row))
    for key, said in left.items():
        if said != GONE:
            yield _Difference((table.name, key), "bị xóa")


def _told(session: Session, found: list[_Difference], first_id: int = 0) -> Iterator[str]:
    wanted = {one.row for one in found}
    since = {
        (table, key): seq
        for seq, table, key, _digest in _told_rows(session, first_id)
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
