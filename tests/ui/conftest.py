"""Every form that any test of the window opens underlines each letter once."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QShowEvent

from app.ui.widgets.dialogs import FormDialog
from tests.ui.underlined import twice


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
