"""Overdue dossiers of the period by why they were late."""

from collections import Counter
from collections.abc import Sequence

from app.reports.quarter.content import Behind, FigureLine, Told
from app.reports.quarter.sections.one_stop import DOSSIERS
from app.reports.quarter.words import comparison, counted
from app.services.periods.records import PeriodFigures
from app.services.reporting.compared import Compared
from app.services.reporting.records import OverdueLine
from app.vocabulary import LateReason
from app.wording import label

NOT_SAID = "chưa ghi nguyên nhân"


def tell_overdue(compared: Compared[PeriodFigures], lines: Sequence[OverdueLine]) -> Told:
    """Return how many were late, ended or not, and why."""
    now, period = compared.now.total, compared.now.period
    late = now.ended.late + now.open.overdue
    span = (period.first_day, period.last_day)
    figures = tuple(
        FigureLine(words, counted(count), Behind(DOSSIERS, *span, figure, count))
        for words, figure, count in (
            ("Giải quyết quá hạn", "ended.late", now.ended.late),
            ("Đang giải quyết, quá hạn", "open.overdue", now.open.overdue),
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
            f"Nguyên nhân: {_reasons(lines)}.",
        ),
        figures=figures,
    )


def reason_text(reason: LateReason | None) -> str:
    """Return why a dossier is late, or that nobody has said so."""
    return NOT_SAID if reason is None else label(reason)


def _reasons(lines: Sequence[OverdueLine]) -> str:
    counts = Counter(line.reason for line in lines)
    order = (*LateReason, None)
    return "; ".join(
        f"{reason_text(reason)}: {counted(counts[reason])} hồ sơ"
        for reason in order
        if counts[reason]
    )
