"""The window program: one per store, the sign-in page painted first, the rest behind it."""

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.bootstrap.program import Program
from app.clock import Clock
from app.errors import StoreError
from app.paths import make_private_folder
from app.settings import Settings, SettingsFile
from app.ui.look.qt_vietnamese import install_vietnamese
from app.ui.look.theme import apply_theme
from app.ui.runtime.crash import install_crash_hooks
from app.ui.runtime.single_instance import SingleInstance, Start, WindowHolder
from app.ui.shell.messages import stop_with
from app.wording import headings
from app.wording.texts import moment_text


def open_window(data: Path, url: str) -> int:
    """Show the window over the store of `data` (or at `url`) until it is closed; exit status."""
    app = make_application(sys.argv)
    make_private_folder(data)
    instance = SingleInstance(data)
    match instance.start():
        case Start.BROUGHT_OTHER:
            return 0
        case Start.OTHER_SILENT:
            stop_with(
                "Kho dữ liệu này đang mở ở một cửa sổ khác nhưng cửa sổ đó không trả lời.",
                f"{_holder_text(instance.holder())}Hãy đóng cửa sổ kia, hoặc đăng xuất người dùng "
                "đó khỏi máy, rồi mở lại.",
            )
            return 1
        case Start.FIRST:
            pass
    settings = _settings(data)
    apply_theme(app, settings.theme)
    program = Program(app, data, url, Clock())
    instance.raise_requested.connect(program.come_to_front)
    program.gate.painted.connect(instance.listen)
    undo = install_crash_hooks(program.report)
    program.start(settings)
    try:
        return app.exec()
    finally:
        undo()
        instance.release()


def _holder_text(holder: WindowHolder | None) -> str:
    """Return whose window has the store and since when, "" where that is not known."""
    if holder is None:
        return ""
    user = f", người dùng {holder.user}" if holder.user else ""
    return (
        f"Cửa sổ kia mở lúc {moment_text(holder.since)} trên máy {holder.machine}{user} (tiến "
        f"trình số {holder.process}). "
    )


def make_application(arguments: Sequence[str]) -> QApplication:
    """Return the application, speaking Vietnamese."""
    app = QApplication(list(arguments))
    app.setApplicationName("motcua")
    app.setApplicationDisplayName(headings.PROGRAM)
    install_vietnamese(app)
    return app


def _settings(data: Path) -> Settings:
    """Return the desk's settings; a broken file is said and left as it is, defaults hold."""
    try:
        return SettingsFile(data).load()
    except StoreError as error:
        stop_with(error.message, "Chương trình chạy với cài đặt mặc định.")
        return Settings()
