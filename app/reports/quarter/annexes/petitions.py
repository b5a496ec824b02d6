"""Petitions of the period: what came in, what became of it, what was done in its time."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Cell, Kind
from app.reports.quarter.sections.petitions import petitions_late
from app.reports.quarter.words import share_text
from app.services.petitions.figures import PetitionFigures, TimelinessCount
from app.wording.citations import Rule, cite_in_full, in_brackets
from app.wording.labels import label

_COLUMNS: Final = (
    AnnexColumn("TT", 12, Kind.ORDINAL),
    AnnexColumn("Chỉ tiêu", 120, Kind.TEXT),
    AnnexColumn("Số lượng", 26),
    AnnexColumn("Đúng hạn", 26),
    AnnexColumn("Quá hạn", 26),
    AnnexColumn("Tỷ lệ đúng hạn", 34),
)
_UNCLASSED: Final = "Chưa phân loại"
_LATE: Final = "Trong đó nhập muộn của kỳ trước"


def petitions_annex(head: AnnexHead, figures: PetitionFigures) -> Annex:
    """Return the figures of petitions, group by group."""
    return Annex(
        stem="phan-anh-kien-nghi",
        short="Phản ánh, kiến nghị",
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
    yield _plain("Từ kỳ trước chuyển sang", now.carried_over)
    yield _plain("Tiếp nhận trong kỳ", now.received)
    for channel in now.by_channel:
        yield _plain(f"   Kênh: {label(channel.channel)}", channel.count)
    for kind in now.by_kind:
        yield _plain(f"   {label(kind.kind)} về {_lower(label(kind.about))}", kind.count)
    for each in now.by_class:
        words = _UNCLASSED if each.petition_class is None else label(each.petition_class)
        yield _plain(f"   Loại: {words}", each.count)
    if now.late_received:
        yield _plain(f"   {_LATE}", now.late_received)
    yield _strong("II", "Đã kết thúc", now.ended)
    yield _timed("Trả lời kết quả", now.answered)
    yield _timed("Trả lời không tiếp nhận", now.refused)
    yield _plain("Chuyển nơi có thẩm quyền bên ngoài", now.passed_on)
    yield _plain("Người gửi rút", now.withdrawn)
    for outcome in now.outcomes:
        yield _plain(f"   Kết quả: {label(outcome.outcome)}", outcome.count)
    if now.late_ended:
        yield _plain(f"   {_LATE}", now.late_ended)
    yield _strong("III", "Đang xử lý", now.open)
    yield _plain("Trong hạn", now.open_in_time)
    yield _plain("Chờ người gửi bổ sung", now.open_waiting)
    yield _plain("Quá hạn", now.open_overdue)
    yield _strong("IV", "Các việc khác trong kỳ", None)
    yield _timed("Yêu cầu bổ sung thông tin", now.asked)
    yield _timed("Chuyển xử lý", now.forwarded)
    yield _timed("Công khai kết quả", now.published)
    yield _plain("Quá hạn chưa công khai", now.unpublished_overdue)
    yield _plain("Phản ánh về hành vi: kết luận đúng", now.found_true)
    yield _plain("Phản ánh về hành vi: kết luận không đúng", now.found_false)


def _strong(letter: str, words: str, count: Cell) -> AnnexRow:
    return AnnexRow((letter, words, count, None, None, None), is_strong=True)


def _plain(words: str, count: int) -> AnnexRow:
    return AnnexRow((None, words, count, None, None, None))


def _timed(words: str, timed: TimelinessCount) -> AnnexRow:
    share = share_text(timed.in_time, timed.total)
    return AnnexRow((None, words, timed.total, timed.in_time, timed.late, share))


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
