"""Asks for the reason of an act that ends something; the act is named on its button."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from app.ui.catalogue.fields import button_row
from app.ui.look.text_size import px
from app.ui.widgets.forms import FieldBox, commit_input_method
from app.ui.widgets.labels import button, label


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
        self.box = FieldBox("Lý do", self.note)
        self.act = button(act, "accent")
        back = button("Quay lại")
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
