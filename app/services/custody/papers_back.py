"""Papers that wait for the citizen: of withdrawn and stopped dossiers, back at the counter."""

from sqlalchemy import ColumnElement, select

from app.models.catalogue import ProcedureVersion
from app.models.dossiers import Dossier, DossierState
from app.models.outcomes import PapersBack
from app.models.search_index import find_words
from app.services.custody.records import PapersCheck
from app.services.dossiers.lifecycle import CUT_SHORT_STATUSES
from app.services.dossiers.listing import select_rows
from app.services.dossiers.papers import papers_of
from app.services.dossiers.records import DossierRow, HandedPaper
from app.services.dossiers.states import ON_THE_WAY, State
from app.services.ledger.transactions import Reading
from app.text import words

_MAX_NAMED = 5000
_GIVEN_BACK = select(PapersBack.dossier_id).where(PapersBack.dossier_id == Dossier.id).exists()


def rows_with_papers(reading: Reading, text: str, limit: int) -> tuple[DossierRow, ...]:
    """Return the dossiers whose papers wait at the counter, by the owner's given name."""
    conditions: list[ColumnElement[bool]] = [
        DossierState.status.in_(CUT_SHORT_STATUSES),
        DossierState.holder_id == reading.actor.office_id,
        ~ON_THE_WAY,
        ~_GIVEN_BACK,
    ]
    wanted = words(text)
    if wanted:
        found = find_words(reading.connection, wanted, _MAX_NAMED)
        conditions.append(Dossier.id.in_(found))
    return select_rows(reading, conditions, (Dossier.owner_sort, Dossier.id), limit)


def papers_check_of(reading: Reading, state: State) -> PapersCheck:
    """Return what is looked at before the papers go back: all but electronic copies."""
    dossier = reading.session.get_one(Dossier, state.dossier_id)
    procedure = reading.session.get_one(ProcedureVersion, dossier.version_id)
    handed = papers_of(reading.connection, dossier.id)
    return PapersCheck(
        code=dossier.code,
        owner_name=dossier.owner_name,
        owner_id_number=dossier.owner_id_number,
        submitter_name=dossier.submitter_name,
        submitter_id_number=dossier.submitter_id_number,
        procedure_name=procedure.name,
        status=state.status,
        ended_at=state.ended_at,
        papers=tuple(_in_words(paper) for paper in handed if paper.count > paper.electronic),
    )


def _in_words(paper: HandedPaper) -> str:
    counts = (
        (paper.original, "bản chính"),
        (paper.certified, "bản chứng thực"),
        (paper.plain, "bản sao"),
    )
    said = ", ".join(f"{count} {word}" for count, word in counts if count)
    return f"{paper.name} ({said})"
