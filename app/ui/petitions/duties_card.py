"""By when what has to be done about a petition, and why that day."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import local_date
from app.services.petitions.records import DutyView, PetitionView
from app.ui.desk.cards import HeadedCard, clear_layout
from app.ui.desk.dossier_columns import brief_span
from app.ui.look.icons import Icon, ink_of
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import IconLabel, button, label, set_tone
from app.vocabulary.dossiers import Timeliness
from app.wording import buttons, captions, measures
from app.wording.labels import label as word_of
from app.wording.texts import late_text, moment_text


class DutiesCard(HeadedCard):
    """What has to be met next stands first and explains itself on demand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(captions.TIME_LIMIT, parent)
        self._rows = QVBoxLayout()
        self._said: list[str] = []
        self._rows.setSpacing(6)
        self._whole = button(buttons.STEP_BY_STEP, "ghost", Icon.DOWN)
        self._whole.setCheckable(True)
        self._steps = label("", "caption", wrap=True)
        self._whole.toggled.connect(self._steps.setVisible)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._whole, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._steps)

    def show_duties(self, view: PetitionView, now: datetime) -> None:
        clear_layout(self._rows)
        self._said.clear()
        duties = sorted(view.duties, key=lambda one: not one.is_next)
        for duty in duties:
            row = _row(duty, now)
            self._said.append(row.accessibleName())
            self._rows.addWidget(row)
        self._steps.setText("\n".join(line for duty in duties for line in duty.why))
        self._whole.setVisible(bool(duties))
        self._whole.setChecked(False)
        self._steps.hide()
        self.setVisible(bool(duties))

    def texts(self) -> tuple[str, ...]:
        """Return the duties as read out."""
        return tuple(self._said)

    @property
    def steps_text(self) -> str:
        """Return the explanation of all of them."""
        return self._steps.text()


def _row(duty: DutyView, now: datetime) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    tone, which, words = _standing(duty, now)
    row.addWidget(IconLabel(which, ink_of(tone)), 0, Qt.AlignmentFlag.AlignTop)
    told = QVBoxLayout()
    told.setSpacing(0)
    name = label(word_of(duty.duty), "heading" if duty.is_next else "body")
    standing = label(words, "body", wrap=True)
    set_tone(standing, tone)
    told.addWidget(name)
    told.addWidget(standing)
    told.addWidget(label(duty.summary, "caption", wrap=True))
    row.addLayout(told, 1)
    made.setAccessibleName(f"{word_of(duty.duty)}: {words}")
    return made


def _standing(duty: DutyView, now: datetime) -> tuple[Tone, Icon, str]:
    if duty.done_at is not None:
        is_late = duty.standing is Timeliness.LATE
        timeliness = measures.PART_LATE if is_late else measures.PART_IN_TIME
        words = f"Xong {moment_text(duty.done_at)}, {timeliness}"
        return (Tone.LATE, Icon.LATE, words) if is_late else (Tone.OK, Icon.DONE, words)
    if duty.due_at is None:
        return Tone.WARN, Icon.PAUSE, "Tạm dừng, chờ người gửi bổ sung"
    if duty.standing is Timeliness.OVERDUE:
        words = late_text(duty.due_at, now) if duty.is_next else "Đã qua thời hạn"
        return (Tone.LATE if duty.is_next else Tone.QUIET), Icon.LATE, words
    if local_date(duty.due_at) == local_date(now):
        return Tone.WARN, Icon.CALENDAR, f"Hôm nay, trước {moment_text(duty.due_at)}"
    left = f"Trước {moment_text(duty.due_at)}, còn {brief_span(duty.due_at - now)}"
    return (Tone.ACCENT if duty.is_next else Tone.QUIET), Icon.CALENDAR, left
