"""The field with a list: newest answer only, arrows and Enter, nothing completed in the text."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.ui.runtime.tasks import NewestAnswers, Read
from app.ui.widgets.lookup_field import (
    NONE_FOUND,
    LookupField,
    LookupPopup,
    LookupRow,
    LookupSource,
)
from tests.ui.inline import InlineTasks

T = TypeVar("T")

NAMES = ["Khai sinh", "Khai sinh lại", "Khai tử", "Kết hôn"]


class SlowTasks(InlineTasks):
    """Holds reads back until told."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], None]] = []

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None] | None = None,  # noqa: ARG002 - part of the protocol
    ) -> None:
        self.waiting.append(lambda: done(work()))

    def answer(self) -> None:
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            one()


def reading(tasks: InlineTasks, find: Callable[[str], Sequence[LookupRow]]) -> LookupSource:
    return lambda text: Read(tasks, partial(find, text), NewestAnswers())


class Desk(QWidget):
    def __init__(self, tasks: InlineTasks, *, keeps_choice: bool = True) -> None:
        super().__init__()
        self.queries: list[str] = []
        self.chosen: list[object] = []
        self.entered: list[str] = []
        self.field = LookupField(
            reading(tasks, self._find), search_after_ms=0, keeps_choice=keeps_choice
        )
        self.other = QLineEdit()
        self.field.chosen.connect(self.chosen.append)
        self.field.entered.connect(self.entered.append)
        rows = QVBoxLayout(self)
        rows.addWidget(self.field)
        rows.addWidget(self.other)
        self.resize(600, 400)

    def _find(self, text: str) -> list[LookupRow]:
        self.queries.append(text)
        return [
            LookupRow(value=at, title=name, detail="1 ngày")
            for at, name in enumerate(NAMES)
            if name.lower().startswith(text.lower())
        ]


def a_desk(qtbot: QtBot, tasks: InlineTasks, *, keeps_choice: bool = True) -> Desk:
    desk = Desk(tasks, keeps_choice=keeps_choice)
    qtbot.addWidget(desk)
    desk.show()
    QTest.qWaitForWindowActive(desk)
    desk.field.setFocus()
    return desk


def _commit(field: QLineEdit, word: str) -> None:
    """Type a word the way an input method does."""
    event = QInputMethodEvent()
    event.setCommitString(word)
    QApplication.sendEvent(field, event)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    return a_desk(qtbot, InlineTasks())


def test_arrows_and_enter_choose(qtbot: QtBot, desk: Desk) -> None:
    QTest.keyClicks(desk.field, "kh")
    qtbot.waitUntil(desk.field.is_open)
    assert [row.title for row in desk.field.rows] == NAMES[:3]
    assert desk.field.text() == "kh"
    QTest.keyClick(desk.field, Qt.Key.Key_Down)
    QTest.keyClick(desk.field, Qt.Key.Key_Down)
    QTest.keyClick(desk.field, Qt.Key.Key_Up)
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert desk.chosen == [1]
    assert desk.field.text() == "Khai sinh lại"
    assert not desk.field.is_open()
    assert desk.other.hasFocus()


def test_enter_before_the_answer_takes_its_first_row(qtbot: QtBot) -> None:
    tasks = SlowTasks()
    desk = a_desk(qtbot, tasks)
    QTest.keyClicks(desk.field, "k")
    qtbot.waitUntil(lambda: bool(tasks.waiting))
    QTest.keyClicks(desk.field, "hai t")
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    tasks.answer()
    assert desk.chosen == [2]
    assert not desk.field.is_open()


def test_only_the_newest_answer_is_shown(qtbot: QtBot) -> None:
    tasks = SlowTasks()
    desk = a_desk(qtbot, tasks)
    QTest.keyClicks(desk.field, "k")
    qtbot.waitUntil(lambda: len(tasks.waiting) == 1)
    _commit(desk.field, "ế")
    qtbot.waitUntil(lambda: len(tasks.waiting) == 2)
    tasks.waiting.reverse()
    tasks.answer()
    assert [row.title for row in desk.field.rows] == ["Kết hôn"]


def test_enter_without_a_row_hands_on_the_text(desk: Desk) -> None:
    QTest.keyClicks(desk.field, " 0042 ")
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert desk.entered == ["0042"]
    assert desk.chosen == []


def test_enter_in_an_empty_field_does_nothing(desk: Desk) -> None:
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert (desk.entered, desk.queries) == ([], [])


def test_the_box_is_empty_again_after_a_choice(qtbot: QtBot) -> None:
    desk = a_desk(qtbot, InlineTasks(), keeps_choice=False)
    _commit(desk.field, "kết")
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert (desk.chosen, desk.field.text()) == ([3], "")
    assert desk.field.hasFocus()


def test_enter_on_what_is_chosen_goes_on_and_tells_nothing_again(desk: Desk) -> None:
    desk.field.choose(LookupRow(value=7, title="Khai sinh"))
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert desk.chosen == [7]
    assert desk.other.hasFocus()


def test_escape_closes_the_list_and_keeps_the_text(qtbot: QtBot, desk: Desk) -> None:
    QTest.keyClicks(desk.field, "kh")
    qtbot.waitUntil(desk.field.is_open)
    QTest.keyClick(desk.field, Qt.Key.Key_Escape)
    assert not desk.field.is_open()
    assert desk.field.text() == "kh"


def test_leaving_the_field_closes_the_list(qtbot: QtBot, desk: Desk) -> None:
    desk.field.show_all()
    assert desk.field.is_open()
    desk.other.setFocus()
    assert not desk.field.is_open()


def test_down_opens_the_whole_list(desk: Desk) -> None:
    QTest.keyClick(desk.field, Qt.Key.Key_Down)
    assert desk.field.is_open()
    assert len(desk.field.rows) == len(NAMES)


def test_a_click_picks_without_taking_the_focus(desk: Desk) -> None:
    desk.field.show_all()
    popup = desk.findChild(QWidget, "popup")
    assert popup is not None
    where = popup.rect().topLeft()
    where.setX(20)
    where.setY(4 + 30 * 2 + 10)
    QTest.mouseClick(popup, Qt.MouseButton.LeftButton, pos=where)
    assert desk.chosen == [2]
    assert desk.field.hasFocus()


def test_the_word_being_composed_is_searched_too(qtbot: QtBot, desk: Desk) -> None:
    QApplication.sendEvent(desk.field, QInputMethodEvent("Kế", []))
    qtbot.waitUntil(lambda: desk.queries == ["Kế"])
    assert desk.field.text() == ""


def test_changing_the_text_forgets_the_choice(desk: Desk) -> None:
    row = LookupRow(value=7, title="Khai sinh")
    desk.field.show_choice(row)
    assert desk.field.choice is row
    assert desk.chosen == []
    QTest.keyClicks(desk.field, "x")
    assert desk.field.choice is None


def test_no_match_is_a_row_that_cannot_be_chosen(qtbot: QtBot) -> None:
    desk = a_desk(qtbot, InlineTasks())
    QTest.keyClicks(desk.field, "zzz")
    qtbot.waitUntil(desk.field.is_open)
    popup = desk.findChildren(LookupPopup)[0]
    assert popup.note == NONE_FOUND
    assert popup.accessibleName() == NONE_FOUND
    QTest.keyClick(desk.field, Qt.Key.Key_Down)
    QTest.mouseClick(popup, Qt.MouseButton.LeftButton)
    assert desk.chosen == []
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert (desk.entered, desk.field.is_open()) == (["zzz"], False)


def test_rows_take_the_place_of_no_match(qtbot: QtBot) -> None:
    desk = a_desk(qtbot, InlineTasks())
    QTest.keyClicks(desk.field, "kz")
    qtbot.waitUntil(desk.field.is_open)
    QTest.keyClick(desk.field, Qt.Key.Key_Backspace)
    popup = desk.findChildren(LookupPopup)[0]
    qtbot.waitUntil(lambda: popup.note == "")
    QTest.keyClick(desk.field, Qt.Key.Key_Return)
    assert desk.chosen == [0]


def test_list_asked_for_is_never_silence(qtbot: QtBot) -> None:
    field = LookupField(reading(InlineTasks(), lambda _text: []), search_after_ms=0)
    qtbot.addWidget(field)
    field.show()
    QTest.qWaitForWindowActive(field)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert "Chưa có gì" in field.findChildren(LookupPopup)[0].note
