"""Petitions received and what became of them."""

from collections.abc import Iterator
from typing import Final

from app.reports.quarter.content import Behind, FigureLine, Told
from app.reports.quarter.words import chart, comparison, counted, share_text
from app.services.petitions.figures import PetitionFigures
from app.services.reporting.compared import Compared

PETITIONS: Final = "petitions"


def tell_petitions(compared: Compared[PetitionFigures]) -> Told:
    """Return what came in about rules and conduct, and how it was answered."""
    now = compared.now
    behind = Behind(PETITIONS, now.first_day, now.last_day)
    return Told(
        sentences=tuple(_sentences(compared)),
        figures=(
            FigureLine("Phản ánh, kiến nghị tiếp nhận trong kỳ", counted(now.received), behind),
            FigureLine("Về quy định hành chính", counted(now.received_about_rules), behind),
            FigureLine("Về hành vi hành chính", counted(now.received_about_conduct), behind),
            FigureLine("Từ kỳ trước chuyển sang", counted(now.carried_over), behind),
            FigureLine("Đã xử lý", counted(now.ended), behind),
            FigureLine("Đang xử lý", counted(now.open), behind),
            FigureLine("Đang xử lý, quá hạn", counted(now.open_overdue), behind),
        ),
        charts=(
            chart(
                "Phản ánh, kiến nghị (đơn vị tính: phản ánh, kiến nghị)",
                compared,
                (
                    ("Tiếp nhận", lambda each: each.received),
                    ("Đã xử lý", lambda each: each.ended),
                    ("Đang xử lý", lambda each: each.open),
                ),
            ),
        ),
    )


def _sentences(compared: Compared[PetitionFigures]) -> Iterator[str]:
    now = compared.now
    beside = comparison(compared, lambda each: each.received, "phản ánh, kiến nghị")
    if not now.received:
        yield f"Trong {compared.name}, không tiếp nhận phản ánh, kiến nghị nào; {beside}."
    else:
        yield (
            f"Trong {compared.name}, đã tiếp nhận {counted(now.received)} phản ánh, kiến nghị "
            f"{_about(now)}; {beside}."
        )
    if now.received or now.carried_over:
        yield _handled(now)
    if now.published.total:
        yield f"Đã công khai kết quả xử lý {counted(now.published.total)} phản ánh, kiến nghị."
    if now.unpublished_overdue:
        yield (
            f"{counted(now.unpublished_overdue)} phản ánh, kiến nghị đã trả lời nhưng quá hạn công "
            "khai kết quả."
        )


def _about(now: PetitionFigures) -> str:
    rules, conduct = now.received_about_rules, now.received_about_conduct
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
