"""What an agency officer may see: the dossiers their unit holds, decides on or is being handed."""

from sqlalchemy import ColumnElement, select

from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import DossierState
from app.vocabulary import HandoffItemState


def is_of_unit(unit_id: int) -> ColumnElement[bool]:
    """Return the condition on a dossier's present state under which `unit_id` may see it."""
    coming = (
        select(HandoffItem.id)
        .join(Handoff, Handoff.id == HandoffItem.handoff_id)
        .where(
            HandoffItem.dossier_id == DossierState.dossier_id,
            HandoffItem.state == HandoffItemState.SENT,
            Handoff.to_id == unit_id,
        )
        .exists()
    )
    return (DossierState.holder_id == unit_id) | (DossierState.agency_id == unit_id) | coming
