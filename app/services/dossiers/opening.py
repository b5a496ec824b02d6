"""Whether a dossier is anything to the unit of who would open it."""

from sqlalchemy import select

from app.models.base import FOREVER
from app.models.dossiers import DossierState
from app.services.ledger.transactions import Reading
from app.services.ledger.visibility import concerns_unit


def is_foreign_to(reading: Reading, dossier_id: int) -> bool:
    """Say whether the unit of an agency officer has nothing to do with a dossier."""
    if not reading.is_agency_only:
        return False
    concerned = select(DossierState.id).where(
        DossierState.dossier_id == dossier_id,
        DossierState.to_at == FOREVER,
        concerns_unit(reading.actor.unit_id),
    )
    return reading.session.execute(concerned).first() is None
