"""The form of a record that is described by its fields: an editor a field, problems by field."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app.errors import InvalidInputError
from app.services.fields import Field, FieldKind, Given, Value, value_text
from app.ui.look.tokens import px
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.inputs import ComboBox, DateEdit, ReasonEdit
from app.wording.labels import label as word

_WIDE = 720
_LONG = 1000
_LONG_HEIGHT = 56
Today = Callable[[], date]


class RecordForm(FormDialog):
    """Asks for every field of a record; `asks_why` adds the reason a correction needs."""

    def __init__(
        self,
        fields: Sequence[Field],
        title: str,
        act: str,
        today: Today,
        *,
        asks_why: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, act, parent)
        self.setMinimumWidth(px(_WIDE))
        self._described = {one.name: one for one in fields if one.kind is not FieldKind.ENTRY}
        self.editors: dict[str, QWidget] = {}
        self.reason = ReasonEdit("Vì sao sửa; bản cũ vẫn giữ trong sổ", self)
        self.reason.setVisible(asks_why)
        self.fields.setColumnStretch(0, 1)
        self.fields.setColumnStretch(1, 1)
        place = 0
        for field in self._described.values():
            editor = _make_editor(field, today)
            self.editors[field.name] = editor
            box = self.board.add(field.name, field.title, editor)
            wide = _is_wide(field)
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
            _show_value(self._described[name], editor, values[name])

    def given(self) -> dict[str, Given]:
        """Return what was typed. Raises InvalidInputError for what is no date."""
        return {
            name: typed_value(self._described[name], editor)
            for name, editor in self.editors.items()
        }


def _is_wide(field: Field) -> bool:
    """Say whether the field takes the whole width of a form."""
    return field.kind is FieldKind.TEXT and field.longest > _LONG


def _make_editor(field: Field, today: Today) -> QWidget:
    """Return an empty editor."""
    match field.kind:
        case FieldKind.TEXT if _is_wide(field):
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


def _show_value(field: Field, editor: QWidget, value: Value) -> None:
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
