"""The service quality set of QĐ 766/QĐ-TTg: each ratio with its formula."""

from typing import Final

from app.reports.quarter.annex import NO_DATA, Annex, AnnexColumn, AnnexHead, AnnexRow, Kind
from app.reports.quarter.sections.evaluation import ratio_text
from app.services.evaluation.records import ServiceQuality
from app.wording.citations import Rule, cite_in_full

_COLUMNS: Final = (
    AnnexColumn("TT", 12, Kind.ORDINAL),
    AnnexColumn("Chỉ số", 70, Kind.TEXT),
    AnnexColumn("Cách tính", 78, Kind.TEXT),
    AnnexColumn("Tử số", 20),
    AnnexColumn("Mẫu số", 20),
    AnnexColumn("Kết quả", 26),
    AnnexColumn("Ghi chú", 50, Kind.TEXT),
)


def quality_annex(head: AnnexHead, quality: ServiceQuality) -> Annex:
    """Return the table of ratios."""
    return Annex(
        stem="bo-chi-so",
        short="Bộ chỉ số quốc gia",
        form="Bộ chỉ số chất lượng phục vụ",
        law=cite_in_full(Rule.NATIONAL_MEASURE, head.last_day),
        title="BỘ CHỈ SỐ CHỈ ĐẠO, ĐIỀU HÀNH VÀ ĐÁNH GIÁ CHẤT LƯỢNG PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP",
        counted_in="Tỷ lệ: %, hai chữ số thập phân nếu không tròn.",
        head=head,
        columns=_COLUMNS,
        rows=tuple(
            AnnexRow(
                (
                    figure.number,
                    figure.title,
                    figure.formula,
                    NO_DATA if figure.part is None else figure.part,
                    NO_DATA if figure.whole is None else figure.whole,
                    ratio_text(figure),
                    figure.note,
                )
            )
            for figure in quality.figures
        ),
    )
