"""The procedure a dossier of another store is kept under: this office's own, else a shadow.

A shadow says what the sender's catalogue said; nobody can register under it, for it is not active.
"""

from sqlalchemy import func, select, update

from app.models.catalogue import Procedure, ProcedureCase, ProcedureVersion
from app.services.deadlines.limits import CountingRules
from app.services.dossiers.terms import Terms, terms_of_case
from app.services.exchange.content import ProcedureSaid
from app.services.ledger.transactions import Work
from app.text import fold, words


def terms_for(work: Work, said: ProcedureSaid, rule: CountingRules) -> Terms:
    """Return the terms of this office's case of that code and name, else of its first case.

    Where the catalogue does not have the procedure in force, a shadow of it is found or added.
    """
    rows = work.session.execute(
        select(
            ProcedureCase.id,
            ProcedureCase.name,
            (Procedure.is_active & ProcedureVersion.valid_to.is_(None)).label("is_in_force"),
        )
        .join(ProcedureVersion, ProcedureVersion.id == ProcedureCase.version_id)
        .join(Procedure, Procedure.id == ProcedureVersion.procedure_id)
        .where(Procedure.code == said.code)
        .order_by(ProcedureVersion.number.desc(), ProcedureCase.ordinal)
    ).all()
    own = [row for row in rows if row.is_in_force]
    wanted = fold(said.case_name)
    named = [row for row in (own or rows) if fold(row.name) == wanted]
    chosen = (named or own)[:1]
    case_id = chosen[0].id if chosen else _added(work, said)
    return terms_of_case(work.session, case_id, rule)


def _added(work: Work, said: ProcedureSaid) -> int:
    """Add a version that only dossiers from elsewhere are kept under; return its case."""
    session = work.session
    procedure = session.scalars(select(Procedure).where(Procedure.code == said.code)).first()
    if procedure is None:
        procedure = Procedure(code=said.code, is_active=False)
        session.add(procedure)
        session.flush()
    session.execute(
        update(ProcedureVersion)
        .where(ProcedureVersion.procedure_id == procedure.id, ProcedureVersion.valid_to.is_(None))
        .values(valid_to=work.now)
    )
    last = session.execute(
        select(func.max(ProcedureVersion.number)).where(
            ProcedureVersion.procedure_id == procedure.id
        )
    ).scalar()
    case = ProcedureCase(
        ordinal=1,
        name=said.case_name,
        time_value=said.limit.value,
        time_unit=said.limit.unit,
        late_cutoff=said.late_cutoff,
        channels="",
        fee_vnd=0,
    )
    session.add(
        ProcedureVersion(
            procedure_id=procedure.id,
            number=(last or 0) + 1,
            valid_from=work.now,
            valid_to=None,
            name=said.name,
            search_text=" " + " ".join(words(f"{said.name} {said.field} {said.code}")),
            field=said.field,
            level=said.level,
            agency_id=None,
            cases=[case],
        )
    )
    session.flush()
    work.log("procedure_shadowed", {"code": said.code, "case": said.case_name})
    return case.id
