"""Storing what a dossier is founded on: its day's number, its row, papers, words, first state."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, insert, select, text

from app.clock import local_date
from app.errors import InvalidInputError, NotFoundError, RuleBrokenError
from app.models.dossiers import Dossier
from app.models.exchange import FOREIGN_FROM
from app.models.forms import IssuedForm, PrintJob
from app.models.watermark import touch_series
from app.services.dossiers.lifecycle import FIRST_STATUS
from app.services.dossiers.papers import index_words, store_papers
from app.services.dossiers.people_columns import person_columns
from app.services.dossiers.records import NewDossier
from app.services.dossiers.states import State, first_state
from app.services.dossiers.terms import Terms
from app.services.forms.issuing import read_snapshot
from app.services.forms.numbering import dossier_code
from app.services.forms.records import FormData
from app.services.intake.receipts import ReceiptCase
from app.services.ledger.records import LogMark
from app.services.ledger.transactions import Work, take_number
from app.vocabulary.dossiers import Action, DossierStatus
from app.vocabulary.forms import FormKind

# Built once: a registration must not put its statements together anew.
_INSERT = insert(Dossier).returning(Dossier.id)
# The day's next number, and whether a dossier has its code already, in one statement.
_NUMBER = text(
    "INSERT INTO number_series (unit_id, book, period, last) VALUES (:unit, 'dossier', :period, 1) "
    "ON CONFLICT (unit_id, book, period) DO UPDATE SET last = number_series.last + 1 "
    "RETURNING last, EXISTS (SELECT 1 FROM dossiers WHERE code = CAST(:head AS TEXT) || "
    "CASE WHEN last < 10 THEN '000' WHEN last < 100 THEN '00' WHEN last < 1000 THEN '0' ELSE '' END"
    " || CAST(last AS TEXT)) AS is_taken"
)


def minute_of(instant: datetime) -> datetime:
    """Drop the seconds: the form states hours and minutes, and the due instant follows it."""
    return instant.replace(second=0, microsecond=0)


def require_in_force(terms: Terms, new: NewDossier) -> None:
    """Raise RuleBrokenError where the catalogue has a newer version than the form shows."""
    if not terms.is_in_force and new.received_at is None:
        raise RuleBrokenError(
            "Thủ tục vừa được cập nhật trong danh mục. Hãy chọn lại thủ tục để dùng bản mới."
        )


def number_case(work: Work, case: ReceiptCase, given_code: str = "") -> ReceiptCase:
    """Return the case with the day's next number and the code it makes.

    A dossier that comes with a code (`given_code`) keeps it and is numbered aside. Such a code may
    be one that this office would give: its number is taken by that dossier and is passed over.
    """
    day = local_date(case.received_at)
    if given_code:
        number = take_number(work.session, work.actor.office_id, "foreign", f"{day:%Y-%m-%d}")
        return replace(case, code=given_code, day_number=FOREIGN_FROM + number)
    period = f"{day:%Y-%m-%d}"
    book = {"unit": work.actor.office_id, "period": period}
    touch_series(work.session, (work.actor.office_id, "dossier", period))
    head = dossier_code(case.unit.code, day, 1).removesuffix("0001")
    while True:
        taken = work.connection.execute(_NUMBER, book | {"head": head}).one()
        if not taken.is_taken:
            code = dossier_code(case.unit.code, day, taken.last)
            return replace(case, code=code, day_number=taken.last)


def store_case(
    work: Work,
    case: ReceiptCase,
    act: Action,
    facts: dict[str, object],
    personal: Mapping[str, object],
) -> tuple[int, LogMark]:
    """Store a numbered dossier as `act` founds it; return its row and its log entry.

    `personal` is what the log can lose again (`Work.log`).
    """
    new = case.new
    dossier_id = work.connection.execute(_INSERT, _columns(work, case)).scalar_one()
    store_papers(work.connection, dossier_id, new.papers)
    index_words(work.connection, dossier_id, new, case.code)
    mark = work.log(
        act.value,
        facts | {"by_day": case.is_due_by_day},
        dossier_id=dossier_id,
        happened_at=case.received_at,
        personal=personal,
    )
    first_state(work.session, _first(work, case, dossier_id, FIRST_STATUS[act]), mark)
    return dossier_id, mark


def _columns(work: Work, case: ReceiptCase) -> dict[str, object]:
    new, terms = case.new, case.terms
    return {
        "unit_id": work.actor.office_id,
        "code": case.code,
        "day": local_date(case.received_at),
        "day_number": case.day_number,
        "draft_id": new.draft_id,
        "version_id": terms.version_id,
        "case_id": terms.case_id,
        "channel": new.channel,
        "received_at": case.received_at,
        "registered_at": work.now,
        "registered_by": work.actor.officer_id,
        "counter_name": work.actor.counter_name,
        "is_late_entry": case.is_late_entry,
        "clock_from": case.clock_from,
        "off_hours": terms.limit.off_hours,
        **person_columns(new),
    }


def _first(work: Work, case: ReceiptCase, dossier_id: int, status: DossierStatus) -> State:
    return State(
        dossier_id=dossier_id,
        code=case.code,
        unit_id=work.actor.office_id,
        ordinal=1,
        from_at=case.received_at,
        status=status,
        due_at=case.due.due_at,
        version_id=case.terms.version_id,
        agency_id=case.new.competent_id or case.terms.agency_id,
        officer_id=work.actor.officer_id,
        holder_id=work.actor.office_id,
        outcome=None,
        ended_at=None,
        timeliness=None,
        received_at=case.received_at,
        case_id=case.terms.case_id,
        time_unit=case.terms.limit.unit,
        is_on_the_way=False,
        channel=case.new.channel,
        step_due_at=case.step.at,
        is_due_by_day=case.is_due_by_day,
        is_step_by_day=case.step.is_by_day,
        off_hours=case.terms.limit.off_hours,
        clock_from=case.clock_from,
        competent_id=case.new.competent_id,
    )


# What a draft has become already: a form sent twice is one dossier, whichever way it went.

_OF_DRAFT = (
    select(
        Dossier.id,
        Dossier.code,
        IssuedForm.id.label("form_id"),
        IssuedForm.kind,
        IssuedForm.snapshot,
    )
    .join(IssuedForm, IssuedForm.dossier_id == Dossier.id)
    .where(
        Dossier.draft_id == bindparam("draft_id"),
        IssuedForm.kind.in_((FormKind.RECEIPT, FormKind.REFUSAL)),
    )
    .order_by(IssuedForm.id.desc())
)


@dataclass(frozen=True, slots=True)
class Founded:
    """The dossier a draft became, and the form that says so: its receipt in force, or refusal."""

    dossier_id: int
    code: str
    data: FormData
    form_id: int
    job_id: int


def founded(work: Work, draft_id: str) -> Founded | None:
    """Return what a draft became; None for a new one. Raises InvalidInputError (`draft_id`)."""
    if not draft_id:
        raise InvalidInputError("draft_id", "Thiếu mã bản nháp. Hãy mở lại trang tiếp nhận.")
    found = work.connection.execute(_OF_DRAFT, {"draft_id": draft_id}).all()
    if not found:
        return None
    # A dossier that was received may have been refused later: its receipt says what it began as.
    row = next((row for row in found if row.kind is FormKind.RECEIPT), found[0])
    job_id = work.session.execute(
        select(PrintJob.id).where(PrintJob.form_id == row.form_id).order_by(PrintJob.id)
    ).scalar()
    if job_id is None:
        raise NotFoundError(f"Hồ sơ {row.code} thiếu bản in của giấy đã cấp trong kho.")
    return Founded(row.id, row.code, read_snapshot(row.kind, row.snapshot), row.form_id, job_id)
