"""The gallery tells of words that are cut: each kind planted and found, and whole ones not."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.bootstrap.demo.clipping import clipped
from app.ui.widgets.labels import ElidedLabel, button, label, shortened_to
from app.ui.widgets.layouts import ScrollFrame
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable

_WORDS = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"


def _label() -> QWidget:
    made = label(_WORDS)
    made.setFixedWidth(60)
    return made


def _wrapped() -> QWidget:
    made = label(_WORDS, wrap=True)
    made.setFixedSize(80, 20)
    return made


def _button() -> QWidget:
    made = button(_WORDS)
    made.setFixedWidth(60)
    return made


def _check() -> QWidget:
    made = QCheckBox(_WORDS)
    made.setFixedWidth(60)
    return made


def _choice() -> QWidget:
    made = QComboBox()
    made.addItem(_WORDS)
    made.setFixedWidth(60)
    return made


def _tabs() -> QWidget:
    made = QTabBar()
    made.addTab("Hôm nay")
    made.addTab(_WORDS)
    made.setFixedWidth(100)
    return made


def _heads() -> QWidget:
    return RowTable[str](
        [Column(title=_WORDS, value=str, width=40)], str, empty_text="Không có gì."
    )


def _empty(high: int = 60) -> RowTable[str]:
    made = RowTable[str](
        [Column(title="Mã", value=str)], str, empty_text=f"{_WORDS}. Hồ sơ mới sẽ hiện ở đây."
    )
    made.setFixedSize(140, high)
    return made


def _scrolled() -> QWidget:
    wide = QPushButton(_WORDS)
    wide.setMinimumWidth(900)
    holder = QWidget()
    QVBoxLayout(holder).addWidget(wide)
    return ScrollFrame(holder)


def _outside() -> QWidget:
    holder = QWidget()
    holder.setFixedSize(200, 60)
    made = QLabel(_WORDS, holder)
    made.adjustSize()
    made.move(150, 10)
    return holder


def _window(qtbot: QtBot, *widgets: QWidget) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    for each in widgets:
        rows.addWidget(each)
    window.resize(500, 400)
    window.show()
    return window


@pytest.mark.parametrize(
    "plant",
    [_label, _wrapped, _button, _check, _choice, _tabs, _heads, _empty, _scrolled, _outside],
)
def test_words_that_are_cut_are_found_and_named(qtbot: QtBot, plant: Callable[[], QWidget]) -> None:
    found = clipped(_window(qtbot, plant()))
    assert len(found) == 1, found
    assert _WORDS in found[0] or "cuộn ngang" in found[0]


def test_words_that_are_whole_or_end_in_dots_by_design_are_not(qtbot: QtBot) -> None:
    cut = ElidedLabel(_WORDS)
    cut.setFixedWidth(60)
    whole = (label("Mã"), label(_WORDS, wrap=True), button(_WORDS), QCheckBox(_WORDS), cut)
    assert clipped(_window(qtbot, *whole)) == []


def test_words_of_an_empty_list_end_in_dots_where_there_is_no_room(qtbot: QtBot) -> None:
    text = f"{_WORDS}. Hồ sơ mới sẽ hiện ở đây."
    table = _empty()
    metrics = table.fontMetrics()
    room = QRect(0, 0, 140, 32)
    shown = shortened_to(metrics, room, text)
    assert shown.endswith("…")
    assert text.startswith(shown.removesuffix("…"))
    assert shortened_to(metrics, QRect(0, 0, 140, 300), text) == text
    assert clipped(_window(qtbot, _empty(300))) == []
