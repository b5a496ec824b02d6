"""What is done to entries from a panel: the dialog, the service, and what is said afterwards."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import InvalidInputError
from app.services.container import Services
from app.services.fields import Given
from app.services.registers.definitions import Register
from app.services.registers.records import Entry
from app.ui.registers.dialogs import EndDialog, FollowUpDialog, StrikeDialog
from app.ui.registers.listings import history_dialog
from app.ui.runtime.tasks import Change, Write
from app.ui.shell.page_context import PageContext
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import DateEdit
from app.ui.widgets.record_form import RecordForm

D = TypeVar("D", bound=FormDialog)
Work = Callable[[], Write[Entry]]


class EntryActs(QObject):
    """`stored` carries the entry that a form has made or changed, and what was done to it."""

    stored = Signal(object, str)

    def __init__(
        self, context: PageContext, services: Services, register: Register, panel: QWidget
    ) -> None:
        super().__init__(panel)
        self._context = context
        self._registers = services.registers
        self._register = register
        self._panel = panel

    def add(self, fixed: Mapping[str, Given]) -> RecordForm:
        """Ask for a new entry; `fixed` is what each entry added here says."""
        dialog = self._form(f"Ghi {self._register.noun} mới", "Ghi vào sổ")

        def work() -> Write[Entry]:
            given = {**dialog.given(), **fixed}
            return self._context.write(self._registers.add, self._register.kind, given)

        return self._opened(dialog, work, "Đã ghi")

    def correct(self, entry: Entry) -> None:
        """Read the entry whole and ask what is to be corrected; a struck one shows its history."""
        if entry.is_struck:
            self.show_history(entry)
        else:
            self._with_whole(entry, self._open_correction)

    def renew(self, entry: Entry) -> None:
        """Ask what is true from a day on."""
        self._with_whole(entry, self._open_renewal)

    def follow_up(self, entry: Entry) -> FollowUpDialog:
        """Ask what was seen, and whether it is done."""
        dialog = FollowUpDialog(self._register, entry, self._context.clock.today, self._panel)

        def work() -> Write[Entry]:
            return self._context.write(self._registers.follow_up, entry.ref, dialog.seen())

        return self._opened(dialog, work, "Đã ghi theo dõi")

    def end(self, entry: Entry) -> EndDialog:
        """Ask when the entry ends."""
        dialog = EndDialog(self._register, entry, self._context.clock.today, self._panel)

        def work() -> Write[Entry]:
            given = (dialog.last_day(), dialog.reason.toPlainText())
            return self._context.write(self._registers.end, entry.ref, *given)

        return self._opened(dialog, work, "Đã kết thúc")

    def strike(self, entry: Entry) -> StrikeDialog:
        """Ask why the entry is to be struck out."""
        dialog = StrikeDialog(self._register, entry, self._panel)

        def work() -> Write[Entry]:
            why = dialog.reason.toPlainText()
            return self._context.write(self._registers.strike, entry.ref, why)

        return self._opened(dialog, work, "Đã gạch")

    def show_history(self, entry: Entry) -> None:
        """Read every version of the entry and show them."""
        self._context.read(self._registers.history, entry.kind, entry.number).then(
            self._open_history
        )

    def _with_whole(self, entry: Entry, then: Callable[[Entry], None]) -> None:
        self._context.read(self._registers.entry, entry.kind, entry.number).then(then)

    def _open_correction(self, entry: Entry) -> None:
        title = f"Sửa {self._register.noun} số {entry.number}"
        dialog = self._form(title, "Lưu, giữ bản cũ", asks_why=True)
        dialog.show_values(entry.values)

        def work() -> Write[Entry]:
            given = (dialog.given(), dialog.reason.toPlainText())
            return self._context.write(self._registers.correct, entry.ref, *given)

        self._opened(dialog, work, "Đã sửa")

    def _open_renewal(self, entry: Entry) -> None:
        title = f"Thay đổi từ ngày: {self._register.noun} số {entry.number}"
        dialog = self._form(title, "Ghi thay đổi")
        dialog.show_values(entry.values)
        start = dialog.editors[self._register.since]
        if isinstance(start, DateEdit):
            start.set_value(None)
            start.setPlaceholderText("ngày bắt đầu thay đổi")
        start.setFocus()

        def work() -> Write[Entry]:
            return self._context.write(self._registers.renew, entry.ref, dialog.given())

        self._opened(dialog, work, "Đã ghi thay đổi, thành")

    def _form(self, title: str, act: str, *, asks_why: bool = False) -> RecordForm:
        today = self._context.clock.today
        return RecordForm(
            self._register.fields, title, act, today, asks_why=asks_why, parent=self._panel
        )

    def _opened(self, dialog: D, work: Work, said: str) -> D:
        """Open a form; what it holds is read, and then done, when it is submitted."""
        dialog.submitted.connect(partial(self._submit, dialog, work, said))
        dialog.open()
        return dialog

    def _submit(self, dialog: FormDialog, work: Work, said: str) -> None:
        try:
            act = work()
        except InvalidInputError as error:
            dialog.fail(error)
            return
        dialog.run(act, partial(self._on_stored, said), (Change.REGISTERS,))

    def _on_stored(self, said: str, entry: Entry) -> None:
        self.stored.emit(entry, said)

    def _open_history(self, versions: tuple[Entry, ...]) -> None:
        history_dialog(self._register, versions, self._panel).open()
