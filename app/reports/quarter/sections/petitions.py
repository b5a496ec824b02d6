"""Petitions received and what became of them."""

from collections.abc import Iterator
from typing import Final, TypeAlias

from app.reports.quarter.content import FigureLine, RowsReference, Told
from app.reports.quarter.words import chart, comparison, counted, share_text
from app.services.periods.records import late_sentence
from app.services.petitions.figures import PetitionFigures
from app.services.petitions.selecting import class_figure
from app.services.reporting.records import Compared
from app.vocabulary.petitions import PetitionAct, PetitionDuty, PetitionStatus
from app.wording import headings, measures, nouns
from app.wording.labels import label

PETITIONS: Final = "petitions"
_Number: TypeAlias = tuple[str, str, int]
"""What is counted, the name its rows are asked for by, and how many."""


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
    for words, figure, count in _always(now):
        yield _line(now, words, figure, count)
    for words, figure, count in _parts(now):
        if count:
            yield _line(now, words, figure, count)


def _line(now: PetitionFigures, words: str, figure: str, count: int) -> FigureLine:
    behind = RowsReference(PETITIONS, now.first_day, now.last_day, figure, count)
    return FigureLine(words, counted(count), behind)


def _always(now: PetitionFigures) -> Iterator[_Number]:
    yield "Phản ánh, kiến nghị tiếp nhận trong kỳ", "received", now.received
    yield "Về quy định hành chính", "received.about.rule", now.received_about_rules
    yield "Về hành vi hành chính", "received.about.conduct", now.received_about_conduct
    yield measures.FROM_PREVIOUS_PERIOD, "carried_over", now.carried_over
    yield measures.PROCESSED, "ended", now.ended
    yield measures.PROCESSING, "open", now.open
    yield "Đang xử lý, quá hạn", "open.overdue", now.open_overdue


def _parts(now: PetitionFigures) -> Iterator[_Number]:
    yield "Đang xử lý, trong hạn", "open.in_time", now.open_in_time
    yield "Đang chờ người gửi bổ sung", "open.waiting", now.open_waiting
    for words, figure, timed in (
        (label(PetitionDuty.ANSWER), "answered", now.answered),
        (label(PetitionDuty.REFUSE), "refused", now.refused),
        (label(PetitionDuty.ASK), "asked", now.asked),
        (label(PetitionAct.FORWARD), "forwarded", now.forwarded),
        (label(PetitionDuty.PUBLISH), "published", now.published),
    ):
        yield words, figure, timed.total
        yield f"{words}, đúng hạn", f"{figure}.in_time", timed.in_time
        yield f"{words}, quá hạn", f"{figure}.late", timed.late
    yield measures.UNPUBLISHED_OVERDUE, "unpublished_overdue", now.unpublished_overdue
    yield measures.RECEIVED_ENTERED_LATE, "late.received", now.late_received or 0
    yield "Nhập muộn của kỳ trước: xử lý xong", "late.ended", now.late_ended or 0
    yield measures.PASSED_ON, "passed_on", now.passed_on
    yield label(PetitionStatus.WITHDRAWN), "withdrawn", now.withdrawn
    yield measures.CONDUCT_FOUND_TRUE, "found.true", now.found_true
    yield measures.CONDUCT_FOUND_FALSE, "found.false", now.found_false
    for outcome in now.outcomes:
        yield f"Kết quả: {label(outcome.outcome)}", f"outcome.{outcome.outcome}", outcome.count
    for channel in now.by_channel:
        name = f"received.channel.{channel.channel}"
        yield f"Tiếp nhận, kênh: {label(channel.channel)}", name, channel.count
    for kind in now.by_kind:
        name = f"received.kind.{kind.kind}.{kind.about}"
        yield f"{label(kind.kind)} về {label(kind.about).lower()}", name, kind.count
    for each in now.by_class:
        words = "chưa phân loại" if each.petition_class is None else label(each.petition_class)
        yield f"Loại: {words}", class_figure(each.petition_class), each.count


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
    return late_sentence(
        (now.late_received, "phản ánh, kiến nghị tiếp nhận"),
        (now.late_ended, "phản ánh, kiến nghị xử lý xong"),
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
