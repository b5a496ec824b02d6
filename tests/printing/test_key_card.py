"""The key card: whose it is and its fingerprint for the eye, its payload for a scanner."""

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
