"""Report periods of an office: listed, counted, locked with their figures, opened again by two.

A period is locked when all its days are closed: then nothing can be entered into it any more, but
by two people who open its days again, and what they enter counts in the next period
(`figures/reported`).
A period whose figures do not add up, or do not continue the locked one before it, is not locked.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import func, select

from app.clock import end_of_day
from app.errors import ConflictError, InvalidInputError, RuleBrokenError
from app.models.periods import PeriodLock, ReportCutoff
from app.services.access.approvals import require_answerable, take_approval
from app.services.closing.closings import digest
from app.services.figures.records import RegisterRow
from app.services.forms.keys import SigningKey
from app.services.ledger.records import Actor, required_reason
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.periods.calendar import (
    MAX_CUTOFF_DAY,
    MONTH_END,
    Cutoff,
    ReportCalendar,
    ReportPeriod,
)
from app.services.periods.counting import figures_in, rows_behind_in
from app.services.periods.locks import (
    calendar_in,
    custom_locked_in,
    frozen_text,
    lines_of,
    lock_before,
    lock_in_force,
    locks_undone_with,
    period_bytes,
    read_frozen,
    signed_of,
    span_in,
    unit_code_in,
)
from app.services.periods.records import (
    FormPlace,
    PeriodFigures,
    PeriodLine,
    PeriodView,
    ReopenedPeriods,
)
from app.services.periods.sections import sections_in
from app.vocabulary.people import GuardedAct
from app.vocabulary.reports import PeriodKind
from app.wording.texts import day_text

LOCKED: Final = "period_locked"
REOPENED: Final = "period_reopened"
CUTOFF_SET: Final = "report_cutoff_set"


class Periods:
    """Lists, shows, locks and opens report periods; sets the office's cut-off days."""

    def __init__(self, transactions: Transactions, key: SigningKey) -> None:
        self._tx = transactions
        self._key = key

    def calendar(self, actor: Actor) -> ReportCalendar:
        """Return the office's report periods by its cut-off days."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return calendar_in(reading.session, actor.office_id)

    def set_cutoff(self, actor: Actor, cutoff: Cutoff) -> ReportCalendar:
        """Let quarters end on another day of their last month from a date on.

        Raises InvalidInputError (`day`), RuleBrokenError where a locked period would have other
        days.
        """
        if not MONTH_END <= cutoff.day <= MAX_CUTOFF_DAY:
            raise InvalidInputError(
                "day",
                f"Ngày chốt phải từ 1 đến {MAX_CUTOFF_DAY}, hoặc {MONTH_END} là cuối tháng.",
            )
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            before = calendar_in(work.session, actor.office_id)
            others = [one for one in before.cutoffs if one.from_day != cutoff.from_day]
            after = ReportCalendar([*others, cutoff])
            _require_locks_as_they_are(work, after)
            work.session.merge(
                ReportCutoff(unit_id=actor.office_id, from_day=cutoff.from_day, day=cutoff.day)
            )
            work.log(CUTOFF_SET, {"from": cutoff.from_day.isoformat(), "day": cutoff.day})
            return after

    def of_year(self, actor: Actor, year: int) -> tuple[PeriodLine, ...]:
        """Return the year's periods and how each stands, custom ones that were locked last.

        Raises InvalidInputError (`period`) for a year outside the program's calendar.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            calendar = calendar_in(reading.session, actor.office_id)
            usual = calendar.of_year(year)
            custom = [calendar.named(key) for key in custom_locked_in(reading, year)]
            return lines_of(reading, (*usual, *custom))

    def show(self, actor: Actor, key: str) -> PeriodView:
        """Return a period with its figures. Raises InvalidInputError (`period`)."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return view_in(reading, _named(reading, key))

    def figures(self, actor: Actor, key: str) -> PeriodFigures:
        """Return a period's figures: frozen where it is locked. Raises InvalidInputError."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return period_figures_in(reading, _named(reading, key))

    def rows_behind(
        self, actor: Actor, key: str, figure: str, place: FormPlace | None = None
    ) -> tuple[RegisterRow, ...]:
        """Return the dossiers that a figure counts (dotted name), in one row or in all.

        Raises InvalidInputError (`period`, `figure`).
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = span_in(reading, _named(reading, key))
            return rows_behind_in(reading, period, figure, place or FormPlace())

    def lock(self, actor: Actor, key: str, *, seen: str = "") -> PeriodLine:
        """Freeze and sign a period's figures; from now on late entries count in the next one.

        `seen` is the digest of the view a person decided by: ConflictError where another desk has
        changed the figures since. Raises InvalidInputError (`period`), RuleBrokenError for a
        period that is locked, has a day that is not closed, or does not add up.
        """
        with self._tx.write(actor, Right.LOCK_PERIOD) as work:
            view = view_in(work, _named(work, key))
            period = view.line.period
            if view.line.refusal:
                raise RuleBrokenError(view.line.refusal)
            if view.problems:
                raise RuleBrokenError(
                    f"Chưa khóa được {period.name} vì số liệu không khớp: "
                    f"{'; '.join(view.problems)}. Hãy ngừng báo cáo và báo quản trị viên."
                )
            if seen and seen != view.digest:
                raise ConflictError(
                    f"Số liệu {period.name} vừa thay đổi ở quầy khác. Hãy xem lại số liệu mới rồi "
                    "khóa."
                )
            self._store(work, view)
            return lines_of(work, (period,))[0]

    def reopen(self, actor: Actor, key: str, reason: str, approval_id: int) -> ReopenedPeriods:
        """Open a period again, and every locked one that rests on it, by two people.

        `approval_id` is of REOPEN_PERIOD with the period's key as its subject. What was frozen
        stays to be seen. Raises InvalidInputError (`period`, `reason`), RuleBrokenError for a
        period that is not locked, NotAllowedError without the second person.
        """
        with self._tx.write(actor, Right.LOCK_PERIOD) as work:
            calendar = calendar_in(work.session, actor.office_id)
            period = calendar.named(key)
            words = required_reason(reason, "mở lại kỳ báo cáo")
            lock = lock_in_force(work.session, actor.office_id, period.key)
            if lock is None:
                raise RuleBrokenError(f"{period.name} chưa khóa nên không cần mở lại.")
            second = take_approval(work, approval_id, GuardedAct.REOPEN_PERIOD, period.key)
            require_answerable(work, second, "Mở lại kỳ báo cáo")
            undone = locks_undone_with(work.session, lock)
            for one in undone:
                one.reopened_at, one.reopened_by = work.now, actor.officer_id
                one.reopened_with, one.reopen_reason = second.approved_by, words
            work.log(
                REOPENED,
                {
                    "period": period.key,
                    "locks": [f"{one.key}/{one.ordinal}" for one in undone],
                    "second": second.approved_by,
                },
                personal={"reason": words},
            )
            return ReopenedPeriods(
                names=tuple(calendar.named(one.key).name for one in undone),
                second_name=second.name,
            )

    def _store(self, work: Work, view: PeriodView) -> None:
        period = view.line.period
        text = frozen_text(replace(view.figures, sections=sections_in(work, period)))
        ordinal = _next_ordinal(work, period.key)
        facts = {"period": period.key, "ordinal": ordinal, "sha256": digest(text)}
        mark = work.log(LOCKED, facts)
        lock = PeriodLock(
            unit_id=work.actor.office_id,
            key=period.key,
            ordinal=ordinal,
            first_day=period.first_day,
            last_day=period.last_day,
            end_at=end_of_day(period.last_day),
            locked_at=work.now,
            locked_by=work.actor.officer_id,
            figures=text,
            log_seq=mark.seq,
            chain_head=mark.head.hex(),
            key_id=self._key.key_id,
            signature="",
        )
        signed = signed_of(lock, unit_code_in(work.session, work.actor.office_id))
        lock.signature = self._key.sign(period_bytes(signed)).hex()
        work.session.add(lock)
        work.session.flush()


def view_in(reading: Reading, report: ReportPeriod) -> PeriodView:
    """Return a period with its figures, inside another service's transaction."""
    line = lines_of(reading, (report,))[0]
    figures = period_figures_in(reading, report)
    problems = () if line.lock else tuple(problems_of(reading, figures))
    return PeriodView(
        line=line, figures=figures, digest=digest(frozen_text(figures)), problems=problems
    )


def period_figures_in(reading: Reading, report: ReportPeriod) -> PeriodFigures:
    """Return a period's figures inside another service's transaction: frozen where it is locked.

    Raises InvalidInputError for a period outside the program's calendar.
    """
    lock = lock_in_force(reading.session, reading.actor.office_id, report.key)
    if lock is not None:
        return read_frozen(lock.figures)
    return figures_in(reading.session, report, span_in(reading, report))


def problems_of(reading: Reading, figures: PeriodFigures) -> list[str]:
    """Return, in words, what forbids to lock these figures: identities that do not hold."""
    found = list(figures.broken())
    before = lock_before(reading.session, reading.actor.office_id, figures.period.first_day)
    if before is not None and _follows(figures.period.first_day, before):
        left = read_frozen(before.figures).total.open.total
        if left != figures.total.carried_over:
            found.append(
                f"tồn đầu kỳ {figures.total.carried_over} khác số còn lại {left} của kỳ trước đã "
                f"khóa (đến {day_text(before.last_day)})"
            )
    return found


def _follows(first_day: date, before: PeriodLock) -> bool:
    return (first_day - before.last_day).days == 1


def _named(reading: Reading, key: str) -> ReportPeriod:
    return calendar_in(reading.session, reading.actor.office_id).named(key)


def _next_ordinal(work: Work, key: str) -> int:
    own = (PeriodLock.unit_id == work.actor.office_id, PeriodLock.key == key)
    return work.session.execute(select(func.count()).where(*own)).scalar_one() + 1


def _require_locks_as_they_are(work: Work, calendar: ReportCalendar) -> None:
    """Refuse cut-off days under which a locked period would have other days than it was locked."""
    rows = work.session.execute(
        select(PeriodLock.key, PeriodLock.first_day, PeriodLock.last_day).where(
            PeriodLock.unit_id == work.actor.office_id, PeriodLock.reopened_at.is_(None)
        )
    )
    for row in rows:
        period = calendar.named(row.key)
        if period.kind is PeriodKind.CUSTOM:
            continue
        if (period.first_day, period.last_day) != (row.first_day, row.last_day):
            raise RuleBrokenError(
                f"{period.name} đã khóa với các ngày {day_text(row.first_day)}–"
                f"{day_text(row.last_day)}. Hãy chọn ngày áp dụng sau kỳ đó."
            )
