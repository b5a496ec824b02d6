"""The question by keyboard: opened, typed, stored once, left."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.dossiers.dossiers_page import DossiersPage
from app.vocabulary.dossiers import Action, DossierStatus
from tests.services.desk_builders import Counter
from tests.ui.desk_pages import Ground


def _status(counter: Counter, code: str) -> DossierStatus:
    return counter.tracking.one(counter.officer, code).row.status


def test_keys_open_the_question_store_it_and_leave_it(
    counter: Counter, page: DossiersPage, qtbot: QtBot
) -> None:
    code = counter.code()
    page.open(code)
    page.resize(1178, 662)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    held = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page.one.allowed.buttons()[0], Qt.Key.Key_B, held)
    assert page.one.panel.action is Action.ASK_SUPPLEMENT
    note = page.one.panel.note
    QTest.keyClicks(note, "thieu ban chinh")
    QTest.keyClick(note, Qt.Key.Key_H, held)
    assert page.one.panel.action is Action.ASK_SUPPLEMENT
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert page.one.panel.action is None
    assert page.one.allowed.buttons()[0].hasFocus()
    QTest.keyClick(page.one.allowed.buttons()[0], Qt.Key.Key_B, held)
    QTest.keyClicks(page.one.panel.fields.items, "ban chinh")
    QTest.keyClick(note, Qt.Key.Key_Return, held)
    assert _status(counter, code) is DossierStatus.AWAITING_SUPPLEMENT
    QTest.keyClick(page.one.allowed.buttons()[0], Qt.Key.Key_Escape)
    assert page.shown_code() == ""


def test_confirming_twice_stores_once(
    counter: Counter, page: DossiersPage, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    page.open(counter.code())
    page.act(Action.STOP)
    page.one.panel.note.setPlainText("trùng hồ sơ")
    monkeypatch.setattr(ground.tasks, "write", lambda *given: asked.append(given))
    page.confirm()
    page.confirm()
    assert len(asked) == 1
