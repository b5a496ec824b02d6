"""What the page finds out while somebody types: due date, preview, an open twin. Latest wins."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import InvalidInputError, UserError
from app.services.dossiers.records import DossierView, NewDossier, OpenTwin
from app.services.forms.records import ReceiptData
from app.ui.intake.parts import IntakeParts
from app.ui.intake.typed import TypedIntake, owner_of, received_or_none, to_new, to_preview
from app.ui.runtime.tasks import Latest
from app.ui.widgets.pdf_view import PageSource

ASK_AFTER_MS = 300
DUE_EVERY_MS = 30_000


class LiveFacts(QObject):
    """`due_known` carries a DueView or None, `preview_ready` pages, `twin_known` a twin or None."""

    due_known = Signal(object)
    preview_ready = Signal(object)
    preview_failed = Signal(str)
    twin_known = Signal(object)

    def __init__(
        self,
        parts: IntakeParts,
        typed: Callable[[], TypedIntake],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._typed = typed
        self._corrected: DossierView | None = None
        self._shown: NewDossier | None = None
        self._twin_of: tuple[object, ...] = ()
        self._due, self._preview, self._twin = Latest(), Latest(), Latest()
        self._soon = QTimer(self, singleShot=True, interval=ASK_AFTER_MS)
        self._soon.timeout.connect(self.ask)
        self._clock = QTimer(self, interval=DUE_EVERY_MS)
        self._clock.timeout.connect(self.ask_due)
        self._clock.start()

    def touch(self) -> None:
        """Ask again once nothing has been typed for a moment."""
        self._soon.start()

    def set_corrected(self, view: DossierView | None) -> None:
        """Take code and time of receipt from the dossier corrected; None: a new one, now."""
        self._corrected = view

    def forget(self) -> None:
        """Let no answer to an earlier form through."""
        self._soon.stop()
        for latest in (self._due, self._preview, self._twin):
            latest.forget()
        self._shown = None
        self._twin_of = ()

    def ask_due(self) -> None:
        """Ask when a dossier of the case shown, received now, is due."""
        typed = self._typed()
        case_id, competent_id = typed.case_id, typed.special.competent_id
        if not case_id:
            self._due.forget()
            self.due_known.emit(None)
            return
        actor = self._parts.actor()
        received_at = received_or_none(typed, self._parts.clock.today())
        if self._corrected is not None:
            received_at = self._corrected.clock_from or self._corrected.row.received_at
            # A time that has begun is not begun anew by a correction of something else.
            has_begun = self._corrected.clock_from is not None
            competent_id = None if has_begun else competent_id
        self._parts.tasks.read(
            lambda: self._parts.services.intake.due(actor, case_id, received_at, competent_id),
            self._due.only(self.due_known.emit),
        )

    def ask(self) -> None:
        """Ask for preview and twin where what they are made of has changed."""
        self._soon.stop()
        typed = self._typed()
        self._ask_preview(typed)
        self._ask_twin(typed)

    def _ask_preview(self, typed: TypedIntake) -> None:
        new = to_preview(typed, self._parts.clock.today())
        if not typed.case_id or new == self._shown:
            return
        self._shown = new
        actor, view = self._parts.actor(), self._corrected
        asked = replace(new, received_at=view.row.received_at) if view else new

        def pages() -> PageSource:
            data = self._parts.services.intake.preview(actor, asked)
            return self._parts.typeset(_as_corrected(data, view) if view else data)

        self._parts.tasks.read(
            pages, self._preview.only(self.preview_ready.emit), self._on_preview_failed
        )

    def _ask_twin(self, typed: TypedIntake) -> None:
        try:
            birth = to_new(typed, "twin", self._parts.clock.today()).owner.birth
        except InvalidInputError:
            birth = ""
        owner = owner_of(typed.people, birth)
        asked = (owner.id_number or (owner.name, owner.birth), typed.procedure_id)
        if asked == self._twin_of:
            return
        self._twin_of = asked
        if not typed.procedure_id or not (owner.id_number or (owner.name and owner.birth)):
            self._twin.forget()
            self.twin_known.emit(None)
            return
        actor, applicants = self._parts.actor(), self._parts.services.applicants
        self._parts.tasks.read(
            lambda: applicants.open_twin(actor, owner, typed.procedure_id),
            self._twin.only(self._on_twin_found),
        )

    def _on_twin_found(self, twin: OpenTwin | None) -> None:
        is_itself = twin is not None and twin.code == self._typed().correcting
        self.twin_known.emit(None if is_itself else twin)

    def _on_preview_failed(self, error: UserError) -> None:
        self.preview_failed.emit(error.message)


def _as_corrected(data: ReceiptData, view: DossierView) -> ReceiptData:
    """Return a preview with what a correction keeps of the dossier."""
    return replace(
        data,
        code=view.row.code,
        code_check=view.code_check,
        is_late_entry=view.is_late_entry,
    )
