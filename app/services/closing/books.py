"""What each book gave out on a day, from which number to which, and what each officer took."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.models.dossiers import Dossier
from app.models.exchange import FOREIGN_FROM
from app.models.forms import IssuedForm
from app.models.outcomes import Payment
from app.models.people import Officer
from app.services.figures.period import Period
from app.services.forms.closing_records import BookSpan, CashLine
from app.vocabulary.forms import FormKind
from app.wording.labels import label

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
        (DOSSIERS, "Hồ sơ", Dossier.day_number < FOREIGN_FROM),
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
