"""The catalogue of dossier figures: code, words and column of form II.06a of each.

What a figure selects stands in `measures.py` under the same code; `FigureRecord` gives its number.
"""

from dataclasses import dataclass
from typing import Final

from app.vocabulary.dossiers import Action, DossierStatus
from app.wording import captions, headings, measures, states
from app.wording.labels import label


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFigure:
    """One figure; `code` finds its number and its dossiers, `form_column` is that of form II.06a.

    `title` stands by itself, `short` under the heading `section`, `narrow` over a column of the
    form on the screen. `is_sum` marks a sum of others, `is_late` what ended or stands too late.
    `exported` is its name in the CSV of a summary where that is not the code.
    """

    code: str
    section: str
    title: str
    short: str
    narrow: str = ""
    form_column: int = 0
    is_sum: bool = False
    is_late: bool = False
    exported: str = ""

    @property
    def name(self) -> str:
        """Return its name in exports."""
        return self.exported or self.code


_TAKEN: Final = "Phải giải quyết trong kỳ"
_ASIDE: Final = "Trong đó"
_COUNTER: Final = "Tại Bộ phận Một cửa"
_HANDOFFS: Final = "Hồ sơ bàn giao"

# Order and numbers of form II.06a/VPCP/KSTT (TT 01/2020/TT-VPCP): (3) = (4) + (5) + (6).
FORM_FIGURES: Final = (
    DossierFigure(
        code="taken_on",
        exported="workload",
        section=_TAKEN,
        title="Tổng số phải giải quyết",
        short=captions.TOTAL_NUMBER,
        narrow="Tiếp\nnhận",
        form_column=3,
        is_sum=True,
    ),
    DossierFigure(
        code="received.online",
        section=_TAKEN,
        title="Tiếp nhận trực tuyến",
        short=captions.ONLINE,
        narrow="Trực\ntuyến",
        form_column=4,
    ),
    DossierFigure(
        code="received.direct",
        exported="received.on_paper",
        section=_TAKEN,
        title="Tiếp nhận trực tiếp, qua bưu chính",
        short="Trực tiếp, bưu chính",
        narrow="Trực\ntiếp",
        form_column=5,
    ),
    DossierFigure(
        code="carried_over",
        section=_TAKEN,
        title=measures.FROM_PREVIOUS_PERIOD,
        short="Từ kỳ trước",
        narrow="Kỳ\ntrước",
        form_column=6,
    ),
    DossierFigure(
        code="ended",
        section=measures.RESOLVED,
        title="Tổng số đã giải quyết",
        short=captions.TOTAL_NUMBER,
        narrow="Đã giải\nquyết",
        form_column=7,
        is_sum=True,
    ),
    DossierFigure(
        code="ended.early",
        section=measures.RESOLVED,
        title=measures.RESOLVED_EARLY,
        short=states.EARLY,
        narrow="Trước\nhạn",
        form_column=8,
    ),
    DossierFigure(
        code="ended.on_time",
        section=measures.RESOLVED,
        title=measures.RESOLVED_ON_TIME,
        short=states.ON_TIME,
        narrow="Đúng\nhạn",
        form_column=9,
    ),
    DossierFigure(
        code="ended.late",
        section=measures.RESOLVED,
        title=measures.RESOLVED_LATE,
        short=states.OVERDUE,
        narrow="Quá\nhạn",
        form_column=10,
        is_late=True,
    ),
    DossierFigure(
        code="open",
        section=measures.IN_WORK,
        title="Tổng số đang giải quyết",
        short=captions.TOTAL_NUMBER,
        narrow="Đang giải\nquyết",
        form_column=11,
        is_sum=True,
    ),
    DossierFigure(
        code="open.in_time",
        section=measures.IN_WORK,
        title="Đang giải quyết, trong hạn",
        short=states.IN_TIME,
        narrow="Trong\nhạn",
        form_column=12,
    ),
    DossierFigure(
        code="open.overdue",
        section=measures.IN_WORK,
        title=measures.IN_WORK_OVERDUE,
        short=states.OVERDUE,
        narrow="Quá\nhạn",
        form_column=13,
        is_late=True,
    ),
)

OTHER_FIGURES: Final = (
    DossierFigure(
        code="received.counter",
        section=_ASIDE,
        title="Tiếp nhận tại quầy",
        short="Nhận tại quầy",
    ),
    DossierFigure(
        code="received.post",
        section=_ASIDE,
        title="Tiếp nhận qua bưu chính",
        short="Nhận qua bưu chính",
    ),
    DossierFigure(
        code="paused",
        section=_ASIDE,
        title="Đang tạm dừng tính giờ (thuộc đang giải quyết)",
        short=states.PAUSED,
    ),
    DossierFigure(
        code="refused",
        section=_ASIDE,
        title="Từ chối giải quyết (thuộc đã giải quyết)",
        short=states.REFUSED,
    ),
    DossierFigure(
        code="withdrawn",
        section=_ASIDE,
        title="Công dân rút hồ sơ (thuộc đã giải quyết)",
        short="Rút hồ sơ",
    ),
    DossierFigure(
        code="stopped",
        section=_ASIDE,
        title="Dừng giải quyết (thuộc đã giải quyết)",
        short="Dừng",
    ),
    DossierFigure(
        code="supplements",
        section=_COUNTER,
        title="Lượt yêu cầu bổ sung",
        short=label(Action.ASK_SUPPLEMENT),
    ),
    DossierFigure(
        code="not_accepted",
        section=_COUNTER,
        title="Không tiếp nhận (tính riêng)",
        short=states.NOT_ACCEPTED,
    ),
    DossierFigure(
        code="returned",
        section=_COUNTER,
        title=label(DossierStatus.RETURNED),
        short="Đã trả",
    ),
    DossierFigure(
        code="waiting_collection",
        section=_COUNTER,
        title="Có kết quả, chờ đến nhận",
        short="Chờ đến nhận",
    ),
    DossierFigure(
        code="fees_vnd",
        section=_COUNTER,
        title="Phí, lệ phí đã thu (đồng)",
        short=captions.FEE_IN_DONG,
    ),
    DossierFigure(
        code="handoffs.sent",
        section=_HANDOFFS,
        title="Hồ sơ đã bàn giao đi",
        short="Đã giao",
    ),
    DossierFigure(
        code="handoffs.accepted",
        section=_HANDOFFS,
        title="Hồ sơ bàn giao đã được nhận",
        short="Đã được nhận",
    ),
    DossierFigure(
        code="handoffs.refused",
        section=_HANDOFFS,
        title="Hồ sơ bàn giao không được nhận",
        short="Không được nhận",
    ),
    DossierFigure(
        code="handoffs.outstanding",
        section=_HANDOFFS,
        title="Hồ sơ bàn giao còn đang đi",
        short=states.ON_THE_WAY,
    ),
)

DOSSIER_FIGURES: Final = FORM_FIGURES + OTHER_FIGURES

RECEIVED: Final = DossierFigure(
    code="received",
    section=_TAKEN,
    title=measures.RECEIVED_IN_PERIOD,
    short=headings.RECEPTION,
    is_sum=True,
)
"""Columns (4) and (5) together: not a column of the form, but what a counter calls its day."""


LATE_FIGURES: Final = (
    DossierFigure(
        code="late.received",
        section=_ASIDE,
        title=measures.RECEIVED_ENTERED_LATE,
        short="Tiếp nhận muộn",
    ),
    DossierFigure(
        code="late.ended",
        section=_ASIDE,
        title="Nhập muộn của kỳ trước: đã giải quyết",
        short="Giải quyết muộn",
    ),
)
"""What reports of periods alone tell: entered after the period before was locked."""
_BY_CODE: Final = {figure.code: figure for figure in (*DOSSIER_FIGURES, RECEIVED, *LATE_FIGURES)}


def figure_of(code: str) -> DossierFigure:
    """Return the figure with this code. Raises KeyError for another code."""
    return _BY_CODE[code]


def lines(*codes: str) -> tuple[DossierFigure, ...]:
    """Return the figures with these codes, in this order."""
    return tuple(map(figure_of, codes))
