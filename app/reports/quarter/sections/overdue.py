"""Overdue dossiers of the period by why they were late."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from app.reports.quarter.content import Behind, FigureLine, Told
from app.reports.quarter.sections.one_stop import DOSSIERS
from app.reports.quarter.words import comparison, counted
from app.services.periods.records import PeriodFigures
from app.services.reporting.records import Compared, OverdueLine
from app.vocabulary.periods import LateReason
from app.wording.labels import label

NOT_SAID = "chưa ghi nguyên nhân"
OVERDUE: Final = "overdue"
"""Dossiers that ended late or are overdue, both together."""
REASON: Final = "reason"
"""Narrows them to one reason, "" where nobody has said why."""


def tell_overdue(compared: Compared[PeriodFigures], lines: Sequence[OverdueLine]) -> Told:
    """Return how many were late, ended or not, and why."""
    now, period = compared.now.total, compared.now.period
    late = now.ended.late + now.open.overdue
    span = (period.first_day, period.last_day)
    counts = Counter(line.reason for line in lines)
    figures = tuple(
        FigureLine(words, counted(count), Behind(DOSSIERS, *span, figure, count, where))
        for words, figure, count, where in (
            ("Giải quyết quá hạn", "ended.late", now.ended.late, ()),
            ("Đang giải quyết, quá hạn", "open.overdue", now.open.overdue, ()),
            *(
                (
                    f"Quá hạn, {reason_text(reason).lower()}",
                    OVERDUE,
                    count,
                    ((REASON, reason or ""),),
                )
                for reason, count in _in_order(counts)
            ),
        )
    )
    if not late:
        nothing = (
            "không có hồ sơ quá hạn" if not now.is_empty else "chưa có dữ liệu về hồ sơ quá hạn"
        )
        return Told(sentences=(f"Trong {compared.name}, {nothing}.",), figures=figures)
    beside = comparison(
        compared, lambda each: each.total.ended.late + each.total.open.overdue, "hồ sơ"
    )
    return Told(
        sentences=(
            f"Trong {compared.name}, có {counted(late)} hồ sơ quá hạn ({counted(now.ended.late)} "
            f"đã giải quyết, {counted(now.open.overdue)} đang giải quyết); {beside}.",
            f"Nguyên nhân: {_reasons(counts)}.",
        ),
        figures=figures,
    )


def reason_text(reason: LateReason | None) -> str:
    """Return why a dossier is late, or that nobody has said so."""
    return NOT_SAID if reason is None else label(reason)


def _reasons(counts: Counter[LateReason | None]) -> str:
    return "; ".join(
        f"{reason_text(reason)}: {counted(count)} hồ sơ" for reason, count in _in_order(counts)
    )


def _in_order(counts: Counter[LateReason | None]) -> list[tuple[LateReason | None, int]]:
    return [(reason, counts[reason]) for reason in (*LateReason, None) if counts[reason]]
