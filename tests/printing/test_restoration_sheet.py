"""The sheet of a restoration: its digits are there for the eye and for a scanner, on one page."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from app.errors import InvalidInputError
from app.printing.forms.restoration_sheet import restoration_sheet_pdf
from app.printing.scan_reader import read_codes
from app.services.audit.restorations import RestorationSheet, read_sheets
from app.services.closing.confirming import Anchor, anchor_digits, in_groups, read_anchor
from app.services.forms.notice_records import Letterhead

_ENTRY = Anchor(1207, bytes(range(32)))


def a_sheet(
    name: str = "UBND xã", *, lost_to: int = 1310, held: int | None = 1310
) -> RestorationSheet:
    return RestorationSheet(
        head=Letterhead("000.00.15.H53", name, "UBND xã An Thử", "An Thử", "", "", is_demo=True),
        seq=_ENTRY.seq,
        at=datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
        backup=datetime(2026, 11, 22, 2, 0, tzinfo=UTC),
        lost_from=_ENTRY.seq,
        lost_to=lost_to,
        lost_numbers=41,
        held=held,
        people=("Đặng Thị Quản", "Nguyễn Văn Phụ Trách"),
        digits=anchor_digits(_ENTRY, "2"),
    )


@pytest.mark.parametrize("name", ["UBND xã", "Trung tâm Phục vụ hành chính công xã An Thử " * 4])
def test_digits_and_symbol_name_the_entry(tmp_path: Path, name: str) -> None:
    sheet = a_sheet(name.strip())
    path = tmp_path / "sheet.pdf"
    path.write_bytes(restoration_sheet_pdf(sheet))
    document = pypdfium2.PdfDocument(path)
    assert len(document) == 1
    text = " ".join(document[0].get_textpage().get_text_bounded().split())
    document.close()
    for said in (
        "PHIẾU KHÔI PHỤC KHO",
        "từ dòng 1207 đến dòng 1310",
        "đến dòng 1310",
        "41",
        in_groups(sheet.digits),
        *sheet.people,
    ):
        assert said in text
    assert read_codes(path) == (sheet.digits,)
    assert read_sheets([in_groups(sheet.digits)]) == (_ENTRY,)


def test_what_was_not_lost_and_not_known_is_said() -> None:
    for held, found in ((0, "không có sổ mốc trên máy"), (None, "không ghi"), (7, "đến dòng 7")):
        sheet = a_sheet(lost_to=_ENTRY.seq - 1, held=held)
        document = pypdfium2.PdfDocument(restoration_sheet_pdf(sheet))
        text = " ".join(document[0].get_textpage().get_text_bounded().split())
        document.close()
        assert "không mất dòng nào" in text
        assert found in text


def test_digits_of_a_closing_sheet_are_none_of_a_restoration() -> None:
    with pytest.raises(InvalidInputError):
        read_sheets([anchor_digits(_ENTRY)])
    with pytest.raises(InvalidInputError):
        read_anchor(a_sheet().digits)
