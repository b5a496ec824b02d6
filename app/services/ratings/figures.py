"""What the answers of a span come to, and the answers themselves for whoever scores dossiers.

An answer belongs to the span in which it was entered: a slip that comes back late is counted where
it came, and a past span keeps its figures. One that was ended within the span is not counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Final

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from app.models.dossiers import Dossier, DossierState
from app.models.forms import IssuedForm
from app.models.office import ReasonText, Unit
from app.models.people import Officer
from app.models.ratings import Rating, RatingReason
from app.services.counts import FigureRecord, percent_of
from app.services.figures.entered_late import stretches_in
from app.services.figures.period import Period
from app.vocabulary.forms import FormKind
from app.vocabulary.office import ReasonKind
from app.vocabulary.ratings import (
    Face,
    RatingSource,
    SaidAttitude,
    SaidContacts,
    SaidOthers,
    SaidTime,
)
from app.wording.labels import label


@dataclass(frozen=True, slots=True, kw_only=True)
class FaceCounts(FigureRecord):
    """How many were content, how many not; `unsaid` answered questions but chose no face."""

    happy: int = 0
    neutral: int = 0
    unhappy: int = 0
    unsaid: int = 0

    @property
    def total(self) -> int:
        """All answers."""
        return self.happy + self.neutral + self.unhappy + self.unsaid

    @property
    def said(self) -> int:
        """Those who chose a face."""
        return self.total - self.unsaid

    @property
    def happy_percent(self) -> Decimal | None:
        """Content of those who chose a face, two decimals; None where nobody did."""
        return percent_of(self.happy, self.said)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFaces:
    """One row of a split: its stable key, its name for people, its counts."""

    key: str
    name: str
    faces: FaceCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCount:
    """How often a reason of the office's list was given."""

    kind: ReasonKind
    text: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingFigures(FigureRecord):
    """The answers entered within [first_day, last_day], as they stood at its end.

    `slips_given` went out within the span; `slips_answered` of them had come back by its end.
    `late` were given before `first_day`, in a period that was locked when they were entered; None
    in what was frozen before late entries were told.
    """

    first_day: date
    last_day: date
    faces: FaceCounts
    by_source: tuple[GroupFaces, ...]
    by_officer: tuple[GroupFaces, ...]
    by_agency: tuple[GroupFaces, ...]
    by_reason: tuple[ReasonCount, ...]
    slips_given: int = field(metadata={"code": "slips.given"})
    slips_answered: int = field(metadata={"code": "slips.answered"})
    late: int | None = None

    SUMS: ClassVar = {
        "all": ("faces",),
        **{each: (f"faces.{each}",) for each in ("happy", "neutral", "unhappy", "unsaid")},
    }

    @property
    def response_percent(self) -> Decimal | None:
        """Slips answered of those given, two decimals; None where none was given."""
        return percent_of(self.slips_answered, self.slips_given)


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierRating:
    """One answer about a dossier: what TT 01/2018 scores by indices 1, 3, 4 and 7.

    `officer_id` is who served; `agency_id` who decides, None where the office itself does.
    """

    rating_id: int
    dossier_id: int
    code: str
    source: RatingSource
    rated_at: datetime
    officer_id: int
    agency_id: int | None
    overall: Face | None
    time: SaidTime | None
    contacts: SaidContacts | None
    is_own_fault: bool
    others: SaidOthers | None
    attitude: SaidAttitude | None


_NO_AGENCY: Final = "Không theo cơ quan nào"
_Counted = tuple[str, str, Face | None, int]


def figures_in(session: Session, span: Period) -> RatingFigures:
    """Return what the answers of `span` come to."""
    given, answered = _slips(session, span)
    sources = {source.value: label(source) for source in RatingSource}
    by_source = _split(_counted(session, _by_source(span)), sources)
    return RatingFigures(
        first_day=span.first_day,
        last_day=span.last_day,
        faces=FaceCounts.added(group.faces for group in by_source),
        by_source=by_source,
        by_officer=_split(_counted(session, _by_officer(span)), {}),
        by_agency=_split(_counted(session, _by_agency(span)), {}),
        by_reason=_reasons(session, span),
        slips_given=given,
        slips_answered=answered,
        late=_late(session, span),
    )


def face_counts(session: Session, span: Period) -> FaceCounts:
    """Return how content those were whose answers `span` counts."""
    rows = session.execute(
        select(Rating.overall, func.count()).where(is_counted(span)).group_by(Rating.overall)
    )
    return FaceCounts.from_counts({face or "unsaid": count for face, count in rows})


def ratings_in(session: Session, span: Period) -> tuple[DossierRating, ...]:
    """Return the answers of `span` that are about a dossier, dossier by dossier, oldest first."""
    rows = session.execute(
        select(Rating, Dossier.code, DossierState.agency_id)
        .join(Dossier, Dossier.id == Rating.dossier_id)
        .join(DossierState, DossierState.dossier_id == Rating.dossier_id)
        .where(is_counted(span), _holds(span))
        .order_by(Rating.dossier_id, Rating.id)
    )
    return tuple(_dossier_rating(rating, code, agency_id) for rating, code, agency_id in rows)


def is_counted(span: Period) -> ColumnElement[bool]:
    """Select the answers entered in `span` that were in force when it ended."""
    return and_(
        Rating.unit_id == span.office_id,
        Rating.entered_at >= span.start,
        Rating.entered_at < span.end,
        or_(Rating.ended_at.is_(None), Rating.ended_at >= span.end),
    )


def _dossier_rating(rating: Rating, code: str, agency_id: int | None) -> DossierRating:
    if rating.dossier_id is None:
        message = f"rating {rating.id} is of no dossier"
        raise TypeError(message)
    return DossierRating(
        rating_id=rating.id,
        dossier_id=rating.dossier_id,
        code=code,
        source=rating.source,
        rated_at=rating.rated_at,
        officer_id=rating.officer_id,
        agency_id=agency_id,
        overall=rating.overall,
        time=rating.time,
        contacts=rating.contacts,
        is_own_fault=rating.is_own_fault,
        others=rating.others,
        attitude=rating.attitude,
    )


def _holds(span: Period) -> ColumnElement[bool]:
    """Select the one state of each dossier that held when the span ended."""
    return and_(DossierState.from_at < span.end, DossierState.to_at >= span.end)


def _by_source(span: Period) -> Select[*tuple[Any, ...]]:
    return (
        select(Rating.source, Rating.source.label("name"), Rating.overall, func.count())
        .where(is_counted(span))
        .group_by(Rating.source, Rating.overall)
    )


def _by_officer(span: Period) -> Select[*tuple[Any, ...]]:
    return (
        select(Officer.login, Officer.name, Rating.overall, func.count())
        .join(Officer, Officer.id == Rating.officer_id)
        .where(is_counted(span))
        .group_by(Officer.login, Officer.name, Rating.overall)
    )


def _by_agency(span: Period) -> Select[*tuple[Any, ...]]:
    """Count by the agency that had the dossier; answers about none stand by themselves."""
    return (
        select(Unit.code, Unit.name, Rating.overall, func.count())
        .select_from(Rating)
        .outerjoin(DossierState, and_(DossierState.dossier_id == Rating.dossier_id, _holds(span)))
        .outerjoin(Unit, Unit.id == DossierState.agency_id)
        .where(is_counted(span))
        .group_by(Unit.code, Unit.name, Rating.overall)
    )


def _counted(session: Session, statement: Select[*tuple[Any, ...]]) -> Iterable[_Counted]:
    for key, name, face, count in session.execute(statement):
        yield (key or "", name or _NO_AGENCY, face, count)


def _split(rows: Iterable[_Counted], names: Mapping[str, str]) -> tuple[GroupFaces, ...]:
    """Return one row a group, by name; what belongs to none comes last."""
    counts: dict[str, dict[str, int]] = {}
    called: dict[str, str] = {}
    for key, name, face, count in rows:
        counts.setdefault(key, {})[face or "unsaid"] = count
        called[key] = names.get(key, name)
    order = sorted(counts, key=lambda key: (not key, called[key], key))
    return tuple(
        GroupFaces(key=key, name=called[key], faces=FaceCounts.from_counts(counts[key]))
        for key in order
    )


def _reasons(session: Session, span: Period) -> tuple[ReasonCount, ...]:
    count = func.count()
    rows = session.execute(
        select(ReasonText.kind, ReasonText.text, count)
        .join(RatingReason, RatingReason.reason_id == ReasonText.id)
        .join(Rating, Rating.id == RatingReason.rating_id)
        .where(is_counted(span))
        .group_by(ReasonText.kind, ReasonText.text)
        .order_by(count.desc(), ReasonText.text)
    )
    return tuple(ReasonCount(kind=row[0], text=row[1], count=row[2]) for row in rows)


def _late(session: Session, span: Period) -> int:
    """Count the answers of `span` that a locked period came too early for."""
    where = is_late(session, span)
    return session.execute(select(func.count()).select_from(Rating).where(where)).scalar_one()


def is_late(session: Session, span: Period) -> ColumnElement[bool]:
    """Select the answers of `span` that were given before it, in a period locked meanwhile."""
    locked = [
        and_(Rating.rated_at < one.end, Rating.entered_at > one.known_at)
        for one in stretches_in(session, span.office_id).all
        if one.end is not None and one.known_at is not None
    ]
    return and_(is_counted(span), Rating.rated_at < span.start, or_(false(), *locked))


def _slips(session: Session, span: Period) -> tuple[int, int]:
    """Return how many slips went out in the span, and how many of them had come back by its end."""
    came_back = select(Rating.id).where(answers_slip(span)).exists()
    given, answered = session.execute(
        select(func.count(), func.coalesce(func.sum(case((came_back, 1), else_=0)), 0)).where(
            is_given(span)
        )
    ).one()
    return given, answered


def is_given(span: Period) -> ColumnElement[bool]:
    """Select the slips that went out in `span` and were not void when it ended."""
    return and_(
        IssuedForm.unit_id == span.office_id,
        IssuedForm.kind == FormKind.RATING_SLIP,
        IssuedForm.issued_at >= span.start,
        IssuedForm.issued_at < span.end,
        or_(IssuedForm.voided_at.is_(None), IssuedForm.voided_at >= span.end),
    )


def answers_slip(span: Period) -> ColumnElement[bool]:
    """Select the answer that a slip had when `span` ended."""
    return and_(
        Rating.form_id == IssuedForm.id,
        Rating.entered_at < span.end,
        or_(Rating.ended_at.is_(None), Rating.ended_at >= span.end),
    )
