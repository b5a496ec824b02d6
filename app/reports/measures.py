"""Every figure of a summary, once: its name, its words, its column of form II.06a, its value."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from app.services.counts import Figures, GroupFigures
from app.services.figures.records import DailySummary
from app.vocabulary.periods import GroupBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One figure; `name` is its dotted name in JSON, `form_column` its number in form II.06a.

    `title` stands by itself, `short` under the heading `section`. `is_sum` marks a sum of others.
    """

    name: str
    section: str
    title: str
    short: str
    value: Callable[[Figures], int]
    form_column: int | None = None
    is_sum: bool = False


_TAKEN: Final = "Phải giải quyết trong kỳ"
_ENDED: Final = "Đã giải quyết"
_OPEN: Final = "Đang giải quyết"
_ASIDE: Final = "Trong đó"
_COUNTER: Final = "Tại Bộ phận Một cửa"
_HANDOFFS: Final = "Hồ sơ bàn giao"

# Order and numbers of form II.06a/VPCP/KSTT (TT 01/2020/TT-VPCP): (3) = (4) + (5) + (6).
FORM_MEASURES: Final = (
    Measure(
        name="workload",
        section=_TAKEN,
        title="Tổng số phải giải quyết",
        short="Tổng số",
        value=lambda figures: figures.carried_over + figures.received.total,
        form_column=3,
        is_sum=True,
    ),
    Measure(
        name="received.online",
        section=_TAKEN,
        title="Tiếp nhận trực tuyến",
        short="Trực tuyến",
        value=lambda figures: figures.received.online,
        form_column=4,
    ),
    Measure(
        name="received.on_paper",
        section=_TAKEN,
        title="Tiếp nhận trực tiếp, qua bưu chính",
        short="Trực tiếp, bưu chính",
        value=lambda figures: figures.received.counter + figures.received.post,
        form_column=5,
    ),
    Measure(
        name="carried_over",
        section=_TAKEN,
        title="Từ kỳ trước chuyển sang",
        short="Từ kỳ trước",
        value=lambda figures: figures.carried_over,
        form_column=6,
    ),
    Measure(
        name="ended",
        section=_ENDED,
        title="Tổng số đã giải quyết",
        short="Tổng số",
        value=lambda figures: figures.ended.total,
        form_column=7,
        is_sum=True,
    ),
    Measure(
        name="ended.early",
        section=_ENDED,
        title="Giải quyết trước hạn",
        short="Trước hạn",
        value=lambda figures: figures.ended.early,
        form_column=8,
    ),
    Measure(
        name="ended.on_time",
        section=_ENDED,
        title="Giải quyết đúng hạn",
        short="Đúng hạn",
        value=lambda figures: figures.ended.on_time,
        form_column=9,
    ),
    Measure(
        name="ended.late",
        section=_ENDED,
        title="Giải quyết quá hạn",
        short="Quá hạn",
        value=lambda figures: figures.ended.late,
        form_column=10,
    ),
    Measure(
        name="open",
        section=_OPEN,
        title="Tổng số đang giải quyết",
        short="Tổng số",
        value=lambda figures: figures.open.total,
        form_column=11,
        is_sum=True,
    ),
    Measure(
        name="open.in_time",
        section=_OPEN,
        title="Đang giải quyết, trong hạn",
        short="Trong hạn",
        value=lambda figures: figures.open.in_time,
        form_column=12,
    ),
    Measure(
        name="open.overdue",
        section=_OPEN,
        title="Đang giải quyết, quá hạn",
        short="Quá hạn",
        value=lambda figures: figures.open.overdue,
        form_column=13,
    ),
)

OTHER_MEASURES: Final = (
    Measure(
        name="received.counter",
        section=_ASIDE,
        title="Tiếp nhận tại quầy",
        short="Nhận tại quầy",
        value=lambda figures: figures.received.counter,
    ),
    Measure(
        name="received.post",
        section=_ASIDE,
        title="Tiếp nhận qua bưu chính",
        short="Nhận qua bưu chính",
        value=lambda figures: figures.received.post,
    ),
    Measure(
        name="paused",
        section=_ASIDE,
        title="Đang tạm dừng tính giờ (thuộc đang giải quyết)",
        short="Tạm dừng",
        value=lambda figures: figures.paused,
    ),
    Measure(
        name="refused",
        section=_ASIDE,
        title="Từ chối giải quyết (thuộc đã giải quyết)",
        short="Từ chối",
        value=lambda figures: figures.refused,
    ),
    Measure(
        name="withdrawn",
        section=_ASIDE,
        title="Công dân rút hồ sơ (thuộc đã giải quyết)",
        short="Rút hồ sơ",
        value=lambda figures: figures.withdrawn,
    ),
    Measure(
        name="stopped",
        section=_ASIDE,
        title="Dừng giải quyết (thuộc đã giải quyết)",
        short="Dừng",
        value=lambda figures: figures.stopped,
    ),
    Measure(
        name="supplements",
        section=_COUNTER,
        title="Lượt yêu cầu bổ sung",
        short="Yêu cầu bổ sung",
        value=lambda figures: figures.supplements,
    ),
    Measure(
        name="not_accepted",
        section=_COUNTER,
        title="Không tiếp nhận (tính riêng)",
        short="Không tiếp nhận",
        value=lambda figures: figures.not_accepted,
    ),
    Measure(
        name="returned",
        section=_COUNTER,
        title="Đã trả kết quả",
        short="Đã trả",
        value=lambda figures: figures.returned,
    ),
    Measure(
        name="waiting_collection",
        section=_COUNTER,
        title="Có kết quả, chờ đến nhận",
        short="Chờ đến nhận",
        value=lambda figures: figures.waiting_collection,
    ),
    Measure(
        name="fees_vnd",
        section=_COUNTER,
        title="Phí, lệ phí đã thu (đồng)",
        short="Phí, lệ phí (đồng)",
        value=lambda figures: figures.fees_vnd,
    ),
    Measure(
        name="handoffs.sent",
        section=_HANDOFFS,
        title="Hồ sơ đã bàn giao đi",
        short="Đã giao",
        value=lambda figures: figures.handoffs.sent,
    ),
    Measure(
        name="handoffs.accepted",
        section=_HANDOFFS,
        title="Hồ sơ bàn giao đã được nhận",
        short="Đã được nhận",
        value=lambda figures: figures.handoffs.accepted,
    ),
    Measure(
        name="handoffs.refused",
        section=_HANDOFFS,
        title="Hồ sơ bàn giao không được nhận",
        short="Không được nhận",
        value=lambda figures: figures.handoffs.refused,
    ),
    Measure(
        name="handoffs.outstanding",
        section=_HANDOFFS,
        title="Hồ sơ bàn giao còn đang đi",
        short="Đang đi",
        value=lambda figures: figures.handoffs.outstanding,
    ),
)

MEASURES: Final = FORM_MEASURES + OTHER_MEASURES

RECEIVED: Final = Measure(
    name="received",
    section=_TAKEN,
    title="Tiếp nhận trong kỳ",
    short="Tiếp nhận",
    value=lambda figures: figures.received.total,
    is_sum=True,
)
"""Columns (4) and (5) together: not a column of the form, but what a counter calls its day."""


def measure_of(name: str) -> Measure:
    """Return the measure with the dotted `name`. Raises KeyError for another name."""
    return {measure.name: measure for measure in (*MEASURES, RECEIVED)}[name]


def splits(
    summary: DailySummary, by: GroupBy | None
) -> tuple[tuple[GroupBy, tuple[GroupFigures, ...]], ...]:
    """Return the split named by `by`, or all four; one without groups is there, and empty."""
    wanted = (by,) if by else (GroupBy.AGENCY, GroupBy.FIELD, GroupBy.PROCEDURE, GroupBy.OFFICER)
    return tuple((one, summary.groups.get(one, ())) for one in wanted)
