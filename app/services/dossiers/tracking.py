"""One dossier, whole: facts, papers, custody, timeline, due date with its why, what may be done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.errors import ForeignDossierError, RuleBrokenError
from app.models.catalogue import RequiredDocument
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.models.people import Officer
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.judging import day_judged_at, warn_from
from app.services.dossiers.access import actions_of, is_foreign_to, masked_view
from app.services.dossiers.clocks import clock_view, stored_clock, supplement_count
from app.services.dossiers.lifecycle import NATIONAL_STATUS
from app.services.dossiers.listing import (
    count_rows,
    late_at,
    row_of_dossier,
    select_newest,
    select_rows,
)
from app.services.dossiers.milestones import holdings_of, stays_of, steps_of
from app.services.dossiers.papers import papers_of
from app.services.dossiers.payments import paid_so_far
from app.services.dossiers.people_columns import owner_of, submitter_of, wishes_of
from app.services.dossiers.records import DossierRow, DossierView
from app.services.dossiers.route import phases_of
from app.services.dossiers.states import State, current_state
from app.services.dossiers.terms import due_rule, terms_of_case
from app.services.dossiers.trail import custody_of, forms_of, result_of, timeline_of
from app.services.forms.numbering import check_digits
from app.services.ledger.records import Actor, required_reason
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.ledger.visibility import FOREIGN_ACT, Use, masks_for
from app.services.office.calendar import CalendarCache


class Tracking:
    """Answers where a dossier is, and what is waiting; changes nothing."""

    def __init__(self, transactions: Transactions, calendars: CalendarCache) -> None:
        self._tx = transactions
        self._calendars = calendars

    def one(self, actor: Actor, code: str) -> DossierView:
        """Return a dossier with everything its page shows.

        Raises NotFoundError; ForeignDossierError for one that the actor's unit has nothing to do
        with.
        """
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            state = current_state(reading.session, code, actor.office_id)
            if is_foreign_to(reading, state.dossier_id):
                raise ForeignDossierError(
                    f"Hồ sơ {code} không thuộc đơn vị của bạn. Nếu công việc cần, hãy mở kèm lý "
                    "do; việc mở được ghi nhật ký."
                )
            return masked_view(self._view(reading, state), masks_for(Use.DOSSIER, reading.roles))

    def open_foreign(self, actor: Actor, code: str, reason: str) -> DossierView:
        """Return a dossier of the office that the actor's unit has nothing to do with.

        The log says who opened it and why; its people are masked, its files and forms stay shut,
        nothing can be done to it. Raises InvalidInputError (`reason`), NotFoundError,
        RuleBrokenError for one that needs no reason.
        """
        why = required_reason(reason, "mở hồ sơ của đơn vị khác")
        with self._tx.write(actor, Right.LOOK_UP) as work:
            state = current_state(work.session, code, actor.office_id)
            if not is_foreign_to(work, state.dossier_id):
                raise RuleBrokenError(f"Hồ sơ {code} thuộc đơn vị của bạn; hãy mở như thường lệ.")
            work.log(
                FOREIGN_ACT,
                {"opener": actor.unit_name, "station": actor.station},
                dossier_id=state.dossier_id,
                personal={"reason": why},
            )
            seen = masked_view(self._view(work, state), masks_for(Use.FOREIGN_DOSSIER, work.roles))
            return replace(seen, actions=(), is_foreign=True)

    def newest(self, actor: Actor, limit: int = 100) -> Sequence[DossierRow]:
        """Return the office's newest dossiers."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return select_newest(reading, (), limit)

    def overdue(self, actor: Actor, limit: int = 500) -> Sequence[DossierRow]:
        """Return open dossiers past their due instant, worst first."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            order = (DossierState.due_at, Dossier.id)
            return select_rows(reading, _past_due(reading), order, limit)

    def late_count(self, actor: Actor) -> int:
        """Return how many open dossiers are past their due instant (at most 999)."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return count_rows(reading, _past_due(reading), 999)

    def _view(self, reading: Reading, state: State) -> DossierView:
        session, now = reading.session, reading.now
        dossier = session.get_one(Dossier, state.dossier_id)
        rule = due_rule(session, reading.actor.office_id)
        terms = terms_of_case(session, state.case_id, rule)
        calendar = self._calendars.load(session, reading.actor.office_id)
        clock = stored_clock(session, state, terms, calendar)
        stays = stays_of(session, state)
        return DossierView(
            row=row_of_dossier(reading, dossier.id),
            code_check=check_digits(state.code),
            case_name=terms.case_name,
            case_id=state.case_id,
            procedure_id=terms.procedure_id,
            channel=dossier.channel,
            owner=owner_of(dossier),
            submitter=submitter_of(dossier),
            papers=papers_of(reading.connection, dossier.id),
            paid_vnd=paid_so_far(session, dossier.id),
            counter_name=dossier.counter_name,
            officer_name=session.get_one(Officer, dossier.registered_by).name,
            national_status=NATIONAL_STATUS[state.status],
            is_late_entry=dossier.is_late_entry,
            due=clock_view(clock, state.due_at),
            ended_at=state.ended_at,
            result=result_of(session, dossier.id),
            timeline=timeline_of(session, dossier.id),
            custody=custody_of(session, dossier.id),
            forms=forms_of(session, dossier.id),
            actions=actions_of(reading, state, has_moved=clock.legal.due_at != state.due_at),
            holdings=holdings_of(stays, calendar, now),
            competent_name=_name_of(session, dossier.competent_id),
            clock_from=state.clock_from,
            phases=phases_of(session, state, rule, calendar, now),
            steps=steps_of(session, state, stays, rule, calendar, now),
            supplement_count=supplement_count(session, dossier.id),
            required_papers=_required_papers(session, state.version_id),
            is_at_office=_is_at_office(state),
            apology_was_due_at=_apology_was_due_at(state, calendar, reading.now),
            **wishes_of(dossier),
        )


def _past_due(
    reading: Reading,
) -> tuple[ColumnElement[bool] | InstrumentedAttribute[bool], ...]:
    return (DossierState.is_open, late_at(DossierState, reading.now, day_judged_at(reading.now)))


def _name_of(session: Session, unit_id: int | None) -> str:
    return "" if unit_id is None else session.get_one(Unit, unit_id).name


def _required_papers(session: Session, version_id: int) -> tuple[str, ...]:
    return tuple(
        session.execute(
            select(RequiredDocument.name)
            .where(RequiredDocument.version_id == version_id)
            .order_by(RequiredDocument.ordinal)
        ).scalars()
    )


def _apology_was_due_at(state: State, calendar: WorkingCalendar, now: datetime) -> datetime | None:
    if state.due_at is None or state.ended_at is not None:
        return None
    warn_at = warn_from(state.due_at, calendar)
    return warn_at if now > warn_at else None


def _is_at_office(state: State) -> bool:
    is_held = state.holder_id == state.unit_id and not state.is_on_the_way
    return is_held and not state.has_papers_back
