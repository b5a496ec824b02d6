"""Every key of the action table does its act on its page, wherever in the window the focus is."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from app.ui.intake.typed import TypedIntake
from app.ui.look.icons import Icon
from app.ui.shell.actions import DIALOGS, ActionBook, ActionSpec
from app.ui.shell.main_window import MainWindow
from tests.bootstrap.started import Started, a_program
from tests.services.intake_builders import new_dossier

EDITS_TEXT = frozenset({"Del", "Ins"})
"""Keys that a line of text keeps for itself."""


@pytest.fixture
def pressed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The acts that were done, in place of doing them."""
    done: list[str] = []
    bind = ActionBook.bind

    def note(
        book: ActionBook,
        key: str,
        _act: Callable[[], object],
        owner: QWidget,
        *,
        is_everywhere: bool = False,
    ) -> QAction:
        return bind(book, key, lambda: done.append(key), owner, is_everywhere=is_everywhere)

    monkeypatch.setattr(ActionBook, "bind", note)
    return done


@pytest.fixture
def started(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, pressed: list[str]
) -> Iterator[Started]:
    with a_program(qapp, tmp_path, qtbot) as program:
        yield program


def _press(shell: MainWindow, shortcut: str) -> None:
    keys = QKeySequence(shortcut)[0]  # type: ignore[index]
    QTest.keyClick(shell.windowHandle(), keys.key(), keys.keyboardModifiers())


def _focuses(shell: MainWindow) -> dict[str, QWidget]:
    """Return where else in the window the focus may be than in the page."""
    shell.say("Đã xong.", actions=[("Sửa", lambda: None)])
    shell.set_note("late", "3 hồ sơ quá hạn", Icon.LATE, lambda: None)
    QApplication.processEvents()
    (strip,), (note,) = shell.strip.buttons, shell.rail.notes()
    return {"box": shell.top_bar.box, "rail": note, "strip": strip}


def _bring(owner: QWidget) -> None:
    """Bring the tab or panel `owner` into sight, with all that it stands in."""
    line = [owner]
    while (above := line[-1].parentWidget()) is not None and not above.isWindow():
        line.append(above)
    for inner, outer in pairwise(line):
        if isinstance(outer, QTabWidget):
            outer.setCurrentIndex(max(outer.indexOf(one) for one in line))
        elif isinstance(outer, QStackedWidget):
            outer.setCurrentWidget(inner)
    for one in line:
        one.setEnabled(True)
        one.show()


def _show_tabs(page: QWidget, started: Started) -> None:
    """Show each tab of a page once: tabs are made when first shown; the first stays in front."""
    for tabs in page.findChildren(QTabWidget):
        for at in (*range(1, tabs.count()), 0):
            tabs.setCurrentIndex(at)
            started.settle()
    started.settle()


def _owners(action: QAction) -> list[QWidget]:
    return [one for one in action.associatedObjects() if isinstance(one, QWidget)]


def _dead(shell: MainWindow, pressed: list[str], specs: list[ActionSpec]) -> list[str]:
    """Return the keys of `specs` that do nothing or another act, with where the focus was."""
    dead = []
    for place, focus in _focuses(shell).items():
        for spec in specs:
            action = shell.actions_book.action(spec.key)
            assert action is not None, spec.key
            if not any(one.isVisible() for one in _owners(action)):
                _bring(_owners(action)[0])
            action.setEnabled(True)
            focus.setFocus()
            assert focus.hasFocus(), place
            if place == "box" and spec.shortcut in EDITS_TEXT:
                continue
            pressed.clear()
            _press(shell, spec.shortcut)
            if pressed != [spec.key]:
                dead.append(f"{spec.shortcut} ({spec.key}) from the {place}: {pressed}")
    return dead


@pytest.mark.parametrize("login", ["phu.trach", "quanly"])
def test_every_key_works_from_box_rail_and_strip(
    started: Started, pressed: list[str], login: str
) -> None:
    shell = started.sign_in(login).shell
    QTest.qWaitForWindowActive(shell)
    dead, walked = [], set()
    for page in shell._specs:
        _show_tabs(shell.show_page(page), started)
        specs = [
            spec
            for spec in shell.actions_book.specs
            if spec.shortcut
            and (spec.page == page or (spec.page is None and shell.actions_book.action(spec.key)))
            and spec.key != "act.back"
        ]
        walked |= {spec.key for spec in specs}
        dead += [f"{page}: {one}" for one in _dead(shell, pressed, specs)]
    assert dead == []
    advertised = {
        spec.key for spec in shell.actions_book.specs if spec.shortcut and spec.page in shell._specs
    }
    assert advertised <= walked
    unbound = {spec.page for spec in shell.actions_book.specs if spec.shortcut}
    assert unbound - set(shell._specs) <= {None, DIALOGS, *_OF_OTHERS[login]}


_OF_OTHERS = {
    "phu.trach": set[str](),
    "quanly": {"intake", "handoff", "returning"},
}
"""Pages of the table every window has, though not the person."""


def test_escape_goes_back_on_every_page_that_has_a_way_back(
    started: Started, pressed: list[str]
) -> None:
    shell = started.sign_in("phu.trach").shell
    QTest.qWaitForWindowActive(shell)
    back = []
    for page in shell._specs:
        shell.show_page(page)
        started.settle()
        for focus in _focuses(shell).values():
            focus.setFocus()
            pressed.clear()
            _press(shell, "Esc")
            if pressed == ["act.back"]:
                back.append(page)
    assert [
        page for page in ("intake", "handoff", "returning", "dossiers") if back.count(page) != 3
    ] == []


def test_a_control_that_goes_hands_the_focus_to_the_page(started: Started) -> None:
    shell = started.sign_in("phu.trach").shell
    QTest.qWaitForWindowActive(shell)
    page = shell.show_page("intake")
    started.settle()
    for place in ("rail", "strip"):
        gone = _focuses(shell)[place]
        gone.setFocus()
        assert gone.hasFocus()
        gone.hide()
        QApplication.processEvents()
        focused = QApplication.focusWidget()
        assert focused is not None
        assert page.isAncestorOf(focused), place


def test_a_control_of_the_page_that_is_shut_leaves_the_focus_in_the_page(started: Started) -> None:
    shell = started.sign_in("phu.trach").shell
    QTest.qWaitForWindowActive(shell)
    for key in shell._specs:
        page = shell.show_page(key)
        started.settle()
        for button in page.findChildren(QPushButton):
            if not (button.isVisible() and button.isEnabled()):
                continue
            button.setFocus()
            button.setEnabled(False)
            QApplication.processEvents()
            focused = QApplication.focusWidget()
            assert focused is not None
            assert page.isAncestorOf(focused), (key, button.text())
            button.setEnabled(True)


@pytest.fixture
def working(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Started]:
    """The program whose keys do their acts."""
    with a_program(qapp, tmp_path, qtbot) as program:
        yield program


def _registered(started: Started) -> tuple[MainWindow, str]:
    """Return the window after its officer has registered a dossier, and the code."""
    window = started.sign_in("phu.trach")
    QTest.qWaitForWindowActive(window.shell)
    window.shell.show_page("intake")
    started.settle()
    registered = window.services.intake.register(window.actor, new_dossier(1, "d1"))
    started.intake.after_submit.take_registered(registered, TypedIntake())
    return window.shell, registered.code


@pytest.mark.parametrize("page", ["intake", "handoff", "dossiers"])
def test_ctrl_z_corrects_the_last_act_from_a_line_with_nothing_to_undo(
    working: Started, page: str
) -> None:
    shell, code = _registered(working)
    shell.show_page(page)
    working.settle()
    shell.go_to_box()
    _press(shell, "Ctrl+Z")
    working.settle()
    assert (shell.page_key, working.intake.opening.correcting) == ("intake", code)


def test_ctrl_z_undoes_typing_where_there_is_some(working: Started) -> None:
    shell, _code = _registered(working)
    name = working.intake.sheet.people.owner_name
    name.setFocus()
    QTest.keyClicks(name, "An")
    _press(shell, "Ctrl+Z")
    working.settle()
    assert (name.text(), working.intake.opening.correcting) == ("", "")
    _press(shell, "Ctrl+Z")
    working.settle()
    assert working.intake.opening.correcting


def test_acts_of_the_strip_go_to_their_page(working: Started) -> None:
    shell, code = _registered(working)
    shell.show_page("handoff")
    shell.strip.buttons[0].click()
    working.settle()
    assert (shell.page_key, working.intake.opening.correcting) == ("intake", code)
    working.intake.opening.leave_correction()
    working.intake.sheet.people.owner_name.setText("Nguyễn Văn An")
    working.intake.go_back()
    shell.show_page("handoff")
    (again,) = [one for one in shell.strip.buttons if one.text() == "Mở lại"]
    again.click()
    working.settle()
    assert shell.page_key == "intake"
    assert working.intake.sheet.people.owner_name.text() == "Nguyễn Văn An"
