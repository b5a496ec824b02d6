"""What is asked about an entry: what was seen, when it ends, why it is struck out."""

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.fields import Given, value_text
from app.services.registers.definitions import Register
from app.services.registers.records import FollowUp, RegisterEntry
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.inputs import DateEdit, ReasonEdit
from app.ui.widgets.labels import label, marked
from app.ui.widgets.record_form import Today, typed_value


class FollowUpDialog(FormDialog):
    """What was seen on following up, and the day it was done where it is done."""

    def __init__(
        self, register: Register, entry: RegisterEntry, today: Today, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"Theo dõi {register.noun} số {entry.number}", "Ghi theo dõi", parent)
        self._done = register.field(register.done)
        self.note = QLineEdit()
        self.note.setPlaceholderText("đã thấy gì, đã đôn đốc ai")
        self.done_on = DateEdit(today)
        self.done_on.setPlaceholderText("để trống khi chưa xong")
        called = register.field(register.called)
        told = label(value_text(called, entry.values[register.called]), "body", wrap=True)
        self.fields.addWidget(told, 0, 0)
        self.fields.addWidget(self.board.add("note", "&Kết quả theo dõi", self.note), 1, 0)
        box = self.board.add(self._done.name, marked(self._done.title), self.done_on)
        self.fields.addWidget(box, 2, 0)
        self.note.setFocus()

    def seen(self) -> FollowUp:
        """Return what was typed. Raises InvalidInputError for what is no date."""
        return FollowUp(self.note.text(), typed_value(self._done, self.done_on))


class EndEntryDialog(FormDialog):
    """The day on which an entry ends, and why."""

    def __init__(
        self, register: Register, entry: RegisterEntry, today: Today, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"Kết thúc {register.noun} số {entry.number}", "Kết thúc", parent)
        self._until = register.field(register.until)
        self.day = DateEdit(today)
        self.day.set_value(today())
        self.reason = ReasonEdit()
        called = register.field(register.called)
        told = label(value_text(called, entry.values[register.called]), "body", wrap=True)
        self.fields.addWidget(told, 0, 0)
        box = self.board.add(self._until.name, marked(self._until.title), self.day)
        self.fields.addWidget(box, 1, 0)
        self.fields.addWidget(self.board.add("reason", "&Lý do", self.reason), 2, 0)
        self.day.setFocus()
        self.day.selectAll()

    def last_day(self) -> Given:
        """Return the day. Raises InvalidInputError for what is no date."""
        return typed_value(self._until, self.day)


class StrikeDialog(FormDialog):
    """Why an entry is struck out of the register."""

    def __init__(
        self, register: Register, entry: RegisterEntry, parent: QWidget | None = None
    ) -> None:
        super().__init__(f"Gạch {register.noun} số {entry.number}", "Gạch khỏi sổ", parent)
        self.reason = ReasonEdit("Ghi nhầm điều gì")
        called = register.field(register.called)
        name = value_text(called, entry.values[register.called])
        told = f"{name}\nMục bị gạch không tính vào số liệu nữa nhưng vẫn đọc lại được trong sổ."
        self.fields.addWidget(label(told, "body", wrap=True), 0, 0)
        self.fields.addWidget(self.board.add("reason", "&Lý do", self.reason), 1, 0)
        self.reason.setFocus()
