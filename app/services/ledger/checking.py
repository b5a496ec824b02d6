"""Whether the store is whole: structure, references, chain, numbers, one truth per dossier.

The log has to tell the same truth (`replay`).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.errors import StoreError
from app.models.base import FOREVER
from app.models.database import Database
from app.models.dossiers import Dossier, DossierState
from app.models.exchange import FOREIGN_FROM
from app.models.forms import IssuedForm, NumberSeries
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.outcomes import Payment
from app.models.store_errors import explain
from app.services.ledger.after_restore import lost_number_problems, lost_ranges
from app.services.ledger.bound_rows import found_notes, row_problems
from app.services.ledger.chain import walk_chains
from app.services.ledger.clock_order import setback_notes
from app.services.ledger.details import detail_problems
from app.services.ledger.replay import replay_problems
from app.vocabulary.forms import FormKind
from app.wording.labels import label

_BOOKS: Mapping[str, str] = {
    "dossier": "Số hồ sơ ngày",
    "foreign": "Số hồ sơ nơi khác chuyển đến ngày",
    "payment": "Số phiếu thu năm",
    **{kind.value: f"Số {label(kind).lower()} năm" for kind in FormKind},
    FormKind.RECEIPT.value: "Số giấy tiếp nhận năm",
}
_GIVEN: Final = re.compile(
    r"(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})-(?P<number>[0-9]{4,8})"
)
_NONE_GIVEN: Final[Mapping[tuple[int, str], Sequence[int]]] = {}

Check = Callable[[Session], Iterator[str]]


class StoreCheck:
    """Checks an open store, changing nothing.

    `more` are the checks of areas that stand on the ledger.
    """

    def __init__(self, database: Database, more: Sequence[Check] = ()) -> None:
        self._database = database
        self._more = more

    def problems(self) -> list[str]:
        """Return what is wrong, one Vietnamese sentence each; empty when the store is whole."""
        checks = (
            structure_problems,
            chain_problems,
            detail_problems,
            row_problems,
            _numbers,
            lost_number_problems,
            _truths,
            replay_problems,
            *self._more,
        )
        with self._database.read() as session:
            return list(dict.fromkeys(problems_of(session, checks)))

    def notes(self) -> list[str]:
        """Return what people should know although nothing is wrong."""
        with self._database.read() as session:
            return [*setback_notes(session), *found_notes(session)]


def structure_problems(session: Session) -> Iterator[str]:
    """Find what is wrong with the file itself: pages, indexes, references; nothing of a server."""
    connection = session.connection()
    if connection.dialect.name != "sqlite":
        return
    # The check by itself believes what this line remembers of the search index, and finds it
    # broken where another line has written since; whoever reads a row of it looks anew.
    connection.exec_driver_sql("SELECT rowid FROM dossier_search LIMIT 1").close()
    for (problem,) in connection.exec_driver_sql("PRAGMA integrity_check(10)"):
        if problem != "ok":
            yield f"Cấu trúc kho bị hỏng: {problem}."
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        yield f"Có {len(broken)} dòng trỏ tới dữ liệu không còn."


def problems_of(session: Session, checks: Iterable[Check]) -> Iterator[str]:
    """Yield what each check finds; one that meets what cannot be read says so and ends.

    Raises what is no damage of the store.
    """
    for check in checks:
        try:
            yield from check(session)
        except StoreError as error:
            yield error.message
        except DBAPIError as error:
            meant = explain(error)
            if not isinstance(meant, StoreError):
                raise
            yield meant.message


def chain_problems(session: Session) -> Iterator[str]:
    """Walk every office's chain; report the first entry that does not follow from the last."""
    for walked in walk_chains(session):
        if walked.broken_at:
            yield f"Nhật ký của {walked.code} bị sửa hoặc mất từ dòng số {walked.broken_at}."


def _numbers(session: Session) -> Iterator[str]:
    """Find books whose numbers have a hole, a twin or a lost end."""
    number = Dossier.day_number
    own = (Dossier.unit_id, Dossier.day, number)
    yield from _holes(session, "dossier", own, number < FOREIGN_FROM, given=_given_codes(session))
    foreign = (Dossier.unit_id, Dossier.day, number - FOREIGN_FROM)
    yield from _holes(session, "foreign", foreign, number > FOREIGN_FROM)
    yield from _holes(session, "payment", (Payment.unit_id, Payment.year, Payment.ordinal))
    for kind in FormKind:
        if kind is FormKind.FEE_RECEIPT:  # numbered in the book of payments (money.checking)
            continue
        columns = (IssuedForm.unit_id, IssuedForm.year, IssuedForm.ordinal)
        yield from _holes(session, kind.value, columns, IssuedForm.kind == kind)


def _holes(
    session: Session,
    book: str,
    columns: tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...],
    *conditions: ColumnElement[bool],
    given: Mapping[tuple[int, str], Sequence[int]] = _NONE_GIVEN,
) -> Iterator[str]:
    """Compare a book's count and highest number in each period with the last one given out.

    Of the numbers that others have taken (`given`), those below the last were passed over; so were
    those that were lost with a store.
    """
    unit, period, number = columns
    rows = session.execute(
        select(unit, period, func.count(), func.max(number))
        .where(*conditions)
        .group_by(unit, period)
    )
    used = {(unit_id, str(value)): (count, highest) for unit_id, value, count, highest in rows}
    series = session.execute(select(NumberSeries).where(NumberSeries.book == book)).scalars()
    ends = {(row.unit_id, row.period): row.last for row in series}
    lost = lost_ranges(session, book)
    # By their text: a damaged store may have a text where a number belongs.
    for key in sorted(used.keys() | ends.keys(), key=str):
        last = ends.get(key, 0)
        passed = [(taken, taken) for taken in given.get(key, ()) if taken < last]
        if used.get(key, (0, 0)) != _expected(last, [*passed, *lost.get(key, ())]):
            yield f"{_BOOKS[book]} {key[1]} bị hở, trùng hoặc mất."


def _expected(last: int, passed: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return how many numbers up to `last` are used, and the highest of them.

    `passed` are ranges that were passed over; some may lie within others.
    """
    count, highest, end = 0, 0, 0
    for first, ends in [*sorted(passed), (last + 1, last + 1)]:
        if first > end + 1:
            count, highest = count + first - end - 1, first - 1
        end = max(end, ends)
    return count, highest


def _given_codes(session: Session) -> Mapping[tuple[int, str], Sequence[int]]:
    """Return which numbers of which day's book are in codes that came with their dossiers."""
    rows = session.execute(
        select(Dossier.unit_id, Dossier.code, Unit.code)
        .join(Unit, Unit.id == Dossier.unit_id)
        .where(Dossier.day_number > FOREIGN_FROM, Dossier.code.startswith(Unit.code + "-"))
    )
    taken: dict[tuple[int, str], list[int]] = defaultdict(list)
    for unit_id, code, unit_code in rows:
        found = _GIVEN.fullmatch(code, len(unit_code) + 1)
        # A number that is filled up otherwise makes a code which this office never gives.
        if found and found["number"] == f"{int(found['number']):04d}":
            period = f"20{found['year']}-{found['month']}-{found['day']}"
            taken[unit_id, period].append(int(found["number"]))
    return taken


def _truths(session: Session) -> Iterator[str]:
    """Find dossiers without exactly one present state, and states that no log entry made."""
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
    unlogged = session.execute(
        select(func.count())
        .select_from(DossierState)
        .outerjoin(
            LogEntry,
            and_(LogEntry.unit_id == DossierState.unit_id, LogEntry.seq == DossierState.log_seq),
        )
        .where(LogEntry.id.is_(None))
    ).scalar_one()
    if unlogged:
        yield f"Có {unlogged} thay đổi của hồ sơ không còn dòng nhật ký."
