"""One petition: who sent what, by when, what may be done now, and what was done."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.services.petitions.records import EventLine, PetitionView
from app.ui.desk.cards import HeadedCard, clear_layout
from app.ui.desk.dossier_columns import short_name
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.petitions.columns import due_tone
from app.ui.petitions.duties_card import DutiesCard
from app.ui.widgets.labels import button, chip, label, set_tone, tooltip
from app.ui.widgets.layouts import ScrollColumn
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.petitions import PetitionAct
from app.wording import headings, measures, states
from app.wording.labels import label as word_of
from app.wording.texts import moment_text

_MOST_LETTERS = 160
"""Names of procedures reach 1,094 letters; what may be done must not be pushed out of sight."""
_NOTHING = "Chọn một dòng bên trái để xem, hoặc tiếp nhận phản ánh, kiến nghị mới."


class DetailPane(QWidget):
    """`act_wanted` names the act; a dossier or a form is asked for by its own signal."""

    act_wanted = Signal(object)
    dossier_wanted = Signal(str)
    form_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view: PetitionView | None = None
        self._empty = label(_NOTHING, "quiet", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.facts = _FactsCard(self)
        self.acts = _ActsCard(self)
        self.duties = DutiesCard()
        self.timeline = PetitionTimelineCard()
        inside = QWidget()
        inside.setObjectName("body")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 4, 0)
        rows.setSpacing(8)
        self._cards = (self.facts, self.acts, self.duties, self.timeline)
        for one in self._cards:
            rows.addWidget(one)
            one.hide()
        rows.addStretch(1)
        self._scroll = ScrollColumn(inside)
        self._scroll.setAccessibleName("Một phản ánh, kiến nghị")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._empty)
        whole.addWidget(self._scroll, 1)
        self._scroll.hide()

    def go_on(self) -> bool:
        """Put the focus on what usually comes next, in sight; say whether there is anything."""
        if not self.acts.focus_first():
            return False
        self._scroll.ensureWidgetVisible(self.acts)
        return True

    def show_petition(self, view: PetitionView | None, now: datetime) -> None:
        """Show `view`; None shows what could be done instead."""
        is_other = (view and view.row.petition_id) != (self.view and self.view.row.petition_id)
        self.view = view
        self._empty.setVisible(view is None)
        self._scroll.setVisible(view is not None)
        if view is None:
            return
        for one in self._cards:
            one.show()
        self.facts.show_facts(view, now)
        self.acts.show_acts(view)
        self.duties.show_duties(view, now)
        self.timeline.show_events(view)
        if is_other:
            self._scroll.verticalScrollBar().setValue(0)


class _FactsCard(HeadedCard):
    """Who, what, about what; the papers at the foot."""

    def __init__(self, pane: DetailPane) -> None:
        super().__init__("")
        self._pane = pane
        self._status = chip("")
        self.head.addWidget(self._status)
        self._sender = label("", "heading", wrap=True)
        self._reach = label("", "body", wrap=True)
        self._what = label("", "caption", wrap=True)
        self._content = label("", "body", wrap=True)
        self._about = label("", "caption", wrap=True)
        self.dossier = button("", "ghost", Icon.DOSSIER)
        self.receipt = button("Phiếu tiếp nhận", "ghost", Icon.PAPER)
        self.answer = button("Văn bản trả lời", "ghost", Icon.PAPER)
        self.body.setSpacing(4)
        for line in (self._sender, self._reach, self._what, self._content, self._about):
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self.body.addWidget(line)
        foot = QHBoxLayout()
        foot.setSpacing(4)
        for one in (self.dossier, self.receipt, self.answer):
            foot.addWidget(one)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.dossier.clicked.connect(self._on_dossier)
        self.receipt.clicked.connect(lambda: self._on_form(is_answer=False))
        self.answer.clicked.connect(lambda: self._on_form(is_answer=True))

    def show_facts(self, view: PetitionView, now: datetime) -> None:
        row = view.row
        self.set_title(f"Số {row.number} năm {row.year}")
        self._status.setText(word_of(row.status))
        tone = due_tone(row, now)
        set_tone(self._status, Tone.LATE if tone is Tone.LATE else Tone.ACCENT)
        self._sender.setText(row.sender_name)
        self._reach.setText("\n".join(one for one in (row.sender_phone, row.sender_address) if one))
        self._what.setText(_what(view))
        self._content.setText(row.content)
        self._about.setText(_about(view))
        self._about.setToolTip(tooltip(view.procedure_name))
        self._about.setVisible(bool(self._about.text()))
        self.dossier.setText(f" {row.dossier_code}")
        self.dossier.setVisible(bool(row.dossier_code))
        self.receipt.setVisible(bool(view.receipt_form_id))
        self.answer.setVisible(bool(view.answer_form_id))

    def _on_dossier(self) -> None:
        if self._pane.view is not None:
            self._pane.dossier_wanted.emit(self._pane.view.row.dossier_code)

    def _on_form(self, *, is_answer: bool) -> None:
        view = self._pane.view
        if view is not None:
            form_id = view.answer_form_id if is_answer else view.receipt_form_id
            self._pane.form_wanted.emit(form_id)


class _ActsCard(HeadedCard):
    """A button for each act that is allowed now, and nothing else."""

    def __init__(self, pane: DetailPane) -> None:
        super().__init__("Làm tiếp")
        self._pane = pane
        self._rows = QGridLayout()
        self._rows.setSpacing(6)
        self._keys: list[QPushButton] = []
        self._shown: tuple[int, tuple[PetitionAct, ...]] | None = None
        self._told = label("", "quiet", wrap=True)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._told)

    def show_acts(self, view: PetitionView) -> None:
        shown = (view.row.petition_id, view.acts)
        if shown == self._shown:
            return  # read again, nothing new: the focus stays where it is
        self._shown = shown
        clear_layout(self._rows)
        self._keys = [
            button(word_of(act), "accent" if not place else "plain")
            for place, act in enumerate(view.acts)
        ]
        for key, act in zip(self._keys, view.acts, strict=True):
            key.setAutoDefault(True)
            key.clicked.connect(partial(self._on_pressed, act))
        for place, key in enumerate(self._keys):
            row, column = divmod(place + 1, 2)  # the usual one has a row of its own
            span = 1 if place else 2
            self._rows.addWidget(key, row if place else 0, column if place else 0, 1, span)
        words = "Dữ liệu cá nhân đã xóa." if view.is_erased else "Không còn việc nào."
        self._told.setText(words)
        self._told.setVisible(not view.acts)

    def _on_pressed(self, act: PetitionAct) -> None:
        self._pane.act_wanted.emit(act)

    def offered(self) -> tuple[str, ...]:
        """Return the words on the buttons."""
        return tuple(key.text() for key in self._keys)

    def focus_first(self) -> bool:
        """Put the focus on what usually comes next; say whether there is anything."""
        if self._keys:
            self._keys[0].show()  # what was only just laid out takes no focus until it is seen
            self._keys[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self._keys)


def _what(view: PetitionView) -> str:
    row = view.row
    parts = [
        f"{word_of(row.kind)} về {word_of(row.about).lower()}",
        word_of(row.channel),
        f"nhận {moment_text(row.received_at)}",
    ]
    if view.is_late_entry:
        parts.append(states.LATE_ENTRY_MARK)
    if row.petition_class is not None:
        parts.append(f"loại: {word_of(row.petition_class).lower()}")
    return " · ".join(parts)


def _about(view: PetitionView) -> str:
    lines = []
    if view.officer_name:
        lines.append(f"Cán bộ được nhắc tới: {view.officer_name}")
    if view.procedure_name:
        lines.append(f"Thủ tục: {short_name(view.procedure_name, _MOST_LETTERS)}")
    if view.finding is not None:
        lines.append(f"Kết luận: {word_of(view.finding).lower()}")
    return "\n".join(lines)


class PetitionTimelineCard(HeadedCard):
    """Each act: what, when, who, and what was said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(headings.TIMELINE, parent)
        self._rows = QVBoxLayout()
        self._said: list[str] = []
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)

    def show_events(self, view: PetitionView) -> None:
        clear_layout(self._rows)
        self._said.clear()
        for event in reversed(view.events):
            row = _node(event)
            self._said.append(row.accessibleName())
            self._rows.addWidget(row)
        self.set_count(f"{len(view.events)} việc")

    def texts(self) -> tuple[str, ...]:
        """Return the acts as read out, newest first."""
        return tuple(self._said)


def _node(event: EventLine) -> QWidget:
    made = QWidget()
    rows = QVBoxLayout(made)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(label(word_of(event.act), "heading"))
    if event.standing is Timeliness.LATE:
        head.addWidget(chip(measures.PART_LATE, Tone.LATE))
    head.addStretch(1)
    head.addWidget(label(moment_text(event.at), "quiet"))
    rows.addLayout(head)
    details = tuple(_details(event))
    for detail in details:
        rows.addWidget(label(detail, wrap=True))
    rows.addWidget(label(event.officer_name, "caption"))
    said = (word_of(event.act), moment_text(event.at), *details, event.officer_name)
    made.setAccessibleName(", ".join(said))
    return made


def _details(event: EventLine) -> Iterator[str]:
    for one in (event.petition_class, event.outcome, event.finding, event.published_by):
        if one is not None:
            yield word_of(one)
    if event.has_ground is not None:
        yield states.HAS_GROUND if event.has_ground else states.NO_GROUND
    if event.criteria:
        yield f"Chưa đạt: {', '.join(word_of(one).lower() for one in event.criteria)}"
    if event.to_name:
        yield f"Tới: {event.to_name}"
    if event.note:
        yield event.note
