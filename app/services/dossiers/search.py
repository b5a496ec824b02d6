"""The one box: a QR, a code, last digits, an ID number, a phone, a waybill, a bare name."""

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, or_, select

from app.models.custody import HandoffItem
from app.models.dossiers import Dossier
from app.models.exchange import FOREIGN_FROM
from app.models.forms import IssuedForm
from app.models.search_index import find_words
from app.services.dossiers.access import is_foreign_to
from app.services.dossiers.listing import NEWEST_FIRST, select_newest, select_rows
from app.services.dossiers.records import DossierRow
from app.services.dossiers.waybills import dossiers_of_waybill
from app.services.forms.numbering import codes_meant, number_endings
from app.services.forms.verification import Verification, Verifier
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.text import words
from app.vocabulary.dossiers import Verdict

_PAYLOAD_LENGTH = 150
_LAST_DIGITS = re.compile(r"[0-9]{1,7}")
_DAY_AND_NUMBER = re.compile(r"([0-9]{6})-?([0-9]{4,8})")
_PERSONAL = re.compile(r"[0-9]{8,13}|[A-Za-z]{1,3}[0-9]{5,17}")
_LIMIT_CHARS = 4096
_FEWEST_LAST = 4
"""So many digits may be the last of a longer number: 3382 finds 13382."""
_MOST_OWN_NUMBER = 100_000
"""No office of one unit receives so many dossiers in a day."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What the box found; `verification` is set where the text was a receipt's QR.

    `foreign_code` is that of the office's one dossier that was meant, where the unit of who asked
    has nothing to do with it.
    """

    rows: tuple[DossierRow, ...]
    verification: Verification | None = None
    foreign_code: str = ""


class Search:
    """Finds dossiers by anything a person at the counter can scan, read out or remember."""

    def __init__(self, transactions: Transactions, verifier: Verifier) -> None:
        self._tx = transactions
        self._verifier = verifier

    def find(self, actor: Actor, text: str, limit: int = 50) -> SearchResult:
        """Return dossiers for what was typed or scanned, newest first; bad text finds nothing."""
        typed = " ".join(text[:_LIMIT_CHARS].split())
        if len(typed) >= _PAYLOAD_LENGTH and typed.isdigit():
            return self._find_payload(actor, typed, limit)
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            alternatives = _alternatives(typed)
            if alternatives:
                rows = select_newest(reading, alternatives, limit)
                if rows:
                    return SearchResult(rows)
            ids = dossiers_of_waybill(reading, typed) or tuple(
                find_words(reading.connection, words(typed), limit)
            )
            rows = select_rows(reading, (Dossier.id.in_(ids),), NEWEST_FIRST, limit) if ids else ()
            return SearchResult(rows, foreign_code="" if rows else _foreign_code(reading, typed))

    def _find_payload(self, actor: Actor, payload: str, limit: int) -> SearchResult:
        verification = self._verifier.verify(actor, payload)
        if verification.verdict is Verdict.FORGED or not verification.code:
            return SearchResult((), verification)
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            ids = _dossiers_of(reading, verification)
            rows = select_rows(reading, (Dossier.id.in_(ids),), NEWEST_FIRST, limit)
            foreign = "" if rows else _foreign_code(reading, verification.code)
            return SearchResult(rows, verification, foreign)


def _foreign_code(reading: Reading, typed: str) -> str:
    """Return the code that was typed whole, of a dossier of the office that is not the unit's."""
    meant = codes_meant(typed)
    if not meant or not reading.is_agency_only:
        return ""
    found = reading.session.execute(
        select(Dossier.id, Dossier.code).where(
            Dossier.code.in_(meant),
            Dossier.unit_id == reading.actor.office_id,
        )
    ).first()
    return found.code if found is not None and is_foreign_to(reading, found.id) else ""


def _dossiers_of(reading: Reading, verification: Verification) -> list[int]:
    """Return the dossier a form is about, or those on a handoff slip, which is a form of many."""
    own = select(Dossier.id).where(Dossier.code == verification.code)
    on_the_slip = (
        select(HandoffItem.dossier_id)
        .join(IssuedForm, IssuedForm.handoff_id == HandoffItem.handoff_id)
        .where(IssuedForm.id == verification.form_id)
    )
    return [
        *reading.session.execute(own).scalars(),
        *reading.session.execute(on_the_slip).scalars(),
    ]


def _alternatives(typed: str) -> tuple[ColumnElement[bool], ...]:
    """Return the exact conditions a text may stand for; none for words."""
    meant = codes_meant(typed)
    if meant:
        return (Dossier.code.in_(meant),)
    compact = typed.replace(" ", "")
    if _LAST_DIGITS.fullmatch(compact):
        return _numbered(compact)
    numbers = _numbers(compact)
    parts = _DAY_AND_NUMBER.fullmatch(compact)
    if parts:
        ending = f"-{parts[1]}-{parts[2]}"
        on_the_day = Dossier.code.endswith(ending, autoescape=True)
        own = on_the_day & (Dossier.day_number == int(parts[2]))
        return (*numbers, own, _from_elsewhere(ending))
    return numbers


def _numbered(digits: str) -> tuple[ColumnElement[bool], ...]:
    """Return where a day's number is meant by `digits`: whole, or four or more of its last."""
    number = int(digits)
    if len(digits) < _FEWEST_LAST:
        return (Dossier.day_number == number, _from_elsewhere(*number_endings(number)))
    ends_so = range(number, _MOST_OWN_NUMBER, 10 ** len(digits))
    return (Dossier.day_number.in_(ends_so), _from_elsewhere(digits))


def _from_elsewhere(*endings: str) -> ColumnElement[bool]:
    """Return where a code of another store ends so: its day's number there is not kept here."""
    is_foreign = Dossier.day_number > FOREIGN_FROM
    return is_foreign & or_(*(Dossier.code.endswith(each, autoescape=True) for each in endings))


def _numbers(compact: str) -> tuple[ColumnElement[bool], ...]:
    """Return where a number of a person may stand: as owner, as submitter, as telephone."""
    if not _PERSONAL.fullmatch(compact):
        return ()
    number = compact.upper()
    return (
        Dossier.owner_id_number == number,
        Dossier.submitter_id_number == number,
        Dossier.phone == number,
    )
