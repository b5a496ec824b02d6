"""The banner: sign, word and sentence together; it is higher only for a sentence of many lines."""

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.demo.clipping import clipped
from app.ui.desk.scan_banner import ScanBanner, ScanSign
from app.vocabulary.dossiers import Verdict


@pytest.fixture
def banner(qtbot: QtBot) -> ScanBanner:
    made = ScanBanner("Quét hồ sơ", "giao hoặc nhận")
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(
    ("verdict", "sign", "word"),
    [
        (Verdict.GENUINE, ScanSign.GOOD, "Giấy thật"),
        (Verdict.VOID, ScanSign.NOTICE, "Giấy đã hủy"),
        (Verdict.UNKNOWN, ScanSign.BAD, "Không có trong kho"),
        (Verdict.FORGED, ScanSign.BAD, "Giấy giả"),
    ],
)
def test_each_verdict_has_its_own_sign_and_word(
    banner: ScanBanner, verdict: Verdict, sign: ScanSign, word: str
) -> None:
    banner.verdict(verdict, "Hãy làm gì đó.")
    assert (banner.sign, banner.title, banner.detail) == (sign, word, "Hãy làm gì đó.")
    assert banner.accessibleName() == f"{word}. Hãy làm gì đó."


def test_a_long_sentence_is_shown_whole_and_a_short_one_moves_nothing(qtbot: QtBot) -> None:
    page, banner = QWidget(), ScanBanner("Quét hồ sơ", "giao hoặc nhận")
    qtbot.addWidget(page)
    rows = QVBoxLayout(page)
    rows.addWidget(banner)
    rows.addStretch(1)
    page.resize(600, 300)
    page.show()
    height = banner.height()
    banner.good("Đúng", "một dòng")
    QApplication.processEvents()
    assert banner.height() == height
    banner.bad("Sai", "rất dài " * 60)
    qtbot.waitUntil(lambda: clipped(page) == [])


def test_clearing_says_the_hint_again(banner: ScanBanner) -> None:
    banner.bad("Sai", "đã hủy")
    banner.clear()
    assert (banner.sign, banner.title) == (ScanSign.HINT, "Quét hồ sơ")


def test_a_genuine_paper_that_cannot_be_used_now_is_never_green(banner: ScanBanner) -> None:
    banner.refused("Chưa làm được", "Hồ sơ đang xử lý.", Verdict.GENUINE)
    assert (banner.sign, banner.title) == (ScanSign.BAD, "Chưa làm được")
    banner.refused("Chưa làm được", "Giấy đã hủy.", Verdict.VOID)
    assert (banner.sign, banner.title) == (ScanSign.NOTICE, "Giấy đã hủy")
    banner.refused("Chưa làm được", "Không tìm thấy.")
    assert (banner.sign, banner.title) == (ScanSign.BAD, "Chưa làm được")
