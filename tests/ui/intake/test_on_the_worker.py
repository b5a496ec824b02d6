"""The whole way with the real worker: what comes back late still finds its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.runtime.tasks import Tasks
from tests.services.intake_builders import HUNG, LAND, new_dossier
from tests.ui.intake.desk import CARD, Desk, a_desk

_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def failures() -> list[BaseException]:
    return []


@pytest.fixture
def busy_desk(
    qtbot: QtBot, tmp_path: Path, counter_store: Path, failures: list[BaseException]
) -> Iterator[Desk]:
    notices: list[BaseException] = []
    tasks = Tasks(notices.append, failures.append)
    made = a_desk(tasks, tmp_path, counter_store)
    qtbot.addWidget(made.page)
    with qtbot.waitActive(made.page):
        made.page.show()
    made.page.activated()
    yield made
    tasks.drain()
    made.database.close()
    assert failures == []
    assert notices == []


def test_keys_pressed_faster_than_the_store_answers(qtbot: QtBot, busy_desk: Desk) -> None:
    desk = busy_desk
    case = desk.services.choices.form(desk.actor, desk.ids[LAND.code]).cases[0]
    desk.services.intake.register(desk.actor, new_dossier(case.case_id, "before"))
    desk.write("bien dong")
    desk.press(Qt.Key.Key_Return)
    desk.scan(CARD)
    page = desk.page
    qtbot.waitUntil(lambda: page.sheet.form is not None)
    qtbot.waitUntil(lambda: page.sheet.people.phone.text() == HUNG.phone)
    desk.press(Qt.Key.Key_A, _CTRL_SHIFT)
    desk.register()
    desk.register()
    qtbot.waitUntil(lambda: page.side.is_done_shown)
    assert [d.owner_name for d in desk.stored()] == [HUNG.name] * 2
    qtbot.waitUntil(lambda: page.side.pages.page_count == 1)
    assert page.typed().is_blank


def test_the_paper_follows_what_is_typed_and_the_latest_wins(qtbot: QtBot, busy_desk: Desk) -> None:
    desk = busy_desk
    desk.choose(LAND.code)
    qtbot.waitUntil(lambda: desk.page.sheet.form is not None)
    for name in ("T", "Tr", "Trần Thị Bưởi"):
        desk.page.sheet.people.owner_name.setText(name)
        desk.page.live.ask()
    qtbot.waitUntil(lambda: bool(desk.typeset) and desk.typeset[-1].owner_name == "Trần Thị Bưởi")
    qtbot.waitUntil(lambda: any(desk.page.side.pages.pictures()))
    assert desk.page.due_card.due_text.endswith("09:00")
    QApplication.processEvents()
