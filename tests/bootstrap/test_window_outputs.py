"""The window's save dialogs: an answer that leads into the store is refused in a sentence."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from app.paths import STORE_NAME
from app.reports.formats import ExportFormat
from app.ui.custody.page import CustodyPage
from app.ui.daylog.page import DaylogPage
from app.ui.evaluation.evaluation_tab import EvaluationTab
from app.ui.petitions.page import PetitionsPage
from app.ui.publishing.form_view import FormView
from app.ui.registers.panel import RegisterPanel
from app.ui.reporting.overview_tab import OverviewTab
from app.ui.shell.messages import NoticeKind, Strip
from app.ui.worklist.page import WorkListPage
from tests.bootstrap.started import Started, a_program

SAVES: Final[dict[str, tuple[str, type[QWidget], Callable[[Any], None]]]] = {
    "work list": ("worklist", WorkListPage, lambda page: page.save()),
    "custody": ("custody", CustodyPage, lambda page: page.save()),
    "petitions": ("petitions", PetitionsPage, lambda page: page.save()),
    "summary": ("daylog", DaylogPage, lambda page: page.start_export(ExportFormat.XLSX)),
    "day's list": ("daylog", DaylogPage, lambda page: page.start_export(ExportFormat.REGISTER_CSV)),
    "register book": ("daylog", DaylogPage, lambda page: page.start_masked(ExportFormat.PDF)),
    "money": ("daylog", DaylogPage, lambda page: page.money.export(ExportFormat.PDF)),
    "overview": ("reporting", OverviewTab, lambda tab: tab.start_export()),
    "evaluation": ("reporting", EvaluationTab, lambda tab: tab.start_export()),
    "published": ("registers", FormView, lambda view: view.start_export()),
    "plain register": ("registers", RegisterPanel, lambda panel: panel.export.click()),
}
"""Each way to a save dialog: the page, the widget on it, what opens the dialog."""


@pytest.fixture
def started(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Started]:
    with a_program(qapp, tmp_path, qtbot) as program:
        yield program


def _in_front(page: QWidget, kind: type[QWidget]) -> QWidget:
    """Return the widget of `kind`, its tabs chosen: they are made and read when first shown."""
    if isinstance(page, kind):
        return page
    for tabs in page.findChildren(QTabWidget):
        for at in range(tabs.count()):
            tabs.setCurrentIndex(at)
            tab = tabs.currentWidget()
            found = tab if isinstance(tab, kind) else tab.findChild(kind)
            if isinstance(found, QWidget):
                return found
    message = f"no {kind.__name__}"
    raise LookupError(message)


@pytest.mark.skipif(os.name != "posix", reason="links and inodes of POSIX")
def test_no_save_dialog_reaches_the_store(
    started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = started.sign_in("phu.trach").shell
    started.settle()
    store = started.data / STORE_NAME
    before, keys = store.stat().st_ino, sorted((started.data / "keys").iterdir())
    asked: list[str] = []

    def answer(_parent: QWidget, _title: str, name: str, kind: str) -> tuple[str, str]:
        asked.append(name)
        suffix = Path(name).suffix
        link = tmp_path / f"nối {len(asked)}{suffix}"
        link.symlink_to(store if len(asked) % 2 else started.data / "keys" / f"mới{suffix}")
        return str(link), kind

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    (strip,) = shell.findChildren(Strip)
    for what, (key, kind, save) in SAVES.items():
        page = shell.show_page(key)
        started.settle()
        found = _in_front(page, kind)
        if isinstance(found, DaylogPage):
            found.money.show_span(found.period.span)
        started.settle()
        count = len(asked)
        save(found)
        started.settle()
        assert len(asked) == count + 1, what
        assert "nên không ghi vào đó" in strip.text, what
        strip.say("", NoticeKind.DONE, ())
    assert store.stat().st_ino == before
    assert sorted((started.data / "keys").iterdir()) == keys
