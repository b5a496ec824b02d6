"""The week's hours: what is read back, and which day is to blame."""

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError
from app.services.deadlines.calendar import HoursSpan, WorkingHours
from app.ui.widgets.hours_editor import HoursEditor

_THREE = (
    HoursSpan(time(7), time(9)),
    HoursSpan(time(10), time(12)),
    HoursSpan(time(14), time(16)),
)


@pytest.fixture
def editor(qtbot: QtBot) -> HoursEditor:
    made = HoursEditor(WorkingHours.ordinary())
    qtbot.addWidget(made)
    made.show()
    return made


def test_hours_shown_are_read_back(editor: HoursEditor) -> None:
    assert editor.hours() == WorkingHours.ordinary()


def test_three_spans_a_day_are_kept(qtbot: QtBot) -> None:
    hours = WorkingHours((_THREE, *WorkingHours.ordinary().by_weekday[1:]))
    made = HoursEditor(hours)
    qtbot.addWidget(made)
    assert made.hours() == hours


def test_saturday_switched_on_takes_the_usual_hours(editor: HoursEditor) -> None:
    saturday = editor.days[5]
    assert not saturday.edits[0].isEnabled()
    saturday.works.click()
    assert saturday.edits[0].isEnabled()
    assert editor.hours().by_weekday[5] == editor.hours().by_weekday[0]


def test_morning_alone_is_a_working_day(editor: HoursEditor) -> None:
    friday = editor.days[4]
    for edit in friday.edits[2:]:
        edit.clear()
    assert editor.hours().by_weekday[4] == (HoursSpan(time(7, 30), time(11, 30)),)


def test_monday_is_copied_to_the_days_worked_alone(editor: HoursEditor) -> None:
    editor.days[0].edits[0].setText("8h")
    editor.copy_first.click()
    starts = [spans[0].start if spans else None for spans in editor.hours().by_weekday]
    assert starts == [time(8)] * 5 + [None] * 2


@pytest.mark.parametrize(
    ("at", "text"), [(0, "9h99"), (0, ""), (0, "12:00"), (2, "11:00"), (1, "07:00")]
)
def test_what_is_wrong_is_told_with_its_day(editor: HoursEditor, at: int, text: str) -> None:
    tuesday = editor.days[1]
    tuesday.edits[at].setText(text)
    with pytest.raises(InvalidInputError) as caught:
        editor.hours()
    assert caught.value.field == "working_hours"
    assert "thứ ba" in editor.problem.lower()
    assert editor.problem == caught.value.message
    tuesday.edits[at].setText(["07:30", "11:30", "13:30", "17:00"][at])
    editor.hours()
    assert editor.problem == ""


def test_working_day_without_hours_is_told(editor: HoursEditor) -> None:
    for edit in editor.days[0].edits:
        edit.clear()
    with pytest.raises(InvalidInputError, match="Thứ Hai: Ngày có làm việc"):
        editor.hours()


def test_week_without_a_working_day_is_told(editor: HoursEditor) -> None:
    for day in editor.days:
        day.works.setChecked(False)
    with pytest.raises(InvalidInputError, match="ít nhất một ngày"):
        editor.hours()
    assert editor.problem


def test_enter_goes_through_the_times(editor: HoursEditor) -> None:
    first, second, *_rest = editor.days[0].edits
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert editor.focusWidget() is second


def test_typing_tells_that_something_changed(editor: HoursEditor, qtbot: QtBot) -> None:
    with qtbot.waitSignal(editor.edited):
        QTest.keyClicks(editor.days[0].edits[0], "1")
