"""What the sheet of a closed day says, kept as its data snapshot."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from app.services.counts import Figures, GroupFigures
from app.services.forms.form_parts import Letterhead
from app.services.ledger.closed_days import ReopenedLine
from app.vocabulary.forms import FormKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BookSpan:
    """What a book gave out on the day: how many numbers, from which to which.

    `book` is its stable name: `dossier`, `foreign`, `payment` or a form's kind.
    """

    book: str
    title: str
    count: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CashLine:
    """What one officer took on the day, between which numbers of receipts; đồng."""

    login: str
    name: str
    count: int
    total_vnd: int
    first: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCounts:
    """What was still open when the day was closed."""

    on_the_way: int
    unaccepted_slips: int
    print_jobs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosingData:
    """Phiếu khóa ngày: the day's figures, its books and its cash, and where the log's chain stood.

    `log_seq` and `chain_head` (64 hex letters) are those of the closing's own log entry; nought and
    empty while the sheet is only looked at. Figures are true at the end of `day`.
    """

    FORM_KIND: ClassVar = FormKind.DAY_CLOSING

    head: Letterhead
    number: str
    day: date
    ordinal: int
    closed_at: datetime
    officer_name: str
    total: Figures
    agencies: tuple[GroupFigures, ...]
    fields: tuple[GroupFigures, ...]
    books: tuple[BookSpan, ...]
    cash: tuple[CashLine, ...]
    waiting: WaitingCounts
    reopenings: tuple[ReopenedLine, ...] = ()
    log_seq: int = 0
    chain_head: str = ""
    qr_payload: str = ""
