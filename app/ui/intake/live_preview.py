"""What the page looks up while somebody types: due date, preview, open twin, known applicant."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.dossiers.records import DossierView, KnownPerson, NewDossier, OpenTwin
from app.services.intake.identity import CitizenCard, looks_like_card, parse_card
from app.services.ledger.records import Actor
from app.ui.intake.form_cards import PeopleCard
from app.ui.intake.typed import (
    TypedIntake,
    TypedPeople,
    owner_of,
    people_of,
    received_or_none,
    to_new,
    to_preview,
)
from app.ui.runtime.tasks import Latest
from app.ui.shell.page_context import PageContext, Printing
from app.ui.widgets.pdf_view import PageSource
from app.vocabulary.people import PersonKind

ASK_AFTER_MS = 300
DUE_EVERY_MS = 30_000
_FILLED = ("owner_kind", "owner_name", "birth", "sex", "phone", "email", "address")
_BLANK = TypedPeople()


class LivePreview(QObject):
    """Asks for due date, preview and open twin of the form; the newest answer counts.

    `due_known` carries a DueView or None, `preview_ready` pages, `twin_known` a twin or None.
    """

    due_known = Signal(object)
    preview_ready = Signal(object)
    preview_failed = Signal(str)
    twin_known = Signal(object)

    def __init__(
        self,
        context: PageContext,
        services: Services,
        typed: Callable[[], TypedIntake],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
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
        received_at = received_or_none(typed, self._context.clock.today())
        if self._corrected is not None:
            received_at = self._corrected.clock_from or self._corrected.row.received_at
            # A time that has begun is not begun anew by a correction of something else.
            has_begun = self._corrected.clock_from is not None
            competent_id = None if has_begun else competent_id
        self._context.read(self._services.intake.due, case_id, received_at, competent_id).then(
            self._due.only(self.due_known.emit)
        )

    def ask(self) -> None:
        """Ask for preview and twin where what they are made of has changed."""
        self._soon.stop()
        typed = self._typed()
        self._ask_preview(typed)
        self._ask_twin(typed)

    def _ask_preview(self, typed: TypedIntake) -> None:
        new = to_preview(typed, self._context.clock.today())
        if not typed.case_id or new == self._shown:
            return
        self._shown = new
        printing, view = self._context.printing, self._corrected
        self._context.work(_receipt_pages, self._services, printing, new, view).then(
            self._preview.only(self.preview_ready.emit), self._on_preview_failed
        )

    def _ask_twin(self, typed: TypedIntake) -> None:
        try:
            birth = to_new(typed, "twin", self._context.clock.today()).owner.birth
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
        self._context.read(self._services.applicants.open_twin, owner, typed.procedure_id).then(
            self._twin.only(self._on_twin_found)
        )

    def _on_twin_found(self, twin: OpenTwin | None) -> None:
        is_itself = twin is not None and twin.code == self._typed().correcting
        self.twin_known.emit(None if is_itself else twin)

    def _on_preview_failed(self, error: UserError) -> None:
        self.preview_failed.emit(error.message)


class ApplicantAutofill(QObject):
    """Fills the owner in from a căn cước card, or from the newest dossier of the same person.

    `scanned` follows a card that was taken; `misread` carries the error of one that was not.
    """

    scanned = Signal()
    misread = Signal(object)
    known = Signal(object)

    def __init__(
        self,
        context: PageContext,
        services: Services,
        card: PeopleCard,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._card = card
        self._latest = Latest()
        self._asked = ""
        self._filled: TypedPeople | None = None
        card.owner_id_left.connect(self.look_up)

    def take_scan(self, text: str) -> bool:
        """Take a card's QR; False for anything that has not a card's shape."""
        if not looks_like_card(text):
            return False
        try:
            card = parse_card(text, self._context.clock.today())
        except InvalidInputError as error:
            self.misread.emit(error)
            return True
        if self._is_for_submitter(card):
            self._fill_submitter(card)
        else:
            self._fill_owner(card)
        self.scanned.emit()
        return True

    def look_up(self) -> None:
        """Ask who bears the number typed, once a number."""
        number = self._number()
        if number == self._asked:
            return
        self._asked = number
        self._context.read(self._services.applicants.known, number).then(
            self._latest.only(self._on_known)
        )

    def forget(self) -> None:
        """Start with the people shown now as if they had been typed."""
        self._latest.forget()
        self._asked = self._number()
        self._filled = None

    def _number(self) -> str:
        return self._card.owner_id.text().replace(" ", "").upper()

    def _on_known(self, person: KnownPerson | None) -> None:
        """Fill what is empty or was filled for somebody else; what was typed stays."""
        people = self._card.typed()
        before = self._filled or _BLANK
        known = people_of(person.owner, None) if person else _BLANK
        changes = {
            name: getattr(known, name)
            for name in _FILLED
            if getattr(people, name) in {getattr(_BLANK, name), getattr(before, name)}
        }
        self._filled = known if person else None
        self._card.show_people(replace(people, **changes))
        self.known.emit(person)

    def _is_for_submitter(self, card: CitizenCard) -> bool:
        people = self._card.typed()
        if not people.is_authorised:
            return False
        if QApplication.focusWidget() in self._card.submitter_editors:
            return True
        has_owner = bool(people.owner_id or people.owner_name)
        return has_owner and people.owner_id != card.number and not people.submitter_id

    def _fill_submitter(self, card: CitizenCard) -> None:
        people = self._card.typed()
        self._card.show_people(replace(people, submitter_name=card.name, submitter_id=card.number))

    def _fill_owner(self, card: CitizenCard) -> None:
        people = self._card.typed()
        is_other = bool(people.owner_id) and people.owner_id != card.number
        self._card.show_people(
            replace(
                people,
                owner_kind=PersonKind.CITIZEN,
                owner_id=card.number,
                owner_name=card.name,
                birth=f"{card.birth:%d/%m/%Y}",
                sex=card.sex,
                address=card.address,
                phone="" if is_other else people.phone,
                email="" if is_other else people.email,
            )
        )
        self._filled = None
        self.look_up()


def _receipt_pages(
    actor: Actor,
    services: Services,
    printing: Printing,
    new: NewDossier,
    corrected: DossierView | None,
) -> PageSource:
    """Set the receipt of an intake, with what a correction keeps of its dossier."""
    if corrected is None:
        return printing.typeset(services.intake.preview(actor, new))
    received_at = corrected.row.received_at
    data = services.intake.preview(actor, replace(new, received_at=received_at))
    return printing.typeset(
        replace(
            data,
            code=corrected.row.code,
            code_check=corrected.code_check,
            is_late_entry=corrected.is_late_entry,
        )
    )
