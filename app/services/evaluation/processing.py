"""The processing table of QĐ 766/QĐ-TTg: what came in, what was done, what waits, and what is late.

All by the one measure (`measure`). Dossiers that were not accepted never came in.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from app.errors import RuleBrokenError
from app.services.evaluation.measure import Measured
from app.services.evaluation.population import Named, Names
from app.services.evaluation.records import ProcessingRow
from app.services.figures.period import Period
from app.vocabulary.dossiers import Channel

CELLS: Final = (
    "carried_over",
    "online",
    "counter",
    "post",
    "done_carried",
    "done_new",
    "done_late",
    "running_in_time",
    "running_late",
    "paused_in_time",
    "paused_late",
)
"""The counts a line is made of."""
ALL: Final = Named("", "Tổng số")
_CHANNELS: Final = {
    Channel.ONLINE: "online",
    Channel.COUNTER: "counter",
    Channel.POST: "post",
}


def cells_of(one: Measured, period: Period) -> Iterator[str]:
    """Yield every count of the table that a dossier is in."""
    standing = one.standing
    is_new = standing.received_at >= period.start
    yield _CHANNELS[standing.channel] if is_new else "carried_over"
    if not standing.is_open:
        yield "done_new" if is_new else "done_carried"
        if one.is_late:
            yield "done_late"
        return
    where = "paused" if one.is_paused else "running"
    yield f"{where}_{'late' if one.is_late else 'in_time'}"


def processing_rows(
    measured: Iterable[Measured], period: Period, names: Names
) -> tuple[ProcessingRow, ...]:
    """Return the line of all dossiers, then one an agency.

    Raises RuleBrokenError where a line does not add up.
    """
    counts: dict[Named, Counter[str]] = {ALL: Counter()}
    for one in measured:
        agency = names.agency(one.standing.agency_id)
        for cell in cells_of(one, period):
            counts[ALL][cell] += 1
            counts.setdefault(agency, Counter())[cell] += 1
    order = sorted(counts, key=lambda named: (named is not ALL, named.name, named.key))
    rows = tuple(
        ProcessingRow(
            key=named.key, name=named.name, **{cell: counts[named][cell] for cell in CELLS}
        )
        for named in order
    )
    for row in rows:
        if not row.adds_up:
            raise RuleBrokenError(
                f"Bảng xử lý hồ sơ không khớp ở “{row.name}”: tiếp nhận {row.received} khác đã xử "
                f"lý {row.done} + đang xử lý {row.running} + tạm dừng {row.paused}. Hãy ngừng báo "
                "cáo và báo quản trị viên."
            )
    return rows
