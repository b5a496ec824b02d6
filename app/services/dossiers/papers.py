"""The papers of a dossier, and the words it is found by."""

from sqlalchemy import Connection, delete, insert, select

from app.models.dossiers import DossierDocument
from app.models.search_index import put_words
from app.services.dossiers.records import HandedPaper, NewDossier
from app.text import words

_INSERT = insert(DossierDocument)


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
    """Put the corrected list in place of the wrong one; the log keeps the wrong one's facts."""
    connection.execute(delete(DossierDocument).where(DossierDocument.dossier_id == dossier_id))
    store_papers(connection, dossier_id, papers)


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
    return tuple(HandedPaper(*row) for row in rows)


def index_words(connection: Connection, dossier_id: int, new: NewDossier, code: str) -> None:
    """Index owner, submitter and code, folded."""
    submitter = new.submitter.name if new.submitter else ""
    put_words(connection, dossier_id, words(f"{new.owner.name} {submitter} {code}"))
