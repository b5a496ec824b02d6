"""Opens forms that come from the store: a draft, a dossier to correct, the form set aside."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.dossiers.records import DossierView, IntakeForm, SavedDraft
from app.services.ledger.records import Actor
from app.ui.desk.drafting import DraftKeeper
from app.ui.intake.sheet import IntakeSheet
from app.ui.intake.typed import TypedIntake, decode, encode, typed_of
from app.ui.shell.page_context import PageContext
from app.wording import buttons
from app.wording.texts import time_text


@dataclass(frozen=True, slots=True)
class _Aside:
    """The form that was being typed when a correction began."""

    typed: TypedIntake
    form: IntakeForm | None
    draft_id: str


class FormOpening(QObject):
    """`opened` says that the sheet shows another form, and whether it corrects one."""

    opened = Signal()

    def __init__(
        self,
        context: PageContext,
        services: Services,
        sheet: IntakeSheet,
        keeper: DraftKeeper,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._sheet = sheet
        self._keeper = keeper
        self._aside: _Aside | None = None
        self.correcting = ""
        self.seen_receipt = ""
        self.reason = ""
        self.view: DossierView | None = None

    def open_correction(self, code: str, draft: SavedDraft | None = None) -> None:
        """Show the dossier `code`, or what a draft had made of it, to be corrected."""
        self._context.actions.go_to("intake")
        self._context.read(_dossier_and_form, self._services, code).then(
            partial(self._on_dossier_found, draft)
        )

    def leave_correction(self) -> None:
        """Give the correction up and go on with the form set aside."""
        if self.correcting:
            self._keeper.discard(self._keeper.draft_id)
            self._restore_aside()

    def finish_with_way_back(self, typed: TypedIntake) -> Callable[[], None]:
        """Go on as `finish` does, and return what goes on with `typed` after all."""
        self.finish()
        again = SavedDraft("", self._context.clock.now(), encode(typed))
        return partial(self.reopen, again)

    def finish(self) -> None:
        """Go on after a registration: with the form set aside, or with a fresh draft."""
        if self.correcting:
            self._keeper.discard(self._keeper.draft_id)
            self._restore_aside()
            return
        if self._keeper.kept:
            self._keeper.discard(self._keeper.draft_id)
        self._keeper.begin()

    def put_away(self) -> None:
        """Keep the form as a draft, empty the page and offer to go on with it."""
        self._sheet.commit()
        if self._sheet.typed().is_blank:
            return
        self._keeper.save_now()
        draft = SavedDraft(self._keeper.draft_id, self._context.clock.now(), self._keeper.kept)
        self._show(TypedIntake(channel=self._sheet.typed().channel), None)
        self._context.messages.info(
            f"Đã cất bản nháp lúc {time_text(draft.saved_at)}.",
            [(buttons.REOPEN, partial(self.reopen, draft))],
        )

    def reopen(self, draft: SavedDraft) -> None:
        """Go on with a draft; what is typed now is kept as a draft of its own."""
        try:
            typed = decode(draft.content)
        except InvalidInputError as error:
            self._keeper.discard(draft.draft_id)
            self._context.messages.refused(error)
            return
        self._context.actions.go_to("intake")
        self._sheet.commit()
        self._keeper.save_now()
        if typed.correcting:
            self.open_correction(typed.correcting, draft)
            return
        if not typed.procedure_id:
            self._on_form_found(draft, typed, None)
            return
        self._context.read(self._services.choices.form, typed.procedure_id).then(
            partial(self._on_form_found, draft, typed), partial(self._on_form_gone, draft, typed)
        )

    def _on_form_found(
        self, draft: SavedDraft, typed: TypedIntake, form: IntakeForm | None
    ) -> None:
        self._show(typed, form, draft)

    def _on_form_gone(self, draft: SavedDraft, typed: TypedIntake, error: UserError) -> None:
        """Show the draft without its procedure, which has ended meanwhile."""
        self._show(typed, None, draft)
        self._context.messages.refused(error)

    def _on_dossier_found(
        self, draft: SavedDraft | None, found: tuple[DossierView, IntakeForm]
    ) -> None:
        view, form = found
        typed = decode(draft.content) if draft else typed_of(view)
        if not self.correcting:
            self._sheet.commit()
            self._keeper.save_now()
            self._aside = _Aside(self._sheet.typed(), self._sheet.form, self._keeper.draft_id)
        self._show(typed, form, draft, view=view)

    def _restore_aside(self) -> None:
        aside, self._aside = self._aside, None
        if aside is None or aside.typed.is_blank:
            self._show(TypedIntake(channel=self._sheet.typed().channel), None)
            return
        self._show(
            aside.typed, aside.form, SavedDraft(aside.draft_id, self._context.clock.now(), "")
        )

    def _show(
        self,
        typed: TypedIntake,
        form: IntakeForm | None,
        draft: SavedDraft | None = None,
        *,
        view: DossierView | None = None,
    ) -> None:
        self.correcting, self.reason = typed.correcting, typed.reason
        self.seen_receipt = typed.seen_receipt
        self.view = view
        self._keeper.begin(draft.draft_id if draft else "", draft.content if draft else "")
        self._sheet.show_typed(typed, form)
        self.opened.emit()


def _dossier_and_form(
    actor: Actor, services: Services, code: str
) -> tuple[DossierView, IntakeForm]:
    view = services.tracking.one(actor, code)
    return view, services.choices.form_of_case(actor, view.case_id)
