"""The desk's two other answers to a half-typed form: refused with reasons, or a guide slip."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import InvalidInputError, UserError
from app.services.dossiers.decision import Decided
from app.services.dossiers.records import NotAccepted
from app.services.forms.form_parts import PaperLine
from app.services.forms.records import FormData
from app.services.intake.guiding import GuideRequest
from app.ui.intake.desk_panels import DeskPanel, GuidePanel, RefusalPanel
from app.ui.intake.live import ASK_AFTER_MS
from app.ui.intake.parts import IntakeParts
from app.ui.intake.typed import TypedIntake, to_new, to_preview
from app.ui.runtime.tasks import Change, Latest
from app.vocabulary.office import ReasonKind

_NO_PROCEDURE = InvalidInputError(
    "procedure", "Chưa chọn thủ tục. Hãy gõ tên hoặc mã rồi chọn trong danh sách."
)


class Deciding(QObject):
    """`opened` and `closed` follow the panel; `preview_ready` carries pages and their title.

    `refused` carries a NotAccepted and the form it came from, `guided` a Decided and the form;
    `problem` a UserError that belongs to the form at the left.
    """

    opened = Signal()
    closed = Signal()
    preview_ready = Signal(object, str)
    preview_failed = Signal(str)
    refused = Signal(object, object)
    guided = Signal(object, object)
    problem = Signal(object)
    busy_changed = Signal(bool)

    def __init__(
        self,
        parts: IntakeParts,
        typed: Callable[[], TypedIntake],
        draft_id: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._typed = typed
        self._draft_id = draft_id
        self._is_busy = False
        self._open: DeskPanel | None = None
        self._latest = Latest()
        key = parts.actions.key_text("intake.register")
        self.refusal = RefusalPanel(key)
        self.guide = GuidePanel(key)
        self._soon = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._soon.timeout.connect(self.ask)
        for panel in (self.refusal, self.guide):
            panel.edited.connect(self.touch)
            panel.confirmed.connect(self.issue)
            panel.left.connect(self.leave)

    @property
    def is_open(self) -> bool:
        """Say whether a panel asks for something now."""
        return self._open is not None

    def ask_refusal(self) -> None:
        """Ask why what is on the form cannot be received."""
        if not self._begin(self.refusal):
            return
        self.refusal.begin()
        actor, reasons = self._parts.actor(), self._parts.services.reasons
        self._parts.tasks.read(
            lambda: reasons.of(actor, ReasonKind.REFUSAL), self.refusal.show_ready
        )
        self.ask()

    def ask_guide(self) -> None:
        """Ask who is told what is missing."""
        if not self._begin(self.guide):
            return
        people = self._typed().people
        person = people.submitter_name if people.is_authorised else people.owner_name
        phone = people.submitter_phone if people.is_authorised else people.phone
        self.guide.begin(person, phone)
        self.ask()

    def leave(self) -> None:
        """Put the panel away; the form stays as it is."""
        if self._open is None:
            return
        self._soon.stop()
        self._latest.forget()
        self._open.hide()
        self._open = None
        self.closed.emit()

    def touch(self) -> None:
        """Show the paper anew once nothing has been typed for a moment."""
        if self._open is not None:
            self._open.clear_problems()
            self._soon.start()

    def ask(self) -> None:
        """Show the very form that would be printed now."""
        self._soon.stop()
        if self._open is None:
            return
        make, title = self._preview()
        self._parts.tasks.read(
            lambda: self._parts.typeset(make()),
            self._latest.only(lambda pages: self.preview_ready.emit(pages, title)),
            self._on_preview_failed,
        )

    def issue(self) -> None:
        """Issue what the panel asks for; nothing while one is under way."""
        if self._is_busy or self._open is None:
            return
        self._open.clear_problems()
        try:
            self._send()
        except InvalidInputError as error:
            self._tell(error)

    def _begin(self, panel: DeskPanel) -> bool:
        typed = self._typed()
        if typed.correcting:
            self.problem.emit(
                InvalidInputError("reason", "Đang sửa một hồ sơ đã nhận. Hãy sửa xong hoặc thôi.")
            )
            return False
        if not typed.case_id:
            self.problem.emit(_NO_PROCEDURE)
            return False
        if self._open is not None and self._open is not panel:
            self._open.hide()
        self._open = panel
        self.opened.emit()  # what makes room for it goes first: a window only ever grows
        panel.show()
        return True

    def _preview(self) -> tuple[Callable[[], FormData], str]:
        actor, services = self._parts.actor(), self._parts.services
        if self._open is self.guide:
            self.guide.show_missing(tuple(paper.name for paper in missing_papers(self._typed())))
            request = self._request()
            title = "Phiếu hướng dẫn · xem trước"
            return lambda: services.guiding.preview(actor, request), title
        new = to_preview(self._typed(), self._parts.clock.today())
        reasons, ground = self.refusal.said()
        title = "Phiếu từ chối · xem trước"
        return lambda: services.refusing.preview(actor, new, reasons, ground), title

    def _request(self) -> GuideRequest:
        typed = self._typed()
        person, phone, advice = self.guide.said()
        return GuideRequest(typed.case_id, person, phone, missing_papers(typed), advice)

    def _send(self) -> None:
        actor, services = self._parts.actor(), self._parts.services
        typed = self._typed()
        if self._open is self.guide:
            request = self._request()
            self._write(
                lambda: services.guiding.issue(actor, request), partial(self._on_guided, typed)
            )
            return
        new = to_new(typed, self._draft_id(), self._parts.clock.today())
        reasons, ground = self.refusal.said()
        self._write(
            lambda: services.refusing.refuse(actor, new, reasons, ground),
            partial(self._on_refused, typed),
        )

    def _write(self, work: Callable[[], object], done: Callable[[object], None]) -> None:
        self._set_busy(is_busy=True)
        self._parts.tasks.write(work, done, {Change.DOSSIERS, Change.PRINT_QUEUE}, self._on_failed)

    def _on_guided(self, typed: TypedIntake, decided: object) -> None:
        self._finish()
        if isinstance(decided, Decided):
            self.guided.emit(decided, typed)

    def _on_refused(self, typed: TypedIntake, refused: object) -> None:
        self._finish()
        if isinstance(refused, NotAccepted):
            self._parts.served(refused.code)
            self.refused.emit(refused, typed)

    def _finish(self) -> None:
        self._set_busy(is_busy=False)
        self._parts.print_job()
        self.leave()

    def _on_failed(self, error: UserError) -> None:
        self._set_busy(is_busy=False)
        self._tell(error)

    def _tell(self, error: UserError) -> None:
        """Tell at the panel's field, else at the form's."""
        if self._open is None or not self._open.take_problem(error):
            self.problem.emit(error)

    def _on_preview_failed(self, error: UserError) -> None:
        self.preview_failed.emit(error.message)

    def _set_busy(self, *, is_busy: bool) -> None:
        self._is_busy = is_busy
        for panel in (self.refusal, self.guide):
            panel.setEnabled(not is_busy)
        self.busy_changed.emit(is_busy)


def missing_papers(typed: TypedIntake) -> tuple[PaperLine, ...]:
    """Return the required papers that are not ticked, with the counts that are asked for."""
    return tuple(
        PaperLine(entry.name, *entry.expected)
        for entry in typed.papers
        if entry.is_required and not entry.is_present
    )
