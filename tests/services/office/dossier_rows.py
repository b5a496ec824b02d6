"""Dossiers as bare rows: just enough to be open and due, for tests that only count them."""

from datetime import date, datetime, time
from decimal import Decimal
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models.base import FOREVER
from app.models.catalogue import Procedure, ProcedureCase, ProcedureVersion
from app.models.database import Database
from app.models.dossiers import Dossier, DossierState
from app.services.ledger.records import Actor
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel, DossierStatus, ReturnBy
from app.vocabulary.office import Level
from app.vocabulary.people import PersonKind
from tests.services.store_builders import MONDAY_MORNING


def a_due_dossier(
    database: Database,
    actor: Actor,
    due_at: datetime | None,
    *,
    is_open: bool = True,
    is_current: bool = True,
) -> None:
    """Add a dossier of the actor's office in one state, due at `due_at`."""
    with database.write() as session:
        case = session.scalars(select(ProcedureCase)).first() or _a_case(session)
        dossier = _a_dossier(session, actor, case)
        session.add(
            DossierState(
                dossier_id=dossier.id,
                ordinal=1,
                unit_id=actor.office_id,
                from_at=MONDAY_MORNING,
                to_at=FOREVER if is_current else MONDAY_MORNING,
                status=DossierStatus.PROCESSING if is_open else DossierStatus.RESOLVED,
                is_open=is_open,
                due_at=due_at,
                version_id=case.version_id,
                officer_id=actor.officer_id,
                holder_id=actor.office_id,
                log_seq=1,
            )
        )


def _a_case(session: Session) -> ProcedureCase:
    procedure = Procedure(code="1.000001")
    version = ProcedureVersion(
        procedure=procedure,
        number=1,
        valid_from=MONDAY_MORNING,
        name="Thủ tục thử",
        search_text="thu tuc thu",
        field="Thử",
        level=Level.COMMUNE,
    )
    session.add(version)
    session.flush()
    case = ProcedureCase(
        version_id=version.id,
        ordinal=1,
        name="Thông thường",
        time_value=Decimal(3),
        time_unit=TimeUnit.WORKING_DAY,
        late_cutoff=time(15),
        channels="counter",
        fee_vnd=0,
    )
    session.add(case)
    session.flush()
    return case


def _a_dossier(session: Session, actor: Actor, case: ProcedureCase) -> Dossier:
    number = session.execute(select(func.count()).select_from(Dossier)).scalar_one() + 1
    dossier = Dossier(
        unit_id=actor.office_id,
        code=f"000.00.15.H53-261123-{number:04d}",
        day=date(2026, 11, 23),
        day_number=number,
        draft_id=str(uuid4()),
        version_id=case.version_id,
        case_id=case.id,
        channel=Channel.COUNTER,
        received_at=MONDAY_MORNING,
        registered_at=MONDAY_MORNING,
        registered_by=actor.officer_id,
        counter_name="Quầy 1",
        is_late_entry=False,
        owner_kind=PersonKind.CITIZEN,
        owner_name="Người Thử",
        owner_sort="thử",
        owner_id_number="",
        owner_birth="",
        address="",
        phone="",
        email="",
        submitter_name="",
        submitter_id_number="",
        submitter_phone="",
        is_authorised=False,
        request="",
        set_count=1,
        return_by=ReturnBy.COUNTER,
        return_address="",
        fee_vnd=0,
        note="",
    )
    session.add(dossier)
    session.flush()
    return dossier
