"""The recovery sheet: what is printed gives the key back, by the eye and by a scanner."""

from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest

from app.printing.forms.recovery_sheet import recovery_sheet_pdf
from app.printing.scan_reader import read_codes
from app.services.forms.notice_records import Letterhead
from app.services.safekeeping.paper import from_paper, paper_digits
from app.services.safekeeping.secret import OfficeSecret
from app.services.safekeeping.store_keys import RecoverySheet

_SECRET = OfficeSecret.of(bytes(range(32)))


def a_sheet(*, is_encrypted: bool = True) -> RecoverySheet:
    return RecoverySheet(
        key_id=_SECRET.secret_id,
        groups=paper_digits(_SECRET),
        is_encrypted=is_encrypted,
        made_at=datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
        made_by="Đặng Thị Quản",
    )


def a_head(name: str = "Trung tâm Phục vụ hành chính công xã An Thử") -> Letterhead:
    return Letterhead("000.00.15.H53", name, "UBND xã An Thử", "An Thử", "", "", is_demo=True)


@pytest.mark.parametrize("name", ["UBND xã", "Trung tâm Phục vụ hành chính công xã An Thử " * 4])
def test_digits_and_symbol_give_the_key_back(tmp_path: Path, name: str) -> None:
    sheet = a_sheet()
    path = tmp_path / "sheet.pdf"
    path.write_bytes(recovery_sheet_pdf(a_head(name.strip()), sheet))
    document = pypdfium2.PdfDocument(path)
    assert len(document) == 1
    text = " ".join(document[0].get_textpage().get_text_bounded().split())
    title = document.get_metadata_dict()["Title"]
    document.close()
    for number, group in enumerate(sheet.groups, 1):
        assert f"{number}. {group[:4]} {group[4:]}" in text
    assert "81B2891E" in text
    assert "DỮ LIỆU THỬ" in text
    assert title == "Phiếu khôi phục khóa"
    (code,) = read_codes(path)
    assert from_paper(code) == _SECRET


def test_the_sheet_says_what_it_opens() -> None:
    for is_encrypted in (True, False):
        document = pypdfium2.PdfDocument(
            recovery_sheet_pdf(a_head(), a_sheet(is_encrypted=is_encrypted))
        )
        text = " ".join(document[0].get_textpage().get_text_bounded().split())
        document.close()
        assert ("kho dữ liệu đã mã hóa và các bản sao lưu của đơn vị" in text) is is_encrypted
