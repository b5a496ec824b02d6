"""What the counter already knows of a person while they stand there."""

from collections.abc import Sequence

from sqlalchemy import select

from app.models.base import FOREVER
from app.models.catalogue import ProcedureVersion
from app.models.dossiers import Dossier, DossierState
from app.services.dossiers.lifecycle import OPEN_STATUSES
from app.services.dossiers.people_columns import owner_of
from app.services.dossiers.records import KnownPerson, OpenTwin, Owner
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions

_NEWEST = 3000


class Applicants:
    """Finds returning applicants, recent procedures, and open dossiers like the one being typed."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def known(self, actor: Actor, id_number: str) -> KnownPerson | None:
        """Return the person of this number as their newest dossier has them."""
        if not id_number:
            return None
        with self._tx.read(actor, Right.REGISTER) as reading:
            row = reading.session.execute(
                select(Dossier)
                .where(Dossier.unit_id == actor.office_id, Dossier.owner_id_number == id_number)
                .order_by(Dossier.id.desc())
                .limit(1)
            ).scalar()
            return None if row is None else KnownPerson(owner_of(row), row.code, row.received_at)

    def open_twin(self, actor: Actor, owner: Owner, procedure_id: int) -> OpenTwin | None:
        """Return an open dossier of the same owner and procedure: a warning, not a refusal.

        The owner is matched by number, or by name and birth where there is no number.
        """
        same_owner = (
            Dossier.owner_id_number == owner.id_number
            if owner.id_number
            else (Dossier.owner_name == owner.name) & (Dossier.owner_birth == owner.birth)
        )
        with self._tx.read(actor, Right.REGISTER) as reading:
            row = reading.session.execute(
                select(Dossier.code, Dossier.received_at, DossierState.due_at)
                .join(DossierState, DossierState.dossier_id == Dossier.id)
                .join(ProcedureVersion, ProcedureVersion.id == DossierState.version_id)
                .where(
                    Dossier.unit_id == actor.office_id,
                    same_owner,
                    ProcedureVersion.procedure_id == procedure_id,
                    DossierState.to_at == FOREVER,
                    DossierState.status.in_(OPEN_STATUSES),
                )
                .order_by(Dossier.id.desc())
                .limit(1)
            ).first()
            return None if row is None else OpenTwin(row.code, row.received_at, row.due_at)

    def recent_procedures(self, actor: Actor, limit: int = 8) -> Sequence[int]:
        """Return ids of the procedures this officer received last, newest first, each once."""
        with self._tx.read(actor, Right.REGISTER) as reading:
            return recent_procedures(reading, limit)


def recent_procedures(reading: Reading, limit: int) -> list[int]:
    """Return ids of the procedures the reader received last, newest first, each once.

    Looked for among the office's newest alone: who received nothing for long has no recents.
    """
    newest = (
        select(Dossier.id)
        .where(Dossier.unit_id == reading.actor.office_id)
        .order_by(Dossier.id.desc())
        .limit(_NEWEST)
        .subquery()
    )
    rows = reading.session.execute(
        select(ProcedureVersion.procedure_id)
        .join(Dossier, Dossier.version_id == ProcedureVersion.id)
        .where(
            Dossier.registered_by == reading.actor.officer_id,
            Dossier.id.in_(select(newest.c.id)),
        )
        .order_by(Dossier.id.desc())
        .limit(300)
    ).scalars()
    return list(dict.fromkeys(rows))[:limit]
