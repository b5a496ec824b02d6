"""What a supervisor tells of a period that another system counted; nothing told is lost.

The national portal knows which dossiers were paid online and which re-used a digital paper
(QĐ 766/QĐ-TTg, 3.6 and 4.3); this store does not. What is told again for the same period ends what
was told before.
"""

from dataclasses import dataclass

from sqlalchemy import select

from app.clock import local_date
from app.errors import InvalidInputError, RuleBrokenError
from app.models.evaluation import ToldFigure
from app.models.periods import PeriodLock
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions, Work
from app.services.periods.calendar import ReportPeriod
from app.services.periods.locks import calendar_in
from app.text import clean
from app.vocabulary.evaluation import ToldKind

MOST_DOSSIERS = 100_000_000
_SOURCE_LETTERS = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDraft:
    """`part` of `whole` dossiers and where that is written; both None take back what was told."""

    part: int | None
    whole: int | None
    source: str


class ToldFigures:
    """Stores what is told of a report period; `services.figures.manual_figures` reads it."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def tell(self, actor: Actor, key: str, kind: ToldKind, draft: ToldDraft) -> bool:
        """Store what is told of the period `key`; return False where it says nothing new.

        Raises InvalidInputError (`period`, `part`, `whole`, `source`), RuleBrokenError for days
        within a locked period; a year can be told of though some of its quarters are locked.
        """
        with self._tx.write(actor, Right.KEEP_REGISTERS) as work:
            calendar = calendar_in(work.session, actor.office_id)
            period = calendar.named(key)
            if period.first_day > local_date(work.now):
                raise InvalidInputError(
                    "period", f"{period.name} chưa bắt đầu. Hãy nhập khi kỳ đã có số liệu."
                )
            counts, source = _counts(draft), _source(draft)
            held = _held(work, period, kind)
            told = None if held is None else (held.part, held.whole, held.source)
            if told is None and counts is None:
                raise InvalidInputError("part", "Chưa nhập số nào. Hãy nhập số hồ sơ.")
            if counts is not None and told == (*counts, source):
                return False
            _require_open(work, period)
            if held is not None:
                held.ended_at, held.ended_by = work.now, actor.officer_id
                work.session.flush()
            if counts is not None:
                work.session.add(_row(work, period, kind, counts, source))
                work.session.flush()
            part, whole = counts or (None, None)
            work.log(
                "figure_told",
                {"figure": kind.value, "period": period.key, "part": part, "whole": whole},
                personal={"source": source},
            )
            return True


def _counts(draft: ToldDraft) -> tuple[int, int] | None:
    """Return part and whole; None where both are empty."""
    if draft.part is None and draft.whole is None:
        return None
    for field, count in (("part", draft.part), ("whole", draft.whole)):
        if count is None or not 0 <= count <= MOST_DOSSIERS:
            raise InvalidInputError(field, "Hãy nhập số hồ sơ, từ 0 đến 100 triệu.")
    part, whole = draft.part or 0, draft.whole or 0
    if part > whole:
        raise InvalidInputError("part", "Tử số lớn hơn mẫu số. Hãy xem lại.")
    return part, whole


def _source(draft: ToldDraft) -> str:
    said = clean(draft.source, "source", limit=_SOURCE_LETTERS)
    if not said:
        raise InvalidInputError(
            "source", "Chưa ghi nguồn của số này. Hãy ghi lấy ở đâu, ngày nào, hoặc vì sao bỏ số."
        )
    return said


def _held(work: Work, period: ReportPeriod, kind: ToldKind) -> ToldFigure | None:
    return work.session.scalars(
        select(ToldFigure).where(
            ToldFigure.unit_id == work.actor.office_id,
            ToldFigure.kind == kind,
            ToldFigure.first_day == period.first_day,
            ToldFigure.last_day == period.last_day,
            ToldFigure.ended_at.is_(None),
        )
    ).one_or_none()


def _row(
    work: Work, period: ReportPeriod, kind: ToldKind, counts: tuple[int, int], source: str
) -> ToldFigure:
    part, whole = counts
    return ToldFigure(
        unit_id=work.actor.office_id,
        kind=kind,
        first_day=period.first_day,
        last_day=period.last_day,
        part=part,
        whole=whole,
        source=source,
        told_at=work.now,
        told_by=work.actor.officer_id,
    )


def _require_open(work: Work, period: ReportPeriod) -> None:
    """Raise RuleBrokenError where a lock in force freezes these days: its figures rest on them."""
    key = work.session.execute(
        select(PeriodLock.key)
        .where(
            PeriodLock.unit_id == work.actor.office_id,
            PeriodLock.reopened_at.is_(None),
            PeriodLock.first_day <= period.first_day,
            PeriodLock.last_day >= period.last_day,
        )
        .order_by(PeriodLock.first_day)
        .limit(1)
    ).scalar()
    if key is not None:
        name = calendar_in(work.session, work.actor.office_id).named(key).name
        raise RuleBrokenError(
            f"{name} đã khóa số liệu nên không nhập thêm được. Hãy mở khóa kỳ (hai người) ở tab Kỳ "
            "báo cáo rồi nhập."
        )
