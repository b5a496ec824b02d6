"""The answers and slips behind the figures of a span: what was said, never by whom.

Words that somebody wrote on a slip are left out: only the questions' own answers are listed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session, aliased

from app.errors import InvalidInputError
from app.models.dossiers import Dossier
from app.models.forms import IssuedForm
from app.models.office import ReasonText
from app.models.people import Officer
from app.models.ratings import Rating, RatingReason
from app.services.figures.period import Period
from app.services.ratings.figures import answers_slip, is_counted, is_given, is_late
from app.services.ratings.records import QUESTIONS, RatingBehind, RatingLine
from app.services.ratings.storing import said_in
from app.vocabulary.ratings import Face
from app.wording import captions, headings
from app.wording.labels import label

_SHORT: Final = {
    "time": captions.TIME,
    "contacts": "Liên hệ thêm",
    "others": "Nơi phải liên hệ",
    "attitude": captions.ATTITUDE,
}


@dataclass(frozen=True, slots=True)
class RatingFigure:
    """A number of `RatingFigures`: what the report calls it, and the answers or slips it counts."""

    title: str
    where: Callable[[Session, Period], ColumnElement[bool]]


def _chose(face: Face | None) -> Callable[[Session, Period], ColumnElement[bool]]:
    return lambda _session, span: and_(is_counted(span), Rating.overall == face)


def _came_back(_session: Session, span: Period) -> ColumnElement[bool]:
    return and_(is_given(span), Rating.id.is_not(None))


RATING_FIGURES: Final[Mapping[str, RatingFigure]] = {
    "all": RatingFigure(headings.RATINGS, lambda _session, span: is_counted(span)),
    **{
        face.value: RatingFigure(f"{headings.RATINGS}: {label(face).lower()}", _chose(face))
        for face in (Face.HAPPY, Face.NEUTRAL, Face.UNHAPPY)
    },
    "unsaid": RatingFigure("Lượt đánh giá: không chọn mức độ", _chose(None)),
    "late": RatingFigure("Lượt đánh giá của kỳ trước nhập sau khi khóa", is_late),
    "slips.given": RatingFigure("Phiếu đánh giá phát ra", lambda _session, span: is_given(span)),
    "slips.answered": RatingFigure("Phiếu đánh giá thu về", _came_back),
}
"""Every figure by its code, in the order of the report's lines."""


def ratings_behind_in(session: Session, span: Period, figure: str) -> tuple[RatingBehind, ...]:
    """Return what a figure counts, oldest first. Raises InvalidInputError (`figure`)."""
    if figure not in RATING_FIGURES:
        raise InvalidInputError("figure", f"Không có chỉ tiêu “{figure[:60]}”.")
    where = RATING_FIGURES[figure].where(session, span)
    if figure.startswith("slips."):
        return _slips(session, span, where)
    return _answers(session, where)


def _answers(session: Session, which: ColumnElement[bool]) -> tuple[RatingBehind, ...]:
    rows = session.execute(
        select(Rating, Dossier.code, Officer.name, IssuedForm.number)
        .outerjoin(Dossier, Dossier.id == Rating.dossier_id)
        .outerjoin(IssuedForm, IssuedForm.id == Rating.form_id)
        .join(Officer, Officer.id == Rating.officer_id)
        .where(which)
        .order_by(Rating.entered_at, Rating.id)
    )
    return tuple(_of_rating(*row) for row in rows)


def _of_rating(rating: Rating, code: str | None, name: str, number: str | None) -> RatingBehind:
    source = label(rating.source)
    return RatingBehind(
        key=rating.id,
        code=code or "",
        what=f"{source} số {number}" if number else source,
        at=rating.entered_at,
        officer_name=name,
        overall=rating.overall,
        is_answered=True,
        said=_said(rating),
    )


def _slips(session: Session, span: Period, which: ColumnElement[bool]) -> tuple[RatingBehind, ...]:
    statement: Select[*tuple[Any, ...]] = (
        select(
            IssuedForm.id,
            IssuedForm.number,
            IssuedForm.issued_at,
            Dossier.code,
            Officer.name,
            Rating,
        )
        .outerjoin(Dossier, Dossier.id == IssuedForm.dossier_id)
        .join(Officer, Officer.id == IssuedForm.issued_by)
        .outerjoin(Rating, answers_slip(span))
        .where(which)
        .order_by(IssuedForm.issued_at, IssuedForm.id)
    )
    return tuple(_of_slip(row[:2], *row[2:]) for row in session.execute(statement))


def _of_slip(
    form: tuple[int, str], issued_at: datetime, code: str | None, name: str, rating: Rating | None
) -> RatingBehind:
    form_id, number = form
    return RatingBehind(
        key=form_id,
        code=code or "",
        what=f"Phiếu số {number}",
        at=issued_at,
        officer_name=name,
        overall=None if rating is None else rating.overall,
        is_answered=rating is not None,
        said="Chưa trả lời" if rating is None else _said(rating),
    )


def _said(rating: Rating) -> str:
    """Return the answers beside the face: "Thời gian: đúng hẹn; Thái độ: tốt"."""
    answers = said_in(rating, ())
    given = ((each.field, getattr(answers, each.field)) for each in QUESTIONS)
    return "; ".join(
        f"{_SHORT[field]}: {label(answer).lower()}"
        for field, answer in given
        if field in _SHORT and answer is not None
    )


# The answers behind the figures, as lines of a list.

LINES_MAX = 500
"""What a list shows at most."""


def lines_of_dossier(session: Session, dossier_id: int) -> tuple[RatingLine, ...]:
    """Return what was said of a dossier, newest first."""
    return _lines(session, Rating.dossier_id == dossier_id)


def lines_of_span(session: Session, span: Period) -> tuple[RatingLine, ...]:
    """Return what was entered in a span, newest first."""
    return _lines(
        session,
        (Rating.unit_id == span.office_id)
        & (Rating.entered_at >= span.start)
        & (Rating.entered_at < span.end),
    )


def _lines(session: Session, which: ColumnElement[bool]) -> tuple[RatingLine, ...]:
    enterer, server = aliased(Officer), aliased(Officer)
    rows = session.execute(
        select(Rating, Dossier.code, enterer.name, server.name)
        .outerjoin(Dossier, Dossier.id == Rating.dossier_id)
        .join(enterer, enterer.id == Rating.entered_by)
        .join(server, server.id == Rating.officer_id)
        .where(which)
        .order_by(Rating.id.desc())
        .limit(LINES_MAX)
    ).all()
    reasons = _reasons(session, (rating.id for rating, _code, _who, _served in rows))
    lines: list[RatingLine] = []
    for rating, code, entered_by, served_by in rows:
        given = reasons.get(rating.id, ())
        lines.append(
            RatingLine(
                rating_id=rating.id,
                code=code or "",
                source=rating.source,
                rated_at=rating.rated_at,
                entered_by=entered_by,
                officer_name=served_by,
                answers=said_in(rating, tuple(reason_id for reason_id, _text in given)),
                reasons=tuple(text for _reason_id, text in given),
                end_reason=rating.end_reason,
            )
        )
    return tuple(lines)


def _reasons(session: Session, ids: Iterable[int]) -> dict[int, tuple[tuple[int, str], ...]]:
    given: dict[int, tuple[tuple[int, str], ...]] = {}
    rows = session.execute(
        select(RatingReason.rating_id, ReasonText.id, ReasonText.text)
        .join(ReasonText, ReasonText.id == RatingReason.reason_id)
        .where(RatingReason.rating_id.in_(tuple(ids)))
        .order_by(ReasonText.kind, ReasonText.ordinal)
    )
    for rating_id, reason_id, text in rows:
        given[rating_id] = (*given.get(rating_id, ()), (reason_id, text))
    return given
