"""What is done to decisions from the tab: the dialog, the service, what is said afterwards."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import InvalidInputError
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.publishing.publishing import Publishing
from app.services.publishing.records import DecisionLine, DecisionView
from app.ui.publishing.decision_dialog import DecisionDialog
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
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
        dialog = EndDialog(line, self._panel)
        dialog.submitted.connect(partial(self._end, dialog, line))
        dialog.open()

    def _open_new(self, earlier: tuple[DecisionLine, ...]) -> None:
        dialog = DecisionDialog(self._context, self._services, None, earlier, self._panel)
        dialog.submitted.connect(partial(self._enter, dialog))
        dialog.open()

    def _open_correction(self, read: tuple[DecisionView, tuple[DecisionLine, ...]]) -> None:
        view, lines = read
        earlier = tuple(one for one in lines if one.decision_id != view.line.decision_id)
        dialog = DecisionDialog(self._context, self._services, view.draft, earlier, self._panel)
        dialog.submitted.connect(partial(self._correct, dialog, view.line))
        dialog.open()

    def _enter(self, dialog: DecisionDialog) -> None:
        try:
            draft = dialog.draft()
        except InvalidInputError as error:
            dialog.fail(error)
            return
        act = self._context.write(self._services.publishing.enter, draft)
        dialog.run(act, self._on_entered, (Change.REGISTERS,))

    def _correct(self, dialog: DecisionDialog, line: DecisionLine) -> None:
        try:
            draft = dialog.draft()
        except InvalidInputError as error:
            dialog.fail(error)
            return
        correct, revision = self._services.publishing.correct, line.revision
        act = self._context.write(correct, line.decision_id, draft, based_on=revision)
        dialog.run(act, self._on_corrected, (Change.REGISTERS,))

    def _end(self, dialog: EndDialog, line: DecisionLine) -> None:
        end, reason, revision = self._services.publishing.end, dialog.reason.text(), line.revision
        act = self._context.write(end, line.decision_id, reason, based_on=revision)
        dialog.run(act, self._on_ended, (Change.REGISTERS,))

    def _on_entered(self, view: DecisionView) -> None:
        self._say(view, "Đã ghi")

    def _on_corrected(self, view: DecisionView) -> None:
        self._say(view, "Đã sửa")

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
