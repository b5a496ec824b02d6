"""What is true of a dossier now, and the step from one truth to the next."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update
from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError, RuleBrokenError
from app.models.base import FOREVER
from app.models.catalogue import CasePhase, ProcedureCase
from app.models.custody import HandoffItem
from app.models.dossiers import Dossier, DossierState, PhaseEnd
from app.models.exchange import ForeignDossier
from app.models.outcomes import PapersBack
from app.services.deadlines.judging import judge_end
from app.services.dossiers.lifecycle import (
    OPEN_STATUSES,
    PAUSED_STATUSES,
    Situation,
    require_move,
)
from app.services.ledger.records import LogMark
from app.vocabulary.catalogue import OffHoursRule, TimeUnit
from app.vocabulary.dossiers import (
    Action,
    Channel,
    DossierStatus,
    HandoffItemState,
    Outcome,
    Timeliness,
)
from app.wording.texts import moment_text


@dataclass(frozen=True, slots=True)
class State:
    """One row of what was true, from `from_at` on.

    `is_clock_paused`: the legal time stands while it lasts, so nothing becomes late.
    `step_due_at` is when the unit that holds the paper has to be done with its step of the route;
    `clock_from` when the time began to run: None until the competent unit has the paper;
    `is_due_by_day`, `is_step_by_day` whether these are missed only when their day is over.
    """

    dossier_id: int
    code: str
    unit_id: int
    ordinal: int
    from_at: datetime
    status: DossierStatus
    due_at: datetime | None
    version_id: int
    agency_id: int | None
    officer_id: int
    holder_id: int
    outcome: Outcome | None
    ended_at: datetime | None
    timeliness: Timeliness | None
    received_at: datetime
    case_id: int
    time_unit: TimeUnit
    is_on_the_way: bool
    channel: Channel
    step_due_at: datetime | None = None
    clock_from: datetime | None = None
    competent_id: int | None = None
    has_papers_back: bool = False
    phase_count: int = 0
    phases_done: int = 0
    is_foreign: bool = False
    is_due_by_day: bool = False
    is_step_by_day: bool = False
    off_hours: OffHoursRule = OffHoursRule.MIXED
    is_clock_paused: bool = False

    @property
    def situation(self) -> Situation:
        """What the table of changes needs to know."""
        return Situation(
            status=self.status,
            is_on_the_way=self.is_on_the_way,
            time_unit=self.time_unit,
            has_agency=self.agency_id is not None,
            is_at_office=self.holder_id == self.unit_id,
            has_papers_back=self.has_papers_back,
            has_next_phase=self.phases_done < self.phase_count,
            is_foreign=self.is_foreign,
            is_clock_paused=self.is_clock_paused,
        )


ON_THE_WAY = (
    select(HandoffItem.id)
    .where(HandoffItem.dossier_id == Dossier.id, HandoffItem.state == HandoffItemState.SENT)
    .exists()
)
"""Says of the `Dossier` of a statement whether it is on a slip that nobody has answered."""
_PAPERS_BACK = select(PapersBack.dossier_id).where(PapersBack.dossier_id == Dossier.id).exists()
_IS_FOREIGN = (
    select(ForeignDossier.dossier_id).where(ForeignDossier.dossier_id == Dossier.id).exists()
)
_PHASE_COUNT = (
    select(func.count())
    .select_from(CasePhase)
    .where(CasePhase.case_id == Dossier.case_id)
    .scalar_subquery()
)
_PHASES_DONE = (
    select(func.count())
    .select_from(PhaseEnd)
    .where(PhaseEnd.dossier_id == Dossier.id)
    .scalar_subquery()
)
_CURRENT: Select[*tuple[Any, ...]] = (
    select(
        DossierState.dossier_id,
        Dossier.code,
        DossierState.unit_id,
        DossierState.ordinal,
        DossierState.from_at,
        DossierState.status,
        DossierState.due_at,
        DossierState.version_id,
        DossierState.agency_id,
        DossierState.officer_id,
        DossierState.holder_id,
        DossierState.outcome,
        DossierState.ended_at,
        DossierState.timeliness,
        Dossier.received_at,
        Dossier.case_id,
        ProcedureCase.time_unit,
        ON_THE_WAY.label("is_on_the_way"),
        DossierState.channel,
        DossierState.step_due_at,
        DossierState.is_clock_paused,
        Dossier.clock_from,
        Dossier.competent_id,
        _PAPERS_BACK.label("has_papers_back"),
        _PHASE_COUNT.label("phase_count"),
        _PHASES_DONE.label("phases_done"),
        _IS_FOREIGN.label("is_foreign"),
        DossierState.is_due_by_day,
        DossierState.is_step_by_day,
        Dossier.off_hours,
    )
    .join(Dossier, Dossier.id == DossierState.dossier_id)
    .join(ProcedureCase, ProcedureCase.id == Dossier.case_id)
    .where(DossierState.to_at == FOREVER)
)


def current_state(session: Session, code: str, office_id: int) -> State:
    """Return what is true now of the dossier `code`. Raises NotFoundError."""
    found = session.execute(
        _CURRENT.where(Dossier.code == code, Dossier.unit_id == office_id)
    ).first()
    if found is None:
        raise NotFoundError(f"Không tìm thấy hồ sơ {code}. Hãy kiểm tra lại mã.")
    return _state(found)


def current_state_by_id(session: Session, dossier_id: int) -> State:
    """Return what is true now of a dossier that is known to exist."""
    return _state(session.execute(_CURRENT.where(Dossier.id == dossier_id)).one())


def _state(row: Row[*tuple[Any, ...]]) -> State:
    return State(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for a row's mapping


_INSERT = insert(DossierState)


def first_state(session: Session, state: State, log: LogMark) -> None:
    """Store the first truth of a dossier just registered."""
    session.connection().execute(_INSERT, _values(state, log))


def change_state(
    session: Session, action: Action, before: State, after: State, log: LogMark
) -> State:
    """Close `before` at `after.from_at` and store `after` behind it; return `after`.

    Raises ValueError for a step that the table of changes does not list, RuleBrokenError when
    `after` would come before what already happened, ConflictError when another desk moved the
    dossier on.
    """
    require_move(action, before.status, after.status)
    require_order(before, after.from_at)
    closed = session.execute(
        update(DossierState)
        .where(
            DossierState.dossier_id == before.dossier_id,
            DossierState.ordinal == before.ordinal,
            DossierState.to_at == FOREVER,
        )
        .values(to_at=after.from_at)
    )
    if closed.rowcount != 1:  # type: ignore[attr-defined]
        raise ConflictError(f"Hồ sơ {before.code} vừa được quầy khác xử lý. Hãy mở lại để xem.")
    step = replace(after, ordinal=before.ordinal + 1)
    session.connection().execute(_INSERT, _values(step, log))
    return step


def state_facts(after: State) -> dict[str, object]:
    """Return what a log entry says of the state it leads to, so that the log can be replayed."""
    facts: dict[str, object] = {
        "status": after.status.value,
        "holder": after.holder_id,
        "due": after.due_at.isoformat() if after.due_at else "",
        "by_day": after.is_due_by_day,
    }
    if after.status in PAUSED_STATUSES:
        facts["clock_paused"] = after.is_clock_paused
    return facts


def require_order(state: State, at: datetime) -> None:
    """Raise RuleBrokenError where `at` comes before what already happened to the dossier."""
    if at < state.from_at:
        raise RuleBrokenError(
            f"Hồ sơ {state.code} đã có việc ghi lúc {moment_text(state.from_at)}; "
            "không thể ghi một việc sớm hơn."
        )


def ended(state: State, status: DossierStatus, at: datetime) -> State:
    """Return `state` with its clock ended at `at` and its timeliness judged (DESIGN §8)."""
    return replace(
        state,
        status=status,
        from_at=at,
        is_clock_paused=False,
        ended_at=at,
        timeliness=judge_end(at, state.due_at, is_by_day=state.is_due_by_day),
    )


def _values(state: State, log: LogMark) -> dict[str, object]:
    return {
        "dossier_id": state.dossier_id,
        "ordinal": state.ordinal,
        "unit_id": state.unit_id,
        "from_at": state.from_at,
        "to_at": FOREVER,
        "status": state.status,
        "is_open": state.status in OPEN_STATUSES,
        "is_clock_paused": state.is_clock_paused,
        "due_at": state.due_at,
        "step_due_at": state.step_due_at,
        "is_due_by_day": state.is_due_by_day,
        "is_step_by_day": state.is_step_by_day,
        "channel": state.channel,
        "version_id": state.version_id,
        "agency_id": state.agency_id,
        "officer_id": state.officer_id,
        "holder_id": state.holder_id,
        "outcome": state.outcome,
        "ended_at": state.ended_at,
        "timeliness": state.timeliness,
        "log_seq": log.seq,
    }
