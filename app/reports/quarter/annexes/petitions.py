"""Petitions of the period: what came in, what became of it, what was done in its time."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Cell, Kind
from app.reports.quarter.sections.petitions import petitions_late
from app.reports.quarter.words import share_text
from app.services.petitions.figures import PetitionFigures, TimelinessCount
from app.vocabulary.petitions import PetitionAct, PetitionDuty, PetitionStatus
from app.wording import captions, headings, measures, states
from app.wording.citations import Rule, cite_in_full, in_brackets
from app.wording.labels import label

_COLUMNS: Final = (
    AnnexColumn("TT", 12, Kind.ORDINAL),
    AnnexColumn(captions.FIGURE, 120, Kind.TEXT),
    AnnexColumn(captions.QUANTITY, 26),
    AnnexColumn(states.ON_TIME, 26),
    AnnexColumn(states.OVERDUE, 26),
    AnnexColumn("Tỷ lệ đúng hạn", 34),
)
_UNCLASSED: Final = "Chưa phân loại"
_LATE: Final = "Trong đó nhập muộn của kỳ trước"


def petitions_annex(head: AnnexHead, figures: PetitionFigures) -> Annex:
    """Return the figures of petitions, group by group."""
    return Annex(
        stem="phan-anh-kien-nghi",
        short=headings.PETITIONS,
        form="Bảng tổng hợp phản ánh, kiến nghị",
        law=cite_in_full(Rule.PETITIONS_AMENDED, head.last_day),
        title="KẾT QUẢ TIẾP NHẬN, XỬ LÝ PHẢN ÁNH, KIẾN NGHỊ VỀ QUY ĐỊNH HÀNH CHÍNH",
        counted_in="Đơn vị tính: phản ánh, kiến nghị.",
        head=head,
        columns=_COLUMNS,
        rows=tuple(_rows(figures)),
        notes=(
            _times_note(head.last_day),
            *filter(None, (petitions_late(figures),)),
        ),
    )


def _times_note(on: date) -> str:
    measure = in_brackets(cite_in_full(Rule.NATIONAL_MEASURE, on))
    law = in_brackets(cite_in_full(Rule.PETITION_FORWARDING, on))
    return (
        "Thời hạn: trả lời 15 ngày làm việc, từ chối 2 ngày, yêu cầu bổ sung 5 ngày, công khai 2 "
        f"ngày sau trả lời{measure}; chuyển 5 ngày{law}."
    )


def _rows(now: PetitionFigures) -> Iterator[AnnexRow]:
    yield _strong("I", "Phải xử lý trong kỳ", now.carried_over + now.received)
    yield _plain(measures.FROM_PREVIOUS_PERIOD, now.carried_over)
    yield _plain(measures.RECEIVED_IN_PERIOD, now.received)
    for channel in now.by_channel:
        yield _plain(f"   Kênh: {label(channel.channel)}", channel.count)
    for kind in now.by_kind:
        yield _plain(f"   {label(kind.kind)} về {_lower(label(kind.about))}", kind.count)
    for each in now.by_class:
        words = _UNCLASSED if each.petition_class is None else label(each.petition_class)
        yield _plain(f"   Loại: {words}", each.count)
    if now.late_received:
        yield _plain(f"   {_LATE}", now.late_received)
    yield _strong("II", states.ENDED, now.ended)
    yield _timed(label(PetitionDuty.ANSWER), now.answered)
    yield _timed(label(PetitionDuty.REFUSE), now.refused)
    yield _plain(measures.PASSED_ON, now.passed_on)
    yield _plain(label(PetitionStatus.WITHDRAWN), now.withdrawn)
    for outcome in now.outcomes:
        yield _plain(f"   Kết quả: {label(outcome.outcome)}", outcome.count)
    if now.late_ended:
        yield _plain(f"   {_LATE}", now.late_ended)
    yield _strong("III", measures.PROCESSING, now.open)
    yield _plain(states.IN_TIME, now.open_in_time)
    yield _plain("Chờ người gửi bổ sung", now.open_waiting)
    yield _plain(states.OVERDUE, now.open_overdue)
    yield _strong("IV", "Các việc khác trong kỳ", None)
    yield _timed(label(PetitionDuty.ASK), now.asked)
    yield _timed(label(PetitionAct.FORWARD), now.forwarded)
    yield _timed(label(PetitionDuty.PUBLISH), now.published)
    yield _plain(measures.UNPUBLISHED_OVERDUE, now.unpublished_overdue)
    yield _plain(measures.CONDUCT_FOUND_TRUE, now.found_true)
    yield _plain(measures.CONDUCT_FOUND_FALSE, now.found_false)


def _strong(letter: str, words: str, count: Cell) -> AnnexRow:
    return AnnexRow((letter, words, count, None, None, None), is_strong=True)


def _plain(words: str, count: int) -> AnnexRow:
    return AnnexRow((None, words, count, None, None, None))


def _timed(words: str, timed: TimelinessCount) -> AnnexRow:
    share = share_text(timed.in_time, timed.total)
    return AnnexRow((None, words, timed.total, timed.in_time, timed.late, share))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
