"""The version and case a dossier is received under, and the due date they give it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import NotFoundError
from app.models.catalogue import Procedure, ProcedureCase, ProcedureVersion
from app.models.office import Unit
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.due import DueDate, due_date
from app.services.deadlines.limits import CountingRules, TimeLimit
from app.services.dossiers.records import DueView
from app.text import fold
from app.wording import sentences
from app.wording.citations import Rule, cite


@dataclass(frozen=True, slots=True)
class Terms:
    """What the catalogue says of one case of one version."""

    procedure_id: int
    procedure_code: str
    procedure_name: str
    field: str
    version_id: int
    valid_from: datetime
    valid_to: datetime | None
    agency_id: int | None
    case_id: int
    case_name: str
    fee_vnd: int
    limit: TimeLimit

    @property
    def is_in_force(self) -> bool:
        """Say whether this is the procedure's version of today."""
        return self.valid_to is None


_TERMS: Select[*tuple[Any, ...]] = (
    select(
        Procedure.id.label("procedure_id"),
        Procedure.code,
        ProcedureVersion.name.label("procedure_name"),
        ProcedureVersion.field,
        ProcedureVersion.id.label("version_id"),
        ProcedureVersion.valid_from,
        ProcedureVersion.valid_to,
        ProcedureVersion.agency_id,
        ProcedureCase.id.label("case_id"),
        ProcedureCase.name.label("case_name"),
        ProcedureCase.fee_vnd,
        ProcedureCase.time_value,
        ProcedureCase.time_unit,
        ProcedureCase.late_cutoff,
    )
    .join(ProcedureVersion, ProcedureVersion.id == ProcedureCase.version_id)
    .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
)


_TERMS_OF_CASE = _TERMS.where(ProcedureCase.id == bindparam("case_id"))
_RULES = select(Unit.due_time, Unit.off_hours, Unit.lateness).where(
    Unit.id == bindparam("office_id")
)


def terms_of_case(session: Session, case_id: int, rule: CountingRules) -> Terms:
    """Return the terms of a case. Raises NotFoundError."""
    row = session.connection().execute(_TERMS_OF_CASE, {"case_id": case_id}).first()
    if row is None:
        raise NotFoundError(sentences.NO_SUCH_CASE)
    return _terms(row, rule)


def terms_in_force(
    session: Session, procedure_code: str, case_name: str, at: datetime, rule: CountingRules
) -> Terms:
    """Return the terms of a procedure's case as in force at `at` (the first version before it).

    An empty `case_name` is the first case. Raises NotFoundError naming what is missing.
    """
    rows = session.execute(
        _TERMS.where(Procedure.code == procedure_code, Procedure.is_active).order_by(
            ProcedureVersion.number, ProcedureCase.ordinal
        )
    ).all()
    if not rows:
        raise NotFoundError(f"Danh mục không có thủ tục {procedure_code}. Hãy kiểm tra mã thủ tục.")
    holding = [row for row in rows if row.valid_from <= at] or rows[:1]
    version_id = holding[-1].version_id
    cases = [row for row in rows if row.version_id == version_id]
    wanted = fold(case_name)
    for row in cases:
        if not wanted or fold(row.case_name) == wanted:
            return _terms(row, rule)
    names = "; ".join(row.case_name for row in cases)
    raise NotFoundError(
        f"Thủ tục {procedure_code} không có trường hợp “{case_name}” (có: {names})."
    )


def due_rule(session: Session, office_id: int) -> CountingRules:
    """Return the office's rules for counting and judging times."""
    return CountingRules(*session.execute(_RULES, {"office_id": office_id}).one())


def rules_of(office: Unit) -> CountingRules:
    """Return the rules of an office that was read already."""
    return CountingRules(office.due_time, office.off_hours, office.lateness)


def count_due(terms: Terms, received_at: datetime, calendar: WorkingCalendar) -> DueDate:
    """Return the due date of a dossier received at `received_at` under `terms`."""
    return due_date(received_at, terms.limit, calendar)


def due_view(due: DueDate) -> DueView:
    """Return a due date as windows show it: why it is due then, and from when it is late."""
    return DueView(
        due.due_at,
        due.summary,
        (*(step.text for step in due.steps), *_late_words(due)),
        due.has_unconfirmed_year,
    )


def _late_words(due: DueDate) -> tuple[str, ...]:
    if due.due_at is None:
        return ()
    if not due.is_by_day:
        return ("Quá hạn được tính từ giờ hẹn.",)
    day = local_date(due.due_at)
    law = cite(Rule.PERIOD_ENDS_WITH_ITS_DAY, day)
    return (f"Quá hạn chỉ được tính khi hết ngày {day:%d/%m/%Y} ({law}).",)


def _terms(row: Row[*tuple[Any, ...]], rule: CountingRules) -> Terms:
    return Terms(
        procedure_id=row.procedure_id,
        procedure_code=row.code,
        procedure_name=row.procedure_name,
        field=row.field,
        version_id=row.version_id,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        agency_id=row.agency_id,
        case_id=row.case_id,
        case_name=row.case_name,
        fee_vnd=row.fee_vnd,
        limit=rule.limit(row.time_value, row.time_unit, row.late_cutoff),
    )
