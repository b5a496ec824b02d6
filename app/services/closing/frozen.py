"""What is frozen of a day: figures, groups, books and cash, as one canonical JSON text.

Names are frozen with the figures, for people; two texts are compared by keys and numbers alone,
because an agency or a person may be renamed later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import msgspec
from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.models.dossiers import Dossier
from app.models.exchange import FOREIGN_FROM
from app.models.forms import IssuedForm
from app.models.outcomes import Payment
from app.models.people import Officer
from app.services.counts import Figures, GroupFigures
from app.services.figures.period import Period
from app.services.figures.records import DailySummary
from app.services.figures.summaries import figures_in
from app.services.forms.records import BookSpan, CashLine
from app.services.forms.signatures import framed, is_signature
from app.services.ledger.transactions import Reading
from app.vocabulary.forms import FormKind
from app.vocabulary.reports import GroupBy
from app.wording import captions
from app.wording.labels import label

# What each book gave out on a day, from which number to which, and what each officer took.

DOSSIERS: Final = "dossier"
FOREIGN: Final = "foreign"


def book_spans(session: Session, period: Period) -> tuple[BookSpan, ...]:
    """Return the books that gave out a number in `period` (one day), dossiers first.

    The book of closing sheets itself is left out: its number is given by the closing.
    """
    return (*_dossier_books(session, period), *_form_books(session, period))


def cash_lines(session: Session, period: Period) -> tuple[CashLine, ...]:
    """Return what each officer took in `period`, by login."""
    rows = session.execute(
        select(
            Officer.login,
            Officer.name,
            func.count().label("taken"),
            func.sum(Payment.amount_vnd).label("total"),
            func.min(Payment.id).label("first"),
            func.max(Payment.id).label("last"),
        )
        .join(Officer, Officer.id == Payment.taken_by)
        .where(
            Payment.unit_id == period.office_id,
            Payment.taken_at >= period.start,
            Payment.taken_at < period.end,
        )
        .group_by(Officer.login, Officer.name)
        .order_by(Officer.login)
    ).all()
    return tuple(
        CashLine(
            login=row.login,
            name=row.name,
            count=row.taken,
            total_vnd=int(row.total),
            first=session.get_one(Payment, row.first).number,
            last=session.get_one(Payment, row.last).number,
        )
        for row in rows
    )


def _dossier_books(session: Session, period: Period) -> Iterator[BookSpan]:
    of_day = (Dossier.unit_id == period.office_id, Dossier.day == period.last_day)
    for book, title, its in (
        (DOSSIERS, captions.DOSSIER, Dossier.day_number < FOREIGN_FROM),
        (FOREIGN, "Hồ sơ nơi khác chuyển đến", Dossier.day_number > FOREIGN_FROM),
    ):
        count = session.execute(select(func.count()).where(*of_day, its)).scalar_one()
        if count:
            codes = select(Dossier.code).where(*of_day, its)
            first = _one(session, codes.order_by(Dossier.day_number))
            last = _one(session, codes.order_by(Dossier.day_number.desc()))
            yield BookSpan(book=book, title=title, count=count, first=first, last=last)


def _form_books(session: Session, period: Period) -> Iterator[BookSpan]:
    issued: tuple[ColumnElement[bool], ...] = (
        IssuedForm.unit_id == period.office_id,
        IssuedForm.issued_at >= period.start,
        IssuedForm.issued_at < period.end,
    )
    counted = session.execute(
        select(IssuedForm.kind, func.count()).where(*issued).group_by(IssuedForm.kind)
    )
    counts = {row[0]: row[1] for row in counted}
    for kind in FormKind:
        if kind is FormKind.DAY_CLOSING or kind not in counts:
            continue
        numbers = select(IssuedForm.number).where(*issued, IssuedForm.kind == kind)
        yield BookSpan(
            book=kind.value,
            title=label(kind),
            count=counts[kind],
            first=_one(session, numbers.order_by(IssuedForm.year, IssuedForm.ordinal)),
            last=_one(session, numbers.order_by(IssuedForm.year.desc(), IssuedForm.ordinal.desc())),
        )


def _one(session: Session, statement: Select[str]) -> str:
    return session.execute(statement.limit(1)).scalar_one()


class FrozenDay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The figures of one day as they stood at its end."""

    day: date
    total: Figures
    groups: dict[GroupBy, tuple[GroupFigures, ...]]
    books: tuple[BookSpan, ...]
    cash: tuple[CashLine, ...]


def frozen_day(session: Session, period: Period) -> FrozenDay:
    """Count a day from the states. Raises RuleBrokenError where a figure does not add up."""
    total, groups = figures_in(session, period)
    return _frozen(session, period, total, groups)


def frozen_summary(reading: Reading, period: Period, summary: DailySummary) -> FrozenDay:
    """Freeze a summary that was just counted."""
    return _frozen(reading.session, period, summary.total, summary.groups)


def _frozen(
    session: Session,
    period: Period,
    total: Figures,
    groups: dict[GroupBy, tuple[GroupFigures, ...]],
) -> FrozenDay:
    return FrozenDay(
        day=period.last_day,
        total=total,
        groups=groups,
        books=book_spans(session, period),
        cash=cash_lines(session, period),
    )


def frozen_text(frozen: FrozenDay) -> str:
    """Return the one text of these figures: sorted keys, no white space."""
    return msgspec.json.encode(frozen, order="sorted").decode()


def read_frozen(text: str) -> FrozenDay:
    """Return what a stored text says. Raises msgspec.DecodeError for another text."""
    return msgspec.json.decode(text, type=FrozenDay)


def differences(then: FrozenDay, now: FrozenDay) -> Iterator[str]:
    """Yield what is otherwise now than it was frozen, in words."""
    if then.total != now.total:
        yield "số liệu chung"
    for by in GroupBy:
        if _bare(then.groups.get(by, ())) != _bare(now.groups.get(by, ())):
            yield f"số liệu theo {label(by).lower()}"
    if _bare_books(then.books) != _bare_books(now.books):
        yield "các sổ"
    if _bare_cash(then.cash) != _bare_cash(now.cash):
        yield "tiền đã thu"


def _bare(groups: Iterable[GroupFigures]) -> list[GroupFigures]:
    bare = [replace(group, name="") for group in groups]
    return sorted(bare, key=lambda group: group.key)


def _bare_books(books: Iterable[BookSpan]) -> list[BookSpan]:
    return [replace(book, title="") for book in books]


def _bare_cash(lines: Iterable[CashLine]) -> list[CashLine]:
    return sorted((replace(line, name="") for line in lines), key=lambda line: line.login)


# What a station's key signs of a closed day, byte by byte.
#
# The signed bytes of a row of `day_closings` are, one after the other,
#
#     1. the 17 ASCII bytes `motcua-closing-1` and a line feed (0x0A);
#     2. the office's code (`units.code`);
#     3. the day as `YYYY-MM-DD`;
#     4. the ordinal of the closing among those of the same day, in decimal, from 1;
#     5. the figures: the text of the column `figures` as it is stored;
#     6. `log_seq` in decimal: the closing's own entry in the office's log;
#     7. `chain_head`: that entry's hash, 64 lower-case hexadecimal letters.
#
# Parts 2 to 7 are UTF-8, each behind its length in bytes as 8 bytes, big-endian (as the fields of
# a
# log entry are, `services/ledger/chain.py`). The signature is Ed25519 over these bytes; the
# column
# `signature` holds its 64 bytes as hexadecimal letters, `key_id` names the row of `public_keys`.
# Nothing here ever changes for the first part's `1`.

_DOMAIN: Final = b"motcua-closing-1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedClosing:
    """The facts that a closing's signature covers."""

    unit_code: str
    day: date
    ordinal: int
    figures: str
    log_seq: int
    chain_head: str


def signed_bytes(closing: SignedClosing) -> bytes:
    """Return the bytes that are signed; their layout is this module's docstring."""
    fields = (
        closing.unit_code,
        closing.day.isoformat(),
        str(closing.ordinal),
        closing.figures,
        str(closing.log_seq),
        closing.chain_head,
    )
    return framed(_DOMAIN, fields)


def is_signed(closing: SignedClosing, signature: str, public_key: bytes) -> bool:
    """Say whether `signature` (hex) is that of `public_key` (32 bytes) over the closing."""
    return is_signature(signed_bytes(closing), signature, public_key)
