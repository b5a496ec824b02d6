"""The one window: maximised first, then as each account left it, within the screen there is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.sign_in_window import clamped, place, placed
from app.ui.look.tokens import USUAL, set_text_percent, text_percent
from app.ui.signing_in.sign_in_page import SignInPage
from app.window_state import WindowPlacement, WindowState, WindowStates
from tests.bootstrap.started import Started, a_program

_ROOM = QRect(0, 24, 1366, 744)


@pytest.fixture
def started(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Started]:
    with a_program(qapp, tmp_path / "data", qtbot) as made:
        yield made
    set_text_percent(qapp, USUAL)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ((10, 40, 1280, 700), (10, 40, 1280, 700)),
        ((-400, 0, 1280, 700), (0, 24, 1280, 700)),
        ((3000, 900, 1280, 700), (86, 68, 1280, 700)),
        ((0, 0, 2560, 1440), (0, 24, 1366, 744)),
    ],
)
def test_a_place_off_the_screen_is_moved_into_it(
    wanted: tuple[int, int, int, int], shown: tuple[int, int, int, int]
) -> None:
    left, top, width, height = wanted
    asked = WindowPlacement(left=left, top=top, width=width, height=height)
    assert clamped(asked, _ROOM) == QRect(*shown)


def test_the_window_opens_maximised_the_first_time(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    place(window, WindowState())
    window.show()
    assert window.isMaximized()


def test_a_window_comes_back_where_it_was(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    left = WindowPlacement(left=30, top=40, width=900, height=600)
    place(window, WindowState(placed=left, is_maximised=False))
    window.show()
    assert not window.isMaximized()
    assert placed(window, WindowState()).placed == left


def test_a_screen_that_is_gone_is_not_used(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    far = WindowPlacement(left=5000, top=40, width=900, height=600)
    place(window, WindowState(screen="TV", placed=far, is_maximised=False))
    assert window.screen().availableGeometry().contains(window.geometry())


def test_sign_in_and_pages_are_one_window(started: Started) -> None:
    gate = started.program.gate
    where = gate.geometry()
    window = started.sign_in("canbo.a")
    tops = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not gate]
    assert not [one for one in tops if isinstance(one, QMainWindow)]
    assert window.shell.window() is gate
    assert gate.geometry() == where
    window.change_officer_wanted.emit()
    started.settle()
    assert isinstance(gate.centralWidget(), SignInPage)
    assert gate.isVisible()


def test_each_account_finds_its_page_tab_and_place_again(started: Started) -> None:
    gate = started.program.gate
    window = started.sign_in("phu.trach")
    gate.showNormal()
    gate.setGeometry(20, 30, 1000, 650)
    page = window.shell.show_page("reporting")
    tabs = page.tabs  # type: ignore[attr-defined]
    tabs.setCurrentIndex(2)
    title = tabs.tabText(2)
    window.change_officer_wanted.emit()
    started.settle()
    kept = WindowStates(started.data).load("phu.trach")
    assert (kept.page, kept.tabs) == ("reporting", {"reporting": title})
    other = started.sign_in("canbo.a")
    assert other.shell.page_key == "intake"
    gate.setGeometry(0, 0, 1366, 768)
    other.change_officer_wanted.emit()
    started.settle()
    again = started.sign_in("phu.trach")
    assert again.shell.page_key == "reporting"
    front = again.shell.page("reporting").tabs  # type: ignore[attr-defined]
    assert front.currentIndex() == 2
    assert gate.geometry() == QRect(20, 30, 1000, 650)


def test_text_of_another_size_is_there_at_once_and_for_that_account_alone(
    started: Started,
) -> None:
    window = started.sign_in("phu.trach")
    window.shell.show_page("dossiers")
    before = window.shell.rail.width()
    window.actions.do("window.text_larger")
    started.settle()
    changed = started.window
    assert text_percent() == 110
    assert changed is not window
    assert changed.shell.page_key == "dossiers"
    assert "Cỡ chữ: 110 %." in changed.shell.strip.text
    changed.text_size_wanted.emit(125)
    started.settle()
    assert started.window.shell.rail.is_folded
    assert started.window.shell.rail.width() != before
    started.window.change_officer_wanted.emit()
    started.settle()
    started.sign_in("canbo.a")
    assert text_percent() == USUAL
    assert WindowStates(started.data).load("phu.trach").text_percent == 125


def test_a_window_left_by_its_own_button_keeps_its_state(started: Started) -> None:
    window = started.sign_in("canbo.a")
    window.shell.show_page("dossiers")
    started.program.gate.close()
    assert WindowStates(started.data).load("canbo.a").page == "dossiers"
