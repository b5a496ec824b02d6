"""What the registers tell one by one: regulations issued, inspections planned."""

from collections.abc import Iterator
from typing import Final

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Kind
from app.reports.quarter.words import month_text, sentence
from app.services.registers.figures import RegisterFigures

_COLUMNS: Final = (
    AnnexColumn("TT", 12, Kind.ORDINAL),
    AnnexColumn("Số, ký hiệu", 40, Kind.TEXT),
    AnnexColumn("Nội dung", 110, Kind.TEXT),
    AnnexColumn("Nơi ban hành, nơi được kiểm tra", 70, Kind.TEXT),
    AnnexColumn("Thời gian", 32, Kind.DAY),
    AnnexColumn("Ghi chú", 40, Kind.TEXT),
)


def listed_annex(head: AnnexHead, figures: RegisterFigures) -> Annex:
    """Return both lists, one under the other."""
    return Annex(
        stem="danh-muc-van-ban-kiem-tra",
        short="Danh mục văn bản",
        form="Danh mục văn bản đã ban hành, kiểm tra dự kiến",
        law="Theo các sổ theo dõi kiểm soát thủ tục hành chính của đơn vị",
        title="VĂN BẢN QUY ĐỊNH ĐÃ BAN HÀNH, CUỘC KIỂM TRA DỰ KIẾN",
        counted_in="Văn bản ban hành trong kỳ; kiểm tra dự kiến trong ba tháng sau kỳ.",
        head=head,
        columns=_COLUMNS,
        rows=tuple(_rows(figures)),
    )


def _rows(figures: RegisterFigures) -> Iterator[AnnexRow]:
    yield AnnexRow(("I", None, "Văn bản đã ban hành", None, None, None), is_strong=True)
    for number, line in enumerate(figures.issued, 1):
        legal = "văn bản QPPL" if line.is_legal else ""
        procedures = f"quy định {line.procedures} TTHC" if line.procedures else ""
        yield AnnexRow(
            (
                *(number, line.document_no, line.subject, line.issuer, line.issued_on),
                sentence(", ".join(filter(None, (legal, procedures)))),
            )
        )
    yield AnnexRow(("II", None, "Cuộc kiểm tra dự kiến", None, None, None), is_strong=True)
    for number, each in enumerate(figures.ahead, 1):
        month = sentence(month_text(each.planned_month))
        yield AnnexRow((number, each.decision_no, each.subject, each.inspected, month, None))
