"""Papers issued for a dossier, each with its copies; void ones are struck through."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.services.dossiers.records import DossierView, FormLine
from app.ui.desk.cards import HeadedCard, clear_layout
from app.ui.desk.spans import short_moment
from app.ui.look.icons import Icon
from app.ui.look.text_size import px
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import ElidedLabel, button, chip

_ROW_HEIGHT = 36
_MOST_SEEN = 4
"""More forms scroll, so that what happened keeps its room."""


class FormsCard(HeadedCard):
    """`look_wanted` and `reprint_wanted` carry the id of a form.

    `control_slip_wanted` asks for the slip that goes with the paper, as it is now.
    """

    look_wanted = Signal(int)
    reprint_wanted = Signal(int)
    control_slip_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Giấy đã cấp", parent)
        self._inside = QWidget()
        self._inside.setObjectName("body")
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setSpacing(2)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        self._scroll.setAccessibleName("Giấy đã cấp cho hồ sơ")
        self.slip = button("Phiếu kiểm soát", "ghost", Icon.PRINT)
        self.slip.setToolTip("In phiếu kiểm soát quá trình giải quyết (Ctrl+Shift+K)")
        self.slip.clicked.connect(self.control_slip_wanted)
        self.head.addWidget(self.slip)
        self.body.setSpacing(4)
        self.body.addWidget(self._scroll)

    def lines(self) -> tuple["FormRow", ...]:
        """Return the forms shown, in order."""
        items = (self._rows.itemAt(at) for at in range(self._rows.count()))
        widgets = (item.widget() for item in items if item is not None)
        return tuple(widget for widget in widgets if isinstance(widget, FormRow))

    def show_dossier(self, view: DossierView, now: datetime) -> None:
        clear_layout(self._rows)
        for form in view.forms:
            row = FormRow(form, now)
            row.look_wanted.connect(self.look_wanted)
            row.reprint_wanted.connect(self.reprint_wanted)
            self._rows.addWidget(row)
        self.set_count(str(len(view.forms)) if view.forms else "")
        self._scroll.setVisible(bool(view.forms))
        shown = min(len(view.forms), _MOST_SEEN)
        self._scroll.setFixedHeight(shown * px(_ROW_HEIGHT))


class FormRow(QWidget):
    """One form."""

    look_wanted = Signal(int)
    reprint_wanted = Signal(int)

    def __init__(self, form: FormLine, now: datetime) -> None:
        super().__init__()
        self._form_id = form.form_id
        copies = f" · {form.copy_count} bản" if form.copy_count > 1 else ""
        moment = short_moment(form.issued_at, now)
        self.words = ElidedLabel(f"{form.number} · {form.title} · {moment}{copies}")
        face = self.words.font()
        face.setStrikeOut(form.is_void)
        self.words.setFont(face)
        self.is_void = form.is_void
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        seen = button("Xem", "ghost", Icon.PAPER)
        seen.setAccessibleName(f"Xem {form.title} số {form.number}")
        seen.clicked.connect(self.look)
        row.addWidget(seen)
        if form.is_void:
            row.addWidget(chip("Đã hủy", Tone.LATE))
            self.setAccessibleName(f"{self.words.text()}, đã hủy")
            return
        made = button("In lại", "ghost", Icon.PRINT)
        made.clicked.connect(self.ask_again)
        row.addWidget(made)
        self.setAccessibleName(self.words.text())

    def look(self) -> None:
        """Ask to see the very paper."""
        self.look_wanted.emit(self._form_id)

    def ask_again(self) -> None:
        """Ask for one more copy."""
        self.reprint_wanted.emit(self._form_id)
