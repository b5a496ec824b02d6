"""The list is as wide as its rows need, never wider than the window."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.lookup_field import MOST_WIDE, LookupPopup

LONG = "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh"


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def a_popup(window: QWidget, room: int) -> LookupPopup:
    window.resize(room, 400)
    return LookupPopup(window)


def test_a_long_name_is_not_cut_where_there_is_room(window: QWidget) -> None:
    popup = a_popup(window, 1400)
    popup.show_rows([("Khai tử", ""), (LONG, "Hộ tịch")])
    popup.place(QPoint(10, 10), 200)
    assert popup.width() > QFontMetrics(popup.font()).horizontalAdvance(f"{LONG}Hộ tịch") + 24


def test_the_longest_names_leave_the_page_in_sight(window: QWidget) -> None:
    popup = a_popup(window, 1400)
    popup.show_rows([(LONG * 20, "Hộ tịch")])
    popup.place(QPoint(10, 10), 200)
    assert popup.width() == MOST_WIDE


def test_the_list_stays_in_its_window(window: QWidget) -> None:
    popup = a_popup(window, 500)
    popup.show_rows([(LONG * 20, "Hộ tịch")])
    popup.place(QPoint(300, 10), 200)
    assert popup.geometry().right() < 500
