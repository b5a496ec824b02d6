"""What is asked about an entry: what it says, what was seen, when it ends, why it is struck out."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.errors import InvalidInputError
from app.services.registers.fields import Field, FieldKind, Given, Register, Value
from app.services.registers.records import Entry, FollowUp
from app.services.registers.values import value_text
from app.ui.look.text_size import px
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.inputs import ComboBox, DateEdit
from app.ui.widgets.labels import label, marked
from app.ui.widgets.reason_edit import ReasonEdit
from app.wording.labels import label as word

_WIDE = 720
Today = Callable[[], date]


class EntryDialog(FormDialog):
    """Every field of an entry; `asks_why` adds the reason a correction needs."""

    def __init__(
        self,
        register: Register,
        title: str,
        act: str,
        today: Today,
        *,
        asks_why: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, act, parent)
        self.setMinimumWidth(px(_WIDE))
        self._register = register
        self.editors: dict[str, QWidget] = {}
        self.reason = ReasonEdit("Vì sao sửa; bản cũ vẫn giữ trong sổ", self)
        self.reason.setVisible(asks_why)
        self.fields.setColumnStretch(0, 1)
        self.fields.setColumnStretch(1, 1)
        place = 0
        for field in register.fields:
            if field.kind is FieldKind.ENTRY:
                continue
            editor = make_editor(field, today)
            self.editors[field.name] = editor
            box = self.board.add(field.name, field.title, editor)
            wide = is_wide(field)
            place += place % 2 if wide else 0
            self.fields.addWidget(box, place // 2, place % 2, 1, 2 if wide else 1)
            place += 2 if wide else 1
        if asks_why:
            box = self.board.add("reason", "Lý do sửa", self.reason)
            self.fields.addWidget(box, (place + 1) // 2, 0, 1, 2)
        next(iter(self.editors.values())).setFocus()

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Fill the form."""
        for name, editor in self.editors.items():
            show_value(self._register.field(name), editor, values[name])

    def given(self) -> dict[str, Given]:
        """Return what was typed. Raises InvalidInputError for what is no date."""
        return {
            name: typed_value(self._register.field(name), editor)
            for name, editor in self.editors.items()
        }


class FollowUpDialog(FormDialog):
    """What was seen on following up, and the day it was done where it is done."""

    def __init__(
        self, register: Register, entry: Entry, today: Today, parent: QWidget | None = None
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


class EndDialog(FormDialog):
    """The day on which an entry ends, and why."""

    def __init__(
        self, register: Register, entry: Entry, today: Today, parent: QWidget | None = None
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

    def __init__(self, register: Register, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(f"Gạch {register.noun} số {entry.number}", "Gạch khỏi sổ", parent)
        self.reason = ReasonEdit("Ghi nhầm điều gì")
        called = register.field(register.called)
        name = value_text(called, entry.values[register.called])
        told = f"{name}\nMục bị gạch không tính vào số liệu nữa nhưng vẫn đọc lại được trong sổ."
        self.fields.addWidget(label(told, "body", wrap=True), 0, 0)
        self.fields.addWidget(self.board.add("reason", "&Lý do", self.reason), 1, 0)
        self.reason.setFocus()


_LONG = 1000
_LONG_HEIGHT = 56


def is_wide(field: Field) -> bool:
    """Say whether the field takes the whole width of a form."""
    return field.kind is FieldKind.TEXT and field.longest > _LONG


def make_editor(field: Field, today: Callable[[], date]) -> QWidget:
    """Return an empty editor."""
    match field.kind:
        case FieldKind.TEXT if is_wide(field):
            long = QPlainTextEdit()
            long.setFixedHeight(px(_LONG_HEIGHT))
            long.setPlaceholderText(field.hint)
            return long
        case FieldKind.DATE:
            day = DateEdit(today)
            if field.hint:
                day.setPlaceholderText(field.hint)
            return day
        case FieldKind.CHOICE:
            return _choice([(word(one), one.value) for one in field.choices])
        case FieldKind.YES_NO:
            return _choice([("Có", "1"), ("Không", "0")])
        case _:
            line = QLineEdit()
            line.setPlaceholderText(field.hint)
            if field.kind is not FieldKind.TEXT:
                _take_digits(line)
            return line


def show_value(field: Field, editor: QWidget, value: Value) -> None:
    """Put a value into its editor."""
    match editor:
        case QPlainTextEdit():
            editor.setPlainText(value_text(field, value))
        case DateEdit():
            editor.set_value(value if isinstance(value, date) else None)
        case ComboBox():
            code = ("1" if value else "0") if isinstance(value, bool) else value
            editor.setCurrentIndex(max(0, editor.findData(code)))
        case QLineEdit():
            editor.setText(value_text(field, value))
        case _:
            message = f"no editor for {field.name}"
            raise TypeError(message)


def typed_value(field: Field, editor: QWidget) -> Given:
    """Return what was typed or chosen. Raises InvalidInputError for what is no date."""
    match editor:
        case QPlainTextEdit():
            return editor.toPlainText()
        case DateEdit():
            try:
                return editor.value()
            except ValueError as error:
                raise InvalidInputError(field.name, str(error)) from None
        case ComboBox():
            return str(editor.currentData())
        case QLineEdit():
            return editor.text()
        case _:
            message = f"no editor for {field.name}"
            raise TypeError(message)


def _choice(choices: list[tuple[str, str]]) -> ComboBox:
    """Return a choice that begins with none: nothing is said that nobody chose."""
    box = ComboBox()
    box.addItem("Chọn…", "")
    for words, code in choices:
        box.addItem(words, code)
    return box


def _take_digits(line: QLineEdit) -> None:
    """Keep the input method from eating digits."""
    line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
    line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
