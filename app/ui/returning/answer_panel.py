"""The answer for who stands there with the receipt of a dossier that is not finished."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.dossiers.records import DossierView
from app.ui.desk.dossier_words import (
    due_words,
    holder_now,
    result_words,
    standing_tone,
    standing_words,
)
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import ElidedLabel, button, chip, label, set_tone
from app.wording import buttons, captions
from app.wording.labels import label as word_of
from app.wording.texts import moment_text


class AnswerPanel(QWidget):
    """Where the paper is, since when, and when the result is due.

    `dossier_wanted` and `reminder_wanted` (of the unit that has the paper) carry its code.
    """

    dossier_wanted = Signal(str)
    reminder_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._owner = ElidedLabel()
        self._owner.setProperty("kind", "title")
        self._what = ElidedLabel()
        self._what.setProperty("kind", "quiet")
        self._status = chip("")
        self._holder = label("", "title", wrap=True)
        self._since = label("", "quiet", wrap=True)
        self._due = label("", "title", wrap=True)
        self._standing = chip("")
        self._result = label("", wrap=True)
        self.open = button(buttons.OPEN_DOSSIER, "accent", Icon.DOSSIER)
        self.open.clicked.connect(lambda: self.dossier_wanted.emit(self._code))
        self.remind = button(buttons.REMIND_AGENCY, which=Icon.REMIND)
        self.remind.clicked.connect(lambda: self.reminder_wanted.emit(self._code))
        self._arrange()

    def texts(self) -> tuple[str, ...]:
        """Return all that is said, in order."""
        lines = (
            *(self._owner, self._what, self._status, self._holder, self._since),
            *(self._due, self._standing, self._result),
        )
        return tuple(line.text() for line in lines if line.text())

    def show_answer(self, view: DossierView, now: datetime) -> None:
        """Say how the dossier stands."""
        self._code = view.row.code
        self._owner.set_text(view.row.owner_name)
        self._what.set_text(f"{view.row.code} · {view.row.procedure_name}")
        self._status.setText(word_of(view.row.status))
        self._holder.setText(holder_now(view, now))
        since = [one.since for one in view.holdings if one.until is None]
        self._since.setText(f"Từ {moment_text(since[-1])}" if since else "")
        self._due.setText(due_words(view))
        self._standing.setText(standing_words(view, now))
        self._result.setText(result_words(view.result) if view.result else "")
        tone = standing_tone(view, now)
        set_tone(self._standing, tone)
        set_tone(self._due, Tone.LATE if tone is Tone.LATE else Tone.ACCENT)
        is_elsewhere = not view.is_at_office and not view.row.is_on_the_way
        self.remind.setVisible(view.ended_at is None and is_elsewhere)
        for line in (self._since, self._standing, self._result):
            line.setVisible(bool(line.text()))

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(self._owner, 1)
        head.addWidget(self._status)
        due = QHBoxLayout()
        due.addWidget(self._due, 1)
        due.addWidget(self._standing, 0, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(head)
        rows.addWidget(self._what)
        rows.addSpacing(12)
        rows.addWidget(label("Giấy đang ở", "caption"))
        rows.addWidget(self._holder)
        rows.addWidget(self._since)
        rows.addSpacing(12)
        rows.addWidget(label(captions.DUE, "caption"))
        rows.addLayout(due)
        rows.addWidget(self._result)
        rows.addSpacing(12)
        keys = QHBoxLayout()
        keys.addWidget(self.open)
        keys.addWidget(self.remind)
        keys.addStretch(1)
        rows.addLayout(keys)
        rows.addStretch(1)
