"""The key card: whose it is and its fingerprint for the eye, its payload for a scanner."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from app.printing.forms.key_card import key_card_pdf
from app.printing.scan_reader import read_codes
from app.services.exchange.key_card import KeyCard, read_card
from app.vocabulary.office import Level

_NAMES = ("UBND xã", "Văn phòng Đăng ký đất đai tỉnh Thử " * 8)


@pytest.mark.parametrize("name", _NAMES)
def test_a_printed_card_is_read_back_by_a_scanner(tmp_path: Path, name: str) -> None:
    card = KeyCard("000.00.08.H53", name.strip(), Level.PROVINCE, bytes(range(32)))
    path = tmp_path / "card.pdf"
    path.write_bytes(key_card_pdf(card, is_demo=True))
    document = pypdfium2.PdfDocument(path)
    assert len(document) == 1
    text = " ".join(document[0].get_textpage().get_text_bounded().split())
    document.close()
    assert card.fingerprint in text
    assert card.code in text
    assert "DỮ LIỆU THỬ" in text
    (code,) = read_codes(path)
    assert read_card(code) == card


def test_the_office_s_card_has_its_own_page_and_title(tmp_path: Path) -> None:
    station = KeyCard("000.00.08.H53", _NAMES[0], Level.COMMUNE, bytes(range(32)))
    office = replace(station, public_key=bytes(range(1, 33)), is_office=True)
    path = tmp_path / "card.pdf"
    path.write_bytes(key_card_pdf(office, station))
    document = pypdfium2.PdfDocument(path)
    first, second = (" ".join(page.get_textpage().get_text_bounded().split()) for page in document)
    document.close()
    assert "THẺ KHÓA ĐƠN VỊ" in first
    assert office.fingerprint in first
    assert "THẺ KHÓA BÀN GIAO" in second
    assert station.fingerprint in second
    assert [read_card(code) for code in read_codes(path)] == [office, station]
