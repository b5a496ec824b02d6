"""Waits and re-appointments of a dossier: what they are, which may stand, how they are said."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from app.errors import RuleBrokenError
from app.services.deadlines.counting import moment
from app.services.deadlines.phrases import moment_text


class Stops(StrEnum):
    """Which clocks of a dossier a wait stops.

    `BOTH`: the citizen is waited for. `LEGAL`: a special law that says so is named; the measure of
    QĐ 766, which subtracts the citizen's waiting alone, runs on. `NEITHER`: no law is named.
    `EARLIER`: an opinion or check recorded before version 0.6.0, which stopped both.
    """

    BOTH = "both"
    LEGAL = "legal"
    NEITHER = "neither"
    EARLIER = "earlier"


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

_EARLIER_RULE = "dừng thời hạn theo cách tính của phiên bản phần mềm trước"


@dataclass(frozen=True, slots=True)
class DuePause:
    """A wait: aware instants, `end` None while it lasts, its ground, and which clocks it stops.

    `special_law` is the law by which it stops the legal clock.
    """

    start: datetime
    end: datetime | None
    reason: PauseReason
    ground: str
    stops: Stops = Stops.BOTH
    special_law: str = ""

    @property
    def stops_legal(self) -> bool:
        """Whether the law's time stands while it lasts."""
        return self.stops is not Stops.NEITHER

    @property
    def stops_measured(self) -> bool:
        """Whether the time of QĐ 766's measure stands while it lasts."""
        return self.stops in {Stops.BOTH, Stops.EARLIER}


@dataclass(frozen=True, slots=True)
class DueExtension:
    """A re-appointment: when it was granted, the new due instant (both aware) and its ground.

    `is_after_expiry`: an apology for what was late already, which moves no date. `is_given_there`:
    the date that the sending office had promised.
    """

    granted_at: datetime
    new_due_at: datetime
    ground: str
    is_after_expiry: bool = False
    is_given_there: bool = False


def in_order(pauses: Sequence[DuePause]) -> list[DuePause]:
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


def wait_text(pause: DuePause, end: datetime) -> str:
    """Return from when to when `pause` lasted and why, without a full stop."""
    start = moment(pause.start)
    return f"Tạm dừng từ {moment_text(start)} đến {moment_text(moment(end))}, {why(pause)}"


def stop_by_law(pause: DuePause) -> str:
    """Return from when to when a special law stopped the time, by which; its ground is left out."""
    until = f" đến {moment_text(moment(pause.end))}" if pause.end else ""
    since = f"từ {moment_text(moment(pause.start))}{until}"
    return f"{since}, {WAITS_FOR[pause.reason]}, theo {pause.special_law}"


def why(pause: DuePause) -> str:
    """Return what `pause` waits for, with its ground, and by what its time stands where asked."""
    waits_for = WAITS_FOR[pause.reason]
    said = f"{waits_for} ({pause.ground})" if pause.ground else waits_for
    if pause.stops is Stops.EARLIER:
        return f"{said}, {_EARLIER_RULE}"
    return f"{said}, dừng thời hạn theo {pause.special_law}" if pause.special_law else said
