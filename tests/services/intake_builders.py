"""Procedures and people for the tests of the intake, its services and its page."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from app.models.database import Database
from app.services.catalogue.procedures import Procedures
from app.services.catalogue.records import CaseDraft, PaperDraft, ProcedureDraft
from app.services.dossiers.records import HandedPaper, NewDossier, Owner
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.office import Level
from app.vocabulary.people import Role
from tests.services.store_builders import an_actor

BIRTH = ProcedureDraft(
    code="1.001193",
    name="Đăng ký khai sinh",
    field="Hộ tịch",
    level=Level.COMMUNE,
    cases=(
        CaseDraft(name="Thông thường", value=Decimal(1), unit=TimeUnit.WORKING_DAY),
        CaseDraft(name="Có xác minh", value=Decimal(3), unit=TimeUnit.WORKING_DAY, fee_vnd=8000),
    ),
    papers=(
        PaperDraft("Tờ khai đăng ký khai sinh", original=1),
        PaperDraft("Giấy chứng sinh", original=1, plain=2),
        PaperDraft("Giấy chứng nhận kết hôn", plain=1, is_required=False),
    ),
)
LAND = ProcedureDraft(
    code="1.012783",
    name="Đăng ký biến động đất đai",
    field="Đất đai",
    level=Level.COMMUNE,
    cases=(
        CaseDraft(
            name="Thông thường", value=Decimal(10), unit=TimeUnit.WORKING_DAY, fee_vnd=50_000
        ),
    ),
    papers=(PaperDraft("Đơn đăng ký biến động", original=1),),
)
WITNESS = ProcedureDraft(
    code="2.000815",
    name="Chứng thực bản sao từ bản chính",
    field="Chứng thực",
    level=Level.COMMUNE,
    cases=(CaseDraft(name="Thông thường", unit=TimeUnit.SAME_DAY, fee_vnd=2000),),
)

HUNG = Owner(
    name="Trần Thị Bưởi",
    id_number="072185001234",
    birth="1985-03-14",
    address="Khu phố 3, phường Tân Ninh",
    phone="0912345678",
)


def catalogue(tx: Transactions, admin: Actor, *drafts: ProcedureDraft) -> dict[str, int]:
    """Store `drafts` (the three above when none) and return procedure ids by code."""
    procedures = Procedures(tx)
    wanted = drafts or (BIRTH, LAND, WITNESS)
    return {draft.code: procedures.add(admin, draft).procedure_id for draft in wanted}


def an_officer(database: Database, login: str = "canbo.a") -> Actor:
    """Add a counter officer."""
    return an_actor(database, Role.OFFICER, login=login)


def new_dossier(case_id: int, draft_id: str, **changes: Any) -> NewDossier:
    """Return an intake that is in order, with the fee of the dearest of the procedures above."""
    plain = NewDossier(
        draft_id=draft_id,
        case_id=case_id,
        owner=HUNG,
        papers=(HandedPaper("Tờ khai", 1),),
        fee_vnd=50_000,
    )
    return replace(plain, **changes)
