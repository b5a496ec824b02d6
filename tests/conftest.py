"""Ground shared by every test: no screen is needed, and no window is left behind."""

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from app.bootstrap.plain_import import import_qt
from app.models import database, disk_reserve
from tests.engines import sharing_engine
from tests.postgres import Server, a_server, why_none
from tests.scratch import keep_in_memory

# A small office screen: what Qt takes for one where there is none is narrower than any.
os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).with_name('screen.json')}"
keep_in_memory()
import_qt()
# The tests are compiled once for all runs, the program once for all the programs they start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
gc.disable()  # what is imported and collected stays: see below
# The person's own keystore is never touched: here and in programs a test starts, keys are files.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"


@pytest.fixture(scope="session", autouse=True)
def _state_of_the_session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what outlives a test's folders away from the real home, for child processes too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "create_engine", sharing_engine())
        yield


@pytest.fixture(autouse=True)
def _state_of_the_test(
    _state_of_the_session: None,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Give each test its own state folder: copies of one store must not meet there."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.getbasetemp() / uuid4().hex))


@pytest.fixture(autouse=True)
def _small_reserve(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test's data folder take 32 MB of the disk."""
    monkeypatch.setattr(disk_reserve, "RESERVE_BYTES", 64 * 1024)


@pytest.fixture
def no_window_left(qapp: object) -> Iterator[None]:
    """Fail when a test leaves a top-level widget alive; those of earlier tests are not its."""
    from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415 - after the platform is set
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the platform is set

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    before = set(QApplication.topLevelWidgets())
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget for widget in QApplication.topLevelWidgets() if widget not in before]
    names = [type(widget).__name__ for widget in left]
    for widget in left:
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert names == []


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Run one PostgreSQL 17 for this process; each test makes its own database on it."""
    reason = why_none()
    if reason:
        pytest.skip(reason)
    with a_server() as server:
        yield server


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave aside what the screenless platform says about itself; every other Qt warning fails."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Delete the windows that a test let go: one that lives is dressed and painted again.

    Qt does so by itself only once a test runs an event loop.
    """
    yield
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)


def pytest_collection_finish() -> None:
    """Spare every later garbage collection the modules and tests, which stay to the end."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(100_000, 20, 20)
