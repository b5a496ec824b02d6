"""The keys of every page in the whole program: Ctrl+1 to Ctrl+9, letters to press with Alt."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from app.ui.shell.page import TabChooser
from tests.bootstrap.started import Started, a_program
from tests.ui.underlined import twice

_SPANS = ("Ngày", "Tuần")


@pytest.fixture
def started(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Started]:
    with a_program(qapp, tmp_path, qtbot) as program:
        yield program


def _own_tabs(page: QWidget) -> QTabBar | None:
    """Return the tabs of the page itself: those of a period and those inside a tab are others."""
    bars = [
        bar
        for bar in page.findChildren(QTabBar)
        if bar.isVisible() and not bar.tabText(0).startswith(_SPANS)
    ]
    depths = [(_depth(bar, page), at) for at, bar in enumerate(bars)]
    return bars[min(depths)[1]] if bars else None


def _depth(widget: QWidget, page: QWidget) -> int:
    depth = 0
    above: QWidget | None = widget
    while above is not None and above is not page:
        above, depth = above.parentWidget(), depth + 1
    return depth


@pytest.mark.parametrize("login", ["quanly", "phu.trach"])
def test_ctrl_and_a_digit_choose_the_tabs_of_every_page(started: Started, login: str) -> None:
    shell = started.sign_in(login).shell
    with_tabs = 0
    for key in shell._specs:
        page = shell.show_page(key)
        started.settle()
        bar = _own_tabs(page)
        if bar is None:
            continue
        with_tabs += 1
        assert isinstance(page, TabChooser), key
        shown = [at for at in range(bar.count()) if bar.isTabVisible(at)]
        for place, at in list(enumerate(shown))[:9][::-1]:
            QTest.keyClick(
                shell.focusWidget(),
                Qt.Key(Qt.Key.Key_1 + place),
                Qt.KeyboardModifier.ControlModifier,
            )
            started.settle()
            assert bar.currentIndex() == at, f"{key} Ctrl+{place + 1}"
            assert twice(shell) == []
    assert with_tabs > 3
