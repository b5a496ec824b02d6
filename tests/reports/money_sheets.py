"""Made-up sheets of money that add up, with as hostile names as a test asks for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from app.services.money.records import (
    CashRow,
    DayCash,
    OfficerCash,
    QuarterSettlement,
    SettledGroup,
    SheetHead,
)
from app.vocabulary.dossiers import PaymentKind

DAY: Final = date(2026, 11, 23)
_MORNING: Final = datetime(2026, 11, 23, 0, 31, tzinfo=UTC)  # 07:31 at the office
HEAD: Final = SheetHead(
    unit_code="000.00.15.H53",
    unit_name="Bộ phận Một cửa phường Tân Phú",
    parent_name="UBND phường Tân Phú",
    place="Tân Phú",
    is_demo=False,
    first_day=DAY,
    last_day=DAY,
    as_of=datetime(2026, 11, 23, 17, 0, tzinfo=UTC),
    made_at=datetime(2026, 11, 23, 10, 5, tzinfo=UTC),
    made_by="Phạm Thị Kiều",
)


def a_row(number: int, **changes: Any) -> CashRow:
    """The `number`-th payment: an odd one an advance of officer A, an even one final of B."""
    is_odd = number % 2 == 1
    row = CashRow(
        number=f"{number}/PT",
        taken_at=_MORNING + timedelta(minutes=3 * number),
        officer_login="canbo.a" if is_odd else "canbo.b",
        officer_name="Nguyễn Thị An" if is_odd else "Trần Văn Bình",
        code=f"000.00.15.H53-261123-{number:04d}",
        owner_name=f"Lê Văn Chủ {number}",
        payer_name=f"Lê Văn Chủ {number}" if is_odd else "Đỗ Thị Nộp",
        procedure_name="Đăng ký biến động quyền sử dụng đất",
        kind=PaymentKind.ADVANCE if is_odd else PaymentKind.FINAL,
        amount_vnd=10_000 * number,
    )
    return replace(row, **changes)


def a_day(count: int = 4, **changes: Any) -> DayCash:
    """Return a day of `count` payments, those of one officer after those of the other."""
    rows = sorted((a_row(number) for number in range(1, count + 1)), key=_by_officer)
    officers = tuple(
        OfficerCash(
            login=login,
            name=own[0].officer_name,
            count=len(own),
            advance_vnd=sum(r.amount_vnd for r in own if r.kind is PaymentKind.ADVANCE),
            final_vnd=sum(r.amount_vnd for r in own if r.kind is PaymentKind.FINAL),
            first_number=own[0].number,
            last_number=own[-1].number,
        )
        for login in ("canbo.a", "canbo.b")
        if (own := [row for row in rows if row.officer_login == login])
    )
    made = DayCash(head=HEAD, day=DAY, is_own=False, officers=officers, rows=tuple(rows))
    return replace(made, **changes)


def a_quarter(**changes: Any) -> QuarterSettlement:
    """Return a quarter of two agencies, one of them with two fields."""
    head = replace(HEAD, first_day=date(2026, 10, 1), last_day=date(2026, 12, 31))
    groups = (
        a_group("PKT", "Phòng Kinh tế, Hạ tầng và Đô thị", "Đất đai", 3),
        a_group("PKT", "Phòng Kinh tế, Hạ tầng và Đô thị", "Xây dựng", 2),
        a_group("PVH", "Phòng Văn hóa - Xã hội", "Hộ tịch", 5),
    )
    made = QuarterSettlement(head=head, year=2026, quarter=4, groups=groups)
    return replace(made, **changes)


def a_group(code: str, name: str, field: str, dossiers: int) -> SettledGroup:
    """Return a group whose every figure differs from its neighbours."""
    return SettledGroup(
        agency_code=code,
        agency_name=name,
        field=field,
        dossiers=dossiers,
        payments=dossiers + 1,
        advance_vnd=dossiers * 100_000,
        final_vnd=dossiers * 50_000 + 1_000,
        open_advance_vnd=dossiers * 7_000,
    )


def _by_officer(row: CashRow) -> str:
    return row.officer_login
