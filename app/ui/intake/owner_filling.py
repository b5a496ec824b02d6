"""Fills people in: from a căn cước card, and from the newest dossier of a returning applicant."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.errors import InvalidInputError
from app.services.dossiers.records import KnownPerson
from app.services.intake.citizen_card import CitizenCard, looks_like_card, parse_card
from app.ui.intake.parts import IntakeParts
from app.ui.intake.people_card import PeopleCard
from app.ui.intake.typed import TypedPeople, people_of
from app.ui.runtime.tasks import Latest
from app.vocabulary.people import PersonKind

_FILLED = ("owner_kind", "owner_name", "birth", "sex", "phone", "email", "address")
_BLANK = TypedPeople()


class OwnerFilling(QObject):
    """`scanned` follows a card that was taken; `misread` carries the error of one that was not."""

    scanned = Signal()
    misread = Signal(object)
    known = Signal(object)

    def __init__(self, parts: IntakeParts, card: PeopleCard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
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
            card = parse_card(text, self._parts.clock.today())
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
        actor, applicants = self._parts.actor(), self._parts.services.applicants
        self._parts.tasks.read(
            lambda: applicants.known(actor, number), self._latest.only(self._on_known)
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
