"""A time of day as people type it."""

from datetime import time

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.inputs import TimeEdit, parse_time


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("07:30", time(7, 30)),
        ("7:30", time(7, 30)),
        ("7h30", time(7, 30)),
        ("7H", time(7)),
        ("7", time(7)),
        ("730", time(7, 30)),
        ("1330", time(13, 30)),
        (" 13.30 ", time(13, 30)),
        ("7g15", time(7, 15)),
        ("0:00", time(0)),
    ],
)
def test_times_people_type_are_read(text: str, expected: time) -> None:
    assert parse_time(text) == expected


@pytest.mark.parametrize("text", ["", "24:00", "7:60", "7:3", "sáng", "07:30:15", "-1", "12345"])
def test_other_texts_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="Chưa đọc được giờ"):
        parse_time(text)


def test_field_shows_the_time_whole_once_left(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = QVBoxLayout(window)
    edit, other = TimeEdit("Giờ"), TimeEdit("Giờ khác")
    rows.addWidget(edit)
    rows.addWidget(other)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    for text, shown in (("730", "07:30"), ("99", "99"), ("", "")):
        edit.setFocus()
        edit.setText(text)
        other.setFocus()
        assert edit.text() == shown


def test_empty_field_is_no_time(qtbot: QtBot) -> None:
    edit = TimeEdit("Giờ")
    qtbot.addWidget(edit)
    assert edit.value() is None
