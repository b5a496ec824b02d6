"""The answers behind the figures, as lines of a list."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from app.models.dossiers import Dossier
from app.models.people import Officer
from app.models.ratings import Rating, RatingReason
from app.models.reasons import ReasonText
from app.services.figures.period import Period
from app.services.ratings.records import RatingLine
from app.services.ratings.storing import said_in

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
