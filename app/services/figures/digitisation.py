"""How far the office's dossiers are digital: the three figures of QĐ 766/QĐ-TTg, group 4.

Counted over the dossiers whose result came in the period, with the scans that were there at its
end: a later scan does not change a past period.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import ColumnElement, Exists, and_, case, func, or_, select
from sqlalchemy.orm import Session

from app.models.dossiers import Attachment, Dossier, DossierDocument
from app.models.outcomes import Result
from app.services.counts import percent_of
from app.services.figures.counted_states import WITH_LATE_ENTRY, LateEntryView, counted_in
from app.services.figures.manual_figures import ToldRatio, told_in
from app.services.figures.measures import BOUNDS, bounds_of, holds_at_end
from app.services.figures.period import Period, period_of
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.vocabulary.dossiers import AttachmentKind
from app.vocabulary.evaluation import ToldKind
from app.wording.labels import label

FULL_POINTS_FROM: Final = Decimal(80)
"""Per cent of fully digitised dossiers that bring all points (QĐ 766/QĐ-TTg, 4.2)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitisationFigure:
    """One figure: `counted` of `of` dossiers; None where the store knows nothing of it.

    `percent` has two decimals and is None without a denominator; `note` says what is missing.
    """

    number: str
    title: str
    formula: str
    counted: int | None
    of: int | None
    percent: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitisationSummary:
    """The figures of [first_day, last_day]."""

    first_day: date
    last_day: date
    electronic: DigitisationFigure
    scanned: DigitisationFigure
    reused: DigitisationFigure

    @property
    def figures(self) -> tuple[DigitisationFigure, ...]:
        """All of them in the order of the decision."""
        return (self.electronic, self.scanned, self.reused)

    @property
    def has_full_points(self) -> bool:
        """Say whether 4.2 brings all its points."""
        return self.scanned.percent is not None and self.scanned.percent >= FULL_POINTS_FROM


class Digitisation:
    """Counts what was issued and kept as files; changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of_period(self, actor: Actor, first_day: date, last_day: date) -> DigitisationSummary:
        """Return the figures of [first_day, last_day]. Raises InvalidInputError (`from`, `to`)."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = period_of(actor.office_id, first_day, last_day, reading.now)
            return digitisation_in(reading.session, period)


def digitisation_in(session: Session, period: Period) -> DigitisationSummary:
    """Return the figures of `period`; for any open transaction."""
    is_whole = _has_every_paper(period) & _has_result(period)
    count, electronic, scanned = session.execute(
        select(func.count(), _how_many(Result.is_electronic.is_(True)), _how_many(is_whole))
        .select_from(Result)
        .join(Dossier, Dossier.id == Result.dossier_id)
        .where(*_resolved_in(session, period)),
        bounds_of(period),
    ).one()
    return DigitisationSummary(
        first_day=period.first_day,
        last_day=period.last_day,
        electronic=_electronic(int(electronic), count),
        scanned=_scanned(int(scanned), count),
        reused=_reused(told_in(session, period, ToldKind.REUSED)),
    )


@dataclass(frozen=True, slots=True)
class DigitalDossier:
    """A dossier that the figures count: whether its result, and whether all of it, is digital."""

    code: str
    version_id: int
    is_electronic: bool
    is_whole: bool


def digital_dossiers(session: Session, period: Period) -> tuple[DigitalDossier, ...]:
    """Return the dossiers that the figures of `period` are counted over, by their results."""
    is_whole = _has_every_paper(period) & _has_result(period)
    rows = session.execute(
        select(
            Dossier.code,
            Dossier.version_id,
            Result.is_electronic,
            case((is_whole, 1), else_=0).label("is_whole"),
        )
        .select_from(Result)
        .join(Dossier, Dossier.id == Result.dossier_id)
        .where(*_resolved_in(session, period))
        .order_by(Result.resolved_at, Dossier.id),
        bounds_of(period),
    )
    return tuple(
        DigitalDossier(row.code, row.version_id, row.is_electronic, bool(row.is_whole))
        for row in rows
    )


def _resolved_in(session: Session, period: Period) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a result that counts in `period`, also where it was entered late."""
    own = Dossier.unit_id == period.office_id
    within = (Result.resolved_at >= period.start, Result.resolved_at < period.end)
    if counted_in(session, period) == (LateEntryView.ALL,):
        return (own, *within)
    return (own, or_(and_(*within, Dossier.id.not_in(WITH_LATE_ENTRY)), Dossier.id.in_(_LATE)))


def _electronic(counted: int, of: int) -> DigitisationFigure:
    return DigitisationFigure(
        number="4.1",
        title="Cấp kết quả điện tử",
        formula="Số hồ sơ có kết quả là bản điện tử ÷ số hồ sơ có kết quả trong kỳ × 100 %",
        counted=counted,
        of=of,
        percent=percent_of(counted, of),
        note="" if of else _NO_RESULT,
    )


def _scanned(counted: int, of: int) -> DigitisationFigure:
    return DigitisationFigure(
        number="4.2",
        title="Số hóa đủ giấy tờ và kết quả",
        formula=(
            "Số hồ sơ có tệp của mọi giấy tờ và có kết quả là tệp hoặc bản điện tử, tính đến cuối "
            "kỳ ÷ số hồ sơ có kết quả trong kỳ × 100 %; từ 80 % được đủ điểm"
        ),
        counted=counted,
        of=of,
        percent=percent_of(counted, of),
        note="" if of else _NO_RESULT,
    )


_late_state = LateEntryView.LATE.states()
_LATE: Final = select(_late_state.dossier_id).where(
    holds_at_end(_late_state),
    ~_late_state.is_open,
    _late_state.ended_at >= BOUNDS.start,
    _late_state.ended_at < BOUNDS.end,
)
"""The dossiers with a late entry whose end counts in the period."""
_NO_RESULT: Final = "Chưa có dữ liệu: trong kỳ không có hồ sơ nào có kết quả."
_NOT_TOLD: Final = (
    "Chưa có dữ liệu: việc dùng lại giấy tờ nằm trên kho dữ liệu điện tử của công dân, ngoài phần "
    "mềm này; phụ trách nhập số của Cổng Dịch vụ công ở tab Đánh giá."
)


def _reused(told: ToldRatio | None) -> DigitisationFigure:
    return DigitisationFigure(
        number="4.3",
        title=label(ToldKind.REUSED),
        formula="Số hồ sơ dùng lại giấy tờ đã số hóa ÷ số hồ sơ tiếp nhận trong kỳ × 100 %",
        counted=told.part if told else None,
        of=told.whole if told else None,
        percent=percent_of(told.part, told.whole) if told else None,
        note=told.note if told else _NOT_TOLD,
    )


def _how_many(is_so: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((is_so, 1), else_=0)), 0)


def _has_every_paper(period: Period) -> ColumnElement[bool]:
    """Return the condition that no paper is without its scan; an electronic copy needs none."""
    is_on_paper = DossierDocument.original + DossierDocument.certified + DossierDocument.plain > 0
    scan = _kept(period, AttachmentKind.PAPER).where(
        Attachment.paper_ordinal == DossierDocument.ordinal
    )
    missing = (
        select(DossierDocument.id)
        .where(
            DossierDocument.dossier_id == Dossier.id,
            is_on_paper | (DossierDocument.electronic == 0),
            ~scan,
        )
        .correlate(Dossier)
        .exists()
    )
    return ~missing


def _has_result(period: Period) -> ColumnElement[bool]:
    return Result.is_electronic | _kept(period, AttachmentKind.RESULT)


def _kept(period: Period, kind: AttachmentKind) -> Exists:
    """Return the condition that a file of `kind` was there at the period's end."""
    return (
        select(Attachment.id)
        .where(
            Attachment.dossier_id == Dossier.id,
            Attachment.kind == kind,
            Attachment.added_at < period.end,
            Attachment.ended_at.is_(None) | (Attachment.ended_at >= period.end),
        )
        .correlate(Dossier, DossierDocument)
        .exists()
    )
