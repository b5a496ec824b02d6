"""Half-typed forms as rows of the store: written, thrown away, found."""

from sqlalchemy import ColumnElement, and_, delete

from app.models.dossiers import Draft
from app.services.ledger.transactions import Reading, Work

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
