"""The machine's own lock is heard over D-Bus; without a bus nothing is said and nothing breaks."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[3]
_LISTENER = """
import subprocess, sys
from PySide6.QtCore import QCoreApplication, QTimer
from app.ui.runtime.idle_watch import SystemLock
program = QCoreApplication([])
ears = SystemLock()
ears.locked.connect(lambda: (print("locked", flush=True), program.quit()))
words = ["gdbus", "emit", "--session", "--object-path", "/x", "--signal", *sys.argv[1:]]
QTimer.singleShot(0, lambda: subprocess.run(words) if sys.argv[1:] else None)
QTimer.singleShot(700, program.quit)
program.exec()
"""


def listen(*signal: str, on_a_bus: bool) -> str:
    bus = ["dbus-run-session", "--"] if on_a_bus else []
    env = {name: value for name, value in os.environ.items() if not name.startswith("DBUS_")}
    done = subprocess.run(
        [*bus, sys.executable, "-c", _LISTENER, *signal],
        cwd=_ROOT,
        env=env,
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
    return done.stdout.strip()


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gdbus")), reason="no D-Bus here"
)
@pytest.mark.parametrize(
    ("signal", "heard"),
    [
        (("org.gnome.ScreenSaver.ActiveChanged", "true"), "locked"),
        (("org.freedesktop.ScreenSaver.ActiveChanged", "true"), "locked"),
        (("org.gnome.ScreenSaver.ActiveChanged", "false"), ""),
    ],
)
def test_lock_of_the_desktop_is_heard(signal: tuple[str, str], heard: str) -> None:
    assert listen(*signal, on_a_bus=True) == heard


def test_without_a_bus_the_program_starts_all_the_same() -> None:
    assert listen(on_a_bus=False) == ""
