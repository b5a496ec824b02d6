"""What is read only of the dossiers that are shown: whose they are, and the names of the units."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import aliased

from app.models.base import FOREVER
from app.models.catalogue import ProcedureCase, ProcedureVersion
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.services.ledger.transactions import Reading
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import HandoffItemState, ReturnBy

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Names:
    """The words of one line; `agency` and `taker` are empty where there is none."""

    code: str
    owner: str
    procedure: str
    return_by: ReturnBy
    time_unit: TimeUnit
    holder: str
    agency: str
    taker: str


_holder, _agency, _taker = aliased(Unit), aliased(Unit), aliased(Unit)
_NAMES: Select[*tuple[Any, ...]] = (
    select(
        DossierState.dossier_id,
        Dossier.code,
        Dossier.owner_name,
        ProcedureVersion.name,
        Dossier.return_by,
        ProcedureCase.time_unit,
        _holder.name,
        func.coalesce(_agency.name, ""),
        func.coalesce(_taker.name, ""),
    )
    .select_from(DossierState)
    .join(Dossier, Dossier.id == DossierState.dossier_id)
    .join(ProcedureVersion, ProcedureVersion.id == DossierState.version_id)
    .join(ProcedureCase, ProcedureCase.id == Dossier.case_id)
    .join(_holder, _holder.id == DossierState.holder_id)
    .outerjoin(_agency, _agency.id == DossierState.agency_id)
    .outerjoin(
        HandoffItem,
        and_(
            HandoffItem.dossier_id == DossierState.dossier_id,
            HandoffItem.state == HandoffItemState.SENT,
        ),
    )
    .outerjoin(Handoff, Handoff.id == HandoffItem.handoff_id)
    .outerjoin(_taker, _taker.id == Handoff.to_id)
    .where(DossierState.to_at == FOREVER)
)


def names_of(reading: Reading, dossier_ids: Sequence[int]) -> Mapping[int, Names]:
    """Return the words of these dossiers, read a few hundred at a time."""
    found: dict[int, Names] = {}
    for start in range(0, len(dossier_ids), _AT_ONCE):
        some = dossier_ids[start : start + _AT_ONCE]
        rows = reading.connection.execute(_NAMES.where(DossierState.dossier_id.in_(some)))
        found.update({dossier_id: Names(*words) for dossier_id, *words in rows})
    return found
