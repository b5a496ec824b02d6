"""A stored dossier's clock: its pauses and extension, and the due dates they give."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import RuleBrokenError
from app.models import dossiers as rows
from app.models.exchange import ForeignDossier
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.clocks import (
    ClockResult,
    DueExtension,
    DuePause,
    PauseReason,
    Stops,
    clock,
    grant_extension,
)
from app.services.deadlines.due import DueDate, ExplanationStep, StepKind, keep
from app.services.deadlines.limits import TimeLimit
from app.services.dossiers.lifecycle import CUT_SHORT_STATUSES
from app.services.dossiers.records import DueView
from app.services.dossiers.states import State
from app.services.dossiers.terms import Terms, due_view
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import DossierStatus
from app.wording.citations import Rule, cite, in_brackets

_NOT_ACCEPTED = DossierStatus.NOT_ACCEPTED
_FOREIGN = select(
    ForeignDossier.step_value, ForeignDossier.step_unit, ForeignDossier.due_there_at
).where(ForeignDossier.dossier_id == bindparam("dossier_id"))
_NEVER = "Hồ sơ không được tiếp nhận nên không có ngày hẹn."


def stored_clock(
    session: Session, state: State, terms: Terms, calendar: WorkingCalendar
) -> ClockResult:
    """Return both due dates of a dossier (the law's, and QĐ 766's measure).

    A dossier of another unit's competence has none until that unit has the paper.
    """
    if state.clock_from is None:
        waiting = (
            _without_clock(_NEVER)
            if state.status is _NOT_ACCEPTED
            else not_begun(state.received_at)
        )
        return ClockResult(waiting, waiting, is_late_by_second_request=False)
    limit = terms.limit.promised(state.off_hours, is_by_day=state.is_due_by_day)
    given = given_elsewhere(session, state.dossier_id, limit, state.clock_from)
    own = _extension(session, state.dossier_id)
    is_apology = own is not None and own.is_after_expiry
    return clock(
        state.clock_from,
        given.limit,
        calendar,
        seen_by_clock(state.clock_from, lasting_waits(session, state)),
        given.promise if own is None or is_apology else own,
        own if is_apology else None,
    )


@dataclass(frozen=True, slots=True)
class GivenTime:
    """The time a dossier has: its limit, or the date its sender promised for the rest of it."""

    limit: TimeLimit
    promise: DueExtension | None = None


def given_elsewhere(
    session: Session, dossier_id: int, limit: TimeLimit, since: datetime
) -> GivenTime:
    """Return the time of a dossier that another store sent; `limit` for one received here.

    It has the time of its step there; without one, until the date the citizen was promised.
    """
    row = session.connection().execute(_FOREIGN, {"dossier_id": dossier_id}).first()
    if row is None:
        return GivenTime(limit)
    return time_given(limit, since, (row.step_value, row.step_unit), row.due_there_at)


def time_given(
    limit: TimeLimit,
    since: datetime,
    step: tuple[Decimal | None, TimeUnit | None],
    due_there_at: datetime | None,
) -> GivenTime:
    """Return the time that a sender's step or promise leaves from `since` on."""
    value, unit = step
    if value is not None and unit is not None:
        return GivenTime(replace(limit, value=value, unit=unit))
    if due_there_at is None:
        return GivenTime(limit)
    promise = DueExtension(
        granted_at=since, new_due_at=due_there_at, ground="ngày nơi gửi đã hẹn", is_given_there=True
    )
    return GivenTime(limit, promise)


def not_begun(received_at: datetime) -> DueDate:
    """Return what is said of a due date while the competent unit has not got the paper."""
    law = in_brackets(cite(Rule.CLOCK_STARTS_ON_ARRIVAL, local_date(received_at)))
    return _without_clock(f"Thời hạn bắt đầu tính khi cơ quan có thẩm quyền nhận được hồ sơ{law}.")


def supplement_count(session: Session, dossier_id: int) -> int:
    """Return how many times a supplement was asked for."""
    return session.execute(
        select(func.count())
        .select_from(rows.Pause)
        .where(
            rows.Pause.dossier_id == dossier_id,
            rows.Pause.reason == PauseReason.SUPPLEMENT.value,
        )
    ).scalar_one()


def clock_view(result: ClockResult, promised: datetime | None) -> DueView:
    """Return a clock as windows show it: the law's date, and the measure's where it differs.

    `promised` is the due instant stored, which the citizen's paper states: it stands, and where the
    calendar of today gives another the explanation says which.
    """
    legal = keep(result.legal, promised)
    today_at = result.legal.due_at if legal is not result.legal else None
    view = replace(due_view(legal), due_at=promised, today_at=today_at)
    is_late = result.is_late_by_second_request
    if result.measured.due_at == result.legal.due_at and not is_late:
        return view
    measured = result.measured
    summary = measured.summary
    if is_late:
        summary = f"Tính là quá hạn vì yêu cầu bổ sung lần hai. {summary}"
    return replace(view, measured_at=measured.due_at, measured_summary=summary)


def start_pause(session: Session, state: State, pause: DuePause, approver: str) -> None:
    """Store a wait that begins; `approver` allowed it."""
    session.execute(
        insert(rows.Pause).values(
            dossier_id=state.dossier_id,
            unit_id=state.unit_id,
            from_at=pause.start,
            to_at=None,
            reason=pause.reason.value,
            ground=pause.ground,
            approver=approver,
            stops=pause.stops.value,
            special_law=pause.special_law,
        )
    )


def end_pause(session: Session, state: State, at: datetime) -> None:
    """End the open wait at `at`. Raises RuleBrokenError where none is open."""
    ended = session.execute(
        update(rows.Pause)
        .where(rows.Pause.dossier_id == state.dossier_id, rows.Pause.to_at.is_(None))
        .values(to_at=at)
        .returning(rows.Pause.id)
    ).all()
    if not ended:
        raise RuleBrokenError(f"Hồ sơ {state.code} không có lần tạm dừng nào đang mở.")


def close_open_pause(session: Session, state: State, at: datetime) -> None:
    """End a pause that the end of the dossier cuts short; does nothing where none is open."""
    session.execute(
        update(rows.Pause)
        .where(rows.Pause.dossier_id == state.dossier_id, rows.Pause.to_at.is_(None))
        .values(to_at=at)
    )


def extend(
    session: Session,
    state: State,
    wanted: DueExtension,
    terms: Terms,
    calendar: WorkingCalendar,
    approver: str,
) -> DueExtension:
    """Store and return the one re-appointment (NĐ 61/2018 Đ19.9), later than the date promised.

    Once the time has run out it is an apology, which moves no date. Raises RuleBrokenError for a
    second one and for a date that is no later.
    """
    earlier = _extension(session, state.dossier_id)
    promised = keep(stored_clock(session, state, terms, calendar).legal, state.due_at)
    granted = grant_extension(wanted, promised, earlier)
    session.execute(
        insert(rows.Extension).values(
            dossier_id=state.dossier_id,
            granted_at=granted.granted_at,
            new_due_at=granted.new_due_at,
            ground=granted.ground,
            approver=approver,
            is_after_expiry=granted.is_after_expiry,
        )
    )
    return granted


def stored_pauses(session: Session, dossier_id: int) -> Sequence[DuePause]:
    """Return the waits of a dossier in their order."""
    found = session.execute(
        select(
            rows.Pause.from_at,
            rows.Pause.to_at,
            rows.Pause.reason,
            rows.Pause.ground,
            rows.Pause.stops,
            rows.Pause.special_law,
        )
        .where(rows.Pause.dossier_id == dossier_id)
        .order_by(rows.Pause.from_at, rows.Pause.id)
    )
    return [
        DuePause(start, end, PauseReason(reason), ground, Stops(stops), law)
        for start, end, reason, ground, stops, law in found
    ]


def lasting_waits(session: Session, state: State) -> Sequence[DuePause]:
    """Return the waits of a dossier; one that a withdrawal or stop cut short never came to an end.

    A supplement that came in restarts the time; one that was given up restarts nothing.
    """
    pauses = stored_pauses(session, state.dossier_id)
    if state.status not in CUT_SHORT_STATUSES:
        return pauses
    return [replace(one, end=None) if one.end == state.ended_at else one for one in pauses]


def seen_by_clock(begun_at: datetime, pauses: Sequence[DuePause]) -> list[DuePause]:
    """Return what the clock saw of the waits: one from before it began starts with it."""
    return [
        replace(pause, start=max(pause.start, begun_at))
        for pause in pauses
        if pause.end is None or pause.end > begun_at or pause.start >= begun_at
    ]


def _without_clock(words: str) -> DueDate:
    step = ExplanationStep(None, words, StepKind.CLOCK)
    return DueDate(None, (step,), words, has_unconfirmed_year=False)


def _extension(session: Session, dossier_id: int) -> DueExtension | None:
    row = session.get(rows.Extension, dossier_id)
    if row is None:
        return None
    return DueExtension(
        granted_at=row.granted_at,
        new_due_at=row.new_due_at,
        ground=row.ground,
        is_after_expiry=row.is_after_expiry,
    )
