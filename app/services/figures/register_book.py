"""Sổ theo dõi hồ sơ, Mẫu 06 of TT 01/2018/TT-VPCP and Mẫu 07 of TT 03/2025/TT-VPCP.

The yearly number of a line is the number of the receipt: it is what the citizen's paper says
("Vào Sổ theo dõi hồ sơ, Số thứ tự"), it begins at 1 each year (the year of receipt), and it has no
gap. A receipt issued again, after a correction or by a new calendar, takes the next number, as a
clerk would begin a new line; the void one stays where it is, crossed out, and names the other. So a
whole year reads 1 to its end, and each dossier counts once. What was refused at the desk got no
receipt and is no line. A late entry stands where it was entered, noted so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from app.clock import local_date, start_of_day
from app.models.base import FOREVER
from app.models.catalogue import ProcedureVersion
from app.models.dossiers import Dossier, DossierState, Extension
from app.models.forms import IssuedForm
from app.models.office import Unit
from app.models.outcomes import PapersBack, Result
from app.services.figures.period import Period, period_of
from app.services.forms.issuing import form_set, letterhead
from app.services.forms.notice_records import Letterhead
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Reading, Transactions
from app.services.ledger.visibility import Masks
from app.services.privacy import Disclosure, Exported, Exporting, Exports
from app.vocabulary.dossiers import DossierStatus, Outcome, ReturnBy, Timeliness
from app.vocabulary.forms import FormKind, FormSet
from app.wording import states
from app.wording.labels import label
from app.wording.texts import day_text

# The register book (Sổ theo dõi hồ sơ) as its exports take it.


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterLine:
    """One number of the book; a void one stays in it, crossed out, and counts for nothing.

    `returned_at` and `signed_by` are when and to whom the result, or the papers, went.
    """

    year: int
    ordinal: int
    number: str
    code: str
    procedure_name: str
    set_count: int
    owner_name: str
    address: str
    phone: str
    agency_name: str
    received_at: datetime
    due_at: datetime | None
    returned_at: datetime | None
    return_by: ReturnBy
    signed_by: str
    notes: tuple[str, ...] = ()
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class BookSums:
    """What lines come to: dossiers, sets of papers, and how many went back to the citizen."""

    dossiers: int = 0
    sets: int = 0
    returned: int = 0

    def plus(self, line: RegisterLine) -> "BookSums":
        """Return the sums with one more line."""
        if line.is_void:
            return self
        return BookSums(
            self.dossiers + 1,
            self.sets + line.set_count,
            self.returned + (line.returned_at is not None),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterBookData:
    """The lines of what was received in [first_day, last_day], in the order of their numbers.

    A year is a book of its own: its numbers begin at 1. `form` is the circular in force on the
    period's last day. `is_masked`: where people live and their telephones are hidden.
    """

    head: Letterhead
    form: FormSet
    first_day: date
    last_day: date
    made_at: datetime
    made_by: str
    lines: tuple[RegisterLine, ...]
    is_masked: bool = True

    @property
    def years(self) -> tuple[int, ...]:
        """The books that have lines in the period."""
        return tuple(sorted({line.year for line in self.lines}))

    @property
    def sums(self) -> BookSums:
        """What all lines come to."""
        total = BookSums()
        for line in self.lines:
            total = total.plus(line)
        return total


_BATCH: Final = 2000
_CUT_SHORT: Final = frozenset({DossierStatus.WITHDRAWN, DossierStatus.STOPPED})


class RegisterBook:
    """Reads the book for any period; changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._exports = Exports(transactions)

    def of_period(
        self,
        actor: Actor,
        first_day: date,
        last_day: date,
        disclosure: Disclosure | None = None,
    ) -> RegisterBookData:
        """Return the book's lines of what was received from `first_day` to `last_day`.

        How each dossier stands is told as of now; where people live and their telephones are hidden
        without a `disclosure`. Raises InvalidInputError (fields `from`, `to`), and as
        `Exports.opened`.
        """
        what = (Exported.REGISTER, first_day, last_day)
        with self._exports.opened(actor, what, disclosure) as export:
            reading = export.reading
            period = period_of(actor.office_id, first_day, last_day, reading.now)
            office = reading.session.get_one(Unit, actor.office_id)
            lines = tuple(_lines(export, period, office.name))
            export.lines = len(lines)
            return RegisterBookData(
                head=letterhead(office),
                form=form_set(start_of_day(last_day)),
                first_day=first_day,
                last_day=last_day,
                made_at=reading.now,
                made_by=actor.name,
                lines=lines,
                is_masked=export.masks.hides_something,
            )


_agency = aliased(Unit)
_LINES: Select[*tuple[Any, ...]] = (
    select(
        IssuedForm.year,
        IssuedForm.ordinal,
        IssuedForm.number,
        IssuedForm.voided_at,
        Dossier.code,
        ProcedureVersion.name.label("procedure_name"),
        Dossier.set_count,
        Dossier.owner_name,
        Dossier.address,
        Dossier.phone,
        Dossier.submitter_phone,
        _agency.name.label("agency_name"),
        Dossier.received_at,
        Dossier.return_by,
        Dossier.is_late_entry,
        DossierState.due_at,
        DossierState.status,
        DossierState.outcome,
        DossierState.ended_at,
        DossierState.timeliness,
        Result.returned_at,
        Result.collector_name,
        PapersBack.given_at,
        PapersBack.receiver_name,
        Extension.granted_at,
        Extension.new_due_at,
        Extension.is_after_expiry,
    )
    .join(Dossier, Dossier.id == IssuedForm.dossier_id)
    .join(DossierState, DossierState.dossier_id == Dossier.id)
    .join(ProcedureVersion, ProcedureVersion.id == DossierState.version_id)
    .outerjoin(_agency, _agency.id == DossierState.agency_id)
    .outerjoin(Result, Result.dossier_id == Dossier.id)
    .outerjoin(PapersBack, PapersBack.dossier_id == Dossier.id)
    .outerjoin(Extension, Extension.dossier_id == Dossier.id)
    .where(IssuedForm.kind == FormKind.RECEIPT, DossierState.to_at == FOREVER)
    .order_by(IssuedForm.year, IssuedForm.ordinal)
)


def _lines(export: Exporting, period: Period, office_name: str) -> Iterator[RegisterLine]:
    reading, masks = export.reading, export.masks
    received = (
        Dossier.unit_id == period.office_id,
        Dossier.received_at >= period.start,
        Dossier.received_at < period.end,
    )
    after, before = _replacements(reading, received)
    rows = reading.session.execute(_LINES.where(*received).execution_options(yield_per=_BATCH))
    for row in rows:
        key = (row.year, row.ordinal)
        if row.voided_at is not None:
            notes: tuple[str, ...] = (_void_note(after.get(key, "")),)
        else:
            notes = tuple(_notes(row, before.get(key, "")))
        yield _line(row, masks, office_name, notes)


_Numbers = Mapping[tuple[int, int], str]


def _replacements(reading: Reading, received: tuple[Any, ...]) -> tuple[_Numbers, _Numbers]:
    """Return, of receipts issued again, the number that came after and the one before."""
    voided = (
        select(IssuedForm.dossier_id)
        .join(Dossier, Dossier.id == IssuedForm.dossier_id)
        .where(IssuedForm.kind == FormKind.RECEIPT, IssuedForm.voided_at.is_not(None), *received)
    )
    rows = reading.session.execute(
        select(IssuedForm.dossier_id, IssuedForm.year, IssuedForm.ordinal, IssuedForm.number)
        .where(IssuedForm.kind == FormKind.RECEIPT, IssuedForm.dossier_id.in_(voided))
        .order_by(IssuedForm.dossier_id, IssuedForm.id)
    ).all()
    pairs = [(one, two) for one, two in pairwise(rows) if one.dossier_id == two.dossier_id]
    after = {(one.year, one.ordinal): two.number for one, two in pairs}
    before = {(two.year, two.ordinal): one.number for one, two in pairs}
    return after, before


def _line(
    row: Row[*tuple[Any, ...]], masks: Masks, office_name: str, notes: tuple[str, ...]
) -> RegisterLine:
    return RegisterLine(
        year=row.year,
        ordinal=row.ordinal,
        number=row.number,
        code=row.code,
        procedure_name=row.procedure_name,
        set_count=row.set_count,
        owner_name=row.owner_name,
        address=masks.address(row.address),
        phone=masks.phone(row.phone or row.submitter_phone),
        agency_name=row.agency_name or office_name,
        received_at=row.received_at,
        due_at=row.due_at,
        returned_at=row.returned_at or row.given_at,
        return_by=row.return_by,
        signed_by=row.collector_name or row.receiver_name or "",
        notes=notes,
        is_void=row.voided_at is not None,
    )


def _void_note(number: str) -> str:
    return f"Đã hủy, thay bằng số {number}" if number else states.VOIDED


def _notes(row: Row[*tuple[Any, ...]], replaced: str) -> Iterator[str]:
    if replaced:
        yield f"Thay giấy số {replaced}"
    if row.is_late_entry:
        yield states.LATE_ENTRY
    if row.is_after_expiry:
        told = f"ngày {day_text(local_date(row.granted_at))}"
        yield f"Xin lỗi {told}, hẹn lại {day_text(local_date(row.new_due_at))}; vẫn quá hạn"
    elif row.granted_at is not None:
        yield f"Hẹn lại ngày {day_text(local_date(row.granted_at))}"
    if row.status in _CUT_SHORT:
        yield f"{label(row.status)} ngày {day_text(local_date(row.ended_at))}"
    if row.outcome is Outcome.REFUSED:
        yield label(Outcome.REFUSED)
    if row.timeliness is Timeliness.LATE:
        yield label(Timeliness.LATE)
