"""Petitions of the period: what came in, what became of it, what was done in its time."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Kind
from app.reports.quarter.sections.petitions import petitions_late
from app.reports.quarter.words import share_text
from app.services.petitions.catalogue import BY_CODE, PETITION_FIGURES, PetitionFigure
from app.services.petitions.figures import PetitionFigures
from app.wording import captions, headings, measures, states
from app.wording.citations import Rule, cite_in_full, in_brackets

_COLUMNS: Final = (
    AnnexColumn("TT", 12, Kind.ORDINAL),
    AnnexColumn(captions.FIGURE, 120, Kind.TEXT),
    AnnexColumn(captions.QUANTITY, 26),
    AnnexColumn(states.ON_TIME, 26),
    AnnexColumn(states.OVERDUE, 26),
    AnnexColumn("Tỷ lệ đúng hạn", 34),
)
_PARTS: Final = (
    ("I", "Phải xử lý trong kỳ", "taken_on", "late.received"),
    ("II", states.ENDED, "ended", "late.ended"),
    ("III", measures.PROCESSING, "open", ""),
    ("IV", "Các việc khác trong kỳ", "", ""),
)
"""The annex's parts: what each adds up to, and the figure of what was entered late in it."""
_LATE: Final = "   Trong đó nhập muộn của kỳ trước"


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
    for part, (letter, words, code, late) in enumerate(_PARTS, 1):
        total = now[code] if code else None
        yield AnnexRow((letter, words, total, None, None, None), is_strong=True)
        for figure in PETITION_FIGURES:
            if figure.part == part:
                yield _row(now, figure)
        if late and now[late]:
            yield AnnexRow((None, _LATE, now[late], None, None, None))


def _row(now: PetitionFigures, figure: PetitionFigure) -> AnnexRow:
    """Return the row of a figure: of a duty with its time, of one part of another further in."""
    code, words = figure.code, figure.short or figure.title
    if f"{code}.late" in BY_CODE:
        in_time, late = now[f"{code}.in_time"], now[f"{code}.late"]
        return AnnexRow((None, words, now[code], in_time, late, share_text(in_time, now[code])))
    indent = "   " if code.startswith(PetitionFigures.ROWS) else ""
    return AnnexRow((None, indent + words, now[code], None, None, None))
