"""The service quality set of QĐ 766/QĐ-TTg: each ratio with its formula."""

from typing import Final

from app.reports.quarter.annex import NO_DATA, Annex, AnnexColumn, AnnexHead, AnnexRow, Kind
from app.reports.quarter.sections.evaluation import percent_text
from app.services.evaluation.records import ServiceQuality

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
        stem="QD766",
        short="Bộ chỉ số 766",
        form="Bộ chỉ số theo Quyết định 766/QĐ-TTg",
        law="Quyết định số 766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ",
        title="BỘ CHỈ SỐ CHỈ ĐẠO, ĐIỀU HÀNH VÀ ĐÁNH GIÁ CHẤT LƯỢNG PHỤC VỤ NGƯỜI DÂN, DOANH NGHIỆP",
        counted_in="Tỷ lệ: %, hai chữ số thập phân.",
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
                    percent_text(figure),
                    figure.note,
                )
            )
            for figure in quality.figures
        ),
    )
