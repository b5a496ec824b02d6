"""What the intake offers to choose from: procedures, recents first, and what one asks for."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Row, Subquery, case, func, select

from app.errors import NotFoundError
from app.models.base import FOREVER
from app.models.catalogue import Procedure, ProcedureCase, ProcedureVersion
from app.models.dossiers import Dossier, DossierState
from app.models.office import Unit
from app.services.catalogue.procedures import best_first, rows_of
from app.services.catalogue.records import CaseView, PaperDraft, ProcedureFilter
from app.services.catalogue.stored import Stored, one_version
from app.services.deadlines.limits import TimeLimit, limit_text
from app.services.dossiers.lifecycle import OPEN_STATUSES
from app.services.dossiers.people_columns import owner_of
from app.services.dossiers.records import (
    CaseChoice,
    HandedPaper,
    IntakeForm,
    KnownPerson,
    OpenTwin,
    Owner,
    ProcedureChoice,
)
from app.services.intake.competence import competent_units
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.office.records import AgencyLine
from app.text import words
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel
from app.wording import sentences

# What the counter already knows of a person while they stand there.

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
    newest = _newest_dossiers(reading.actor)
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


def _newest_dossiers(actor: Actor) -> Subquery:
    return (
        select(Dossier.id)
        .where(Dossier.unit_id == actor.office_id)
        .order_by(Dossier.id.desc())
        .limit(_NEWEST)
        .subquery()
    )


_RECENTS = 8
_MOST_ROWS = 100
_FEWEST_INITIALS = 2
_MOST_INITIALS = 12


def by_initials(
    reading: Reading, text: str, recents: Sequence[int] = ()
) -> list[Row[*tuple[Any, ...]]]:
    """Return procedures in force with words one after another that begin with the letters `text`.

    The `recents` (by id) come first, then those of the office's level, then names that begin so,
    then short ones.
    """
    typed = "".join(words(text))
    if not (typed.isalpha() and _FEWEST_INITIALS <= len(typed) <= _MOST_INITIALS):
        return []
    in_order = "".join(f" {letter}%" for letter in typed)
    is_own = _is_of_own_level(reading.actor).label("is_own")
    query = rows_of(ProcedureFilter()).add_columns(is_own)
    found = [
        (
            row.procedure_id not in recents,
            not row.is_own,
            initials.find(typed),
            len(row.name),
            row.code,
            row,
        )
        for row in reading.session.execute(
            query.where(ProcedureVersion.search_text.like(f"%{in_order}"))
        )
        if typed in (initials := "".join(word[0] for word in words(row.name)))
    ]
    return [row for *_place, row in sorted(found, key=lambda one: one[:5])]


def _used(actor: Actor) -> Subquery:
    """Return how many of the office's newest dossiers are of each procedure."""
    newest = _newest_dossiers(actor)
    return (
        select(ProcedureVersion.procedure_id, func.count().label("times"))
        .join(Dossier, Dossier.version_id == ProcedureVersion.id)
        .where(Dossier.id.in_(select(newest.c.id)))
        .group_by(ProcedureVersion.procedure_id)
        .subquery()
    )


def _is_of_own_level(actor: Actor) -> ColumnElement[bool]:
    own = select(Unit.level).where(Unit.id == actor.office_id).scalar_subquery()
    return ProcedureVersion.level == own


class IntakeChoices:
    """Finds procedures for the intake and shows what the chosen one asks for."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def find(self, actor: Actor, text: str, limit: int = 20) -> tuple[ProcedureChoice, ...]:
        """Return procedures in force that `text` may mean, the officer's recent ones first.

        Of those that fit alike, those of the office's own level come first, then those that it has
        received most among its newest dossiers.
        Empty text may mean all of them. Words need no marks and no order; letters that begin no
        word of any are the initials of words one after another ("dkks").
        """
        with self._tx.read(actor, Right.REGISTER) as reading:
            recents = recent_procedures(reading, _RECENTS)
            places = {procedure_id: place for place, procedure_id in enumerate(recents)}
            used = _used(actor)
            at = 1 if words(text) else 0
            order = best_first(text)
            order[at:at] = [
                case((_is_of_own_level(actor), 0), else_=1),
                func.coalesce(used.c.times, 0).desc(),
            ]
            if places:
                order.insert(0, case(places, value=Procedure.id, else_=_RECENTS))
            query = (
                rows_of(ProcedureFilter(text))
                .outerjoin(used, used.c.procedure_id == Procedure.id)
                .order_by(*order)
            )
            rows = reading.session.execute(query.limit(min(limit, _MOST_ROWS))).all()
            return tuple(
                ProcedureChoice(
                    procedure_id=row.procedure_id,
                    code=row.code,
                    name=row.name,
                    field=row.field,
                    is_recent=row.procedure_id in places,
                )
                for row in rows or by_initials(reading, text, recents)[:limit]
            )

    def form(self, actor: Actor, procedure_id: int) -> IntakeForm:
        """Return what the version in force asks for. Raises NotFoundError where it has ended."""
        with self._tx.read(actor, Right.REGISTER) as reading:
            stored = one_version(reading.session, procedure_id, None)
            if stored is None or not stored.is_active or stored.valid_to is not None:
                raise NotFoundError(
                    "Thủ tục này đã ngừng áp dụng trong danh mục. Hãy chọn thủ tục khác."
                )
            return _form(reading, stored)

    def competents(self, actor: Actor) -> tuple[AgencyLine, ...]:
        """Return the units that a dossier may be taken in for (phi địa giới), by name."""
        with self._tx.read(actor, Right.REGISTER) as reading:
            return competent_units(reading.session)

    def form_of_case(self, actor: Actor, case_id: int) -> IntakeForm:
        """Return what the version of `case_id` asked for, in force or not: for a correction.

        Raises NotFoundError.
        """
        with self._tx.read(actor, Right.REGISTER) as reading:
            found = reading.session.execute(
                select(ProcedureVersion.procedure_id, ProcedureVersion.number)
                .join(ProcedureCase, ProcedureCase.version_id == ProcedureVersion.id)
                .where(ProcedureCase.id == case_id)
            ).first()
            stored = found and one_version(reading.session, found.procedure_id, found.number)
            if not stored:
                raise NotFoundError(sentences.NO_SUCH_CASE)
            return _form(reading, stored)


def fitting_case(cases: Sequence[CaseChoice], channel: Channel, wanted: str = "") -> CaseChoice:
    """Return the case to offer first: the one named `wanted`, else the first open to `channel`."""
    for choice in cases:
        if wanted and choice.name == wanted:
            return choice
    return next((choice for choice in cases if channel in choice.channels), cases[0])


def _form(reading: Reading, stored: Stored) -> IntakeForm:
    draft = stored.draft
    advances = _advances(reading, [view.case_id for view in stored.cases])
    return IntakeForm(
        procedure_id=stored.procedure_id,
        code=draft.code,
        name=draft.name,
        field=draft.field,
        agency_name=draft.agency_name,
        cases=tuple(_case(view, advances[view.case_id]) for view in stored.cases),
        papers=tuple(_paper(paper) for paper in draft.papers),
        required=tuple(paper.is_required for paper in draft.papers),
    )


def _advances(reading: Reading, case_ids: Sequence[int]) -> dict[int, int]:
    """Return what each case asks on intake, in đồng."""
    rows = reading.session.execute(
        select(ProcedureCase.id, ProcedureCase.advance_vnd).where(ProcedureCase.id.in_(case_ids))
    )
    return {row.id: row.advance_vnd for row in rows}


def _case(view: CaseView, advance_vnd: int) -> CaseChoice:
    drawn = view.case
    return CaseChoice(
        view.case_id,
        drawn.name,
        limit_text(TimeLimit(drawn.value, drawn.unit)),
        drawn.fee_vnd,
        drawn.channels,
        advance_vnd,
        drawn.unit is TimeUnit.SAME_DAY,
    )


def _paper(paper: PaperDraft) -> HandedPaper:
    """Return a paper with its expected counts; one without any is expected as one original."""
    counts = (paper.original, paper.certified, paper.plain, paper.electronic)
    return HandedPaper(paper.name, *(counts if any(counts) else (1, 0, 0, 0)))
