"""What an agency officer may see: the dossiers their unit holds, decides on or is being handed.

One that their unit held before, or will hold by its route, can still be opened. Any other of the
office is foreign: it is opened for a reason alone, and the log says so.
"""

from typing import Final

from sqlalchemy import ColumnElement, select

from app.models.catalogue import RouteStep
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.vocabulary.dossiers import HandoffItemState

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
