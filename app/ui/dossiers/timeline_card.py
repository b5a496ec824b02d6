"""What happened to a dossier: who, where, when, and how long it lay between two acts."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget
from typing_extensions import override

from app.clock import local_date
from app.services.deadlines.phases import PhaseDue
from app.services.dossiers.records import DossierView, Holding, StepView, TimelineStep
from app.ui.desk.cards import HeadedCard, clear_layout
from app.ui.desk.dossier_columns import brief_span, short_moment, span_text, worked_text
from app.ui.dossiers.act_table import tone_of
from app.ui.look.theme import current_tokens
from app.ui.look.tokens import Tone, px
from app.ui.widgets.custody_bar import CustodyBar, CustodySegment
from app.ui.widgets.labels import ElidedLabel, chip, label, tooltip
from app.ui.widgets.layouts import ScrollColumn
from app.vocabulary.dossiers import Timeliness
from app.wording import captions, headings, states
from app.wording.labels import label as word_of
from app.wording.texts import day_text, moment_text

# A line for each step of a route and each phase of a case: name, due date, how it stands.

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
        captions.LEAD if step.is_lead else "",
        "Song song" if step.is_parallel else "",
        step.unit_name,
    )
    return " · ".join(mark for mark in marks if mark)


def phase_row(phase: PhaseDue) -> QWidget:
    """Return the line of one phase; its tooltip says why it is due then."""
    words = _short_day(phase.due_at) if phase.due_at else "chưa bắt đầu"
    if phase.starts_at is not None and phase.due_at is None:
        words = states.NO_DUE
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


_RAIL_WIDTH = 22
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Line:
    step: TimelineStep
    lay: str
    is_first: bool
    is_last: bool


class TimelineCard(HeadedCard):
    """The newest act stands at the top; below, which unit held the paper for how long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(headings.TIMELINE, parent)
        self._inside = QWidget()
        self._inside.setObjectName("body")
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setSpacing(0)
        scroll = ScrollColumn(self._inside)
        scroll.setAccessibleName("Diễn biến của hồ sơ")
        self._held = QVBoxLayout()
        self._held.setSpacing(2)
        self._steps_title = label("Các bước của quy trình", "caption")
        self._steps = QVBoxLayout()
        self._steps.setSpacing(2)
        self.body.addWidget(scroll, 1)
        self.body.addWidget(self._steps_title)
        self.body.addLayout(self._steps)
        self.bar = CustodyBar()
        self.body.addWidget(label("Giấy tờ đã ở", "caption"))
        self.body.addWidget(self.bar)
        self.body.addLayout(self._held)

    def texts(self) -> tuple[str, ...]:
        """Return the acts as read out, newest first."""
        return row_texts(self._rows)

    def held_texts(self) -> tuple[str, ...]:
        """Return who held the paper for how long, as read out."""
        return row_texts(self._held)

    def step_texts(self) -> tuple[str, ...]:
        """Return how each step of the route stands, as read out."""
        return row_texts(self._steps)

    def show_dossier(self, view: DossierView, now: datetime) -> None:
        clear_layout(self._rows)
        for line in _lines(view, now):
            self._rows.addWidget(_Node(line))
        self._rows.addStretch(1)
        clear_layout(self._steps)
        for step in view.steps:
            self._steps.addWidget(step_row(step, now))
        self._steps_title.setVisible(bool(view.steps))
        clear_layout(self._held)
        self.bar.show_stretches([_stretch(holding, now) for holding in view.holdings])
        for holding in view.holdings:
            self._held.addWidget(_held_row(holding, now))
        self.set_count(f"{len(view.timeline)} việc")


class _Node(QWidget):
    """One act with its dot on the rail."""

    def __init__(self, line: _Line) -> None:
        super().__init__()
        self._line = line
        step = line.step
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(step.title, "heading"))
        if step.is_late_entry:
            head.addWidget(chip(states.LATE_ENTRY_MARK, Tone.WARN))
        head.addStretch(1)
        head.addWidget(label(moment_text(step.happened_at), "quiet"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(px(_RAIL_WIDTH), 0, 0, 10)
        rows.setSpacing(0)
        rows.addLayout(head)
        if step.detail:
            rows.addWidget(label(step.detail, wrap=True))
        foot = QHBoxLayout()
        who = ElidedLabel(f"{step.officer_name} · {step.unit_name}")
        who.setProperty("kind", "caption")
        foot.addWidget(who, 1)
        if line.lay:
            foot.addWidget(label(line.lay, "caption"))
        rows.addLayout(foot)
        parts = (
            step.title,
            step.detail,
            moment_text(step.happened_at),
            f"{step.officer_name} · {step.unit_name}",
            line.lay,
        )
        self.setAccessibleName(", ".join(part for part in parts if part))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = current_tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.line), 2))
        middle = px(6)
        top = px(10) if self._line.is_first else 0
        bottom = px(10) if self._line.is_last else self.height()
        painter.drawLine(QPoint(middle, top), QPoint(middle, bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.of(tone_of(self._line.step.act))))
        painter.drawEllipse(QRect(middle - 5, px(10) - 5, 10, 10))


def _lines(view: DossierView, now: datetime) -> tuple[_Line, ...]:
    steps = view.timeline
    until = [step.happened_at for step in steps[1:]]
    is_over = view.result is not None and view.result.returned_at is not None
    lays = [span_text(end - step.happened_at) for step, end in zip(steps, until, strict=False)]
    told = [f"sau {lay}" if lay != states.JUST_NOW else "" for lay in lays]
    last = "" if is_over or not steps else f"đến nay {span_text(now - steps[-1].happened_at)}"
    words = ["", *told]
    lines = [
        _Line(step, lay, is_first=False, is_last=False)
        for step, lay in zip(steps, words, strict=False)
    ]
    lines.reverse()
    return tuple(
        _Line(
            line.step,
            " · ".join(part for part in (line.lay, last if at == 0 else "") if part),
            is_first=at == 0,
            is_last=at == len(lines) - 1,
        )
        for at, line in enumerate(lines)
    )


def _held_words(holding: Holding, now: datetime) -> str:
    here = ", đang giữ" if holding.until is None else ""
    worked = worked_text(holding.worked)
    if holding.late >= _MINUTE:
        late = worked_text(holding.late).removesuffix(" làm việc")
        return f"{worked}, quá hạn bước {late}{here}"
    lay = brief_span((holding.until or now) - holding.since)
    return f"{lay} ({worked}){here}"


def _stretch(holding: Holding, now: datetime) -> CustodySegment:
    return CustodySegment(
        name=holding.unit_name,
        words=_held_words(holding, now),
        minutes=holding.worked // _MINUTE,
        late=holding.late // _MINUTE,
        is_here=holding.until is None,
    )


def _held_row(holding: Holding, now: datetime) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    is_here = holding.until is None
    words = _held_words(holding, now)
    unit = ElidedLabel(holding.unit_name)
    unit.setProperty("kind", "heading" if is_here else "body")
    row.addWidget(unit, 1)
    row.addWidget(label(words, "caption"))
    made.setAccessibleName(f"{holding.unit_name}: {words}")
    return made
