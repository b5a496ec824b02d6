"""The register book on paper and in a workbook: all lines, running numbers, sums that add up."""

import io
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.clock import to_local
from app.errors import InvalidInputError, StoreError
from app.outputs import OutputPlace
from app.reports.formats import ExportFormat
from app.reports.register_book import LISTING, SIGNED, book_file_name, paper_cells
from app.reports.register_book_export import (
    export_register_book,
    register_book_bytes,
    register_book_xlsx,
)
from app.reports.register_book_pdf import register_book_pdf
from app.services.figures.register_book import RegisterBookData
from app.vocabulary.forms import FormSet
from tests.printing.forms import text_pages
from tests.reports.books import HEAD, NOON, a_book, a_line

_SUMS = re.compile(
    r"Cộng trang này: (\d+) hồ sơ, (\d+) bộ, đã trả (\d+)\. +"
    r"Cộng từ đầu sổ: (\d+) hồ sơ, (\d+) bộ, đã trả (\d+)\."
)
_SIGNED_AT = LISTING.titles.index(SIGNED)
_TWO_CODES = ("261123-0001", "261123-0002")
_LONG = "Thủ tục cấp giấy chứng nhận quyền sử dụng đất, quyền sở hữu nhà ở " * 17


def pages(data: RegisterBookData) -> list[str]:
    return [" ".join(page.split()) for page in text_pages(register_book_pdf(data))]


def sheets(data: RegisterBookData) -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(register_book_xlsx(data)))
    return {sheet.title: sheet for sheet in book.worksheets}


def cells(sheet: Worksheet) -> list[tuple[object, ...]]:
    return list(sheet.iter_rows(values_only=True))


def test_its_head_says_what_it_is_of_whom_and_when() -> None:
    (page,) = pages(a_book(a_line()))
    for words in (
        "Mẫu số 07 ban hành kèm theo Thông tư 03/2025/TT-VPCP",
        "UBND PHƯỜNG TÂN PHÚ",
        "SỔ THEO DÕI HỒ SƠ",
        "Hồ sơ tiếp nhận từ ngày 01/11/2026 đến ngày 30/11/2026",
        "Quyển số: 2026",
        "NGƯỜI LẬP SỔ",
        "In lúc 12:00 01/12/2026, người in: Phạm Thị Kiều.",
        "Trang 1/1",
    ):
        assert words in page


@pytest.mark.parametrize(("form", "number"), [(FormSet.TT01_2018, "06"), (FormSet.TT03_2025, "07")])
def test_the_form_s_number_is_the_circular_s(form: FormSet, number: str) -> None:
    data = a_book(a_line(), form=form)
    assert f"Mẫu số {number} ban hành" in pages(data)[0]
    assert f"Mẫu số {number} ban hành" in str(cells(sheets(data)["Quyển 2026"])[0][0])


def test_every_page_has_its_number_and_its_sums_and_those_so_far() -> None:
    lines = [
        a_line(
            number,
            set_count=1 + number % 3,
            returned_at=NOON + timedelta(days=1) if number % 2 else None,
            is_void=number % 7 == 0,
            procedure_name="Đăng ký khai sinh " * (1 + number % 9),
        )
        for number in range(1, 121)
    ]
    found = pages(a_book(*lines))
    assert len(found) > 5
    so_far = [0, 0, 0]
    for place, page in enumerate(found, 1):
        assert f"Trang {place}/{len(found)}" in page
        sums = _SUMS.search(page)
        assert sums is not None, page[-300:]
        here, total = [int(n) for n in sums.groups()[:3]], [int(n) for n in sums.groups()[3:]]
        so_far = [before + now for before, now in zip(so_far, here, strict=True)]
        assert total == so_far
    kept = [line for line in lines if not line.is_void]
    assert so_far == [
        len(kept),
        sum(line.set_count for line in kept),
        sum(line.returned_at is not None for line in kept),
    ]
    codes = re.findall(r"261123-(\d{4})", " ".join(found))
    assert codes == [f"{number:04d}" for number in range(1, 121)]


def test_a_page_s_sums_are_those_of_the_lines_on_it() -> None:
    for page in pages(a_book(*(a_line(number) for number in range(1, 61)))):
        sums = _SUMS.search(page)
        assert sums is not None
        assert int(sums[1]) == len(re.findall(r"261123-\d{4}", page))


def test_there_is_room_to_sign_above_the_collector_s_name() -> None:
    lines = (
        a_line(1),
        a_line(2, returned_at=NOON, signed_by="Trần Bình"),
        a_line(3, is_void=True),
    )
    blank, signed, void = (paper_cells(line)[_SIGNED_AT] for line in lines)
    assert (blank, signed, void) == ("\n\n\n", "\n\n\nTrần Bình", "")
    short = {"address": "", "phone": "", "procedure_name": "Ngắn", "agency_name": "Phòng"}
    document = pypdfium2.PdfDocument(register_book_pdf(a_book(a_line(1, **short), a_line(2))))
    found = document[0].get_textpage()
    tops = [found.get_charbox(found.search(code).get_next()[0])[3] for code in _TWO_CODES]
    document.close()
    assert (tops[0] - tops[1]) / 72 * 25.4 >= 10


def test_a_void_line_keeps_its_number_and_says_what_took_its_place() -> None:
    data = a_book(
        a_line(1, is_void=True, notes=("Đã hủy, thay bằng số 2/TNHS",)),
        a_line(2, owner_name="Lê Đúng", notes=("Thay giấy số 1/TNHS", "Nhập bù")),
    )
    (page,) = pages(data)
    assert "Đã hủy, thay" in page
    assert "2/TNHS" in page
    assert "Nguyễn Thị Ánh" not in page
    rows = cells(sheets(data)["Quyển 2026"])
    void, again = rows[-3], rows[-2]
    assert void[:3] == (1, "000.00.15.H53-261123-0001", None)
    assert again[-1] == "Thay giấy số 1/TNHS; Nhập bù"


def test_each_year_is_a_book_of_its_own() -> None:
    data = a_book(a_line(7, year=2025), a_line(1), a_line(2))
    first, second = pages(data)
    assert "Quyển số: 2025" in first
    assert "Quyển số: 2026" in second
    assert "Cộng từ đầu sổ: 2 hồ sơ, 2 bộ" in second
    assert list(sheets(data)) == ["Quyển 2025", "Quyển 2026"]


def test_nothing_received_is_said() -> None:
    words = "Không có hồ sơ nào được tiếp nhận trong kỳ."
    assert words in pages(a_book())[0]
    (sheet,) = sheets(a_book()).values()
    assert any(row[0] == words for row in cells(sheet))


def test_a_name_of_a_thousand_letters_is_all_there() -> None:
    name = _LONG[:1094]
    data = a_book(*(a_line(number, procedure_name=name) for number in range(1, 4)))
    text = "".join("".join(pages(data)).split())
    assert text.count("".join(name.split())[:60]) >= 3
    assert len(re.findall("quyềnsửdụngđất", text)) == 3 * name.count("quyền sử dụng đất")
    assert cells(sheets(data)["Quyển 2026"])[-2][2] == name.strip()


def test_test_data_is_marked_on_every_page_and_sheet() -> None:
    data = a_book(a_line(), head=replace(HEAD, is_demo=True))
    document = pypdfium2.PdfDocument(register_book_pdf(data))
    text = document[0].get_textpage().get_text_range()
    document.close()
    assert "DỮ LIỆU THỬ" in text
    (sheet,) = sheets(data).values()
    assert any(row[0] == "DỮ LIỆU THỬ" for row in cells(sheet))


def test_equal_books_are_equal_bytes() -> None:
    assert register_book_pdf(a_book(a_line())) == register_book_pdf(a_book(a_line()))


def test_the_workbook_has_times_as_times_numbers_as_numbers_and_no_formula() -> None:
    evil = '=HYPERLINK("http://x")'
    line = a_line(owner_name=evil, phone="0012", returned_at=NOON, signed_by="Trần Bình")
    sheet = sheets(a_book(line))["Quyển 2026"]
    rows = cells(sheet)
    head = next(row for row in rows if row[0] == "Số thứ tự")
    assert head == LISTING.titles
    values = dict(zip(head, rows[rows.index(head) + 1], strict=True))
    assert values["Tên cá nhân, tổ chức"] == evil
    assert values["Địa chỉ, số điện thoại"] == "Khu phố 3, phường Tân Phú, 0012"
    assert values["Ngày, giờ trả kết quả"] == to_local(NOON).replace(tzinfo=None)
    assert (values["Số thứ tự"], values["Số lượng (bộ)"]) == (1, 1)
    assert (values["Ký nhận"], values["Phương thức nhận kết quả"]) == ("Trần Bình", "Tại quầy")
    assert rows[-1][0] == "Cộng sổ: 1 hồ sơ, 1 bộ, đã trả 1."
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.print_title_rows is not None


def test_the_columns_fill_the_page_and_no_more() -> None:
    assert sum(column.width_mm for column in LISTING.columns) == 277


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbook_and_prints_all_of_it(tmp_path: Path) -> None:
    lines = [a_line(number, procedure_name=f"{_LONG[:1090]}HẾT.") for number in range(1, 5)]
    (tmp_path / "so.xlsx").write_bytes(register_book_xlsx(a_book(*lines)))
    home = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    subprocess.run(
        [
            *("soffice", home, "--headless", "--convert-to", "pdf"),
            *("--outdir", str(tmp_path), str(tmp_path / "so.xlsx")),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    text = "".join("".join(text_pages((tmp_path / "so.pdf").read_bytes())).split())
    assert text.count("HẾT.") == len(lines)
    assert "Cộngsổ:4hồsơ,4bộ,đãtrả0." in text


def test_it_is_written_whole_or_refused_in_words(tmp_path: Path) -> None:
    data = a_book(a_line())
    export_register_book(data, ExportFormat.PDF, OutputPlace(tmp_path / "so.pdf"))
    assert (tmp_path / "so.pdf").read_bytes() == register_book_pdf(data)
    with pytest.raises(StoreError, match="thư mục"):
        export_register_book(data, ExportFormat.PDF, OutputPlace(tmp_path / "none" / "so.pdf"))
    with pytest.raises(InvalidInputError) as caught:
        register_book_bytes(data, ExportFormat.CSV)
    assert caught.value.field == "format"


@pytest.mark.parametrize(
    ("days", "name"),
    [
        ((date(2026, 11, 1), date(2026, 11, 30)), "so-theo-doi-2026-11-01-den-2026-11-30.pdf"),
        ((date(2026, 11, 1), date(2026, 11, 1)), "so-theo-doi-2026-11-01.pdf"),
    ],
)
def test_a_new_file_is_named_after_its_period(days: tuple[date, date], name: str) -> None:
    assert book_file_name(*days, ExportFormat.PDF) == name
