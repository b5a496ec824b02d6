"""Intakes as an officer types them."""

from random import Random
from uuid import UUID

from sqlalchemy import select

from app.models.catalogue import ProcedureCase
from app.services.dossiers.records import HandedPaper, NewDossier, Owner
from benchmarks.big_store import BigStore
from benchmarks.bulk_rows import person

PAPERS = tuple(
    HandedPaper(name, original=1)
    for name in (
        "Tờ khai theo mẫu",
        "Giấy chứng nhận quyền sử dụng đất",
        "Bản sao hợp đồng có chứng thực",
        "Trích lục bản đồ địa chính",
    )
)


def intakes(store: BigStore, count: int) -> list[NewDossier]:
    """Return `count` intakes, each under a draft of its own."""
    random = Random(7)
    with store.desk.database.read() as session:
        cases = session.execute(
            select(ProcedureCase.id, ProcedureCase.fee_vnd).order_by(ProcedureCase.id)
        ).all()
    return [
        NewDossier(
            draft_id=str(UUID(int=random.getrandbits(128), version=4)),
            case_id=case_id,
            owner=Owner(
                person(random),
                id_number=f"0721{random.randint(50, 99)}{random.randint(0, 999_999):06d}",
                address="Khu phố 3, phường Tân Ninh, tỉnh Tây Ninh",
                phone=f"09{random.randint(0, 99_999_999):08d}",
            ),
            papers=PAPERS,
            fee_vnd=fee_vnd,
        )
        for case_id, fee_vnd in (random.choice(cases) for _ in range(count))
    ]
