"""The window fits a small screen: no page cuts words or scrolls sideways, also in larger text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QTabWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.demo.clipping import clipped
from app.ui.administration.accounts_tab import AccountsTab
from app.ui.administration.calendar_tab import CalendarTab
from app.ui.administration.reasons_tab import ReasonsTab
from app.ui.look.theme import apply_theme, dress_again
from app.ui.look.tokens import USUAL, set_text_percent, text_percent
from app.ui.widgets.table_view import RowTable
from tests.bootstrap.started import Started, a_program

_SMALLEST = (1280, 720)


@pytest.fixture
def started(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Started]:
    apply_theme(qapp, "light")
    with a_program(qapp, tmp_path, qtbot) as program:
        yield program
    set_text_percent(qapp, USUAL)
    dress_again(qapp)


def _cut(started: Started) -> list[str]:
    """Return what is cut on any page and tab of the window at the smallest size."""
    shell, gate = started.window.shell, started.program.gate
    gate.showNormal()
    gate.resize(*_SMALLEST)
    found = []
    for key in shell._specs:
        page = shell.show_page(key)
        started.settle()
        tabbed = page.findChild(QTabWidget)
        for at in range(tabbed.count() if tabbed else 1):
            if tabbed:
                tabbed.setCurrentIndex(at)
            started.settle()
            for table in page.findChildren(RowTable):
                if table.isVisible() and table.rows_model.rowCount():
                    table.selectRow(0)
            started.settle()
            found += [f"{key} {at}: {line}" for line in clipped(gate)]
    assert (gate.width(), gate.height()) == _SMALLEST
    return found


@pytest.mark.parametrize("percent", [100, 125])
def test_every_page_fits_the_smallest_screen(started: Started, percent: int) -> None:
    window = started.sign_in("quanly")
    if percent != text_percent():
        window.text_size_wanted.emit(percent)
        started.settle()
    assert text_percent() == percent
    assert _cut(started) == []


def test_dialogs_fit_in_larger_text(started: Started) -> None:
    window = started.sign_in("quanly")
    window.text_size_wanted.emit(125)
    started.settle()
    page = started.window.shell.show_page("administration")
    started.settle()
    (accounts,) = page.findChildren(AccountsTab)
    accounts.load()
    started.settle()
    (calendar,) = page.findChildren(CalendarTab)
    (reasons,) = page.findChildren(ReasonsTab)
    found = []
    for ask in (
        *(accounts.open_new, calendar.open_new, calendar.open_confirmation, reasons.open_new),
        lambda: accounts.open_reset(accounts.table.rows_model.rows[0]),
    ):
        dialog = ask()
        started.settle()
        found += clipped(dialog)
        dialog.reject()
    assert found == []
