import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.layouts import ScrollColumn, ScrollFrame, show_part

POLISHED = Qt.WidgetAttribute.WA_WState_Polished


@pytest.mark.parametrize("kind", [ScrollColumn, ScrollFrame])
def test_what_is_inside_is_dressed_once_it_is_shown(qtbot: QtBot, kind: type[ScrollColumn]) -> None:
    inside, part, page = QLabel("Một\nHai\nBa"), QWidget(), QWidget()
    qtbot.addWidget(page)
    area = kind(inside)
    QVBoxLayout(part).addWidget(area)
    QVBoxLayout(page).addWidget(part)
    assert not inside.testAttribute(POLISHED)
    with qtbot.waitExposed(page):
        page.show()
    assert area.widget() is inside
    assert inside.isVisible()
    assert inside.width() == area.viewport().width()


def test_a_part_that_is_shown_already_is_left_alone(qtbot: QtBot) -> None:
    page, part = QWidget(), QLabel("Một")
    qtbot.addWidget(page)
    QVBoxLayout(page).addWidget(part)
    show_part(part, is_shown=True)
    assert not part.testAttribute(POLISHED)
    show_part(part, is_shown=False)
    assert part.isHidden()
    show_part(part, is_shown=True)
    with qtbot.waitExposed(page):
        page.show()
    assert part.isVisible()
