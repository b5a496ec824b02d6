"""Small builders the forms of this page share."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from app.ui.look.tokens import px
from app.ui.widgets.forms import FieldBox, commit_input_method
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import button, label
from app.vocabulary.office import Level
from app.wording import buttons, captions
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


class NoteDialog(QDialog):
    """`decide` gets the reason; `refuse` shows why it was not taken."""

    def __init__(
        self, parent: QWidget, title: str, detail: str, act: str, decide: Callable[[str], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(act)
        self.setMinimumWidth(px(480))
        self._decide = decide
        self.note = QLineEdit()
        self.note.setPlaceholderText("Ví dụ: bãi bỏ theo Quyết định số 12/QĐ-UBND")
        self.box = FieldBox(captions.REASON, self.note)
        self.act = button(act, "accent")
        back = button(buttons.BACK)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 24, 24, 24)
        rows.setSpacing(12)
        rows.addWidget(label(title, "heading", wrap=True))
        rows.addWidget(label(detail, "quiet", wrap=True))
        rows.addWidget(self.box)
        rows.addLayout(button_row(None, self.act, back))
        self.act.setDefault(True)
        self.act.clicked.connect(self._on_act_clicked)
        back.clicked.connect(self.reject)

    def refuse(self, error: UserError) -> None:
        """Show why the act was refused and let the person try again."""
        self.act.setEnabled(True)
        self.box.set_problem(error.message)
        self.note.setFocus()

    def _on_act_clicked(self) -> None:
        commit_input_method()
        self.act.setEnabled(False)
        self._decide(self.note.text())
