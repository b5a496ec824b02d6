"""Ground shared by every test: no screen is needed, and no window is left behind."""

import os
from collections.abc import Iterator

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture
def no_window_left(qapp: object) -> Iterator[None]:
    """Fail when a test leaves a top-level widget alive."""
    from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415 - after the platform is set
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the platform is set

    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [type(widget).__name__ for widget in QApplication.topLevelWidgets()]
    for widget in QApplication.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert left == []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave aside what the screenless platform says about itself; every other Qt warning fails."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))
