"""What citizens say: faces by source and by agency, reasons given, slips that came back."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Kind
from app.services.ratings.figures import FaceCounts, RatingFigures
from app.vocabulary.forms import FormKind
from app.vocabulary.ratings import Face
from app.wording import captions, headings, states
from app.wording.citations import Rule, cite_in_full
from app.wording.labels import label
from app.wording.texts import percent_text

_COLUMNS: Final = (
    AnnexColumn("TT", 12, Kind.ORDINAL),
    AnnexColumn(captions.FIGURE, 100, Kind.TEXT),
    AnnexColumn(captions.TOTAL_NUMBER, 24),
    AnnexColumn(label(Face.HAPPY), 24),
    AnnexColumn(label(Face.NEUTRAL), 24),
    AnnexColumn(label(Face.UNHAPPY), 24),
    AnnexColumn("Không chọn mức", 24),
    AnnexColumn(captions.SHARE, 28),
)


def ratings_annex(head: AnnexHead, figures: RatingFigures) -> Annex:
    """Return the figures of answers, group by group."""
    return Annex(
        stem="muc-do-hai-long",
        short=headings.SATISFACTION,
        form="Bảng tổng hợp mức độ hài lòng",
        law=cite_in_full(Rule.RATING_SLIPS, head.last_day),
        title="MỨC ĐỘ HÀI LÒNG CỦA NGƯỜI DÂN, TỔ CHỨC",
        counted_in="Đơn vị tính: lượt đánh giá; phiếu.",
        head=head,
        columns=_COLUMNS,
        rows=tuple(_rows(figures)),
        notes=(
            "Tỷ lệ hài lòng tính trên số lượt có chọn mức độ; tỷ lệ phiếu là số phiếu đã nhận lại "
            "trên số phiếu đã phát trong kỳ.",
        ),
    )


def _rows(now: RatingFigures) -> Iterator[AnnexRow]:
    yield _faces("I", "Tổng số lượt đánh giá", now.faces, is_strong=True)
    for group in now.by_source:
        yield _faces(None, f"   Nguồn: {group.name}", group.faces)
    yield _heading("II", "Theo đơn vị, cơ quan")
    for number, group in enumerate(now.by_agency, 1):
        yield _faces(number, group.name, group.faces)
    yield _heading("III", "Lý do được nêu")
    for reason in now.by_reason:
        yield _plain(f"   {label(reason.kind)}: {reason.text}", reason.count)
    yield _heading("IV", label(FormKind.RATING_SLIP))
    yield _plain("Đã phát trong kỳ", now.slips_given)
    yield _plain("Đã nhận lại", now.slips_answered, _percent(now.response_percent))


def _faces(
    number: str | int | None, words: str, faces: FaceCounts, *, is_strong: bool = False
) -> AnnexRow:
    return AnnexRow(
        (
            *(number, words, faces.total, faces.happy, faces.neutral, faces.unhappy),
            *(faces.unsaid, _percent(faces.happy_percent)),
        ),
        is_strong=is_strong,
    )


def _heading(number: str, words: str) -> AnnexRow:
    return AnnexRow((number, words, *(None,) * 6), is_strong=True)


def _plain(words: str, count: int, share: str | None = None) -> AnnexRow:
    return AnnexRow((None, words, count, *(None,) * 4, share))


def _percent(percent: Decimal | None) -> str:
    return states.UNKNOWN if percent is None else percent_text(percent)
