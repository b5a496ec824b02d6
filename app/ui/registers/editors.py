"""The editor of each kind of field: a form of a register is put together from its description."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.errors import InvalidInputError
from app.services.registers.fields import Field, FieldKind, Given, Value
from app.services.registers.values import value_text
from app.ui.look.text_size import px
from app.ui.widgets.inputs import ComboBox, DateEdit
from app.wording.labels import label as word

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
