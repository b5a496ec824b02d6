"""The columns of the handoff page: queues, what waits in one, slips, and what is on one."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.clock import local_date
from app.services.custody.records import AgencyQueue, SlipItem, SlipView
from app.services.dossiers.records import DossierRow
from app.services.forms.numbering import code_order
from app.ui.desk.dossier_columns import (
    SHORT_CODE_WIDTH,
    Now,
    brief_span,
    code_column,
    owner_column,
    received_column,
    short_code,
)
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, number_column, plain_column, text_column
from app.ui.widgets.row_table import Column
from app.vocabulary.dossiers import HandoffItemState
from app.wording import captions, states
from app.wording.citations import Rule, cite, in_brackets
from app.wording.labels import label
from app.wording.texts import moment_text

QueueKey = tuple[bool, int]
_LONG = timedelta(days=1)
_STATE_ICONS = {
    HandoffItemState.SENT: Icon.SEND,
    HandoffItemState.ACCEPTED: Icon.DONE,
    HandoffItemState.REFUSED: Icon.REFUSED,
    HandoffItemState.RECALLED: Icon.UNDO,
}
_STATE_TONES = {
    HandoffItemState.SENT: Tone.ACCENT,
    HandoffItemState.ACCEPTED: Tone.OK,
    HandoffItemState.REFUSED: Tone.LATE,
    HandoffItemState.RECALLED: Tone.QUIET,
}


@dataclass(frozen=True, slots=True)
class _Duty:
    """When a dossier must go, as its cell says it; `tip` lacks the law that says so."""

    word: str
    tone: Tone
    icon: Icon | None
    tip: str


_OVERDUE = _Duty(
    "Chậm giao",
    Tone.LATE,
    Icon.LATE,
    "Đã quá giờ phải chuyển cho cơ quan giải quyết",
)
_NEXT_MORNING = _Duty(
    "Sáng mai",
    Tone.WARN,
    Icon.CALENDAR,
    "Nhận sau 15 giờ: chuyển vào đầu giờ làm việc của ngày làm việc kế tiếp",
)
_TODAY = _Duty("–", Tone.QUIET, None, "Chuyển trong ngày làm việc")


def queue_key(queue: AgencyQueue) -> QueueKey:
    return (queue.is_back, queue.agency_id)


def queue_name(queue: AgencyQueue) -> str:
    if not queue.agency_id:
        return states.NO_AGENCY
    return f"Đã về từ {queue.agency_name}" if queue.is_back else queue.agency_name


def queue_columns(
    now: Now, picked: Callable[[AgencyQueue], int]
) -> tuple[Column[AgencyQueue], ...]:
    def lay(queue: AgencyQueue) -> timedelta:
        return now() - queue.oldest_received_at

    def late(queue: AgencyQueue) -> str:
        count = len(queue.overdue)
        return f"{count} hồ sơ quá giờ chuyển" if count else ""

    return (
        text_column("Cơ quan nhận", queue_name),
        number_column(
            "Chờ",
            lambda queue: str(len(queue.dossiers)),
            48,
            sort_key=lambda queue: len(queue.dossiers),
        ),
        text_column(
            captions.LONGEST,
            lambda queue: brief_span(lay(queue)),
            86,
            tip=late,
            sort_key=lay,
            tone=lambda queue: Tone.LATE if queue.overdue else Tone.NORMAL,
            icon=lambda queue: Icon.LATE if queue.overdue else None,
            is_right=True,
        ),
        number_column(
            captions.SLIP,
            lambda queue: str(picked(queue) or "–"),
            52,
            sort_key=picked,
            tone=lambda queue: Tone.STRONG if picked(queue) else Tone.QUIET,
        ),
    )


def waiting_columns(
    now: Now, overdue: Callable[[], Collection[str]], next_morning: Callable[[], Collection[str]]
) -> tuple[Column[DossierRow], ...]:
    def duty(row: DossierRow) -> _Duty:
        if row.code in overdue():
            return _OVERDUE
        return _NEXT_MORNING if row.code in next_morning() else _TODAY

    def duty_tip(row: DossierRow) -> str:
        law = in_brackets(cite(Rule.SENT_TO_THE_AGENCY, local_date(row.received_at)))
        return f"{duty(row).tip}{law}."

    return (
        code_column(is_short=True, width=SHORT_CODE_WIDTH),
        owner_column(now),
        received_column(now, 76),
        text_column(
            "Chuyển",
            lambda row: duty(row).word,
            92,
            tip=duty_tip,
            tone=lambda row: duty(row).tone,
            icon=lambda row: duty(row).icon,
        ),
    )


def slip_columns(now: Now, *, is_outgoing: bool) -> tuple[Column[SlipView], ...]:
    def age(slip: SlipView) -> timedelta:
        return now() - slip.sent_at

    def party(slip: SlipView) -> str:
        return slip.to_name if is_outgoing else slip.from_name

    def tip(slip: SlipView) -> str:
        return f"Phiếu {slip.number}: {slip.from_name} → {slip.to_name}\n{slip.sender_name} giao"

    return (
        text_column(captions.SLIP, "number", 58, tip=tip, sort_key=lambda slip: slip.handoff_id),
        text_column("Tới" if is_outgoing else captions.FROM, party, tip=tip),
        text_column(
            "Đã đi",
            lambda slip: brief_span(age(slip)),
            76,
            tip=lambda slip: f"Giao lúc {moment_text(slip.sent_at)}",
            sort_key=age,
            tone=lambda slip: Tone.WARN if age(slip) >= _LONG else Tone.NORMAL,
            icon=lambda slip: Icon.LATE if age(slip) >= _LONG else None,
        ),
        number_column(
            "Còn",
            lambda slip: f"{slip.open_count}/{len(slip.items)}",
            42,
            tip=lambda slip: f"Còn {slip.open_count} trong {len(slip.items)} hồ sơ chưa được nhận",
            sort_key=lambda slip: slip.open_count,
        ),
    )


def item_columns() -> tuple[Column[SlipItem], ...]:
    def state_tip(item: SlipItem) -> str:
        parts = (label(item.state), item.receiver_name, item.reason)
        return " · ".join(part for part in parts if part)

    return (
        digits_column(
            captions.DOSSIER_CODE,
            lambda item: short_code(item.code),
            SHORT_CODE_WIDTH,
            tip=lambda item: item.code,
            sort_key=lambda item: code_order(item.code),
        ),
        text_column(
            captions.OWNER,
            "owner_name",
            tip=lambda item: f"{item.owner_name}\n{item.procedure_name}",
        ),
        text_column(
            "",
            lambda _item: "",
            30,
            tip=state_tip,
            sort_key=lambda item: item.state.value,
            tone=lambda item: _STATE_TONES[item.state],
            icon=lambda item: _STATE_ICONS[item.state],
        ),
    )


def refused_columns(now: Callable[[], datetime]) -> tuple[Column[SlipItem], ...]:
    def when(item: SlipItem) -> str:
        return brief_span(now() - item.closed_at) if item.closed_at else ""

    return (
        digits_column(
            captions.DOSSIER_CODE,
            lambda item: short_code(item.code),
            SHORT_CODE_WIDTH,
            tip=lambda item: item.code,
            sort_key=lambda item: code_order(item.code),
            tone=lambda _item: Tone.LATE,
        ),
        text_column(captions.DECLINE_REASON, "reason"),
        plain_column("Người trả", "receiver_name", 200),
        plain_column("Đã", when, 72),
    )
