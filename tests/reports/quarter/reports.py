"""A report with everything in it, for the tests of its files."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

import pypdfium2
from docx import Document

from app.reports.quarter.annex import Annex, AnnexColumn, AnnexHead, AnnexRow, Kind
from app.reports.quarter.content import BarChart, Part, ReportSeries, ReportText, SectionText, Told
from app.vocabulary.reports import ReportSection

LONG: Final = (
    "Trung tâm Phục vụ hành chính công cấp huyện và Bộ phận Tiếp nhận và Trả kết quả giải quyết "
    "thủ tục hành chính của Ủy ban nhân dân thị trấn Thạnh Hóa Bình Nguyên Trung An Phú Đông "
)
CHART: Final = BarChart(
    "Kết quả giải quyết hồ sơ",
    ("Phải giải quyết", "Trước hạn", "Quá hạn"),
    (
        ReportSeries("Quý II năm 2019", (1234, 400, 12)),
        ReportSeries("Quý I năm 2019", (1000, 0, 20)),
        ReportSeries("Quý II năm 2018", (None, None, None)),
    ),
)
_SENTENCE: Final = (
    "Trong quý II năm 2019, đơn vị phải giải quyết 1.234 hồ sơ, tăng 234 hồ sơ (23,4 %) so với "
    "quý I năm 2019; quý II năm 2018 chưa có dữ liệu."
)


def a_section(**fields: object) -> SectionText:
    whole = SectionText(
        section=ReportSection.ONE_STOP,
        title="Giải quyết TTHC theo cơ chế một cửa",
        before=("Lời đứng trước.",),
        told=Told(sentences=(_SENTENCE, "Câu thứ hai."), charts=(CHART,)),
        after=("Lời đứng sau =1+1.",),
    )
    return replace(whole, **fields)  # type: ignore[arg-type]


def a_report(**fields: object) -> ReportText:
    whole = ReportText(
        parent_name="UBND tỉnh Tây Ninh",
        unit_name="Trung tâm Hành chính công tỉnh Tây Ninh",
        place="Tây Ninh",
        made_at=datetime(2019, 7, 10, 2, tzinfo=UTC),
        is_demo=False,
        subject="Kết quả công tác kiểm soát thủ tục hành chính quý II năm 2019",
        opening=("Thực hiện chế độ báo cáo định kỳ, đơn vị báo cáo như sau:",),
        parts=(
            Part(title="Kết quả thực hiện quý II năm 2019", sections=(a_section(),)),
            Part(
                title="Phương hướng, nhiệm vụ quý III năm 2019",
                tasks=("Ban hành quy chế.", "Tổ chức đoàn đi học tập kinh nghiệm."),
            ),
        ),
        recipients=("UBND tỉnh Tây Ninh;", "Lưu: VT."),
        signer="Nguyễn Văn Mẫu",
        notes=("Số liệu chưa khóa.",),
    )
    return replace(whole, **fields)  # type: ignore[arg-type]


def an_annex(rows: int = 3, **fields: object) -> Annex:
    head = AnnexHead(
        reporter="Trung tâm Hành chính công tỉnh Tây Ninh",
        receiver="UBND tỉnh Tây Ninh",
        period_name="quý II năm 2019",
        first_day=date(2019, 3, 15),
        last_day=date(2019, 6, 14),
        place="Tây Ninh",
        made_at=datetime(2019, 7, 10, 2, tzinfo=UTC),
        made_by="Trần Thị Lập",
        signer="Nguyễn Văn Mẫu",
        is_demo=False,
        is_locked=False,
    )
    whole = Annex(
        stem="II-06a",
        short="Biểu II.06a",
        form="Biểu số II.06a/VPCP/KSTT",
        law="Ban hành theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020",
        title="TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT TTHC",
        counted_in="Đơn vị tính: Số hồ sơ TTHC.",
        head=head,
        columns=(
            AnnexColumn("TT", 9, Kind.ORDINAL, number=1),
            AnnexColumn("Lĩnh vực", 60, Kind.TEXT, number=2),
            AnnexColumn("Tổng số", 17, band="Tiếp nhận", number=3),
            AnnexColumn("Trực tuyến", 17, band="Tiếp nhận", number=4),
            AnnexColumn("Ngày", 22, Kind.DAY),
            AnnexColumn("Nguyên nhân", 40, Kind.TEXT),
        ),
        rows=(
            *(
                AnnexRow((number, f"Lĩnh vực {number}", 1234 + number, 5, date(2019, 6, 3), ""))
                for number in range(1, rows + 1)
            ),
            AnnexRow((None, "Tổng số", 99_999, "chưa có dữ liệu", None, "=1+1"), is_strong=True),
        ),
        notes=("Ghi chú cuối bảng.",),
    )
    return replace(whole, **fields)  # type: ignore[arg-type]


def pdf_words(pdf: bytes) -> str:
    """Return the text of a PDF, words parted by one space; a chart's too."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return " ".join(" ".join(pages).split())


def pdf_pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    pages = [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    document.close()
    return pages


def docx_words(content: bytes) -> str:
    """Return the text of a DOCX in its order: paragraphs and tables as they come."""
    document = Document(io.BytesIO(content))
    lines: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += [
                paragraph.text
                for row in block.rows
                for cell in row.cells
                for paragraph in cell.paragraphs
            ]
        else:
            lines.append(block.text)
    return " ".join(" ".join(lines).split())
