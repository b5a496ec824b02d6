"""When the dossier is due and why, who holds the paper, and what came back."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.clock import local_date
from app.services.dossiers.records import DossierView
from app.ui.desk.cards import HeadedCard, clear_layout
from app.ui.desk.dossier_words import (
    day_and_time,
    due_words,
    holder_now,
    result_words,
    standing_tone,
    standing_words,
)
from app.ui.desk.late_reason_dialog import LateDossier
from app.ui.dossiers.timeline_card import phase_row, row_texts
from app.ui.look.icons import Icon, Ink
from app.ui.look.tokens import Tone, px
from app.ui.widgets.labels import IconLabel, button, chip, label, set_tone
from app.vocabulary.dossiers import Outcome, Timeliness
from app.wording import buttons, captions
from app.wording.citations import measure_name

_LOW = 22


class DueCard(HeadedCard):
    """The law's date stands first; the measure of QĐ 766 below it where the two differ.

    `reason_wanted` carries the late dossier that the person here may say the reason of.
    """

    reason_wanted = Signal(object)

    def __init__(self, may_say_why: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(captions.DUE, parent)
        self._may_say_why = may_say_why
        self.give_reason = button(buttons.NOTE_LATE_REASON, "ghost", Icon.EDIT)
        high = px(_LOW)
        self.give_reason.setStyleSheet(
            f"QPushButton {{ min-height: {high}px; max-height: {high}px; padding: 0 4px; }}"
        )
        self.give_reason.clicked.connect(self._on_give_reason)
        self._late: LateDossier | None = None
        self._standing = chip("")
        self._clock = IconLabel(Icon.LATE, Ink.LATE)
        self._due = label("", "title")
        self._why = label("", wrap=True)
        self._steps = label("", "caption", wrap=True)
        self._measured = label("", "caption", wrap=True)
        self._unconfirmed = label("", "caption", wrap=True)
        self._holder = label("", "heading", wrap=True)
        self._result = label("", wrap=True)
        self._today = label("", "caption", wrap=True)
        self._asked = label("", "caption", wrap=True)
        self._phases = QVBoxLayout()
        self._phases.setSpacing(2)
        set_tone(self._today, Tone.WARN)
        set_tone(self._due, Tone.ACCENT)
        set_tone(self._measured, Tone.WARN)
        set_tone(self._unconfirmed, Tone.WARN)
        self._whole = button(buttons.STEP_BY_STEP, "ghost", Icon.DOWN)
        high = px(_LOW)
        self._whole.setStyleSheet(
            f"QPushButton {{ min-height: {high}px; max-height: {high}px; padding: 0 4px; }}"
        )
        self._whole.setCheckable(True)
        self._whole.toggled.connect(self._steps.setVisible)
        self.head.addWidget(self._clock)
        self.head.addWidget(self._standing)
        self.body.setSpacing(4)
        for line in (
            self._due,
            self._why,
            self._steps,
            self._today,
            self._measured,
            self._asked,
            self._unconfirmed,
        ):
            self.body.addWidget(line)
        self.body.insertWidget(3, self._whole, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.give_reason, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._phases)
        self.body.addSpacing(4)
        self.body.addWidget(label("Giấy đang ở", "caption"))
        self.body.addWidget(self._holder)
        self.body.addWidget(self._result)

    def texts(self) -> tuple[str, ...]:
        """Return all that is said, in order."""
        lines = (
            self._standing,
            self._due,
            self._why,
            self._steps,
            self._today,
            self._measured,
            self._asked,
            self._unconfirmed,
            self._holder,
            self._result,
        )
        return tuple(line.text() for line in lines if line.text())

    def phase_texts(self) -> tuple[str, ...]:
        """Return how each phase stands, as read out."""
        return row_texts(self._phases)

    def show_dossier(self, view: DossierView, now: datetime) -> None:
        self._show_due(view)
        self._show_standing(view, now)
        clear_layout(self._phases)
        for phase in view.phases:
            self._phases.addWidget(phase_row(phase))

    def _on_give_reason(self) -> None:
        if self._late is not None:
            self.reason_wanted.emit(self._late)

    def _show_due(self, view: DossierView) -> None:
        due = view.due
        self._due.setText(due_words(view))
        self._why.setText(due.summary)
        self._steps.setText("\n".join([*due.steps, *_measured_why(view)]))
        self._whole.setVisible(len(due.steps) > 1)
        self._whole.setChecked(False)
        self._steps.hide()
        for line, text in (
            (self._today, _today(view)),
            (self._measured, _measured(view)),
            (self._asked, _asked(view)),
        ):
            line.setText(text)
            line.setVisible(bool(text))
        self._unconfirmed.setText(
            "Lịch nghỉ của năm liên quan chưa được xác nhận; ngày hẹn có thể đổi."
            if due.is_unconfirmed
            else ""
        )
        self._unconfirmed.setVisible(due.is_unconfirmed)

    def _show_standing(self, view: DossierView, now: datetime) -> None:
        self._standing.setText(standing_words(view, now))
        self._standing.setVisible(bool(self._standing.text()))
        tone = standing_tone(view, now)
        set_tone(self._standing, tone)
        set_tone(self._due, Tone.LATE if tone is Tone.LATE else Tone.ACCENT)
        self._clock.setVisible(tone is Tone.LATE)
        self._late = LateDossier(view.row.code, view.row.procedure_name)
        is_late = view.row.timeliness in {Timeliness.OVERDUE, Timeliness.LATE}
        self.give_reason.setVisible(is_late and not view.is_foreign and self._may_say_why())
        self._holder.setText(holder_now(view, now))
        self._result.setText(result_words(view.result) if view.result else "")
        self._result.setVisible(view.result is not None)
        refused = view.result is not None and view.result.outcome is Outcome.REFUSED
        set_tone(self._result, Tone.LATE if refused else Tone.OK)


def _today(view: DossierView) -> str:
    today_at = view.due.today_at
    if today_at is None:
        return ""
    return f"Theo lịch hiện nay là {day_and_time(today_at)}; ngày đã in giữ nguyên."


def _asked(view: DossierView) -> str:
    count = view.supplement_count
    return f"Đã yêu cầu bổ sung {count} lần." if count else ""


def _measured(view: DossierView) -> str:
    """Return the measure's date alone; why it differs is among the steps."""
    due = view.due
    if not due.measured_summary:
        return ""
    if view.supplement_count > 1:
        return f"Cách đo {_measure(view)} tính là quá hạn vì đã yêu cầu bổ sung lần hai."
    when = day_and_time(due.measured_at) if due.measured_at else "không có hẹn"
    return f"Theo cách đo {_measure(view)}: {when}."


def _measured_why(view: DossierView) -> tuple[str, ...]:
    summary = view.due.measured_summary
    return (f"Cách đo {_measure(view)}: {summary}",) if summary else ()


def _measure(view: DossierView) -> str:
    return measure_name(local_date(view.row.received_at))
