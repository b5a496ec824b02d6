"""Waits and re-appointments of one dossier, for the tests of its two clocks."""

from decimal import Decimal

from app.services.deadlines.clocks import (
    ClockResult,
    DueExtension,
    DuePause,
    PauseReason,
    clock,
)
from app.services.deadlines.limits import TimeLimit
from app.vocabulary.catalogue import DueTimeRule, TimeUnit
from tests.services.deadlines.offices import an_office, at, days, said

# Received Monday 2 March 2026 09:00 with five working days: due Monday 9 March 09:00.
RECEIVED = "2026-03-02 09:00"
FIVE_DAYS = days("5")
NONE = TimeLimit(Decimal(0), TimeUnit.NONE)
TO_END = TimeLimit(Decimal(5), TimeUnit.WORKING_DAY, DueTimeRule.END_OF_DAY)
TEN_DAYS = TimeLimit(Decimal(10), TimeUnit.CALENDAR_DAY)
SUPPLEMENT, PAYMENT, OPINION, FIELD_CHECK = PauseReason


def a_pause(start: str, end: str | None, reason: PauseReason = SUPPLEMENT) -> DuePause:
    return DuePause(at(start), at(end) if end else None, reason, "")


def an_extension(granted: str, new_due: str) -> DueExtension:
    return DueExtension(at(granted), at(new_due), "chờ giám định")


def run(
    *pauses: DuePause, extension: DueExtension | None = None, limit: TimeLimit = FIVE_DAYS
) -> ClockResult:
    return clock(at(RECEIVED), limit, an_office(), pauses, extension)


def both(result: ClockResult) -> tuple[str, str]:
    return said(result.legal.due_at), said(result.measured.due_at)
