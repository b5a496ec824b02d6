"""The closing sheet on paper: nothing is lost, and both symbols read back from the picture."""

from pathlib import Path

import pytest

from app.printing.outbox import media_of, render
from app.services.closing.confirming import Anchor, read_anchor
from app.services.forms import receipt_qr
from tests.printing.closings import LONGEST_CLOSING, REOPENED, TOTAL, a_day_closing
from tests.printing.forms import PUBLIC_KEYS, flowing_text, render_png, text_pages, zbar_codes


def _text(pdf: bytes) -> str:
    return "".join("".join(text_pages(pdf)).split())


def test_sheet_is_a4_and_says_what_was_closed() -> None:
    data = a_day_closing()
    assert media_of(data) == "A4"
    text = _text(render(data, 1))
    for words in (
        "PHIẾU KHÓA NGÀY 23/11/2026",
        "Số: 12/PKN",
        "Người khóa: Trần Thị Phụ Trách",
        "tồn đầu 128 + tiếp nhận 42 = đã giải quyết 37 + đang giải quyết 133. Số liệu khớp.",
        "000.00.15.H53-261123-0001",
        "000.00.15.H53-261123-0042",
        "8 hồ sơ đang đi trên 2 phiếu bàn giao chưa ký nhận; 1 bản chờ in",
        "Cộng: 1.250.000",
        "dòng số 91234",
    ):
        assert "".join(words.split()) in text, words
    assert TOTAL.adds_up


def test_symbols_read_back_from_the_picture(tmp_path: Path) -> None:
    data = a_day_closing()
    pdf = render(data, 1)
    last = len(text_pages(pdf))
    codes = zbar_codes(render_png(pdf, tmp_path, 203, page=last))
    signed = next(code for code in codes if len(code) in receipt_qr.VERSION_OF_DIGITS)
    whole = next(code for code in codes if code != signed)
    fields = receipt_qr.verify(signed, PUBLIC_KEYS)
    assert (fields.kind, fields.day_number) == (13, data.log_seq)
    assert read_anchor(whole) == Anchor(data.log_seq, bytes.fromhex(data.chain_head))
    # What is printed for the eye is what the symbol says.
    assert whole in _text(pdf)


def test_a_reopening_stands_on_the_sheet() -> None:
    text = _text(render(a_day_closing(ordinal=2, reopenings=(REOPENED,)), 1))
    assert "(lầnkhóathứ2)" in text
    assert "".join("mở lại lúc 08:15 24/11/2026 do Trần Thị Phụ Trách và".split()) in text
    assert "".join(REOPENED.reason.split()) in text


def test_new_keys_and_roles_stand_on_the_sheet() -> None:
    given = ("khóa ký số 7 (Máy 2), dấu vân tay 12345 67890", "tài khoản lan.nt: phụ trách")
    text = _text(render(a_day_closing(newly_trusted=given), 1))
    assert "".join(f"Khóa và vai trò mới: {'; '.join(given)}.".split()) in text
    assert "vaitròmới" not in _text(render(a_day_closing(), 1))


def test_a_sheet_that_is_only_looked_at_bears_no_symbol(tmp_path: Path) -> None:
    draft = a_day_closing(number="", log_seq=0, chain_head="", qr_payload="")
    pdf = render(draft, 1)
    assert "đầuchuỗi" not in _text(pdf).lower()
    assert not zbar_codes(render_png(pdf, tmp_path, 150, page=len(text_pages(pdf))))


def test_nothing_of_the_longest_sheet_is_lost() -> None:
    raw = flowing_text(render(LONGEST_CLOSING, 1))
    names = [group.name for group in (*LONGEST_CLOSING.agencies, *LONGEST_CLOSING.fields)]
    assert [name for name in names if "".join(name.split()) not in raw] == []


@pytest.mark.parametrize("data", [a_day_closing(), LONGEST_CLOSING], ids=["usual", "longest"])
def test_signatures_do_not_stand_alone(data: object) -> None:
    last = text_pages(render(data, 1))[-1]  # type: ignore[arg-type]
    assert "PHỤ TRÁCH BỘ PHẬN" in last
    assert "Tiền phí, lệ phí" in last
