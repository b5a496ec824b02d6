"""Made-up summaries that add up, with as many rows and as hostile names as a test asks for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from app.services.counts import Ended, Figures, GroupFigures, HandoffCounts, Received, StillOpen
from app.services.figures.records import DailySummary, HourCount, RegisterRow
from app.vocabulary.dossiers import Channel, DossierStatus, Timeliness
from app.vocabulary.reports import GroupBy

DAY: Final = date(2026, 11, 23)
MORNING: Final = datetime(2026, 11, 23, 0, 31, tzinfo=UTC)  # 07:31 at the office

HOSTILE_NAMES: Final = (
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.test","bấm")',
    "+84-1+cmd",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "＝1+1",
    "\t=1+1",
    "\r=1+1",
    "{=1+1}",
    "<img src=x onerror=alert(1)>",
    "<r><t>chen</t></r>",
    "_x0041_Nguyễn",
    "Nguyễn\x00Văn\x07A\x1b[31m",
    "Lê\u202eBình\ufeff",
    "Trần Thị \U0001f600 & 'Con' \"gái\"",
    "http://x.test/duong-dan",
    "Nguyễn Văn\nB",
)

LONG_NAME: Final = ("Thủ tục đăng ký " * 69)[:1094].strip().ljust(1094, "ă")


def some_figures(**changes: Any) -> Figures:
    """128 + 42 = 37 + 133, every figure different from its neighbours."""
    figures = Figures(
        carried_over=128,
        received=Received(counter=30, online=9, post=3),
        ended=Ended(early=20, on_time=16, late=1),
        open=StillOpen(in_time=131, overdue=2),
        paused=7,
        refused=4,
        withdrawn=5,
        stopped=6,
        supplements=8,
        returned=33,
        waiting_collection=11,
        fees_vnd=1_250_000,
        handoffs=HandoffCounts(sent=41, accepted=38, refused=12, outstanding=10),
        not_accepted=13,
    )
    return replace(figures, **changes)


def part_figures() -> Figures:
    """10 + 4 = 5 + 9."""
    return Figures(
        carried_over=10,
        received=Received(counter=2, online=1, post=1),
        ended=Ended(early=3, on_time=1, late=1),
        open=StillOpen(in_time=6, overdue=3),
        fees_vnd=50_000,
    )


def some_row(number: int = 1, **changes: Any) -> RegisterRow:
    """The `number`th dossier of the day; every third is late."""
    late = number % 3 == 0
    row = RegisterRow(
        code=f"000.00.15.H53-261123-{number:04d}",
        procedure_code="1.001720",
        procedure_name="Đăng ký khai sinh, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
        field="Hộ tịch",
        owner_name=f"Nguyễn Thị Ước {number}",
        owner_id_masked="079*****1234",
        channel=Channel.ONLINE if number % 2 else Channel.COUNTER,
        officer_name="Trần Văn Đức",
        received_at=MORNING + timedelta(seconds=37 * number),
        due_at=MORNING + timedelta(days=-2 if late else 3, minutes=number % 50),
        agency_name="Phòng Tư pháp",
        forwarded_to="Phòng Tư pháp",
        receiver_name="Lê Thị Hạnh",
        status=DossierStatus.PROCESSING,
        timeliness=Timeliness.OVERDUE if late else Timeliness.IN_TIME,
        ended_at=None,
        returned_at=None,
        fees_vnd=number * 1000,
        is_late_entry=number % 5 == 0,
    )
    return replace(row, **changes)


def groups_of(*names: str) -> tuple[GroupFigures, ...]:
    return tuple(
        GroupFigures(f"000.00.{number:02d}.H53", name, part_figures())
        for number, name in enumerate(names, 1)
    )


def some_summary(row_count: int = 3, **changes: Any) -> DailySummary:
    rows = tuple(some_row(number) for number in range(1, row_count + 1))
    overdue = tuple(row for row in rows if row.timeliness is Timeliness.OVERDUE)
    summary = DailySummary(
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
        total=some_figures(),
        groups={
            GroupBy.AGENCY: groups_of("Phòng Tư pháp", "Phòng Tài nguyên và Môi trường"),
            GroupBy.FIELD: groups_of("Hộ tịch", "Đất đai", "Chứng thực"),
            GroupBy.PROCEDURE: (GroupFigures("1.001720", LONG_NAME, part_figures()),),
            GroupBy.OFFICER: groups_of("Trần Văn Đức"),
        },
        hours=tuple(HourCount(hour, received=hour % 5, returned=hour % 4) for hour in range(7, 17)),
        received_rows=rows,
        overdue_rows=overdue,
        due_today_rows=rows[:2],
    )
    return replace(summary, **changes)


def empty_summary() -> DailySummary:
    return some_summary(0, total=Figures(), groups={}, hours=())


def broken_total() -> DailySummary:
    return some_summary(total=some_figures(carried_over=129))


def broken_group() -> DailySummary:
    bad = GroupFigures("x", "Phòng Nội vụ", replace(part_figures(), carried_over=11))
    return some_summary(groups={GroupBy.AGENCY: (*groups_of("Phòng Tư pháp"), bad)})


def hostile_summary() -> DailySummary:
    rows = tuple(
        some_row(
            number,
            owner_name=name,
            procedure_name=name,
            field=name,
            officer_name=name,
            agency_name=name,
            forwarded_to=name,
            receiver_name=name,
            owner_id_masked="079185001234",
        )
        for number, name in enumerate(HOSTILE_NAMES, 1)
    )
    names = groups_of(*HOSTILE_NAMES)
    return some_summary(
        unit_name="=1+1 & <b>đơn vị</b>",
        parent_name="@cha",
        made_by="-cmd",
        groups=dict.fromkeys(GroupBy, names),
        received_rows=rows,
        overdue_rows=rows,
        due_today_rows=rows,
    )
