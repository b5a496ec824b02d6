"""A row that wraps, and a frame that scrolls only below the least size."""

from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.ui.widgets.layouts import FlowRow, ScrollFrame


def test_buttons_go_on_below_where_the_row_is_too_narrow(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    row = FlowRow(page)
    buttons = [QPushButton(f"Nút số {number}") for number in range(4)]
    for each in buttons:
        row.addWidget(each)
    page.resize(row.sizeHint().width(), 200)
    page.show()
    assert len({each.y() for each in buttons}) == 1
    page.resize(row.sizeHint().width() // 2, 200)
    QApplication.processEvents()
    assert len({each.y() for each in buttons}) > 1
    assert all(page.rect().contains(each.geometry()) for each in buttons)
    assert row.heightForWidth(page.width()) <= 200


def test_what_follows_a_stretch_stands_at_the_right_of_its_line(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    row = FlowRow(page)
    first, last = QPushButton("Một"), QPushButton("Hai")
    row.addWidget(first)
    row.addStretch()
    row.addWidget(last)
    page.resize(row.sizeHint().width() + 100, 40)
    page.show()
    assert first.x() == 0
    assert last.geometry().right() == page.width() - 1
    page.resize(row.sizeHint().width() - 1, 90)
    QApplication.processEvents()
    assert last.geometry().right() == page.width() - 1
    assert last.y() > first.y()


def test_hidden_widgets_take_no_room(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    row = FlowRow(page)
    first, hidden, last = (QPushButton(name) for name in ("Một", "Hai", "Ba"))
    for each in (first, hidden, last):
        row.addWidget(each)
    hidden.hide()
    page.show()
    assert last.x() == first.geometry().right() + 1 + row.spacing()


def test_a_frame_scrolls_only_where_there_is_less_than_the_least_room(qtbot: QtBot) -> None:
    inside = QWidget()
    rows = QVBoxLayout(inside)
    fields = [QLineEdit() for _ in range(10)]
    for each in fields:
        rows.addWidget(each)
    frame = ScrollFrame(inside)
    qtbot.addWidget(frame)
    least = inside.minimumSizeHint().height()
    frame.resize(300, least + 40)
    frame.show()
    assert inside.height() == least + 40
    assert not frame.verticalScrollBar().isVisible()
    frame.resize(300, least - 40)
    QApplication.processEvents()
    assert inside.height() == least
    assert frame.verticalScrollBar().maximum() == 40
    frame.activateWindow()
    fields[-1].setFocus()
    qtbot.waitUntil(lambda: frame.verticalScrollBar().value() > 0)


def test_words_that_wrap_keep_their_height_in_a_frame(qtbot: QtBot) -> None:
    inside = QWidget()
    rows = QHBoxLayout(inside)
    row = FlowRow()
    rows.addLayout(row)
    for number in range(6):
        row.addWidget(QPushButton(f"Nút số {number}"))
    frame = ScrollFrame(inside)
    qtbot.addWidget(frame)
    frame.resize(160, 60)
    frame.show()
    assert inside.height() > 60
    assert not frame.horizontalScrollBar().isVisible()
