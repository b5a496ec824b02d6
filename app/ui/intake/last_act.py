"""The dossier registered last: told on the strip, with what corrects it and prints it again."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.services.dossiers.records import NotAccepted, Registered
from app.services.forms.records import PrintJob
from app.ui.intake.due_card import due_words
from app.ui.intake.parts import IntakeParts
from app.ui.runtime.tasks import Change
from app.ui.shell.strip import StripAction


class LastAct(QObject):
    """`correct_wanted` carries the code of the dossier to correct."""

    correct_wanted = Signal(str)

    def __init__(self, parts: IntakeParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._code = ""
        self._form_id = 0

    def take(self, registered: Registered, words: str) -> None:
        """Remember a registration and tell it."""
        _weekday, instant = due_words(registered.due)
        self._code, self._form_id = registered.code, registered.form_id
        self._parts.messages.done(
            f"{words} {registered.code} · hẹn {instant}"
            if registered.due.due_at
            else f"{words} {registered.code} · chưa định ngày trả",
            [("Sửa", self.correct), ("In lại", self.print_again)],
        )

    def take_served(self, registered: Registered) -> None:
        """Tell of a same-day dossier that is received and returned: nothing is left to correct."""
        self._code, self._form_id = "", registered.form_id
        self._parts.messages.done(
            f"Đã tiếp nhận và trả ngay {registered.code}",
            [("In giấy", self.print_again), *self._opening(registered.code)],
        )

    def take_refused(self, refused: NotAccepted) -> None:
        """Tell of a dossier refused at the desk."""
        self._code, self._form_id = "", refused.form_id
        self._parts.messages.done(
            f"Đã từ chối tiếp nhận {refused.code} · phiếu số {refused.notice.number}",
            [("In lại", self.print_again), *self._opening(refused.code)],
        )

    def take_guided(self, number: str, form_id: int, reopen: Callable[[], None]) -> None:
        """Tell of a guide slip; the form it was made from can be gone on with."""
        self._code, self._form_id = "", form_id
        self._parts.messages.done(
            f"Đã lập phiếu hướng dẫn {number}",
            [("In lại", self.print_again), ("Nhập tiếp", reopen)],
        )

    def correct(self) -> None:
        """Ask for the correction of the dossier registered last."""
        if self._code:
            self.correct_wanted.emit(self._code)
        else:
            self._parts.messages.info("Chưa có hồ sơ nào vừa tiếp nhận để sửa lại.")

    def print_again(self) -> None:
        """Print the last form once more."""
        if not self._form_id:
            self._parts.messages.info("Chưa có giấy nào vừa in ở trang Tiếp nhận để in lại.")
            return
        actor, form_id = self._parts.actor(), self._form_id
        self._parts.tasks.write(
            lambda: self._parts.services.queue.reprint(actor, form_id),
            self._on_reprinted,
            {Change.PRINT_QUEUE},
        )

    def _opening(self, code: str) -> list[StripAction]:
        return [("Mở hồ sơ", partial(self._parts.open_dossier, code))]

    def _on_reprinted(self, job: PrintJob) -> None:
        self._parts.print_job()
        self._parts.messages.done(f"Đã gửi in lại {job.title} (bản {job.copy_no}).")
