"""The dossier registered last: told on the strip, with what corrects it and prints it again."""

from PySide6.QtCore import QObject, Signal

from app.services.dossiers.records import Registered
from app.services.forms.records import PrintJob
from app.ui.intake.due_card import due_words
from app.ui.intake.parts import IntakeParts
from app.ui.runtime.tasks import Change


class LastAct(QObject):
    """`correct_wanted` carries the code of the dossier to correct."""

    correct_wanted = Signal(str)

    def __init__(self, parts: IntakeParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._last: Registered | None = None

    def take(self, registered: Registered, words: str) -> None:
        """Remember a registration and tell it."""
        self._last = registered
        _weekday, instant = due_words(registered.due)
        self._parts.messages.done(
            f"{words} {registered.code} · hẹn {instant}",
            [("Sửa", self.correct), ("In lại", self.print_again)],
        )

    def correct(self) -> None:
        """Ask for the correction of the dossier registered last."""
        if self._last is not None:
            self.correct_wanted.emit(self._last.code)

    def print_again(self) -> None:
        """Print its receipt once more."""
        if self._last is None:
            return
        actor, form_id = self._parts.actor(), self._last.form_id
        self._parts.tasks.write(
            lambda: self._parts.services.queue.reprint(actor, form_id),
            self._on_reprinted,
            {Change.PRINT_QUEUE},
        )

    def _on_reprinted(self, job: PrintJob) -> None:
        self._parts.print_job()
        self._parts.messages.done(f"Đã gửi in lại {job.title} (bản {job.copy_no}).")
