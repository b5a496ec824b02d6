"""A desk that cleans up after itself."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.daylog.pages import Desk, MadeUpFigures, MakeDesk, a_desk


@pytest.fixture
def make(qtbot: QtBot) -> MakeDesk:
    def made(*args: MadeUpFigures, **options: object) -> Desk:
        desk = a_desk(*args, **options)  # type: ignore[arg-type]
        qtbot.addWidget(desk.page)
        desk.page.activated()
        return desk

    return made
