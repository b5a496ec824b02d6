"""What crosses between the windows, the reports and the money services; amounts in đồng."""

from dataclasses import dataclass
from datetime import date, datetime

from app.services.forms.notice_records import FeeReceiptData
from app.vocabulary.dossiers import DossierStatus, PaymentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentLine:
    """One payment of a dossier; `form_id` is 0 while no receipt was printed for it."""

    number: str
    kind: PaymentKind
    amount_vnd: int
    taken_at: datetime
    officer_name: str
    payer_name: str
    form_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeStanding:
    """What a dossier owes; `refusal` says why nothing can be taken now, "" where it can.

    `offered_vnd` and `offered_kind` are what a desk most likely takes now.
    """

    code: str
    owner_name: str
    submitter_name: str
    procedure_name: str
    case_name: str
    status: DossierStatus
    fee_vnd: int
    paid_vnd: int
    exempt_ground: str
    offered_vnd: int
    offered_kind: PaymentKind
    payments: tuple[PaymentLine, ...]
    refusal: str = ""

    @property
    def owed_vnd(self) -> int:
        """What is still to be paid."""
        return max(self.fee_vnd - self.paid_vnd, 0)

    @property
    def payer_name(self) -> str:
        """Who most likely pays."""
        return self.submitter_name or self.owner_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Voided:
    """A payment made void, and what is to be given back."""

    number: str
    amount_vnd: int
    approved_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """Money on the desk: how much, which kind, from whom, and whether its receipt is printed."""

    amount_vnd: int
    kind: PaymentKind
    payer_name: str = ""
    prints_receipt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenMoney:
    """A payment and its receipt; the ids are 0 where no paper was asked for."""

    code: str
    number: str
    amount_vnd: int
    form: FeeReceiptData
    form_id: int = 0
    job_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Exempted:
    """A fee just lowered."""

    code: str
    fee_before_vnd: int
    fee_vnd: int
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetHead:
    """Whose sheet it is, until when its figures are true, when and by whom it was made."""

    unit_code: str
    unit_name: str
    parent_name: str
    place: str
    is_demo: bool
    first_day: date
    last_day: date
    as_of: datetime
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CashRow:
    """One payment as a cash sheet lists it."""

    number: str
    taken_at: datetime
    officer_login: str
    officer_name: str
    code: str
    owner_name: str
    payer_name: str
    procedure_name: str
    kind: PaymentKind
    amount_vnd: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerCash:
    """What one officer took in a day, between which receipt numbers."""

    login: str
    name: str
    count: int
    advance_vnd: int
    final_vnd: int
    first_number: str
    last_number: str

    @property
    def total_vnd(self) -> int:
        """Advances and final payments together."""
        return self.advance_vnd + self.final_vnd


@dataclass(frozen=True, slots=True, kw_only=True)
class DayCash:
    """The money of one day; `is_own`: the takings of the person who asked, and nobody else's."""

    head: SheetHead
    day: date
    is_own: bool
    officers: tuple[OfficerCash, ...]
    rows: tuple[CashRow, ...]

    @property
    def total_vnd(self) -> int:
        """What all officers of the sheet took."""
        return sum(officer.total_vnd for officer in self.officers)

    @property
    def advance_vnd(self) -> int:
        """The advances among it."""
        return sum(officer.advance_vnd for officer in self.officers)

    @property
    def final_vnd(self) -> int:
        """The final payments among it."""
        return sum(officer.final_vnd for officer in self.officers)

    @property
    def adds_up(self) -> bool:
        """Say whether officers and rows come to one sum."""
        return self.total_vnd == sum(row.amount_vnd for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledGroup:
    """What was taken in a quarter for one agency in one field.

    `open_advance_vnd`: advances ever taken for dossiers that were still open when it ended.
    """

    agency_code: str
    agency_name: str
    field: str
    dossiers: int
    payments: int
    advance_vnd: int
    final_vnd: int
    open_advance_vnd: int

    @property
    def total_vnd(self) -> int:
        """Taken in the quarter."""
        return self.advance_vnd + self.final_vnd


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterSettlement:
    """The fees of a quarter by agency and field (NĐ 61/2018/NĐ-CP Đ12.9, Đ22)."""

    head: SheetHead
    year: int
    quarter: int
    groups: tuple[SettledGroup, ...]

    @property
    def dossiers(self) -> int:
        """Dossiers for which something was taken."""
        return sum(group.dossiers for group in self.groups)

    @property
    def payments(self) -> int:
        """Receipts of the quarter."""
        return sum(group.payments for group in self.groups)

    @property
    def advance_vnd(self) -> int:
        """Advances taken in the quarter."""
        return sum(group.advance_vnd for group in self.groups)

    @property
    def final_vnd(self) -> int:
        """Final payments taken in the quarter."""
        return sum(group.final_vnd for group in self.groups)

    @property
    def total_vnd(self) -> int:
        """All that was taken in the quarter."""
        return self.advance_vnd + self.final_vnd

    @property
    def open_advance_vnd(self) -> int:
        """Advances of the dossiers that were open at its end."""
        return sum(group.open_advance_vnd for group in self.groups)
