"""Half-typed petitions: saved while typing, offered after a crash, never received twice."""

from sqlalchemy import select

from app.models.dossiers import Draft
from app.models.petitions import Petition
from app.services.dossiers.records import SavedDraft
from app.services.intake.drafts import forget_draft, keep_draft, own_drafts
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions


class PetitionDrafts:
    """Keeps each officer's half-typed petitions in the store.

    Receiving leaves a draft where it is: whoever was cut off before hearing of it finds the number
    it became, and discards it.
    """

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def save(self, actor: Actor, draft_id: str, content: str) -> None:
        """Keep `content` (the form as text) under its draft id; a received draft is not kept."""
        with self._tx.write(actor, Right.KEEP_PETITIONS) as work:
            received = work.session.execute(
                select(Petition.id).where(Petition.draft_id == draft_id)
            ).first()
            if received is None:
                keep_draft(work, draft_id, content, is_petition=True)

    def discard(self, actor: Actor, draft_id: str) -> None:
        """Forget a draft."""
        with self._tx.write(actor, Right.KEEP_PETITIONS) as work:
            forget_draft(work, draft_id, is_petition=True)

    def waiting(self, actor: Actor) -> tuple[SavedDraft, ...]:
        """Return the officer's drafts, newest first, each with the number it became, if it did."""
        with self._tx.read(actor, Right.KEEP_PETITIONS) as reading:
            rows = reading.session.execute(
                select(Draft, Petition.number)
                .outerjoin(Petition, Petition.draft_id == Draft.draft_id)
                .where(own_drafts(reading, is_petition=True))
                .order_by(Draft.saved_at.desc())
            )
            return tuple(
                SavedDraft(draft.draft_id, draft.saved_at, draft.content, number or "")
                for draft, number in rows
            )
