"""Petitions received and what became of them."""

from collections.abc import Iterator
from typing import Final

from app.reports.quarter.content import FigureLine, RowsReference, Told
from app.reports.quarter.words import chart, comparison, counted, share_text
from app.services.periods.records import late_sentence
from app.services.petitions.catalogue import BY_CODE, LATE_FIGURES
from app.services.petitions.figures import PetitionFigures
from app.services.reporting.records import Compared
from app.wording import headings, measures, nouns

PETITIONS: Final = "petitions"
_ALWAYS: Final = (
    *("received", "received.about.rule", "received.about.conduct", "carried_over"),
    *("ended", "open", "open.overdue"),
)
"""The figures that are told even where they are nothing."""


def tell_petitions(compared: Compared[PetitionFigures]) -> Told:
    """Return what came in about rules and conduct, and how it was answered."""
    return Told(
        sentences=tuple(_sentences(compared)),
        figures=tuple(_figures(compared.now)),
        charts=(
            chart(
                "Phản ánh, kiến nghị (đơn vị tính: phản ánh, kiến nghị)",
                compared,
                (
                    (headings.RECEPTION, lambda each: each.received),
                    (measures.PROCESSED, lambda each: each.ended),
                    (measures.PROCESSING, lambda each: each.open),
                ),
            ),
        ),
    )


def _figures(now: PetitionFigures) -> Iterator[FigureLine]:
    """Yield a line for each number; of the parts of one, those that are not nothing."""
    parts = (code for code in BY_CODE if code not in _ALWAYS and now[code])
    for code in (*_ALWAYS, *parts):
        if title := BY_CODE[code].title:
            behind = RowsReference(PETITIONS, now.first_day, now.last_day, code, now[code])
            yield FigureLine(title, counted(now[code]), behind)


def _sentences(compared: Compared[PetitionFigures]) -> Iterator[str]:
    now = compared.now
    beside = comparison(compared, lambda each: each.received, nouns.PETITIONS)
    if not now.received:
        yield f"Trong {compared.name}, không tiếp nhận phản ánh, kiến nghị nào; {beside}."
    else:
        yield (
            f"Trong {compared.name}, đã tiếp nhận {counted(now.received)} phản ánh, kiến nghị "
            f"{_about(now)}; {beside}."
        )
    if now.received or now.carried_over:
        yield _handled(now)
    if late := petitions_late(now):
        yield late
    if now.published.total:
        yield f"Đã công khai kết quả xử lý {counted(now.published.total)} phản ánh, kiến nghị."
    if now.unpublished_overdue:
        yield (
            f"{counted(now.unpublished_overdue)} phản ánh, kiến nghị đã trả lời nhưng quá hạn công "
            "khai kết quả."
        )


def petitions_late(now: PetitionFigures) -> str:
    """Return which part was entered too late for the locked period before; "" for none."""
    return late_sentence(*((now[figure.code], figure.late) for figure in LATE_FIGURES))


def _about(now: PetitionFigures) -> str:
    rules, conduct = now["received.about.rule"], now["received.about.conduct"]
    if not conduct:
        return "về quy định hành chính, TTHC"
    if not rules:
        return "về hành vi hành chính"
    return (
        f"({counted(rules)} về quy định hành chính, TTHC; {counted(conduct)} về hành vi hành chính)"
    )


def _handled(now: PetitionFigures) -> str:
    carried = f" (kể cả {counted(now.carried_over)} của kỳ trước)" if now.carried_over else ""
    if not now.open:
        told = f"Đã xử lý dứt điểm {counted(now.ended)} phản ánh, kiến nghị{carried} theo quy định"
    else:
        told = (
            f"Đã xử lý {counted(now.ended)} phản ánh, kiến nghị{carried}; đang xử lý "
            f"{counted(now.open)}, trong đó quá hạn {counted(now.open_overdue)}"
        )
    answered = now.answered
    if not answered.total:
        return f"{told}."
    share = share_text(answered.in_time, answered.total)
    return (
        f"{told}; trả lời đúng hạn {counted(answered.in_time)}/{counted(answered.total)} ({share})."
    )
