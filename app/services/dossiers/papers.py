"""The papers of a dossier, and the words it is found by."""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from app.models.dossiers import Attachment, DossierDocument
from app.models.search_index import put_words
from app.services.dossiers.records import HandedPaper, NewDossier
from app.text import words

_INSERT = insert(DossierDocument)
_MOVE = (
    update(Attachment)
    .where(Attachment.id == bindparam("row_id"))
    .values(paper_ordinal=bindparam("ordinal"))
)


def store_papers(connection: Connection, dossier_id: int, papers: tuple[HandedPaper, ...]) -> None:
    """Store the papers handed in, in their order."""
    if papers:
        connection.execute(
            _INSERT,
            [
                {
                    "dossier_id": dossier_id,
                    "ordinal": ordinal,
                    "name": paper.name,
                    "original": paper.original,
                    "certified": paper.certified,
                    "plain": paper.plain,
                    "electronic": paper.electronic,
                    "is_extra": paper.is_extra,
                }
                for ordinal, paper in enumerate(papers, start=1)
            ],
        )


def replace_papers(
    connection: Connection, dossier_id: int, papers: tuple[HandedPaper, ...]
) -> None:
    """Put the corrected list in place of the wrong one; the log keeps the wrong one's facts.

    Scans go with their papers; those of a paper that is gone stay with the dossier.
    """
    before = [paper.name for paper in papers_of(connection, dossier_id)]
    connection.execute(delete(DossierDocument).where(DossierDocument.dossier_id == dossier_id))
    store_papers(connection, dossier_id, papers)
    _move_scans(connection, dossier_id, before, [paper.name for paper in papers])


def new_ordinals(before: Sequence[str], after: Sequence[str]) -> dict[int, int | None]:
    """Return where each paper of `before` stands in `after`, both from 1; None where it is gone.

    Papers of one name keep their order; a paper under a new name in an old place was renamed.
    """
    places: dict[str, list[int]] = {}
    for ordinal, name in enumerate(after, start=1):
        places.setdefault(name, []).append(ordinal)
    moved: dict[int, int | None] = {}
    for ordinal, name in enumerate(before, start=1):
        if places.get(name):
            moved[ordinal] = places[name].pop(0)
    free = {ordinal for left in places.values() for ordinal in left}
    for ordinal in range(1, len(before) + 1):
        moved.setdefault(ordinal, ordinal if ordinal in free else None)
    return moved


def _move_scans(
    connection: Connection, dossier_id: int, before: Sequence[str], after: Sequence[str]
) -> None:
    moved = new_ordinals(before, after)
    rows = connection.execute(
        select(Attachment.id, Attachment.paper_ordinal).where(
            Attachment.dossier_id == dossier_id, Attachment.paper_ordinal.is_not(None)
        )
    )
    changes = [
        {"row_id": row.id, "ordinal": moved[row.paper_ordinal]}
        for row in rows
        if moved[row.paper_ordinal] != row.paper_ordinal
    ]
    if changes:
        connection.execute(_MOVE, changes)


def papers_of(connection: Connection, dossier_id: int) -> tuple[HandedPaper, ...]:
    """Return a dossier's papers in their order."""
    rows = connection.execute(
        select(
            DossierDocument.name,
            DossierDocument.original,
            DossierDocument.certified,
            DossierDocument.plain,
            DossierDocument.electronic,
            DossierDocument.is_extra,
        )
        .where(DossierDocument.dossier_id == dossier_id)
        .order_by(DossierDocument.ordinal)
    )
    return tuple(HandedPaper(**row) for row in rows.mappings())


def index_words(connection: Connection, dossier_id: int, new: NewDossier, code: str) -> None:
    """Index owner, submitter and code, folded."""
    submitter = new.submitter.name if new.submitter else ""
    put_words(connection, dossier_id, words(f"{new.owner.name} {submitter} {code}"))
