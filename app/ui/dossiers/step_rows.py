"""A line for each step of a route and each phase of a case: name, due date, how it stands."""

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from app.clock import local_date
from app.services.deadlines.phases import PhaseDue
from app.services.dossiers.records import StepView
from app.ui.desk.spans import short_moment, worked_text
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import ElidedLabel, chip, label, tooltip
from app.vocabulary.dossiers import Timeliness
from app.wording.labels import label as word_of
from app.wording.texts import day_text

_TONES = {
    Timeliness.EARLY: Tone.OK,
    Timeliness.ON_TIME: Tone.OK,
    Timeliness.IN_TIME: Tone.ACCENT,
    Timeliness.LATE: Tone.LATE,
    Timeliness.OVERDUE: Tone.LATE,
}
_LATE_STEP = "Quá hạn bước"


def row_texts(rows: QLayout) -> tuple[str, ...]:
    """Return the lines of a layout as read out."""
    items = (rows.itemAt(at) for at in range(rows.count()))
    widgets = (item.widget() for item in items if item is not None)
    return tuple(widget.accessibleName() for widget in widgets if widget is not None)


def step_row(step: StepView, now: datetime) -> QWidget:
    """Return the line of one unit's step; one not begun says only how long it may take."""
    title = _step_title(step)
    if step.since is None:
        return _row(title, step.limit_text, step.work, None, is_here=False)
    words = f"hẹn {short_moment(step.due_at, now)}" if step.due_at else step.limit_text
    done = f"{step.limit_text}; đã dùng {worked_text(step.worked)}"
    tip = f"{step.work}: {done}" if step.work else done
    is_late = step.timeliness in {Timeliness.LATE, Timeliness.OVERDUE}
    said = _LATE_STEP if is_late else ""
    return _row(title, words, tip, step.timeliness, is_here=step.ended_at is None, said=said)


def _step_title(step: StepView) -> str:
    """Return the unit, and whether it leads or runs beside the step above."""
    marks = (
        "Chủ trì" if step.is_lead else "",
        "Song song" if step.is_parallel else "",
        step.unit_name,
    )
    return " · ".join(mark for mark in marks if mark)


def phase_row(phase: PhaseDue) -> QWidget:
    """Return the line of one phase; its tooltip says why it is due then."""
    words = _short_day(phase.due_at) if phase.due_at else "chưa bắt đầu"
    if phase.starts_at is not None and phase.due_at is None:
        words = "không có ngày hẹn"
    is_here = phase.starts_at is not None and phase.ended_at is None
    title = f"{phase.ordinal}. {phase.name}"
    return _row(title, words, phase.text, phase.timeliness, is_here=is_here)


def _short_day(instant: datetime) -> str:
    return day_text(local_date(instant))[:5]


def _row(
    title: str,
    words: str,
    tip: str,
    timeliness: Timeliness | None,
    *,
    is_here: bool,
    said: str = "",
) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    name = ElidedLabel(title)
    name.setProperty("kind", "heading" if is_here else "body")
    row.addWidget(name, 1)
    row.addWidget(label(words, "caption"))
    standing = (said or word_of(timeliness)) if timeliness else ""
    if timeliness is not None:
        row.addWidget(chip(standing, _TONES[timeliness]))
    made.setToolTip(tooltip(tip))
    parts = (title, words, standing, tip)
    made.setAccessibleName(", ".join(part for part in parts if part))
    return made
