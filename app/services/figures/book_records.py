"""The register book (Sổ theo dõi hồ sơ) as its exports take it."""

from dataclasses import dataclass
from datetime import date, datetime

from app.services.forms.form_parts import Letterhead
from app.vocabulary.dossiers import ReturnBy
from app.vocabulary.forms import FormSet


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
