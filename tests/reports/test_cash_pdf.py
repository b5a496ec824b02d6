"""Sheets of money on paper: what they say, that they add up, that nothing is cut."""

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from app.errors import RuleBrokenError
from app.reports.cash_pdf import cash_pdf, quarter_pdf
from tests.reports.money_sheets import HEAD, a_day, a_quarter, a_row
from tests.reports.summaries import HOSTILE_NAMES, LONG_NAME


def _pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def _text(content: bytes) -> str:
    return " ".join(_pages(content))


def test_a_day_says_who_took_what_in_figures_and_words() -> None:
    text = _text(cash_pdf(a_day()))
    for words in (
        "UBND PHƯỜNG TÂN PHÚ",
        "BẢNG KÊ THU PHÍ, LỆ PHÍ TRONG NGÀY",
        "Ngày 23/11/2026",
        "Số liệu tính đến hết ngày 23/11/2026. Lập lúc 23/11/2026 17:05, người lập: Phạm Thị Kiều.",
        "Nguyễn Thị An 1/PT – 3/PT 2 40.000 0 40.000",
        "Trần Văn Bình 2/PT – 4/PT 2 0 60.000 60.000",
        "Tổng cộng 4 40.000 60.000 100.000",
        "Tổng số tiền đã thu: 100.000 đồng",
        "Bằng chữ: Một trăm nghìn đồng",
        "Đỗ Thị Nộp (chủ hồ sơ: Lê Văn Chủ 2)",
        "NGƯỜI LẬP",
        "PHỤ TRÁCH BỘ PHẬN",
    ):
        assert words in text
    assert "(chủ hồ sơ: Lê Văn Chủ 1)" not in text


def test_an_officer_s_own_sheet_is_signed_over_to_who_takes_the_money() -> None:
    text = _text(cash_pdf(a_day(is_own=True)))
    for words in ("NGƯỜI THU TIỀN", "NGƯỜI NHẬN TIỀN"):
        assert words in text


def test_a_day_without_money_says_so_and_is_signed() -> None:
    text = _text(cash_pdf(a_day(0)))
    for words in ("Trong ngày không thu khoản nào.", "Bằng chữ: Không đồng", "NGƯỜI LẬP"):
        assert words in text


def test_a_sheet_whose_sums_differ_is_not_made() -> None:
    cash = a_day()
    with pytest.raises(RuleBrokenError, match=r"100\.000 ₫.*80\.000 ₫"):
        cash_pdf(replace(cash, rows=(*cash.rows[1:], a_row(1, amount_vnd=-10_000))))


def test_many_payments_repeat_the_head_and_sign_once_at_the_end() -> None:
    pages = _pages(cash_pdf(a_day(150)))
    assert len(pages) > 2
    assert all("Số phiếu Giờ Mã hồ sơ" in page for page in pages)
    assert [("NGƯỜI LẬP" in page) for page in pages] == [False] * (len(pages) - 1) + [True]
    assert all(f"{number}/PT" in " ".join(pages) for number in range(1, 151))


def test_long_and_hostile_names_are_printed_and_nothing_runs() -> None:
    rows = tuple(
        a_row(number, owner_name=name, payer_name=name)
        for number, name in enumerate((*HOSTILE_NAMES, LONG_NAME[:300]), 1)
    )
    cash = a_day(len(rows))
    text = _text(cash_pdf(replace(cash, rows=rows, head=replace(HEAD, made_by="Lê\u202e Bình"))))
    assert "=cmd|' /C calc'!A0" in text
    assert "\u202e" not in text


def test_test_data_is_marked_on_every_page() -> None:
    demo = replace(HEAD, is_demo=True)
    assert all("DỮ LIỆU THỬ" in page for page in _pages(cash_pdf(a_day(150, head=demo))))
    assert "DỮ LIỆU THỬ" in _text(quarter_pdf(a_quarter(head=demo)))


def test_equal_sheets_are_equal_bytes() -> None:
    assert cash_pdf(a_day()) == cash_pdf(a_day())
    assert quarter_pdf(a_quarter()) == quarter_pdf(a_quarter())


def test_a_quarter_lists_fields_sums_of_agencies_and_the_whole() -> None:
    text = _text(quarter_pdf(a_quarter()))
    for words in (
        "BẢNG QUYẾT TOÁN PHÍ, LỆ PHÍ QUÝ IV NĂM 2026",
        "Từ ngày 01/10/2026 đến ngày 31/12/2026",
        "Số liệu tính đến 24/11/2026 00:00.",
        "Đất đai 3 4 300.000 151.000 451.000 21.000",
        "Cộng Phòng Kinh tế, Hạ tầng và Đô thị 5 7 500.000 252.000 752.000 35.000",
        "Tổng cộng 10 13 1.000.000 503.000 1.503.000 70.000",
        "Một triệu năm trăm linh ba nghìn đồng",
        "Lập theo Nghị định 118/2025/NĐ-CP.",
        "ĐẠI DIỆN CƠ QUAN GIẢI QUYẾT",
    ):
        assert words in text
    assert "Cộng Phòng Văn hóa" not in text
    assert "61/2018" not in text


def test_a_quarter_cites_the_decree_of_its_last_day() -> None:
    sheet = a_quarter()
    head = replace(sheet.head, first_day=date(2025, 4, 1), last_day=date(2025, 6, 30))
    text = _text(quarter_pdf(replace(sheet, head=head)))
    assert "Lập theo Nghị định 61/2018/NĐ-CP, Điều 12 khoản 9 và Điều 22." in text
    assert "118/2025" not in text


def test_a_quarter_without_money_is_still_a_document() -> None:
    text = _text(quarter_pdf(a_quarter(groups=())))
    assert "Tổng cộng 0 0 0 0 0 0" in text
