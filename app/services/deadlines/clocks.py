"""The two clocks of a dossier that waited or was re-appointed: the law's and the measure's.

- Legal: a supplement restarts the time at zero when the dossier is complete (NĐ 61/2018 Đ19.4);
  what the citizen owes the state moves the due date by the time waited. Opinions of others and
  field checks (Đ19.3, Đ19.5) move nothing, unless a special law that says so is named.
- Measured (QĐ 766/QĐ-TTg): the citizen's waiting alone, supplements too, is subtracted, which moves
  the due date by the time waited; a second supplement request makes the dossier late at once.
- An extension sets the due date in both (at most once and before the time runs out, NĐ 61/2018
  Đ19.9); an apology after that moves neither.

How a date is moved, and in what time, is in `moving`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from app.errors import RuleBrokenError
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import moment, working_time_between
from app.services.deadlines.due import DueDate
from app.services.deadlines.judging import is_late
from app.services.deadlines.limits import TimeLimit
from app.services.deadlines.moving import ClockRules, counted, moved
from app.services.deadlines.phrases import moment_text
from app.services.deadlines.waits import DueExtension, DuePause, PauseReason, Stops, in_order

__all__ = [
    "ClockResult",
    "DueExtension",
    "DuePause",
    "PauseReason",
    "Stops",
    "clock",
    "grant_extension",
    "working_time_between",
]


@dataclass(frozen=True, slots=True)
class ClockResult:
    """Both due dates, and whether a second supplement request made the dossier late (QĐ 766)."""

    legal: DueDate
    measured: DueDate
    is_late_by_second_request: bool


def clock(
    received_at: datetime,
    limit: TimeLimit,
    calendar: WorkingCalendar,
    pauses: Sequence[DuePause] = (),
    extension: DueExtension | None = None,
    apology: DueExtension | None = None,
) -> ClockResult:
    """Return both due dates of a dossier.

    Raises RuleBrokenError for waits that overlap, end before they start or start before receipt.
    A granted extension stands even if the calendar or the case was changed since: it was promised
    to the citizen. `grant_extension` holds the rules for a new one. `apology` is one after expiry.
    """
    waits = in_order(pauses)
    _check_receipt(received_at, waits)
    first = counted(received_at, limit, calendar)
    given = [one for one in (extension, apology) if one is not None]
    promises = sorted(given, key=lambda one: one.granted_at)
    legal = moved(first, waits, promises, ClockRules(limit, calendar, is_legal=True))
    measured = moved(first, waits, promises, ClockRules(limit, calendar, is_legal=False))
    requests = sum(pause.reason is PauseReason.SUPPLEMENT for pause in waits)
    return ClockResult(legal, measured, is_late_by_second_request=requests > 1)


def grant_extension(
    wanted: DueExtension, current: DueDate, earlier: DueExtension | None
) -> DueExtension:
    """Return `wanted` as it counts against the `current` legal due date.

    Granted before the time runs out it moves the date; after that it is an apology, which does not:
    there is no time left to extend. NĐ 61/2018 Đ19.9 asks for it at least a day before; one of the
    last day still counts, since the decree takes the power from none that is told too late, but the
    explanation says so (`moving`).

    Raises RuleBrokenError when there was an `earlier` one (Đ19.9), when there is no fixed time, and
    when the new date is not later.
    """
    if earlier is not None:
        raise RuleBrokenError(
            "Hồ sơ đã được hẹn lại một lần, đến "
            f"{moment_text(moment(earlier.new_due_at))}; mỗi hồ sơ chỉ được hẹn lại một lần."
        )
    if current.due_at is None:
        raise RuleBrokenError("Hồ sơ không có ngày hẹn nên không có thời hạn để gia hạn.")
    if wanted.new_due_at <= current.due_at:
        raise RuleBrokenError(
            f"Ngày hẹn mới phải sau ngày hẹn hiện tại, {moment_text(moment(current.due_at))}; "
            "hãy chọn ngày khác."
        )
    if wanted.new_due_at <= wanted.granted_at:
        raise RuleBrokenError(
            f"Ngày hẹn mới phải sau lúc xin lỗi, {moment_text(moment(wanted.granted_at))}; "
            "hãy chọn ngày khác."
        )
    is_over = is_late(current.due_at, wanted.granted_at, is_by_day=current.is_by_day)
    return replace(wanted, is_after_expiry=is_over)


def _check_receipt(received_at: datetime, waits: Sequence[DuePause]) -> None:
    if waits and waits[0].start < received_at:
        raise RuleBrokenError(
            f"Hồ sơ chưa được tiếp nhận lúc {moment_text(moment(waits[0].start))} nên chưa thể "
            "tạm dừng; hãy sửa thời điểm tạm dừng."
        )
