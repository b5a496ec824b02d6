"""The desk's two other answers to a half-typed form: refused with reasons, or a guide slip."""

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.dossiers.decision import Decided
from app.services.dossiers.records import NewDossier, NotAccepted
from app.services.forms.notice_records import PaperLine
from app.services.intake.guiding import GuideRequest
from app.services.ledger.records import Actor
from app.ui.intake.desk_panels import DeskPanel, GuidePanel, RefusalPanel
from app.ui.intake.live_preview import ASK_AFTER_MS
from app.ui.intake.typed import TypedIntake, to_new, to_preview
from app.ui.runtime.tasks import Change, Latest, Read, Write
from app.ui.shell.page_context import PageContext, Printing
from app.ui.widgets.pdf_view import PageSource
from app.vocabulary.office import ReasonKind
from app.wording import sentences

_NO_PROCEDURE = InvalidInputError("procedure", sentences.NO_PROCEDURE_CHOSEN)

T = TypeVar("T")


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
        context: PageContext,
        services: Services,
        typed: Callable[[], TypedIntake],
        draft_id: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._typed = typed
        self._draft_id = draft_id
        self._is_busy = False
        self._open: DeskPanel | None = None
        self._latest = Latest()
        key = context.actions.key_text("intake.register")
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
        self._context.read(self._services.reasons.of, ReasonKind.REFUSAL).then(
            self.refusal.show_ready
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
        pages, title = self._preview()
        pages.then(
            self._latest.only(lambda source: self.preview_ready.emit(source, title)),
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

    def _preview(self) -> tuple[Read[PageSource], str]:
        work, services, printing = self._context.work, self._services, self._context.printing
        if self._open is self.guide:
            self.guide.show_missing(tuple(paper.name for paper in missing_papers(self._typed())))
            pages = work(_guide_pages, services, printing, self._request())
            return pages, "Phiếu hướng dẫn · xem trước"
        new = to_preview(self._typed(), self._context.clock.today())
        reasons, ground = self.refusal.said()
        pages = work(_refusal_pages, services, printing, new, reasons, ground)
        return pages, "Phiếu từ chối · xem trước"

    def _request(self) -> GuideRequest:
        typed = self._typed()
        person, phone, advice = self.guide.said()
        return GuideRequest(typed.case_id, person, phone, missing_papers(typed), advice)

    def _send(self) -> None:
        context, typed = self._context, self._typed()
        if self._open is self.guide:
            request = self._request()
            self._run(
                context.write(self._services.guiding.issue, request),
                partial(self._on_guided, typed),
            )
            return
        new = to_new(typed, self._draft_id(), self._context.clock.today())
        reasons, ground = self.refusal.said()
        self._run(
            context.write(self._services.refusing.refuse, new, reasons, ground),
            partial(self._on_refused, typed),
        )

    def _run(self, act: Write[T], done: Callable[[T], None]) -> None:
        self._set_busy(is_busy=True)
        act.then(done, changed=(Change.DOSSIERS, Change.PRINT_QUEUE), failed=self._on_failed)

    def _on_guided(self, typed: TypedIntake, decided: Decided) -> None:
        self._finish()
        self.guided.emit(decided, typed)

    def _on_refused(self, typed: TypedIntake, refused: NotAccepted) -> None:
        self._finish()
        self._context.served(refused.code)
        self.refused.emit(refused, typed)

    def _finish(self) -> None:
        self._set_busy(is_busy=False)
        self._context.print_queued()
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


def _guide_pages(
    actor: Actor, services: Services, printing: Printing, request: GuideRequest
) -> PageSource:
    return printing.typeset(services.guiding.preview(actor, request))


def _refusal_pages(
    actor: Actor,
    services: Services,
    printing: Printing,
    new: NewDossier,
    reasons: tuple[str, ...],
    ground: str,
) -> PageSource:
    return printing.typeset(services.refusing.preview(actor, new, reasons, ground))
