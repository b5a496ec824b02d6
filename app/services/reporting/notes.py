"""What people add to a period's report: kept beside the figures, so that no recount loses it."""

from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import NotFoundError
from app.models.people import Officer
from app.models.periods import ReportRemark, ReportTask
from app.services.fields import checked
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions, Work
from app.services.periods.calendar import ReportCalendar
from app.services.reporting.records import TASK, Remark, TaskDraft, TaskLine
from app.text import clean
from app.vocabulary.reports import RemarkPlace, ReportSection

# Remarks of a period's report: the newest of each section and place holds, all stay to be read.

_LONGEST: Final = 8000


def remarks_in(session: Session, office_id: int, period: str) -> tuple[Remark, ...]:
    """Return the remarks that hold in the report of `period` (its code), in the report's order."""
    newest = {(row.section, row.place): row for row in _written(session, office_id, period)}
    return tuple(
        newest[section, place]
        for section in ReportSection
        for place in RemarkPlace
        if (section, place) in newest and newest[section, place].text
    )


def history_in(
    session: Session, office_id: int, period: str, section: ReportSection
) -> tuple[Remark, ...]:
    """Return everything written in a section, the newest first; an empty text is a taking back."""
    rows = [row for row in _written(session, office_id, period) if row.section is section]
    return tuple(reversed(rows))


def write_remark(
    work: Work, period: str, section: ReportSection, place: RemarkPlace, text: str
) -> tuple[Remark, ...]:
    """Let `text` hold in its place from now on; what holds already is not written again.

    Raises InvalidInputError (`remark`).
    """
    plain = clean(text, "remark", limit=_LONGEST, lines=True)
    office_id = work.actor.office_id
    held = {
        (remark.section, remark.place): remark.text
        for remark in remarks_in(work.session, office_id, period)
    }
    if held.get((section, place), "") != plain:
        work.session.add(
            ReportRemark(
                unit_id=office_id,
                period=period,
                section=section,
                place=place,
                text=plain,
                entered_at=work.now,
                entered_by=work.actor.officer_id,
            )
        )
        work.session.flush()
        facts = {"period": period, "section": section.value, "place": place.value}
        work.log("report_remark", facts, personal={"text": plain})
    return remarks_in(work.session, office_id, period)


def _written(session: Session, office_id: int, period: str) -> list[Remark]:
    """Return all that was ever written, the oldest first."""
    rows = session.execute(
        select(
            ReportRemark.section,
            ReportRemark.place,
            ReportRemark.text,
            ReportRemark.entered_at,
            Officer.name.label("entered_by"),
        )
        .join(Officer, Officer.id == ReportRemark.entered_by)
        .where(ReportRemark.unit_id == office_id, ReportRemark.period == period)
        .order_by(ReportRemark.id)
    )
    return [Remark(**row) for row in rows.mappings()]


# Tasks set for a period: added, changed, done, taken back; each keeps its place in the list.


def tasks_in(session: Session, office_id: int, period: str) -> tuple[TaskLine, ...]:
    """Return the tasks set for `period` (its code) that were not taken back."""
    rows = session.scalars(
        select(ReportTask)
        .where(
            ReportTask.unit_id == office_id,
            ReportTask.period == period,
            ReportTask.ended_at.is_(None),
        )
        .order_by(ReportTask.ordinal, ReportTask.id)
    )
    return tuple(_line(row) for row in rows)


def add_task(work: Work, period: str, draft: TaskDraft) -> TaskLine:
    """Set a task behind those of its period. Raises InvalidInputError (`text`, `owner`)."""
    good = checked(TASK, draft, local_date(work.now))
    last = work.session.execute(
        select(func.max(ReportTask.ordinal)).where(
            ReportTask.unit_id == work.actor.office_id, ReportTask.period == period
        )
    ).scalar()
    row = ReportTask(
        unit_id=work.actor.office_id,
        period=period,
        ordinal=(last or 0) + 1,
        text=good.text,
        owner=good.owner,
        due=good.due,
        entered_at=work.now,
        entered_by=work.actor.officer_id,
    )
    work.session.add(row)
    work.session.flush()
    _log(work, "report_task_set", row)
    return _line(row)


def change_task(work: Work, task_id: int, draft: TaskDraft) -> TaskLine:
    """Put a task in other words. Raises InvalidInputError (`text`, `owner`), NotFoundError."""
    good = checked(TASK, draft, local_date(work.now))
    row = _own(work, task_id)
    row.text, row.owner, row.due = good.text, good.owner, good.due
    _log(work, "report_task_changed", row)
    return _line(row)


def finish_task(work: Work, task_id: int, done_on: date | None) -> TaskLine:
    """Record the day on which a task was done; None: it is not done after all.

    Raises NotFoundError.
    """
    row = _own(work, task_id)
    row.done_on = done_on
    _log(work, "report_task_done", row)
    return _line(row)


def end_task(work: Work, task_id: int) -> None:
    """Take a task back; its row stays. Raises NotFoundError."""
    row = _own(work, task_id)
    row.ended_at, row.ended_by = work.now, work.actor.officer_id
    _log(work, "report_task_ended", row)


def _own(work: Work, task_id: int) -> ReportTask:
    row = work.session.get(ReportTask, task_id)
    if row is None or row.unit_id != work.actor.office_id or row.ended_at is not None:
        raise NotFoundError("Nhiệm vụ này không còn trong danh sách. Hãy mở lại danh sách.")
    return row


def _log(work: Work, act: str, row: ReportTask) -> None:
    facts = {
        "task": row.id,
        "period": row.period,
        "due": row.due.isoformat() if row.due else "",
        "done_on": row.done_on.isoformat() if row.done_on else "",
    }
    work.log(act, facts, personal={"text": row.text, "owner": row.owner})


def _line(row: ReportTask) -> TaskLine:
    return TaskLine(
        task_id=row.id, text=row.text, owner=row.owner, due=row.due, done_on=row.done_on
    )


class ReportNotes:
    """Remarks in the sections of a report, and the tasks set for a period; `key` names a period."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def write(
        self, actor: Actor, key: str, section: ReportSection, place: RemarkPlace, text: str
    ) -> tuple[Remark, ...]:
        """Let `text` hold in a section from now on (empty: nothing does); return all that holds.

        Raises InvalidInputError (`period`, `remark`).
        """
        with self._tx.write(actor, Right.WRITE_REPORT) as work:
            period = _known(key)
            return write_remark(work, period, section, place, text)

    def history(self, actor: Actor, key: str, section: ReportSection) -> tuple[Remark, ...]:
        """Return all that was ever written in a section, the newest first."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = _known(key)
            return history_in(reading.session, actor.office_id, period, section)

    def tasks(self, actor: Actor, key: str) -> tuple[TaskLine, ...]:
        """Return the tasks set for a period."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = _known(key)
            return tasks_in(reading.session, actor.office_id, period)

    def add_task(self, actor: Actor, key: str, draft: TaskDraft) -> TaskLine:
        """Set a task for a period. Raises InvalidInputError (`period`, `text`, `owner`)."""
        with self._tx.write(actor, Right.WRITE_REPORT) as work:
            period = _known(key)
            return add_task(work, period, draft)

    def change_task(self, actor: Actor, task_id: int, draft: TaskDraft) -> TaskLine:
        """Put a task in other words. Raises InvalidInputError (`text`, `owner`), NotFoundError."""
        with self._tx.write(actor, Right.WRITE_REPORT) as work:
            return change_task(work, task_id, draft)

    def finish_task(self, actor: Actor, task_id: int, done_on: date | None) -> TaskLine:
        """Record when a task was done; None: it is not. Raises NotFoundError."""
        with self._tx.write(actor, Right.WRITE_REPORT) as work:
            return finish_task(work, task_id, done_on)

    def end_task(self, actor: Actor, task_id: int) -> None:
        """Take a task back. Raises NotFoundError."""
        with self._tx.write(actor, Right.WRITE_REPORT) as work:
            end_task(work, task_id)


def _known(key: str) -> str:
    """Return a period's key as it is stored. Raises InvalidInputError (`period`)."""
    return ReportCalendar().named(key).key
