"""Waits and re-appointments of a dossier: what they are, which may stand, how they are said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from app.errors import RuleBrokenError
from app.services.deadlines.counting import moment
from app.services.deadlines.phrases import moment_text


class PauseReason(StrEnum):
    """What a dossier waits for."""

    SUPPLEMENT = "supplement"
    PAYMENT = "payment"
    OPINION = "opinion"
    FIELD_CHECK = "field_check"


WAITS_FOR = {
    PauseReason.SUPPLEMENT: "chờ bổ sung hồ sơ",
    PauseReason.PAYMENT: "chờ thực hiện nghĩa vụ tài chính",
    PauseReason.OPINION: "chờ ý kiến của cơ quan khác",
    PauseReason.FIELD_CHECK: "chờ xác minh thực tế",
}


@dataclass(frozen=True, slots=True)
class Pause:
    """A wait: aware instants, `end` None while it lasts, and its legal ground."""

    start: datetime
    end: datetime | None
    reason: PauseReason
    ground: str


@dataclass(frozen=True, slots=True)
class Extension:
    """A re-appointment: when it was granted, the new due instant (both aware) and its ground."""

    granted_at: datetime
    new_due_at: datetime
    ground: str


def in_order(pauses: Sequence[Pause]) -> list[Pause]:
    """Return `pauses` by their start.

    Raises RuleBrokenError for waits that overlap or end before they start.
    """
    waits = sorted(pauses, key=lambda pause: pause.start)
    for pause in waits:
        if pause.end is not None and pause.end < pause.start:
            raise RuleBrokenError(
                f"Lần tạm dừng từ {moment_text(moment(pause.start))} kết thúc trước khi bắt đầu; "
                "hãy sửa thời điểm kết thúc."
            )
    for first, second in pairwise(waits):
        if first.end is None or first.end > second.start:
            raise RuleBrokenError(
                f"Hồ sơ đang tạm dừng từ {moment_text(moment(first.start))}; "
                "hãy kết thúc lần tạm dừng đó trước."
            )
    return waits


def wait_text(pause: Pause, end: datetime) -> str:
    """Return from when to when `pause` lasted and why, without a full stop."""
    start = moment(pause.start)
    return f"Tạm dừng từ {moment_text(start)} đến {moment_text(moment(end))}, {why(pause)}"


def why(pause: Pause) -> str:
    """Return what `pause` waits for, with its ground where there is one."""
    waits_for = WAITS_FOR[pause.reason]
    return f"{waits_for} ({pause.ground})" if pause.ground else waits_for
