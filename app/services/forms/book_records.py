"""What the book of issued forms says of each of them."""

from dataclasses import dataclass
from datetime import datetime

from app.vocabulary.forms import FormKind, PrintState


@dataclass(frozen=True, slots=True, kw_only=True)
class BookLine:
    """One issued form in its book.

    `subject` is the dossier's code, the unit a handoff slip went to, or nothing; `person` whom it
    is about. `print_state` is that of its newest copy.
    """

    form_id: int
    kind: FormKind
    number: str
    year: int
    ordinal: int
    issued_at: datetime
    officer_name: str
    subject: str
    person: str
    copy_count: int
    is_void: bool
    print_state: PrintState | None


@dataclass(frozen=True, slots=True)
class BookGap:
    """Numbers a book of one year gave out that no form bears; `missing` in order."""

    kind: FormKind
    missing: tuple[int, ...]
