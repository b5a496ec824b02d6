"""Every page of a person's window opens inside it: no widget is a window of its own meanwhile."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from tests.bootstrap.started import Started, a_program


@pytest.fixture
def started(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Started]:
    with a_program(qapp, tmp_path, qtbot) as program:
        yield program


class _Windows(QObject):
    """Keeps what is shown as a window beside `main`."""

    def __init__(self, main: QWidget) -> None:
        super().__init__()
        self.main = main
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        is_window = isinstance(watched, QWidget) and watched.isWindow()
        if event.type() is QEvent.Type.Show and is_window and watched is not self.main:
            self.seen.append(type(watched).__name__)
        return False


def _open_everything(started: Started, login: str) -> list[str]:
    shell = started.sign_in(login).shell
    windows = _Windows(shell)
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(windows)
    for key in shell._specs:
        page = shell.show_page(key)
        started.settle()
        for tabs in page.findChildren(QTabWidget):
            for at in range(tabs.count()):
                tabs.setCurrentIndex(at)
                started.settle()
    app.removeEventFilter(windows)
    return windows.seen


@pytest.mark.parametrize("login", ["phu.trach", "quanly"], ids=["supervisor", "administrator"])
def test_no_page_takes_the_keys_from_the_window(started: Started, login: str) -> None:
    assert _open_everything(started, login) == []


def test_a_widget_shown_before_it_has_a_parent_is_seen(qtbot: QtBot) -> None:
    main = QWidget()
    qtbot.addWidget(main)
    windows = _Windows(main)
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(windows)
    lost = QPushButton("Nhập tệp")
    qtbot.addWidget(lost)
    lost.setVisible(True)
    app.removeEventFilter(windows)
    assert windows.seen == ["QPushButton"]
