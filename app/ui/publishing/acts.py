"""What is done to decisions from the tab: the dialog, the service, what is said afterwards."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import InvalidInputError
from app.services.publishing.records import DecisionLine, DecisionView
from app.ui.publishing.decision_dialog import DecisionDialog
from app.ui.publishing.parts import PublishingParts
from app.ui.runtime.tasks import Change
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.labels import label


class EndDialog(FormDialog):
    """Why a decision is taken out of the register."""

    def __init__(self, line: DecisionLine, parent: QWidget | None = None) -> None:
        super().__init__(f"Bỏ quyết định {line.number} khỏi sổ", "Bỏ khỏi sổ", parent)
        self.reason = QLineEdit()
        told = (
            f"Quyết định {line.title} không tính vào số liệu nữa nhưng vẫn đọc lại được trong sổ. "
            "Chỉ dùng khi nhập nhầm; thủ tục bị bãi bỏ thì nhập quyết định bãi bỏ."
        )
        self.fields.addWidget(label(told, "body", wrap=True), 0, 0)
        self.fields.addWidget(self.board.add("reason", "&Lý do", self.reason), 1, 0)
        self.reason.setFocus()


class DecisionActs(QObject):
    """`stored` carries the decision as it is after an act."""

    stored = Signal(object)

    def __init__(self, parts: PublishingParts, panel: QWidget) -> None:
        super().__init__(panel)
        self._parts = parts
        self._panel = panel

    def enter(self) -> None:
        """Ask for a new decision."""
        parts = self._parts
        read = partial(parts.publishing.decisions, parts.actor())
        parts.tasks.read(read, self._open_new)

    def correct(self, line: DecisionLine) -> None:
        """Read the decision whole and ask what is to be corrected."""
        parts, actor = self._parts, self._parts.actor()

        def read() -> tuple[DecisionView, tuple[DecisionLine, ...]]:
            view = parts.publishing.one(actor, line.decision_id)
            return view, parts.publishing.decisions(actor)

        parts.tasks.read(read, self._open_correction)

    def end(self, line: DecisionLine) -> None:
        """Ask why the decision is to be taken out."""
        dialog = EndDialog(line, self._panel)
        dialog.submitted.connect(partial(self._end, dialog, line))
        dialog.open()

    def _open_new(self, earlier: tuple[DecisionLine, ...]) -> None:
        dialog = DecisionDialog(self._parts, None, earlier, self._panel)
        dialog.submitted.connect(partial(self._enter, dialog))
        dialog.open()

    def _open_correction(self, read: tuple[DecisionView, tuple[DecisionLine, ...]]) -> None:
        view, lines = read
        earlier = tuple(one for one in lines if one.decision_id != view.line.decision_id)
        dialog = DecisionDialog(self._parts, view.draft, earlier, self._panel)
        dialog.submitted.connect(partial(self._correct, dialog, view.line))
        dialog.open()

    def _enter(self, dialog: DecisionDialog) -> None:
        try:
            draft = dialog.draft()
        except InvalidInputError as error:
            dialog.fail(error)
            return
        work = partial(self._parts.publishing.enter, self._parts.actor(), draft)
        dialog.run(self._parts.tasks, work, self._on_entered, (Change.REGISTERS,))

    def _correct(self, dialog: DecisionDialog, line: DecisionLine) -> None:
        try:
            draft = dialog.draft()
        except InvalidInputError as error:
            dialog.fail(error)
            return
        actor, publishing = self._parts.actor(), self._parts.publishing
        work = partial(publishing.correct, actor, line.decision_id, draft, based_on=line.revision)
        dialog.run(self._parts.tasks, work, self._on_corrected, (Change.REGISTERS,))

    def _end(self, dialog: EndDialog, line: DecisionLine) -> None:
        actor, publishing = self._parts.actor(), self._parts.publishing
        reason = dialog.reason.text()
        work = partial(publishing.end, actor, line.decision_id, reason, based_on=line.revision)
        dialog.run(self._parts.tasks, work, self._on_ended, (Change.REGISTERS,))

    def _on_entered(self, view: DecisionView) -> None:
        self._say(view, "Đã ghi")

    def _on_corrected(self, view: DecisionView) -> None:
        self._say(view, "Đã sửa")

    def _on_ended(self, view: DecisionView) -> None:
        self._parts.messages.done(f"Đã bỏ quyết định {view.line.title} khỏi sổ.")
        self.stored.emit(view.line)

    def _say(self, view: DecisionView, done: str) -> None:
        line = view.line
        text = f"{done} quyết định {line.title}."
        if line.mismatches:
            self._parts.messages.warn(f"{text} {line.mismatches[0]}")
        else:
            self._parts.messages.done(text)
        self.stored.emit(line)
