"""The list is as wide as its rows need, never wider than the window."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.lookup_popup import MOST_WIDE, LookupPopup

LONG = "Cấp bản sao trích lục hộ tịch, bản sao Giấy khai sinh"


def a_popup(qtbot: QtBot, room: int) -> LookupPopup:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(room, 400)
    return LookupPopup(window)


def test_a_long_name_is_not_cut_where_there_is_room(qtbot: QtBot) -> None:
    popup = a_popup(qtbot, 1400)
    popup.show_rows([("Khai tử", ""), (LONG, "Hộ tịch")])
    popup.place(QPoint(10, 10), 200)
    assert popup.width() > QFontMetrics(popup.font()).horizontalAdvance(f"{LONG}Hộ tịch") + 24


def test_the_longest_names_leave_the_page_in_sight(qtbot: QtBot) -> None:
    popup = a_popup(qtbot, 1400)
    popup.show_rows([(LONG * 20, "Hộ tịch")])
    popup.place(QPoint(10, 10), 200)
    assert popup.width() == MOST_WIDE


def test_the_list_stays_in_its_window(qtbot: QtBot) -> None:
    popup = a_popup(qtbot, 500)
    popup.show_rows([(LONG * 20, "Hộ tịch")])
    popup.place(QPoint(300, 10), 200)
    assert popup.geometry().right() < 500
