"""A case in phases, each with its own legal time and its own due date.

The first phase starts with the case, each later one when the one before was ended (a tax paid, a
board's decision). Within a phase the clock is the law's: see `stretches`. A phase whose time stands
is not overdue: the office could not go on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from app.errors import RuleBrokenError
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.counting import moment
from app.services.deadlines.due import DueDate
from app.services.deadlines.judging import judge_step
from app.services.deadlines.limits import TimeLimit, limit_text
from app.services.deadlines.moving import ClockRules, counted, moved
from app.services.deadlines.phrases import moment_text
from app.services.deadlines.waits import WAITS_FOR, DuePause, in_order
from app.vocabulary.dossiers import Timeliness
from app.wording import states
from app.wording.labels import label

# A stretch of a case with a legal time of its own, and the waits that fall within it.
#
# A wait counts for a stretch only in so far as it overlaps it. A supplement restarts the stretch
# in
# which it came in, as it restarts a case (NĐ 61/2018 Đ19.4); one that the end of a stretch cut
# short
# never came in there, and is only subtracted. Else a stretch is counted as a case is (`moving`).


@dataclass(frozen=True, slots=True)
class TimedPart:
    """From when (aware) to when, `ended_at` None while it runs, and the time it may take."""

    starts_at: datetime
    ended_at: datetime | None
    limit: TimeLimit

    def waits(self, pauses: Sequence[DuePause]) -> list[DuePause]:
        """Return the parts of `pauses` (in order) that lie within, open where the end is open."""
        return [self._part(pause) for pause in pauses if self._overlaps(pause)]

    def due(self, pauses: Sequence[DuePause], calendar: WorkingCalendar) -> DueDate:
        """Return the due date under the `pauses` (in order) that overlap, and why."""
        waits = self.waits(pauses)
        is_cut = any(self._overlaps(pause) and self._cuts(pause) for pause in pauses)
        # Waits do not overlap, so only the last one can outlast the end.
        rules = ClockRules(self.limit, calendar, is_legal=True, cut=waits[-1] if is_cut else None)
        return moved(counted(self.starts_at, self.limit, calendar), waits, (), rules)

    def _overlaps(self, pause: DuePause) -> bool:
        begins_before_its_end = self.ended_at is None or pause.start < self.ended_at
        ends_after_its_start = pause.end is None or pause.end > self.starts_at
        return begins_before_its_end and ends_after_its_start

    def _cuts(self, pause: DuePause) -> bool:
        return self.ended_at is not None and (pause.end is None or pause.end > self.ended_at)

    def _part(self, pause: DuePause) -> DuePause:
        end = self.ended_at if self._cuts(pause) else pause.end
        return replace(pause, start=max(pause.start, self.starts_at), end=end)


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of a case, as the catalogue names it, and the time it may take."""

    name: str
    limit: TimeLimit


@dataclass(frozen=True, slots=True)
class PhaseDue:
    """How one phase stands: instants in UTC, None for what has not come or has no fixed time.

    `ordinal` counts from 1. `timeliness` is None for a phase not begun, and for one that runs
    without a fixed time. `text` is the line a person reads; it ends with the due date.
    """

    ordinal: int
    name: str
    starts_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    timeliness: Timeliness | None
    text: str


def phase_dues(
    starts_at: datetime,
    phases: Sequence[Phase],
    calendar: WorkingCalendar,
    pauses: Sequence[DuePause],
    ended: Sequence[datetime],
    now: datetime,
) -> tuple[PhaseDue, ...]:
    """Return how each of `phases` stands at `now` (all instants aware).

    `ended` are the ends of the phases that are over, in order. Raises RuleBrokenError when there
    are more of them than phases, when one comes before the start of its phase, and for waits that
    overlap or end before they start.
    """
    _check_ends(starts_at, len(phases), ended)
    waits = [pause for pause in in_order(pauses) if pause.stops_legal]
    starts = [starts_at, *ended]
    return tuple(
        _begun(ordinal, phase, _stretch(phase, starts, ordinal), waits, calendar, now)
        if ordinal <= len(starts)
        else _to_come(ordinal, phase)
        for ordinal, phase in enumerate(phases, start=1)
    )


def _check_ends(starts_at: datetime, total: int, ended: Sequence[datetime]) -> None:
    if len(ended) > total:
        raise RuleBrokenError(
            f"Hồ sơ có {total} giai đoạn nhưng đã ghi {len(ended)} lần kết thúc giai đoạn; "
            "hãy kiểm tra lại các giai đoạn của thủ tục."
        )
    for ordinal, (start, end) in enumerate(pairwise([starts_at, *ended]), start=1):
        if end < start:
            raise RuleBrokenError(
                f"Giai đoạn {ordinal} bắt đầu lúc {moment_text(moment(start))} nên không thể kết "
                f"thúc lúc {moment_text(moment(end))}; hãy sửa thời điểm kết thúc."
            )


def _stretch(phase: Phase, starts: Sequence[datetime], ordinal: int) -> TimedPart:
    ended_at = starts[ordinal] if ordinal < len(starts) else None
    return TimedPart(starts[ordinal - 1], ended_at, phase.limit)


def _begun(
    ordinal: int,
    phase: Phase,
    stretch: TimedPart,
    pauses: Sequence[DuePause],
    calendar: WorkingCalendar,
    now: datetime,
) -> PhaseDue:
    due_at = stretch.due(pauses, calendar).due_at
    waits = stretch.waits(pauses)
    waiting = _waiting(waits, now)
    timeliness = judge_step(due_at, stretch.ended_at, now, is_by_day=phase.limit.is_late_by_day)
    if waiting is not None and timeliness is Timeliness.OVERDUE:
        timeliness = Timeliness.IN_TIME
    told = [
        f"{_title(ordinal, phase)}: bắt đầu lúc {moment_text(moment(stretch.starts_at))}",
        *_waits_told(waits, waiting),
        *_standing_told(stretch.ended_at, timeliness),
        f"hẹn {moment_text(moment(due_at))}" if due_at else states.NO_DUE,
    ]
    return PhaseDue(
        ordinal=ordinal,
        name=phase.name,
        starts_at=stretch.starts_at,
        due_at=due_at,
        ended_at=stretch.ended_at,
        timeliness=timeliness,
        text=f"{'; '.join(told)}.",
    )


def _to_come(ordinal: int, phase: Phase) -> PhaseDue:
    text = (
        f"{_title(ordinal, phase)}: chưa bắt đầu, tính từ khi giai đoạn {ordinal - 1} kết thúc; "
        "chưa có ngày hẹn."
    )
    return PhaseDue(ordinal, phase.name, None, None, None, None, text)


def _title(ordinal: int, phase: Phase) -> str:
    return f"Giai đoạn {ordinal}, {phase.name} ({limit_text(phase.limit)})"


def _waiting(waits: Sequence[DuePause], now: datetime) -> DuePause | None:
    """Return the wait that lasts at `now`, if one does."""
    lasting = (w for w in waits if w.start <= now and (w.end is None or now < w.end))
    return next(lasting, None)


def _waits_told(waits: Sequence[DuePause], waiting: DuePause | None) -> list[str]:
    over = len(waits) - (waiting is not None)
    told = [f"đã tạm dừng {over} lần"] if over else []
    if waiting is not None:
        since = moment_text(moment(waiting.start))
        told.append(f"đang tạm dừng từ {since}, {WAITS_FOR[waiting.reason]}")
    return told


def _standing_told(ended_at: datetime | None, timeliness: Timeliness | None) -> list[str]:
    standing = [label(timeliness).lower()] if timeliness else []
    if ended_at is None:
        return standing
    return [", ".join([f"kết thúc lúc {moment_text(moment(ended_at))}", *standing])]


# The due date of one step of a route: a unit's own time from when it accepted the paper.
#
# Counted as a case is, so that a unit's step and the dossier obey one set of rules:
#
# - A wait that overlaps the step moves its date by the time waited, measured in what the limit is
#   counted in: the unit could not go on. What was waited before it accepted the paper, or after
# it
#   handed it on, took nothing of its time.
# - A supplement restarts the step in which it came in at zero. NĐ 61/2018 Đ19.4 has the time
# counted
#   again after the full dossier is in, and each unit's time is a part of that time (Đ19.6); the
# steps
#   already handed on keep what they took. A supplement that was still out when the unit handed
# the
#   paper on never came in to it, and is only subtracted.

__all__ = ["judge_step", "step_due"]


def step_due(
    accepted_at: datetime,
    limit: TimeLimit,
    calendar: WorkingCalendar,
    pauses: Sequence[DuePause],
    ended_at: datetime | None = None,
) -> datetime | None:
    """Return when the step is due (UTC; None: no fixed time).

    `pauses` are the dossier's; those that do not overlap the step are left out. `ended_at` is when
    the unit handed the paper on, None while it holds it. Raises RuleBrokenError for waits that
    overlap one another or end before they start.
    """
    return TimedPart(accepted_at, ended_at, limit).due(in_order(pauses), calendar).due_at
