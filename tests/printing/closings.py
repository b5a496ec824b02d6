"""A closing sheet to print, plain and as full as one gets."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from app.services.counts import Ended, Figures, GroupFigures, HandoffCounts, Received, StillOpen
from app.services.forms.records import BookSpan, CashLine, DayClosingData, WaitingCounts
from app.services.ledger.closed_days import ReopenedLine
from tests.printing.forms import HEAD, payload

CLOSED_AT = datetime(2026, 11, 23, 10, 2, tzinfo=UTC)
TOTAL = Figures(
    carried_over=128,
    received=Received(30, 9, 3),
    ended=Ended(20, 16, 1),
    open=StillOpen(131, 2),
    paused=6,
    refused=1,
    withdrawn=1,
    supplements=3,
    returned=29,
    waiting_collection=14,
    fees_vnd=1_250_000,
    handoffs=HandoffCounts(40, 31, 1, 8),
    not_accepted=2,
)
REOPENED = ReopenedLine(
    day=date(2026, 11, 23),
    ordinal=1,
    closed_at=CLOSED_AT,
    closed_by="Trần Thị Phụ Trách",
    reopened_at=datetime(2026, 11, 24, 1, 15, tzinfo=UTC),
    reopened_by="Trần Thị Phụ Trách",
    reopened_with="Đặng Thị Quản",
    reason="Nhập sót hai hồ sơ tiếp nhận trên giấy lúc mất điện",
)


def groups(*names: str) -> tuple[GroupFigures, ...]:
    return tuple(GroupFigures(f"G{n}", name, TOTAL) for n, name in enumerate(names))


def a_day_closing(**changes: Any) -> DayClosingData:
    data = DayClosingData(
        head=HEAD,
        number="12/PKN",
        day=date(2026, 11, 23),
        ordinal=1,
        closed_at=CLOSED_AT,
        officer_name="Trần Thị Phụ Trách",
        total=TOTAL,
        agencies=groups("Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Công an xã Tân Phú"),
        fields=groups("Hộ tịch", "Chứng thực", "Đất đai", "Bảo trợ xã hội"),
        books=(
            BookSpan(
                book="dossier",
                title="Hồ sơ",
                count=42,
                first="000.00.15.H53-261123-0001",
                last="000.00.15.H53-261123-0042",
            ),
            BookSpan(
                book="receipt",
                title="Giấy tiếp nhận và hẹn trả",
                count=42,
                first="5120/TNHS",
                last="5161/TNHS",
            ),
            BookSpan(
                book="handoff_slip",
                title="Phiếu bàn giao",
                count=6,
                first="811/PBG",
                last="816/PBG",
            ),
        ),
        cash=(
            CashLine(
                login="an",
                name="Nguyễn Văn An",
                count=18,
                total_vnd=900_000,
                first="701/PT",
                last="722/PT",
            ),
            CashLine(
                login="binh",
                name="Lê Thị Bình",
                count=7,
                total_vnd=350_000,
                first="703/PT",
                last="725/PT",
            ),
        ),
        waiting=WaitingCounts(on_the_way=8, unaccepted_slips=2, print_jobs=1),
        log_seq=91_234,
        chain_head=bytes(range(7, 39)).hex(),
        qr_payload=payload(kind=13, number=91_234),
    )
    return replace(data, **changes)


LONGEST_CLOSING = a_day_closing(
    ordinal=3,
    reopenings=(REOPENED, replace(REOPENED, ordinal=2, reason="lý do rất dài " * 30)),
    agencies=groups(*(f"Cơ quan giải quyết có tên gọi rất dài số {n} của tỉnh" for n in range(30))),
    fields=groups(*(f"Lĩnh vực thủ tục hành chính thứ {n}" for n in range(40))),
)
