"""What an agency officer may see: the dossiers their unit holds, decides on or is being handed.

One that their unit held before, or will hold by its route, can still be opened. Any other of the
office is foreign: it is opened for a reason alone, and the log says so.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from sqlalchemy import ColumnElement, select

from app.masking import mask_address, mask_birth, mask_email, mask_id, mask_phone, mask_words
from app.models.catalogue import RouteStep
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.vocabulary.dossiers import HandoffItemState
from app.vocabulary.people import Role

FOREIGN_ACT: Final = "foreign_opened"
"""The entry of a dossier that a unit opened which has nothing to do with it."""


def is_of_unit(unit_id: int) -> ColumnElement[bool]:
    """Return the condition on a dossier's present state under which `unit_id` may see it."""
    coming = _handed_to(unit_id, HandoffItemState.SENT)
    return (DossierState.holder_id == unit_id) | (DossierState.agency_id == unit_id) | coming


def concerns_unit(unit_id: int) -> ColumnElement[bool]:
    """Return the condition under which `unit_id` may open a dossier without saying why.

    It is theirs now, they took it over before, or a step of its route is theirs.
    """
    held = _handed_to(unit_id, HandoffItemState.ACCEPTED)
    to_come = (
        select(RouteStep.id)
        .join(Dossier, Dossier.case_id == RouteStep.case_id)
        .where(Dossier.id == DossierState.dossier_id, RouteStep.unit_id == unit_id)
        .exists()
    )
    return is_of_unit(unit_id) | held | to_come


def _handed_to(unit_id: int, state: HandoffItemState) -> ColumnElement[bool]:
    return (
        select(HandoffItem.id)
        .join(Handoff, Handoff.id == HandoffItem.handoff_id)
        .where(
            HandoffItem.dossier_id == DossierState.dossier_id,
            HandoffItem.state == state,
            Handoff.to_id == unit_id,
        )
        .exists()
    )


# What is shown of people's numbers and addresses: decided here alone, by role and by use.
#
# Names stay: a counter calls people by them. Every other fact is hidden unless it is declared
# below.
# The law's own forms (receipt, slip, notice, the bundle to the unit that decides) print what
# their
# form asks and do not pass here.


class Use(Enum):
    """What people's facts are read for."""

    LIST = auto()
    """Rows of lists and of the search."""
    DOSSIER = auto()
    """One dossier, opened by whom it concerns."""
    FOREIGN_DOSSIER = auto()
    """One dossier, opened for a reason by a unit that has nothing to do with it."""
    EXPORT = auto()
    """A file that leaves the desk."""
    UNMASKED_EXPORT = auto()
    """A file that leaves the desk for a reason, after a password typed again."""


class PersonalFact(Enum):
    """One kind of thing known of a person."""

    ID_NUMBER = auto()
    PHONE = auto()
    EMAIL = auto()
    ADDRESS = auto()
    BIRTH = auto()
    """A day of birth, yyyy-mm-dd or yyyy."""
    WORDS = auto()
    """Free text: what somebody typed, and the numbers in it."""


_NOTHING: Final[frozenset[PersonalFact]] = frozenset()
_ALL: Final = frozenset(PersonalFact)
_MASKED: Final[Mapping[PersonalFact, Callable[[str], str]]] = {
    PersonalFact.ID_NUMBER: mask_id,
    PersonalFact.PHONE: mask_phone,
    PersonalFact.EMAIL: mask_email,
    PersonalFact.ADDRESS: mask_address,
    PersonalFact.BIRTH: mask_birth,
    PersonalFact.WORDS: mask_words,
}

SHOWN: Final[Mapping[Use, Mapping[Role, frozenset[PersonalFact]]]] = {
    Use.LIST: {},
    Use.DOSSIER: {Role.OFFICER: _ALL, Role.SUPERVISOR: _ALL, Role.AGENCY_OFFICER: _ALL},
    Use.FOREIGN_DOSSIER: {},
    Use.EXPORT: {},
    Use.UNMASKED_EXPORT: {Role.SUPERVISOR: _ALL, Role.ADMINISTRATOR: _ALL},
}
"""Who sees what; a role that is not named sees nothing. The console has no role."""


@dataclass(frozen=True, slots=True)
class Masks:
    """Shows what is in `shown` and hides the rest."""

    shown: frozenset[PersonalFact]

    @property
    def hides_something(self) -> bool:
        """Say whether any kind of fact is hidden."""
        return self.shown != _ALL

    def fact(self, kind: PersonalFact, value: str) -> str:
        """Return a fact of this kind, as far as it may be seen."""
        return value if kind in self.shown else _MASKED[kind](value)

    def id_number(self, number: str) -> str:
        """Return an identity number, as far as it may be seen."""
        return self.fact(PersonalFact.ID_NUMBER, number)

    def phone(self, number: str) -> str:
        """Return a telephone number, as far as it may be seen."""
        return self.fact(PersonalFact.PHONE, number)

    def email(self, address: str) -> str:
        """Return an email address, as far as it may be seen."""
        return self.fact(PersonalFact.EMAIL, address)

    def address(self, address: str) -> str:
        """Return where somebody lives, as far as it may be seen."""
        return self.fact(PersonalFact.ADDRESS, address)

    def words(self, text: str) -> str:
        """Return free text, the numbers in it as far as they may be seen."""
        return self.fact(PersonalFact.WORDS, text)


def masks_for(use: Use, roles: frozenset[Role] = frozenset()) -> Masks:
    """Return what people with `roles` see for `use`; what any of the roles sees is seen."""
    seen = SHOWN[use]
    return Masks(_NOTHING.union(*(seen.get(role, _NOTHING) for role in roles)))


def may_disclose(roles: frozenset[Role]) -> bool:
    """Say whether people with `roles` may take out a file in which nothing is hidden."""
    return not masks_for(Use.UNMASKED_EXPORT, roles).hides_something


ROWS: Final = masks_for(Use.LIST)
"""Lists show the same to everybody."""
EXPORTS: Final = masks_for(Use.EXPORT)
"""Files that leave the desk hide the same from everybody, unless a disclosure was asked for."""
