"""The due date with its why, what must be known before registering, and the button that does it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import local_date
from app.services.dossiers.records import DueView
from app.ui.intake.notice_line import NoticeLine
from app.ui.intake.other_acts import OtherActs
from app.ui.look.icons import Icon
from app.ui.look.text_size import px
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import ElidedLabel, button, card, chip, label, set_tone, tooltip
from app.wording.texts import WEEKDAYS, day_text, time_text

_SUMMARY_HEIGHT = 56


def due_words(due: DueView) -> tuple[str, str]:
    """Return weekday and due instant as they are read out: Thứ Tư; 25/11/2026, 09:42."""
    if due.due_at is None:
        return "", "Báo khi có kết quả"
    day = local_date(due.due_at)
    return WEEKDAYS[day.weekday()], f"{day_text(day)}, {time_text(due.due_at)}"


class DueCard(QWidget):
    """`why_wanted` asks for the steps; `register_wanted` for the act.

    `other_acts` are the desk's other answers, below the first one.
    """

    register_wanted = Signal()
    why_wanted = Signal()

    def __init__(self, act: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._due = ElidedLabel("–")
        self._due.setProperty("kind", "large")
        self._weekday = label("", "heading")
        set_tone(self._weekday, Tone.ACCENT)
        self._summary = label("", "quiet", wrap=True)
        self._summary.setFixedHeight(px(_SUMMARY_HEIGHT))
        self._summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._unsure = chip("Lịch nghỉ chưa xác nhận", Tone.WARN)
        self._unsure.setToolTip(
            tooltip("Lịch nghỉ của năm có ngày hẹn chưa có thông báo; ngày hẹn có thể tính lại.")
        )
        self.why = button("Vì sao?", "ghost")
        self.why.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        kept = self.why.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.why.setSizePolicy(kept)
        self.notice = NoticeLine()
        self.register = button("", "accent", Icon.PRINT)
        self.register.setMinimumHeight(px(40))
        self.other_acts = OtherActs()
        self._arrange()
        self.set_act(act)
        self.show_due(None)
        self.why.clicked.connect(self.why_wanted)
        self.register.clicked.connect(self.register_wanted)

    @property
    def due_text(self) -> str:
        return f"{self._weekday.text()} {self._due.text()}".strip()

    @property
    def summary_text(self) -> str:
        return self._summary.text()

    @property
    def is_unsure(self) -> bool:
        return not self._unsure.isHidden()

    def set_act(self, words: str) -> None:
        """Say what the button does."""
        self.register.setText(f" {words}   {self._key}" if self._key else f" {words}")
        self.register.setAccessibleName(words)

    def show_due(self, due: DueView | None) -> None:
        """Show a due date and its reason in one line; None while there is no case."""
        weekday, instant = due_words(due) if due else ("", "–")
        self._weekday.setText(weekday)
        self._due.set_text(instant)
        self._summary.setText(due.summary if due else "Ngày hẹn hiện ở đây khi đã chọn thủ tục.")
        self._summary.setToolTip(tooltip("\n".join(due.steps)) if due else "")
        self._unsure.setVisible(bool(due and due.is_unconfirmed))
        self.why.setVisible(bool(due and due.steps))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("Hẹn trả", "heading"))
        head.addWidget(self._weekday)
        head.addWidget(self._unsure)
        head.addStretch(1)
        head.addWidget(self.why)
        frame = card()
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(16, 6, 16, 8)
        rows.setSpacing(4)
        rows.addLayout(head)
        rows.addWidget(self._due)
        rows.addWidget(self._summary)
        rows.addWidget(self.notice)
        rows.addWidget(self.register)
        rows.addWidget(self.other_acts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)


def steps_text(steps: Sequence[str]) -> str:
    """Return the steps of a due date, a paragraph each."""
    return "\n\n".join(f"{number}.  {step}" for number, step in enumerate(steps, start=1))
