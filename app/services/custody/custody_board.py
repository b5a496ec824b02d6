"""The board: every open paper in the column of the unit that answers for it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from app.clock import to_local
from app.models.base import FOREVER
from app.models.catalogue import ProcedureVersion
from app.models.custody import Handoff, HandoffItem, Keeping
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.models.outcomes import PapersBack
from app.models.people import Officer
from app.services.custody.location_records import Bucket, CustodyView, HeldPaper, UnitColumn
from app.services.custody.locations import absent_ids
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import working_time_between, working_time_on
from app.services.deadlines.judging import is_late
from app.services.dossiers.lifecycle import CUT_SHORT_STATUSES
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.ledger.visibility import is_of_unit
from app.services.office.calendar import CalendarCache
from app.vocabulary.dossiers import DossierStatus, HandoffItemState
from app.wording import states

_NOTHING = timedelta(0)
_ONE_DAY = timedelta(days=1)


class WorkedSince:
    """Tells how much working time has passed; the same figures as `working_time_between`."""

    def __init__(self, calendar: WorkingCalendar, now: datetime) -> None:
        self._calendar = calendar
        self._now = to_local(now)
        self._spans: dict[date, tuple[tuple[timedelta, timedelta], ...]] = {}
        self._earliest = self._now.date()
        self._from_day = {
            self._earliest: working_time_on(self._earliest, time.min, self._now.time(), calendar)
        }

    def __call__(self, since: datetime) -> timedelta:
        """Return the working time from `since` to now; nothing where that is not later."""
        local = to_local(since)
        if local >= self._now:
            return _NOTHING
        left, passed = self._whole_from(local.date()), _since_midnight(local.time())
        for start, end in self._spans_of(local.date()):
            if passed > start:
                left -= min(passed, end) - start
        return left

    def _spans_of(self, day: date) -> tuple[tuple[timedelta, timedelta], ...]:
        """Return when the office opens and closes on `day`, counted from midnight."""
        if day not in self._spans:
            self._spans[day] = tuple(
                (_since_midnight(span.start), _since_midnight(span.end))
                for span in self._calendar.spans(day)
            )
        return self._spans[day]

    def _whole_from(self, day: date) -> timedelta:
        while self._earliest > day:
            later = self._from_day[self._earliest]
            self._earliest -= _ONE_DAY
            own = working_time_on(self._earliest, time.min, time.max, self._calendar)
            self._from_day[self._earliest] = later + own
        return self._from_day[day]


def _since_midnight(at: time) -> timedelta:
    return timedelta(
        hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond
    )


MAX_PAPERS = 10_000

_holder, _taker = aliased(Unit), aliased(Unit)
_before = aliased(DossierState)
_SINCE = func.coalesce(
    select(func.max(_before.to_at))
    .where(
        _before.dossier_id == DossierState.dossier_id,
        _before.holder_id != DossierState.holder_id,
    )
    .correlate(DossierState)
    .scalar_subquery(),
    Dossier.received_at,
)
"""Since when the holder has had the paper without a break."""
_TO = (
    select(_taker.name)
    .join(Handoff, Handoff.to_id == _taker.id)
    .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
    .where(
        HandoffItem.dossier_id == DossierState.dossier_id,
        HandoffItem.state == HandoffItemState.SENT,
    )
    .correlate(DossierState)
    .scalar_subquery()
)
_PAPER_IS_HERE = or_(
    DossierState.is_open,
    DossierState.status == DossierStatus.RESOLVED,
    and_(
        DossierState.status.in_(CUT_SHORT_STATUSES),
        ~select(PapersBack.dossier_id)
        .where(PapersBack.dossier_id == DossierState.dossier_id)
        .exists(),
    ),
)
"""Papers some unit still answers for: open, waiting for collection, or to be given back."""
_PAPERS: Select[*tuple[Any, ...]] = (
    select(
        Dossier.code,
        Dossier.owner_name,
        ProcedureVersion.name.label("procedure_name"),
        DossierState.status,
        DossierState.holder_id,
        DossierState.due_at,
        DossierState.step_due_at,
        DossierState.is_due_by_day,
        DossierState.is_step_by_day,
        DossierState.from_at,
        DossierState.is_open,
        DossierState.is_clock_paused,
        _holder.name.label("holder_name"),
        _holder.kind.label("holder_kind"),
        _SINCE.label("since"),
        _TO.label("to_name"),
        Officer.name.label("keeper_name"),
        Officer.id.label("keeper_id"),
        Keeping.place,
        Keeping.since.label("kept_since"),
    )
    .join(Dossier, Dossier.id == DossierState.dossier_id)
    .join(ProcedureVersion, ProcedureVersion.id == DossierState.version_id)
    .join(_holder, _holder.id == DossierState.holder_id)
    .outerjoin(
        Keeping,
        and_(
            Keeping.dossier_id == DossierState.dossier_id,
            Keeping.unit_id == DossierState.holder_id,
        ),
    )
    .outerjoin(Officer, Officer.id == Keeping.officer_id)
    .where(DossierState.to_at == FOREVER, _PAPER_IS_HERE)
)


class CustodyBoard:
    """Answers where every paper is; changes nothing."""

    def __init__(self, transactions: Transactions, calendars: CalendarCache) -> None:
        self._tx = transactions
        self._calendars = calendars

    def columns(self, actor: Actor) -> tuple[UnitColumn, ...]:
        """Return a column for each unit that answers for papers: the latest first.

        An agency officer sees only what their own unit holds, decides on or is being handed.
        """
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            calendar = self._calendars.load(reading.session, actor.office_id)
            return _columns(self._papers(reading, WorkedSince(calendar, reading.now)))

    def view(self, actor: Actor, untouched_days: int) -> CustodyView:
        """Return the board and what rests for `untouched_days` working days, read at one instant.

        An agency officer sees only what their own unit holds, decides on or is being handed.
        """
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            calendar = self._calendars.load(reading.session, actor.office_id)
            worked = WorkedSince(calendar, reading.now)
            day = working_day(calendar, reading.now)
            pairs = self._papers(reading, worked)
            least = day * untouched_days
            resting = (paper.code for row, paper in pairs if _rests(row, paper, worked, least))
            return CustodyView(_columns(pairs), frozenset(resting), absent_ids(reading), day)

    def untouched(self, actor: Actor, days: int) -> tuple[HeldPaper, ...]:
        """Return what a unit took `days` working days ago or more and nothing was done with since.

        Pauses are left out: there somebody else is waited for.
        """
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            calendar = self._calendars.load(reading.session, actor.office_id)
            least = working_day(calendar, reading.now) * days
            worked = WorkedSince(calendar, reading.now)
            pairs = self._papers(reading, worked, DossierState.is_open)
            return tuple(paper for row, paper in pairs if _rests(row, paper, worked, least))

    def _papers(
        self,
        reading: Reading,
        worked: WorkedSince,
        *conditions: InstrumentedAttribute[bool],
    ) -> list[tuple[Row[*tuple[Any, ...]], HeldPaper]]:
        statement = _PAPERS.where(DossierState.unit_id == reading.actor.office_id, *conditions)
        if reading.is_agency_only:
            statement = statement.where(is_of_unit(reading.actor.unit_id))
        # Columns alone need nothing of the session, which would look at each row once more.
        rows = (
            reading.session.connection()
            .execute(statement.order_by(DossierState.from_at, Dossier.id).limit(MAX_PAPERS))
            .all()
        )
        papers = [(row, _paper(row, reading.now, worked(row.since))) for row in rows]
        return sorted(papers, key=lambda pair: pair[1].since)


def working_day(calendar: WorkingCalendar, now: datetime) -> timedelta:
    """Return the working time of the last full working day before `now`: what "a day" means."""
    for back in range(1, 30):
        start = now - timedelta(days=back)
        worked = working_time_between(start, start + timedelta(days=1), calendar)
        if worked:
            return worked
    return timedelta(hours=8)


def _rests(
    row: Row[*tuple[Any, ...]], paper: HeldPaper, worked: WorkedSince, least: timedelta
) -> bool:
    """Say whether a unit could have gone on with a paper for `least` and did nothing."""
    is_theirs = row.is_open and paper.bucket not in {Bucket.PAUSED, Bucket.ON_THE_WAY}
    return is_theirs and worked(row.from_at) >= least


def _paper(row: Row[*tuple[Any, ...]], now: datetime, worked: timedelta) -> HeldPaper:
    is_kept = row.kept_since is not None and row.kept_since >= row.since
    return HeldPaper(
        code=row.code,
        owner_name=row.owner_name,
        procedure_name=row.procedure_name,
        status=row.status,
        bucket=_bucket(row, now),
        since=row.since,
        worked=worked,
        step_due_at=row.step_due_at,
        due_at=row.due_at if row.is_open else None,
        keeper_name=(row.keeper_name or "") if is_kept else "",
        place=(row.place or "") if is_kept else "",
        to_name=row.to_name or "",
        keeper_id=row.keeper_id if is_kept else None,
    )


def _bucket(row: Row[*tuple[Any, ...]], now: datetime) -> Bucket:
    if row.to_name:
        return Bucket.ON_THE_WAY
    if row.is_clock_paused:
        return Bucket.PAUSED
    is_over = is_late(row.step_due_at, now, is_by_day=row.is_step_by_day)
    if row.is_open:
        is_over = is_over or is_late(row.due_at, now, is_by_day=row.is_due_by_day)
    return Bucket.LATE if is_over else Bucket.IN_TIME


def _columns(
    pairs: Sequence[tuple[Row[*tuple[Any, ...]], HeldPaper]],
) -> tuple[UnitColumn, ...]:
    ordered = sorted(pairs, key=lambda pair: pair[0].holder_id)
    columns = [
        _column(list(group))
        for _holder_id, group in groupby(ordered, key=lambda pair: pair[0].holder_id)
    ]
    return tuple(sorted(columns, key=_worst_first))


def _column(pairs: Sequence[tuple[Row[*tuple[Any, ...]], HeldPaper]]) -> UnitColumn:
    first = pairs[0][0]
    return UnitColumn(
        first.holder_id,
        first.holder_name,
        first.holder_kind,
        tuple(paper for _row, paper in pairs),
    )


def _worst_first(column: UnitColumn) -> tuple[int, datetime]:
    return (-column.count(Bucket.LATE), column.oldest)


# The words of the board, the same on the page and in its export.

BUCKET_WORDS: Mapping[Bucket, str] = {
    Bucket.ON_THE_WAY: states.ON_THE_WAY,
    Bucket.IN_TIME: states.IN_TIME,
    Bucket.LATE: states.OVERDUE,
    Bucket.PAUSED: states.PAUSED,
}
