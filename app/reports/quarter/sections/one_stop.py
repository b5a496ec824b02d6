"""Dossiers of the period in words: form II.06a told as sentences, with a chart of the periods."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from app.reports.quarter.content import FigureLine, RowsReference, Told
from app.reports.quarter.words import chart, comparison, counted, share_text
from app.services.figures.catalogue import FORM_FIGURES, lines
from app.services.periods.records import DossierCounts, PeriodFigures
from app.services.reporting.records import Compared, OverdueLine
from app.vocabulary.reports import LateReason
from app.wording import measures, states
from app.wording.labels import label

DOSSIERS: Final = "dossiers"
_LINES: Final = lines("taken_on", "received", *(each.code for each in FORM_FIGURES[1:]))
_PARTS: Final = lines("paused", "late.received", "late.ended")
"""Told where there are any."""
_WORDS: Final = {
    "taken_on": "Tổng số hồ sơ phải giải quyết",
    "ended": measures.RESOLVED,
    "open": measures.IN_WORK,
    "paused": "Tạm dừng tính giờ",
}
"""What a line says where it is not the figure's title."""


def tell_one_stop(compared: Compared[PeriodFigures]) -> Told:
    """Return what was received, ended and is open, beside the other periods."""
    now, period = compared.now.total, compared.now.period
    counts = compared.part(lambda figures: figures.total)
    return Told(
        sentences=tuple(_sentences(counts)),
        figures=tuple(
            FigureLine(
                _WORDS.get(each.code, each.title),
                counted(now[each.code]),
                RowsReference(
                    DOSSIERS, period.first_day, period.last_day, each.code, now[each.code]
                ),
            )
            for each in (*_LINES, *(part for part in _PARTS if now[part.code]))
        ),
        charts=(
            chart(
                "Tình hình giải quyết hồ sơ (đơn vị tính: hồ sơ)",
                counts,
                (
                    ("Phải giải quyết", lambda each: each.taken_on),
                    (measures.RESOLVED_EARLY, lambda each: each.ended.early),
                    (measures.RESOLVED_ON_TIME, lambda each: each.ended.on_time),
                    (measures.RESOLVED_LATE, lambda each: each.ended.late),
                    (measures.IN_WORK, lambda each: each.open.total),
                ),
            ),
        ),
    )


def _sentences(compared: Compared[DossierCounts]) -> Iterator[str]:
    now = compared.now
    if now.is_empty:
        yield f"Trong {compared.name}, {states.UNKNOWN} về tiếp nhận, giải quyết hồ sơ TTHC."
        return
    yield (
        f"Trong {compared.name}, phải giải quyết {counted(now.taken_on)} hồ sơ; trong đó tiếp nhận "
        f"trong kỳ {counted(now.received.total)} hồ sơ (trực tuyến "
        f"{counted(now.received.online)}, trực tiếp và qua bưu chính "
        f"{counted(now['received.direct'])}), từ kỳ trước chuyển sang "
        f"{counted(now.carried_over)} hồ sơ."
    )
    received = comparison(compared, lambda each: each.received.total, "hồ sơ")
    yield f"Số hồ sơ tiếp nhận trong kỳ: {received}."
    yield _ended(compared)
    yield (
        f"Đang giải quyết {counted(now.open.total)} hồ sơ: trong hạn {counted(now.open.in_time)}, "
        f"quá hạn {counted(now.open.overdue)}"
        + (f"; tạm dừng tính giờ {counted(now.paused)}." if now.paused else ".")
    )
    if now.has_late:
        yield (
            f"Trong số trên có hồ sơ của kỳ đã khóa được nhập bù: {counted(now.late_received)} hồ "
            f"sơ tiếp nhận, {counted(now.late_ended)} hồ sơ đã giải quyết."
        )


def _ended(compared: Compared[DossierCounts]) -> str:
    now = compared.now
    if not now.ended.total:
        return "Trong kỳ chưa có hồ sơ nào giải quyết xong."
    in_time = now.ended.early + now.ended.on_time
    ended = comparison(compared, lambda each: each.ended.total, "hồ sơ")
    return (
        f"Đã giải quyết {counted(now.ended.total)} hồ sơ ({ended}): trước hạn "
        f"{counted(now.ended.early)}, đúng hạn {counted(now.ended.on_time)}, quá hạn "
        f"{counted(now.ended.late)}; tỷ lệ giải quyết trước hạn và đúng hạn đạt "
        f"{share_text(in_time, now.ended.total)}{_shares(compared)}."
    )


def _shares(compared: Compared[DossierCounts]) -> str:
    """Return the share in time of the other periods that have one."""
    told = [
        f"{name}: {share_text(other.ended.early + other.ended.on_time, other.ended.total)}"
        for name, other in compared.others
        if other is not None and other.ended.total
    ]
    return f" ({'; '.join(told)})" if told else ""


# Overdue dossiers of the period by why they were late.

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
        FigureLine(words, counted(count), RowsReference(DOSSIERS, *span, figure, count, where))
        for words, figure, count, where in (
            (measures.RESOLVED_LATE, "ended.late", now.ended.late, ()),
            (measures.IN_WORK_OVERDUE, "open.overdue", now.open.overdue, ()),
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
