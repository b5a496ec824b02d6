"""Tests of the window: its text is of the usual size, its forms underline each letter once."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication

from app.ui.look.tokens import USUAL, set_text_percent
from app.ui.widgets.dialogs import FormDialog
from tests.ui.underlined import twice


@pytest.fixture(autouse=True)
def text_of_the_usual_size(qapp: QApplication) -> None:
    """Let no size that a window of another test has asked for late make this one's larger."""
    set_text_percent(qapp, USUAL)


@pytest.fixture(autouse=True)
def letters_underlined_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    wrong: list[list[str]] = []
    shown = FormDialog.showEvent

    def show(form: FormDialog, event: QShowEvent) -> None:
        shown(form, event)
        wrong.extend(twice(form))

    monkeypatch.setattr(FormDialog, "showEvent", show)
    yield
    assert wrong == []
