"""Imports what the work after sign-in needs, piece by piece, while nothing else waits."""

from functools import partial
from importlib import import_module
from typing import Final

from PySide6.QtCore import QObject, QTimer

from app.bootstrap.gc_paused import unhindered
from app.ui.runtime.tasks import Tasks

_PAUSE_MS: Final = 15
_PIECES: Final = (
    "app.services.access.signing_in",
    "app.bootstrap.pages",
    "app.bootstrap.printing",
    "app.bootstrap.counter_window",
    "app.services.forms.signing",
    "app.services.intake.intake",
    "app.ui.intake.page",
    "app.services.worklist.worklist",
    "app.ui.worklist.page",
    "app.services.backup.backups",
    "app.ui.handoff.handoff_page",
    "app.ui.dossiers.dossiers_page",
    "app.printing.forms.receipt",
    "app.printing.unhinted",
    "reportlab.pdfgen.canvas",
    "qrcode",
    "app.ui.returning.returning_page",
    "app.ui.daylog.page",
    "app.ui.custody.page",
    "app.bootstrap.tabbed_pages",
)
"""In the order of the work: the window, its first pages, the first paper."""


class Warming(QObject):
    """Gives the worker one module at a time to import; whoever asks for something comes first."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._left = list(_PIECES)
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Go on with what is left."""
        self._timer.start()

    def stop(self) -> None:
        """Import nothing more."""
        self._timer.stop()

    def _go_on(self) -> None:
        if not self._left:
            self._timer.stop()
        elif self._tasks.is_idle:
            self._tasks.read(partial(_import, self._left.pop(0)), _ignore)


def _import(name: str) -> None:
    with unhindered():
        import_module(name)


def _ignore(_none: None) -> None:
    """Nothing follows."""
