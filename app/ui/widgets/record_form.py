"""The form of a record that is described by its fields: an editor a field, problems by field."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from app.errors import InvalidInputError
from app.services.fields import (
    Field,
    FieldKind,
    Given,
    Value,
    field_in,
    read_record,
    read_value,
    value_text,
)
from app.ui.look.tokens import px
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.inputs import ComboBox, DateEdit
from app.ui.widgets.labels import label
from app.wording import prompts, states
from app.wording.labels import label as word

_WIDE = 720
_LINE, _EDGES = 16, 24
Today = Callable[[], date]
Options = Mapping[str, Sequence[tuple[str, int | None]]]
"""For each field of the kind OPTION what it offers: words and a number."""
R = TypeVar("R")


def reason_field(
    hint: str = "Việc gì, theo yêu cầu hay văn bản nào", title: str = prompts.REASON, lines: int = 3
) -> Field:
    """Return the field that asks why; what a good reason says stands in it until then."""
    return Field(name="reason", title=title, hint=hint, lines=lines)


class RecordForm(FormDialog):
    """Asks for every field of a record, below what is `told`; entries of others are not asked."""

    def __init__(
        self,
        fields: Sequence[Field],
        title: str,
        act: str,
        today: Today,
        parent: QWidget | None = None,
        *,
        told: str = "",
        columns: int = 1,
        options: Options | None = None,
    ) -> None:
        super().__init__(title, act, parent)
        self.described = tuple(one for one in fields if one.kind is not FieldKind.ENTRY)
        self.editors: dict[str, QWidget] = {}
        self._today, self._columns, self._place = today, columns, 0
        if columns > 1:
            self.setMinimumWidth(px(_WIDE))
        for column in range(columns):
            self.fields.setColumnStretch(column, 1)
        if told:
            self.add_row(label(told, "body", wrap=True))
        for field in self.described:
            self._add(field, _make_editor(field, today, (options or {}).get(field.name, ())))
        self.begin(self.described[0].name)

    def add_row(self, widget: QWidget) -> int:
        """Put a widget below everything, over the whole width; return its row."""
        self.put(widget, self._columns)
        return self._place // self._columns - 1

    def line(self, name: str) -> QLineEdit:
        """Return the editor of one line. Raises TypeError for another."""
        editor = self.editors[name]
        if not isinstance(editor, QLineEdit):
            raise TypeError(name)
        return editor

    def begin(self, name: str, *, is_typed_over: bool = False) -> None:
        """Go to a field; what stands in it is typed over, as a day always is."""
        editor = self.editors[name]
        editor.setFocus()
        if isinstance(editor, DateEdit) or (is_typed_over and isinstance(editor, QPlainTextEdit)):
            editor.selectAll()

    def show_values(self, values: Mapping[str, Value]) -> None:
        """Fill the fields that are named."""
        for field in self.described:
            if field.name in values:
                _show_value(field, self.editors[field.name], values[field.name])

    def show_stored(self, record: object) -> None:
        """Fill the form from a stored record's attributes, and keep what is fixed as it is."""
        self.show_values({one.name: getattr(record, one.name) for one in self.described})
        for field in self.described:
            if field.is_fixed:
                _fix(self.editors[field.name])
        self.begin(next(one.name for one in self.described if not one.is_fixed))

    def given(self) -> dict[str, Given]:
        """Return what was typed. Raises InvalidInputError for what is no date."""
        return {one.name: typed_value(one, self.editors[one.name]) for one in self.described}

    def text(self, name: str = "reason") -> str:
        """Return what was typed in a field of text."""
        return str(typed_value(field_in(self.described, name), self.editors[name]))

    def texts(self) -> tuple[str, ...]:
        """Return what was typed, of a form that asks for texts alone."""
        return tuple(self.text(one.name) for one in self.described)

    def read(self, kind: type[R]) -> R:
        """Return what was typed as a `kind`. Raises InvalidInputError as `values` does."""
        return msgspec.convert(self.values(), kind)

    def values(self) -> dict[str, Value]:
        """Return what was typed, by field.

        Raises InvalidInputError for the first field that is wrong; the others are shown too.
        """
        given: dict[str, Given] = {}
        wrong: list[InvalidInputError] = []
        for field in self.described:
            try:
                given[field.name] = typed_value(field, self.editors[field.name])
                read_value(field, given[field.name])
            except InvalidInputError as error:
                wrong.append(error)
        if wrong:
            self.board.show_problems({error.field: error.message for error in wrong})
            raise wrong[0]
        return read_record(self.described, given, self._today())

    def _add(self, field: Field, editor: QWidget) -> None:
        self.editors[field.name] = editor
        _show_value(field, editor, field.default)
        title = field.label or field.title
        if isinstance(editor, QCheckBox):
            editor.setText(title)
            self.board.follow(editor)
            self.put(editor, field.width)
        else:
            width = 0 if field.lines > 1 else field.width
            self.put(self.board.add(field.name, title, editor), width)

    def put(self, widget: QWidget, width: int = 1) -> None:
        """Put a widget behind everything, as wide as `width` columns (0: the whole row)."""
        width = width or self._columns
        row, column = divmod(self._place, self._columns)
        if column + width > self._columns:
            row, column = row + 1, 0
        self.fields.addWidget(widget, row, column, 1, width)
        self._place = row * self._columns + column + width


def _make_editor(
    field: Field, today: Today, options: Sequence[tuple[str, int | None]] = ()
) -> QWidget:
    """Return an empty editor."""
    match field.kind:
        case FieldKind.TEXT if field.lines > 1:
            long = QPlainTextEdit()
            long.setFixedHeight(px(_EDGES + _LINE * field.lines))
            long.setPlaceholderText(field.hint)
            return long
        case FieldKind.DATE:
            day = DateEdit(today)
            if field.hint:
                day.setPlaceholderText(field.hint)
            return day
        case FieldKind.CHOICE:
            none = [("Chọn…", "")] if field.default is None else []
            return _choice([*none, *((word(one), one.value) for one in field.choices)])
        case FieldKind.YES_NO:
            yes_no = [("Chọn…", ""), (states.YES, "1"), (states.NO, "0")]
            return _choice(yes_no) if field.default is None else QCheckBox()
        case FieldKind.OPTION:
            return _choice(options)
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
        case QCheckBox():
            editor.setChecked(bool(value))
        case ComboBox():
            code = ("1" if value else "0") if isinstance(value, bool) else value
            editor.setCurrentIndex(max(0, editor.findData(code)))
        case QLineEdit():
            editor.setText(value_text(field, value))
        case _:
            message = f"no editor for {field.name}"
            raise TypeError(message)


def _fix(editor: QWidget) -> None:
    if isinstance(editor, QLineEdit | QPlainTextEdit):
        editor.setReadOnly(True)
    else:
        editor.setEnabled(False)


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
        case QCheckBox():
            return editor.isChecked()
        case ComboBox():
            chosen = editor.currentData()
            return chosen if isinstance(chosen, int) else str(chosen or "")
        case QLineEdit():
            return editor.text()
        case _:
            message = f"no editor for {field.name}"
            raise TypeError(message)


def _choice(choices: Sequence[tuple[str, str | int | None]]) -> ComboBox:
    box = ComboBox()
    for words, code in choices:
        box.addItem(words, code)
    return box


def _take_digits(line: QLineEdit) -> None:
    """Keep the input method from eating digits."""
    line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
    line.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
