"""Checklist row 35: a fault is told without anybody's data, and keeps what was typed."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.models.dossiers import Draft
from app.ui.runtime.crash import install_crash_hooks
from app.ui.shell.crash_dialog import CrashDialog
from tests.bootstrap.started import a_program

_NAME = "Đoàn Thị Bí Mật"


def _fail() -> None:
    raise RuntimeError(_NAME)


def test_row_35_draft_is_kept_through_a_fault_and_the_report_names_nobody(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, no_window_left: None
) -> None:
    with a_program(qapp, tmp_path / "data", qtbot) as started:
        undo = install_crash_hooks(started.program.report)
        started.sign_in("canbo.a")
        started.intake.sheet.people.owner_name.setText(_NAME)
        started.intake.keeper.touch()
        QTimer.singleShot(0, _fail)
        reports = qapp.topLevelWidgets

        def report() -> CrashDialog | None:
            return next((one for one in reports() if isinstance(one, CrashDialog)), None)

        qtbot.waitUntil(lambda: report() is not None)
        shown = report()
        assert shown is not None
        assert "RuntimeError" in shown.text
        assert _NAME not in shown.text

        def kept() -> list[str]:
            with started.other.read() as reading:
                return list(reading.scalars(select(Draft.content)))

        qtbot.waitUntil(lambda: any(_NAME in one for one in kept()), timeout=5000)
        shown.close()
        undo()
        started.settle()


def test_row_35_is_seen_to_fail(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, no_window_left: None
) -> None:
    """Without the hooks a fault in a slot reaches nobody at the desk."""
    with a_program(qapp, tmp_path / "data", qtbot) as started:
        started.sign_in("canbo.a")
        with qtbot.captureExceptions() as missed:
            QTimer.singleShot(0, _fail)
            qtbot.waitUntil(lambda: bool(missed))
        started.settle()
        assert not [one for one in qapp.topLevelWidgets() if isinstance(one, CrashDialog)]
