"""Fields with their label and their problem: errors stay where they are, Enter moves on."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.errors import InvalidInputError
from app.ui.look.tokens import px
from app.ui.widgets.labels import ElidedLabel, label, set_property, tooltip

PROBLEM_HEIGHT = 16
TAKES_EVERY_KEY = "takes_every_key"
"""The property of a field that asks for keys themselves: none of them is a command there."""


def commit_input_method() -> None:
    """Put the word still being composed into its field: before save, shortcut and tab change."""
    QGuiApplication.inputMethod().commit()


class FieldBox(QWidget):
    """A label above, the editor, and one line kept free for what is wrong with it."""

    def __init__(self, title: str, editor: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.title = label(title, "caption")
        self.title.setBuddy(editor)
        plain_title = title.replace("&", "")
        editor.setAccessibleName(plain_title)
        self._problem = ElidedLabel()
        self._problem.setProperty("kind", "problem")
        self._problem.setFixedHeight(px(PROBLEM_HEIGHT))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.title)
        rows.addSpacing(4)
        rows.addWidget(editor)
        rows.addWidget(self._problem)

    @property
    def problem(self) -> str:
        return self._problem.text()

    def set_problem(self, text: str) -> None:
        """Show `text` under the editor; an empty text takes it away."""
        self._problem.set_text(text)
        self.editor.setAccessibleDescription(text)
        set_property(self.editor, "problem", "true" if text else "false")

    def tell_cut_problem(self) -> None:
        """Show the whole sentence beside the editor when its line is too short for it."""
        if self.problem and self._problem.is_cut():
            at = self.editor.mapToGlobal(QPoint(0, self.editor.height()))
            QToolTip.showText(at, tooltip(self.problem), self.editor)


class ProblemBoard(QObject):
    """The fields of one form by name: where problems are shown and how Enter goes round.

    The names are those of the input record, so an `InvalidInputError` finds its field.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, FieldBox] = {}

    def add(self, name: str, title: str, editor: QWidget) -> FieldBox:
        """Return a labelled box for `editor`, known here as `name`."""
        box = FieldBox(title, editor)
        self._boxes[name] = box
        editor.installEventFilter(self)
        match editor:
            case QLineEdit():
                editor.textEdited.connect(lambda: box.set_problem(""))
            case QComboBox():
                editor.currentIndexChanged.connect(lambda: box.set_problem(""))
            case QSpinBox():
                editor.valueChanged.connect(lambda: box.set_problem(""))
            case QPlainTextEdit():
                editor.setTabChangesFocus(True)
                editor.textChanged.connect(lambda: box.set_problem(""))
            case _:
                pass
        return box

    def follow(self, *widgets: QWidget) -> None:
        """Let Enter go on from check boxes and the like that stand without a box."""
        for widget in widgets:
            widget.installEventFilter(self)

    def box(self, name: str) -> FieldBox:
        """Return the box of field `name`."""
        return self._boxes[name]

    def has(self, name: str) -> bool:
        return name in self._boxes

    def show_problem(self, name: str, text: str) -> None:
        """Show one problem at its field and go there."""
        self.show_problems({name: text})

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show every problem at its field and go to the first in the order of the form."""
        wrong = [name for name in self._boxes if name in problems]
        for name in wrong:
            self._boxes[name].set_problem(problems[name])
        if wrong:
            first = self._boxes[wrong[0]]
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            first.tell_cut_problem()

    def take(self, error: InvalidInputError) -> bool:
        """Show the error at its field; False when the form has no such field."""
        if error.field not in self._boxes:
            return False
        self.show_problem(error.field, error.message)
        return True

    def clear_problems(self) -> None:
        for box in self._boxes.values():
            box.set_problem("")

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return moves_on(watched, event)
        if event.type() is QEvent.Type.FocusIn:
            self._on_editor_entered(watched)
        return False

    def _on_editor_entered(self, editor: QObject) -> None:
        for box in self._boxes.values():
            if box.editor is editor:
                box.tell_cut_problem()


def moves_on(editor: QObject, event: QKeyEvent) -> bool:
    """Go to the next field on a bare Enter and say whether that was done."""
    is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == (
        Qt.KeyboardModifier.NoModifier
    )
    takes_enter = isinstance(editor, QPlainTextEdit) or bool(editor.property("takes_enter"))
    if not is_enter or not bare or takes_enter:
        return False
    if not isinstance(editor, QLineEdit | QComboBox | QAbstractSpinBox | QCheckBox | QRadioButton):
        return False
    go_on(editor)
    return True


def go_on(editor: QWidget) -> None:
    """Put the focus into the field after `editor`."""
    commit_input_method()
    following = editor.nextInFocusChain()
    while following is not None and following is not editor and not _can_take_focus(following):
        following = following.nextInFocusChain()
    if following is not None:
        following.setFocus(Qt.FocusReason.TabFocusReason)


def _can_take_focus(widget: QWidget) -> bool:
    policy = widget.focusPolicy()
    is_reached_by_tab = bool(policy.value & Qt.FocusPolicy.TabFocus.value)
    return (
        is_reached_by_tab
        and widget.isEnabled()
        and widget.isVisible()
        and widget.focusProxy() is None
    )
