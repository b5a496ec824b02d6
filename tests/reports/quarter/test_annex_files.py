"""An annex as XLSX and PDF: the same heading, columns and rows, on as many pages as it takes."""

import io
from datetime import date, datetime

from openpyxl import load_workbook

from app.reports.quarter.annex_files import annex_pdf, annex_xlsx
from tests.reports.quarter.reports import LONG, an_annex, pdf_pages, pdf_words


def _sheet(content: bytes) -> list[tuple[object, ...]]:
    book = load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Biểu II.06a"]
    return [tuple(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def test_the_workbook_holds_the_official_heading_and_every_cell() -> None:
    rows = _sheet(annex_xlsx(an_annex()))
    first = [row[0] for row in rows]
    for line in (
        "Biểu số II.06a/VPCP/KSTT",
        "Ban hành theo Thông tư số 01/2020/TT-VPCP ngày 21/10/2020",
        "Kỳ báo cáo: quý II năm 2019 (từ ngày 15/03/2019 đến ngày 14/06/2019)",
        "Đơn vị báo cáo: Trung tâm Hành chính công tỉnh Tây Ninh",
        "Đơn vị nhận báo cáo: UBND tỉnh Tây Ninh",
        "Số liệu chưa khóa.",
        "Ghi chú cuối bảng.",
    ):
        assert line in first
    assert (None, None, "Tiếp nhận", None, None, None) in [
        tuple(cell or None for cell in row) for row in rows
    ]
    (first_field,) = [row for row in rows if row[1] == "Lĩnh vực 1"]
    assert first_field[:4] == (1, "Lĩnh vực 1", 1235, 5)
    assert isinstance(first_field[4], datetime)
    assert first_field[4].date() == date(2019, 6, 3)
    # What looks like a formula is text.
    assert (None, "Tổng số", 99_999, "chưa có dữ liệu", None, "=1+1") in rows


def test_the_paper_holds_the_same_cells() -> None:
    words = pdf_words(annex_pdf(an_annex()))
    for text in (
        *("Biểu số II.06a/VPCP/KSTT", "Tiếp nhận", "Trực tuyến", "1.235", "03/06/2019", "99.999"),
        *("chưa có dữ liệu", "NGƯỜI LẬP BIỂU", "Trần Thị Lập", "Nguyễn Văn Mẫu"),
        *("Số liệu chưa khóa.", "Ghi chú cuối bảng.", "(4)"),
    ):
        assert text in words


def test_the_head_with_its_bands_stands_on_every_page() -> None:
    pages = pdf_pages(annex_pdf(an_annex(rows=120)))
    assert len(pages) > 2
    for page in pages[:-1]:
        assert page.count("Tiếp nhận") == 1
        assert page.count("Trực tuyến") == 1


def test_the_longest_names_lose_nothing() -> None:
    annex = an_annex()
    rows = tuple(type(annex.rows[0])((1, LONG * 5, 3, 4, None, LONG)) for _ in range(4))
    words = pdf_words(annex_pdf(an_annex(rows=0, title=LONG))).replace(" ", "")
    assert LONG.replace(" ", "") in words
    long = type(annex)(**{name: getattr(annex, name) for name in annex.__slots__} | {"rows": rows})
    text = pdf_words(annex_pdf(long)).replace(" ", "")
    assert text.count("ThạnhHóaBìnhNguyên") == 4 * 6


def test_an_annex_without_rows_says_so() -> None:
    annex = an_annex()
    empty = type(annex)(**{name: getattr(annex, name) for name in annex.__slots__} | {"rows": ()})
    assert "Không có trường hợp nào." in pdf_words(annex_pdf(empty))
    assert "Không có trường hợp nào." in [row[0] for row in _sheet(annex_xlsx(empty))]
