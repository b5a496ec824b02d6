"""Half-typed intake forms: saved while typing, offered after a crash, never registered twice."""

from sqlalchemy import ColumnElement, and_, delete, select

from app.models.base import FOREVER
from app.models.dossiers import Dossier, DossierState, Draft
from app.services.dossiers.records import SavedDraft
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.vocabulary.dossiers import DossierStatus

# Half-typed forms as rows of the store: written, thrown away, found.

MAX_CONTENT = 200_000


def keep_draft(work: Work, draft_id: str, content: str, *, is_petition: bool = False) -> None:
    """Write `content` under its draft id."""
    work.session.merge(
        Draft(
            draft_id=draft_id,
            officer_id=work.actor.officer_id,
            saved_at=work.now,
            content=content[:MAX_CONTENT],
            is_petition=is_petition,
        )
    )


def forget_draft(work: Work, draft_id: str, *, is_petition: bool = False) -> None:
    """Throw the officer's draft away."""
    own = own_drafts(work, is_petition=is_petition)
    work.session.execute(delete(Draft).where(Draft.draft_id == draft_id, own))


def own_drafts(reading: Reading, *, is_petition: bool = False) -> ColumnElement[bool]:
    """Return the condition of the officer's drafts, of dossiers or of petitions."""
    return and_(Draft.officer_id == reading.actor.officer_id, Draft.is_petition.is_(is_petition))


class Drafts:
    """Keeps each officer's half-typed forms in the store.

    Registering leaves a draft where it is: whoever was cut off before hearing of it finds the code
    it became, and discards it.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def save(self, actor: Actor, draft_id: str, content: str) -> None:
        """Keep `content` (the form as text) under its draft id; a registered draft is not kept."""
        with self._tx.write(actor, Right.REGISTER) as work:
            registered = work.session.execute(
                select(Dossier.id).where(Dossier.draft_id == draft_id)
            ).first()
            if registered is None:
                keep_draft(work, draft_id, content)

    def discard(self, actor: Actor, draft_id: str) -> None:
        """Forget a draft."""
        with self._tx.write(actor, Right.REGISTER) as work:
            forget_draft(work, draft_id)

    def waiting(self, actor: Actor) -> tuple[SavedDraft, ...]:
        """Return the officer's drafts, newest first, each with the code it became, if it did."""
        with self._tx.read(actor, Right.REGISTER) as reading:
            rows = reading.session.execute(
                select(Draft, Dossier.code, DossierState.status)
                .outerjoin(Dossier, Dossier.draft_id == Draft.draft_id)
                .outerjoin(
                    DossierState,
                    (DossierState.dossier_id == Dossier.id) & (DossierState.to_at == FOREVER),
                )
                .where(own_drafts(reading))
                .order_by(Draft.saved_at.desc())
            )
            return tuple(
                SavedDraft(
                    draft.draft_id,
                    draft.saved_at,
                    draft.content,
                    code or "",
                    was_refused=status is DossierStatus.NOT_ACCEPTED,
                )
                for draft, code, status in rows
            )
