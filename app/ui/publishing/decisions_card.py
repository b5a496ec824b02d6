"""The decisions of the register: search, the table, what can be done to the one in front."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.publishing.publishing import Publishing
from app.services.publishing.records import DecisionFilter, DecisionLine, DecisionView
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.publishing.columns import DECISIONS
from app.ui.publishing.decision_dialog import DecisionDialog
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import button, label, set_tone
from app.ui.widgets.record_form import RecordForm, reason_field
from app.ui.widgets.table_view import RowTable
from app.wording import buttons, prompts, states
from app.wording.texts import number_text

# What is done to decisions from the tab: the dialog, the service, what is said afterwards.


class DecisionActs(QObject):
    """`stored` carries the decision as it is after an act."""

    stored = Signal(object)

    def __init__(self, context: PageContext, services: Services, panel: QWidget) -> None:
        super().__init__(panel)
        self._context = context
        self._services = services
        self._panel = panel

    def enter(self) -> None:
        """Ask for a new decision."""
        self._context.read(self._services.publishing.decisions).then(self._open_new)

    def correct(self, line: DecisionLine) -> None:
        """Read the decision whole and ask what is to be corrected."""
        self._context.read(_decision_and_all, self._services.publishing, line.decision_id).then(
            self._open_correction
        )

    def end(self, line: DecisionLine) -> None:
        """Ask why the decision is to be taken out."""
        form = RecordForm(
            (reason_field("", lines=1),),
            f"Bỏ quyết định {line.number} khỏi sổ",
            "Bỏ khỏi sổ",
            self._context.clock.today,
            self._panel,
            told=f"Quyết định {line.title} không tính vào số liệu nữa nhưng vẫn đọc lại được trong "
            "sổ. Chỉ dùng khi nhập nhầm; thủ tục bị bãi bỏ thì nhập quyết định bãi bỏ.",
        )
        end, write, revision = self._services.publishing.end, self._context.write, line.revision
        form.ask(
            lambda: write(end, line.decision_id, form.text(), based_on=revision),
            self._on_ended,
            (Change.REGISTERS,),
        )

    def _open_new(self, earlier: tuple[DecisionLine, ...]) -> None:
        form = DecisionDialog(self._context, self._services, None, earlier, self._panel)
        enter, write = self._services.publishing.enter, self._context.write
        form.ask(lambda: write(enter, form.draft()), self._on_entered, (Change.REGISTERS,))

    def _open_correction(self, read: tuple[DecisionView, tuple[DecisionLine, ...]]) -> None:
        view, lines = read
        decision_id, revision = view.line.decision_id, view.line.revision
        earlier = tuple(one for one in lines if one.decision_id != decision_id)
        form = DecisionDialog(self._context, self._services, view.draft, earlier, self._panel)
        correct, write = self._services.publishing.correct, self._context.write
        form.ask(
            lambda: write(correct, decision_id, form.draft(), based_on=revision),
            self._on_corrected,
            (Change.REGISTERS,),
        )

    def _on_entered(self, view: DecisionView) -> None:
        self._say(view, states.RECORDED)

    def _on_corrected(self, view: DecisionView) -> None:
        self._say(view, states.CORRECTED)

    def _on_ended(self, view: DecisionView) -> None:
        self._context.messages.done(f"Đã bỏ quyết định {view.line.title} khỏi sổ.")
        self.stored.emit(view.line)

    def _say(self, view: DecisionView, done: str) -> None:
        line = view.line
        text = f"{done} quyết định {line.title}."
        if line.mismatches:
            self._context.messages.warn(f"{text} {line.mismatches[0]}")
        else:
            self._context.messages.done(text)
        self.stored.emit(line)


def _decision_and_all(
    actor: Actor, publishing: Publishing, decision_id: int
) -> tuple[DecisionView, tuple[DecisionLine, ...]]:
    return publishing.one(actor, decision_id), publishing.decisions(actor)


_SEARCH_AFTER_MS = 150


class DecisionsCard(QFrame):
    """`decision_selected` carries the decision in front, or None; `changed` follows an act."""

    decision_selected = Signal(object)
    changed = Signal()

    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._context = context
        self._services = services
        self._go_to = 0
        self._asked_for = 0
        self.acts = DecisionActs(context, services, self)
        self.search = QLineEdit()
        self.has_ended = QCheckBox("Cả quyết định đã bỏ khỏi sổ")
        self.count = label("", "caption")
        self.enter = button("Nhập quyết định", "accent", Icon.ADD, hint="Ins")
        self.correct = button(buttons.EDIT_IN_DIALOG, "plain", Icon.EDIT, hint="↵")
        self.end = button("Bỏ khỏi sổ…", "plain", Icon.REMOVE, hint="Del")
        self.table = RowTable[DecisionLine](
            DECISIONS,
            lambda line: line.decision_id,
            empty_text="Chưa có quyết định công bố nào.\nNhấn Insert để nhập quyết định đầu tiên.",
        )
        self._timer = QTimer(self, singleShot=True, interval=_SEARCH_AFTER_MS)
        self._arrange()
        self._connect()
        self._on_selected()
        self.setFocusProxy(self.table)

    @property
    def decision(self) -> DecisionLine | None:
        """The decision in front."""
        return self.table.current_row()

    def load(self) -> None:
        """Read the decisions again."""
        wanted = DecisionFilter(self.search.text(), has_ended=self.has_ended.isChecked())
        self._context.read(self._services.publishing.decisions, wanted).then(self._show)

    def go_to(self, decision_id: int) -> None:
        self.table.go_to(decision_id)

    def open_decision(self, decision_id: int) -> None:
        """Read all decisions again and go to this one."""
        with QSignalBlocker(self.search):
            self.search.clear()
        self._asked_for = decision_id
        self.load()
        self.setFocus()

    def _show(self, lines: tuple[DecisionLine, ...]) -> None:
        self.table.set_rows(lines)
        apart = sum(bool(line.mismatches) for line in lines)
        said = f"{number_text(len(lines))} quyết định"
        self.count.setText(f"{said}, {number_text(apart)} có số không khớp" if apart else said)
        set_tone(self.count, Tone.LATE if apart else Tone.QUIET)
        if self._go_to:
            self.table.go_to(self._go_to)
            self._go_to = 0
        if self._asked_for:
            if self.table.go_to(self._asked_for) or self.has_ended.isChecked():
                self._asked_for = 0
            else:
                self.has_ended.setChecked(True)  # out of the register by now: reads all of them
        if self.decision is None and lines:
            self.table.selectRow(0)
        self._on_selected()

    def _on_selected(self, *_: object) -> None:
        line = self.decision
        is_open = line is not None and line.ended_on is None
        self.correct.setEnabled(is_open)
        self.end.setEnabled(is_open)
        self.decision_selected.emit(line)

    def _on_stored(self, line: DecisionLine) -> None:
        self._go_to = line.decision_id
        self.load()
        self.changed.emit()

    def _do(self, act: Callable[[DecisionLine], None], made: QPushButton, *_: object) -> None:
        if self.decision is not None and made.isEnabled():
            act(self.decision)

    def _arrange(self) -> None:
        self.search.setPlaceholderText("Tìm số quyết định, cơ quan, mã hoặc tên thủ tục   Ctrl+F")
        self.search.setAccessibleName(prompts.FIND_DECISIONS)
        self.search.setClearButtonEnabled(True)
        self.table.setAccessibleName("Quyết định công bố thủ tục")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.search, 1)
        head.addWidget(self.has_ended)
        head.addWidget(self.enter)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.count, 1)
        foot.addWidget(self.end)
        foot.addWidget(self.correct)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self.table, 1)
        rows.addLayout(foot)

    def _connect(self) -> None:
        acts = self.acts
        acts.stored.connect(self._on_stored)
        self.search.textChanged.connect(self._timer.start)
        self._timer.timeout.connect(self.load)
        self.search.returnPressed.connect(self.table.setFocus)
        self.has_ended.toggled.connect(self.load)
        self.table.row_activated.connect(partial(self._do, acts.correct, self.correct))
        self.table.row_selected.connect(self._on_selected)
        self.enter.clicked.connect(acts.enter)
        for made, act in ((self.correct, acts.correct), (self.end, acts.end)):
            made.clicked.connect(partial(self._do, act, made))
        book = self._context.actions
        book.bind("publishing.enter", self.enter.click, self)
        book.bind("publishing.end", self.end.click, self)
        book.bind("publishing.find", self._go_to_search, self)

    def _go_to_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
