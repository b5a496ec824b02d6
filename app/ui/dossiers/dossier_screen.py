"""One dossier on one screen: facts, papers, what happened, when it is due, what may be done."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.services.container import Services
from app.services.dossiers.records import AllowedAction, DossierView
from app.services.ledger.rights import Right
from app.services.periods.late_reasons import LateReasonLine
from app.ui.desk.cards import GAP, HeadedCard, KeyButton, clear_layout
from app.ui.desk.late_reason_dialog import LateDossier, ask_late_reason
from app.ui.dossiers.act_panel import ActPanel
from app.ui.dossiers.act_table import ACT_SPECS, STATUS_TONES, action_key, usual_next
from app.ui.dossiers.due_card import DueCard
from app.ui.dossiers.facts_card import FactsCard, FormsCard
from app.ui.dossiers.notice_pane import Asked, NoticePane
from app.ui.dossiers.timeline_card import TimelineCard
from app.ui.files.files_card import FilesCard
from app.ui.look.icons import Icon
from app.ui.look.tokens import px
from app.ui.shell.actions import ActionBook
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import button, chip, label, set_tone
from app.ui.widgets.layouts import ScrollColumn
from app.vocabulary.dossiers import Action
from app.wording.labels import label as word_of

# The acts allowed now, as buttons with their keys, the likeliest first, and nothing else.

_GROUPS = tuple(dict.fromkeys(spec.group for spec in ACT_SPECS.values()))
"""Acts that belong together stand together, small, under one word; the first has none."""
_ACTION = "action"
_LOW = 26


class SmallButton(KeyButton):
    """One act of a group: no frame, a lower line."""

    def __init__(self, words: str, which: Icon, key_text: str) -> None:
        super().__init__(words, which, key_text)
        self.setProperty("kind", "ghost")
        # Without the line around it; the style sheet gives every button the height of a field.
        inner = px(_LOW) - 2
        self.setStyleSheet(f"QPushButton {{ min-height: {inner}px; max-height: {inner}px; }}")

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(_LOW))


class ActionsCard(HeadedCard):
    """`wanted` carries the act that was chosen."""

    wanted = Signal(object)

    def __init__(self, book: ActionBook, parent: QWidget | None = None) -> None:
        super().__init__("Làm được lúc này", parent)
        self._book = book
        self._made: list[QPushButton] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._none = label("Hồ sơ đã kết thúc, không còn việc nào.", "quiet", wrap=True)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._none)

    def buttons(self) -> tuple[QPushButton, ...]:
        """Return the acts offered, in the order they stand."""
        return tuple(self._made)

    def take_focus(self, action: Action | None = None) -> None:
        """Put the focus on `action`, else on the act that usually comes next."""
        offered = sorted(self.buttons(), key=lambda made: made.property(_ACTION) != action)
        for made in offered[:1]:
            made.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_actions(self, actions: Sequence[AllowedAction]) -> None:
        clear_layout(self._rows)
        self._made.clear()
        self._none.setVisible(not actions)
        first = usual_next([item.action for item in actions])
        for item in actions:
            if item.action is first:
                self._add_first(item)
        rest = [item for item in actions if item.action is not first]
        for group in _GROUPS:
            self._add_group(group, [one for one in rest if ACT_SPECS[one.action].group == group])

    def _add_first(self, item: AllowedAction) -> None:
        key_text = self._book.key_text(action_key(item.action))
        made = KeyButton(item.label, ACT_SPECS[item.action].icon, key_text, is_first=True)
        self._rows.addWidget(self._bound(item.action, made))

    def _add_group(self, title: str, items: Sequence[AllowedAction]) -> None:
        if not items:
            return
        group = QWidget()
        rows = QVBoxLayout(group)
        rows.setContentsMargins(0, 2, 0, 0)
        rows.setSpacing(0)
        if title:
            rows.addWidget(label(title, "caption"))
        for item in items:
            key_text = self._book.key_text(action_key(item.action))
            made = SmallButton(item.label, ACT_SPECS[item.action].icon, key_text)
            rows.addWidget(self._bound(item.action, made))
        self._rows.addWidget(group)

    def _bound(self, action: Action, made: QPushButton) -> QPushButton:
        made.setProperty(_ACTION, action.value)
        made.clicked.connect(partial(self._on_clicked, action))
        self._made.append(made)
        return made

    def _on_clicked(self, action: Action, _is_checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signature
        self.wanted.emit(action)


_RIGHT_WIDTH = 332
_ASKING_WIDTH = 396
_WIDE = 1500
_HISTORY, _PAPER = range(2)


class DossierScreen(QWidget):
    """Shows a view; of the store it asks only to keep why a dossier is late."""

    left = Signal()

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._clock = context.clock
        self.view: DossierView | None = None
        self._back = button("Danh sách", "ghost", Icon.LEFT, hint="Esc")
        self._code = label("", "title")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._check = label("", "quiet")
        self._status = chip("")
        self.facts = FactsCard()
        self.timeline = TimelineCard()
        self.due = DueCard(partial(context.may, Right.DECIDE))
        self.allowed = ActionsCard(context.actions)
        self.panel = ActPanel(context.clock.today)
        self.forms = FormsCard()
        self.files = FilesCard(context, services, context.actions.key_text("dossiers.attach"))
        self.paper = NoticePane(context, services, self._asked)
        self._middle = QStackedWidget()
        self._side = _Column()
        self._papers = _Column()
        self._columns = QHBoxLayout()
        self._arrange()
        self._back.clicked.connect(self.left)
        self.due.reason_wanted.connect(self._ask_why_late)
        self.panel.changed.connect(self._on_answer_changed)

    @property
    def title(self) -> str:
        return self._code.text()

    @property
    def status_text(self) -> str:
        return self._status.text()

    def show_dossier(self, view: DossierView) -> None:
        """Show `view`; an open question is about another moment and is shut."""
        now = self._clock.now()
        self.view = view
        self._code.setText(view.row.code)
        self._check.setText(f"số kiểm tra {view.code_check}")
        self._status.setText(word_of(view.row.status))
        self._status.setToolTip(f"Mã trạng thái quốc gia: {view.national_status}")
        set_tone(self._status, STATUS_TONES[view.row.status])
        self.facts.show_dossier(view)
        self.timeline.show_dossier(view, now)
        self.due.show_dossier(view, now)
        self.forms.show_dossier(view, now)
        self.forms.setVisible(not view.is_foreign)
        self.files.setVisible(not view.is_foreign)
        if not view.is_foreign:
            self.files.show_dossier(view)
        self.allowed.show_actions(view.actions)
        self.show_panel(is_open=False)

    def show_panel(self, *, is_open: bool) -> None:
        """Let the question stand in place of the buttons, or the buttons again."""
        if not is_open:
            self.panel.shut()
        self.allowed.setVisible(not is_open)
        self._side.verticalScrollBar().setValue(0)
        self._show_paper()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _ask_why_late(self, late: LateDossier) -> None:
        context, services = self._context, self._services

        def ask(known: LateReasonLine | None) -> None:
            about = replace(late, known=known)
            ask_late_reason(context, services, about, self._on_why_said, self)

        context.read(services.late_reasons.known, late.code).then(ask)

    def _on_why_said(self, said: LateReasonLine) -> None:
        self._context.messages.done(f"Đã ghi lý do quá hạn của hồ sơ {said.code}.")

    def _asked(self) -> Asked | None:
        action, view = self.panel.action, self.view
        if action is None or view is None or not self.panel.issues_paper:
            return None
        return view.row.code, action, self.panel.typed()

    def _on_answer_changed(self) -> None:
        if self.panel.action is not None:
            self._show_paper()
            self.paper.touch()

    def _show_paper(self) -> None:
        """Show the paper an act issues in place of what happened, while it is being asked about."""
        is_paper = self.panel.issues_paper
        if self.panel.action is not None and is_paper and self._middle.currentIndex() == _HISTORY:
            self.paper.open_for(self.panel.action)
        if not is_paper:
            self.paper.forget()
        self._middle.setCurrentIndex(_PAPER if is_paper else _HISTORY)
        self._make_room()

    def _make_room(self) -> None:
        """Let the paper be read: on a small desk it takes the place of the facts as well."""
        is_paper = self._middle.currentIndex() == _PAPER
        self._papers.setHidden(is_paper and self.width() < _WIDE)
        self._columns.setStretch(1, 2 if is_paper else 1)
        self._side.setFixedWidth(px(_ASKING_WIDTH if is_paper else _RIGHT_WIDTH))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        for part in (self._back, self._code, self._check, self._status):
            head.addWidget(part)
        head.addStretch(1)
        # From the outside in: a stack shows its first page at once, see `show_part`.
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        rows.addLayout(head)
        rows.addLayout(self._columns, 1)
        self._columns.setSpacing(GAP)
        self._columns.addWidget(self._papers, 1)
        self._columns.addWidget(self._middle, 1)
        self._columns.addWidget(self._side)
        history = QWidget()
        middle = QVBoxLayout(history)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(12)
        middle.addWidget(self.timeline, 1)
        middle.addWidget(self.forms)
        self._middle.addWidget(history)
        self._middle.addWidget(self.paper)
        self._papers.rows.addWidget(self.facts, 1)
        self._papers.rows.addWidget(self.files)
        for card in (self.panel, self.due, self.allowed):
            self._side.rows.addWidget(card)
        self._side.rows.addStretch(1)
        self._make_room()  # what is shown before it has a parent is a window of its own


class _Column(ScrollColumn):
    def __init__(self) -> None:
        inside = QWidget()
        inside.setObjectName("body")
        super().__init__(inside)
        self.rows = QVBoxLayout(inside)
        self.rows.setContentsMargins(0, 0, 2, 0)
        self.rows.setSpacing(12)
