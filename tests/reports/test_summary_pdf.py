import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from app.printing.raster import page_image
from app.reports.summary_pdf import summary_pdf
from app.services.figures.records import DailySummary
from app.vocabulary.reports import GroupBy
from tests.reports.summaries import (
    LONG_NAME,
    empty_summary,
    groups_of,
    hostile_summary,
    some_row,
    some_summary,
)


def pages_of(summary: DailySummary, by: GroupBy | None = None) -> list[str]:
    document = pypdfium2.PdfDocument(summary_pdf(summary, by))
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def flat(text: str) -> str:
    return " ".join(text.split())


def text_of(summary: DailySummary, by: GroupBy | None = None) -> str:
    return flat(" ".join(pages_of(summary, by)))


def without_spaces(text: str) -> str:
    return "".join(text.split())


def test_head_title_and_signatures_are_there() -> None:
    text = text_of(some_summary())
    for words in (
        "UBND PHƯỜNG TÂN PHÚ",
        "BỘ PHẬN MỘT CỬA PHƯỜNG TÂN PHÚ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Tân Phú, ngày 23 tháng 11 năm 2026",
        "BẢNG TỔNG HỢP HỒ SƠ NGÀY 23/11/2026",
        "Số liệu tính đến hết ngày 23/11/2026. Lập lúc 23/11/2026 17:05",
        "NGƯỜI LẬP",
        "PHỤ TRÁCH BỘ PHẬN",
        "Phạm Thị Kiều",
    ):
        assert words in text


def test_figures_stand_in_the_order_of_the_form() -> None:
    text = text_of(some_summary())
    assert "170 9 33 128 37 20 16 1 133 131 2" in text
    assert "30 3 7 4 5 6 8 13 33 11 1.250.000 41 38 12 10" in text
    assert "128 + 42 = 37 + 133. Số liệu khớp." in text


def test_every_split_has_its_groups_and_the_total() -> None:
    text = text_of(some_summary())
    assert "2.1. Theo cơ quan giải quyết" in text
    assert "2 Phòng Tài nguyên và Môi trường 14 1 3 10 5 3 1 1 9 6 3" in text
    assert "3 Chứng thực 14 1 3 10 5 3 1 1 9 6 3" in text
    assert "1 Trần Văn Đức 14 1 3 10 5 3 1 1 9 6 3" in text
    assert text.count("Toàn đơn vị 170 9 33 128 37 20 16 1 133 131 2") == 4


def test_one_split_is_drawn_when_asked_for_alone() -> None:
    text = text_of(some_summary(), GroupBy.FIELD)
    assert "2.1. Theo lĩnh vực" in text
    assert "2.2." not in text


def test_lists_have_every_dossier() -> None:
    summary = some_summary(400)
    text = text_of(summary)
    codes = re.findall(r"000\.00\.15\.H53- ?261123-\d{4}", text)
    rows = (*summary.received_rows, *summary.overdue_rows, *summary.due_today_rows)
    assert [code.replace(" ", "") for code in codes] == [row.code for row in rows]
    assert "3. Sổ tiếp nhận trong kỳ (400 hồ sơ)" in text
    assert "4. Hồ sơ quá hạn (133 hồ sơ)" in text
    assert "07:31 23/11/2026" in text
    assert text.count("Quá hạn 2 ngày") == 2 * 133


def test_pages_are_a4_across_and_numbered() -> None:
    document = pypdfium2.PdfDocument(summary_pdf(some_summary(60)))
    try:
        count = len(document)
        for number, page in enumerate(document, 1):
            assert page.get_size() == pytest.approx((841.89, 595.28), abs=0.5)
            assert f"Trang {number}/{count}" in page.get_textpage().get_text_range()
    finally:
        document.close()
    assert count > 3


@pytest.mark.parametrize("row_count", range(12, 24))
def test_signatures_share_their_page_with_a_dossier(row_count: int) -> None:
    rows = some_summary(row_count).received_rows
    last = flat(pages_of(some_summary(0, due_today_rows=rows), GroupBy.OFFICER)[-1])
    assert "NGƯỜI LẬP" in last
    assert "PHỤ TRÁCH BỘ PHẬN" in last
    assert f"-{row_count:04d}" in last


def test_a_heading_goes_with_its_first_row() -> None:
    groups = groups_of(LONG_NAME, "Phòng Tư pháp")
    pages = [flat(page) for page in pages_of(some_summary(groups={GroupBy.AGENCY: groups}))]
    with_heading = next(page for page in pages if "2.1. Theo cơ quan" in page)
    assert "1 Thủ tục đăng ký" in with_heading


def test_long_names_are_printed_whole() -> None:
    row = some_row(procedure_name=LONG_NAME, owner_name="Nguye\u0302\u0303n " + "W" * 300)
    text = without_spaces(text_of(some_summary(received_rows=(row,), groups={})))
    assert without_spaces(LONG_NAME) in text
    assert "Nguyễn" + "W" * 300 in text


def test_hostile_text_is_printed_as_it_is() -> None:
    text = without_spaces(text_of(hostile_summary()))
    for words in (
        "=cmd|'/Ccalc'!A0",
        "<imgsrc=xonerror=alert(1)>",
        "<r><t>chen</t></r>",
        "NguyễnVănA[31m",
        "=1+1&<B>ĐƠNVỊ</B>",
    ):
        assert words in text


def test_empty_day_says_so() -> None:
    text = text_of(empty_summary())
    assert text.count("Không có hồ sơ.") == 3
    assert "0 + 0 = 0 + 0. Số liệu khớp." in text
    assert "Theo giờ" not in text


def test_charts_show_hours_and_agencies() -> None:
    summary = some_summary()
    text = text_of(summary)
    assert "7h 8h 9h 10h 11h 12h 13h 14h 15h 16h" in without_numbers_between_hours(text)
    many = groups_of(*(f"Phòng số {number}" for number in range(1, 12)))
    text = text_of(replace(summary, groups={GroupBy.AGENCY: many}))
    assert "và 3 cơ quan khác trong bảng dưới." in text
    assert text.count("3 / 9") == 8


def without_numbers_between_hours(text: str) -> str:
    """Return the hours named in `text`, in order: the counts stand between them."""
    return " ".join(re.findall(r"\d+h", text))


@pytest.mark.parametrize("is_demo", [True, False])
def test_demo_mark_stands_on_every_page_of_demo_data_alone(is_demo: bool) -> None:
    pages = pages_of(some_summary(30, is_demo=is_demo))
    assert {"DỮ LIỆU THỬ" in page for page in pages} == {is_demo}


def test_the_demo_mark_lies_within_the_sheet() -> None:
    marked, bare = (
        np.asarray(_greys(some_summary(3, is_demo=is_demo))) for is_demo in (True, False)
    )
    rows, columns = np.nonzero(marked != bare)
    height, width = marked.shape
    assert 0 < rows.min() < rows.max() < height - 1
    assert 0 < columns.min() < columns.max() < width - 1


def _greys(summary: DailySummary) -> Image.Image:
    """Return the picture of the first page."""
    page = page_image(summary_pdf(summary), 0, 40)
    return Image.frombytes("RGB", (page.width, page.height), page.rgb).convert("L")


def test_same_summary_gives_the_same_bytes() -> None:
    assert summary_pdf(some_summary()) == summary_pdf(some_summary())


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext is not installed")
def test_a_second_reader_finds_the_same_vietnamese(tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.pdf"
    path.write_bytes(summary_pdf(some_summary()))
    run = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True
    )
    assert "BẢNG TỔNG HỢP HỒ SƠ NGÀY 23/11/2026" in run.stdout
    assert "Nguyễn Thị Ước 3" in run.stdout
