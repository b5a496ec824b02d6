"""Small things the cards of the form share: choices by value, rows of boxes, telling of change."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from app.ui.look.tokens import px
from app.ui.widgets.forms import FieldBox
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import card
from app.wording.labels import label as word_of

GAP = 8

Member = TypeVar("Member", bound=StrEnum)


def choice_box(members: Iterable[StrEnum]) -> ComboBox:
    """Return a choice of vocabulary words."""
    made = ComboBox()
    for member in members:
        made.addItem(word_of(member), member)
    return made


def chosen(box: QComboBox, kind: type[Member]) -> Member:
    """Return the member chosen in a `choice_box`."""
    return kind(box.currentData())


def choose(box: QComboBox, value: object) -> None:
    """Choose `value` without telling anybody; an unknown one chooses nothing."""
    box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
    box.setCurrentIndex(box.findData(value))
    box.blockSignals(False)  # noqa: FBT003 - Qt's own signature


def field_row(*boxes: tuple[QWidget, int]) -> QHBoxLayout:
    """Return boxes side by side: a width in pixels, or 0 to share what is left."""
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for box, width in boxes:
        if width:
            box.setFixedWidth(px(width))
        row.addWidget(box, 0 if width else 1, Qt.AlignmentFlag.AlignTop)
    return row


def tell(editors: Iterable[QWidget], edited: SignalInstance) -> None:
    """Emit `edited` whenever one of `editors` changes."""
    for editor in editors:
        match editor:
            case QLineEdit():
                editor.textChanged.connect(edited)
            case QComboBox():
                editor.currentIndexChanged.connect(edited)
            case _:
                message = f"no change signal known for {type(editor).__name__}"
                raise TypeError(message)


def field_card() -> QFrame:
    """Return a card for rows of boxes; their problem lines are its lower margin."""
    made = card()
    made.setContentsMargins(0, 0, 0, 0)
    return made


def rename(box: FieldBox, title: str) -> None:
    """Give a field another label, seen and read out."""
    box.title.setText(title)
    box.editor.setAccessibleName(title.replace("&", ""))
