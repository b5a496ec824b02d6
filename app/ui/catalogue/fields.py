"""Small builders the forms of this page share."""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from app.ui.look.text_size import px
from app.ui.widgets.forms import FieldBox
from app.ui.widgets.inputs import ComboBox
from app.vocabulary.office import Level
from app.wording.labels import label as word

# A district is history (abolished 1/7/2025); it stays choosable for old procedures only.
LEVELS = (Level.COMMUNE, Level.PROVINCE, Level.MINISTRY, Level.DISTRICT)


def choices(codes: Iterable[StrEnum], name: str) -> ComboBox:
    """Return a box of the words for `codes`, each holding its code."""
    made = ComboBox()
    made.setAccessibleName(name)
    for code in codes:
        made.addItem(word(code), code.value)
    return made


def choose(box: ComboBox, code: StrEnum) -> None:
    """Show `code` without telling anybody."""
    box.blockSignals(True)  # noqa: FBT003 - Qt's own signature
    box.setCurrentIndex(box.findData(code.value))
    box.blockSignals(False)  # noqa: FBT003 - Qt's own signature


def field_row(*fields: tuple[FieldBox, int]) -> QHBoxLayout:
    """Return fields side by side; a width of 0 shares what is left."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for box, width in fields:
        if width:
            box.setFixedWidth(px(width))
        row.addWidget(box, 0 if width else 1)
    return row


def button_row(*widgets: QWidget | None) -> QHBoxLayout:
    """Return buttons in a row; None is where the space goes."""
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


def padded(layout: QLayout, margin: int = 16) -> None:
    """Give `layout` the same margin on all sides."""
    layout.setContentsMargins(margin, margin, margin, margin)
