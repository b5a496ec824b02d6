"""The books a supervisor keeps for the report, filled by the services and not by hand.

Decisions, inspections, regulations and activities are invented; numbers that are given to them
bear "MẪU".
"""

from collections.abc import Mapping
from typing import Final

from app.bootstrap.demo.cast import Cast
from app.bootstrap.demo.quarter.book_facts import (
    DECISIONS,
    FACTS,
    FINDINGS,
    INSPECTIONS,
    REGISTERED,
    TASKS,
)
from app.services.registers.fields import Given
from app.services.reporting.notes_records import TaskDraft
from app.vocabulary.periods import LateReason
from app.vocabulary.registers import RegisterKind

NEXT_PERIOD: Final = "2027-Q1"


def keep_books(cast: Cast) -> None:
    """Enter inspections with their findings, units, regulations, activities, decisions."""
    for kind, given in REGISTERED:
        _add(cast, kind, given)
    numbers = {
        name: _add(cast, RegisterKind.INSPECTIONS, given) for name, given in INSPECTIONS.items()
    }
    for name, given in FINDINGS:
        _add(cast, RegisterKind.FINDINGS, {**given, "inspection": numbers[name]})
    window = cast.stage.window
    for draft in DECISIONS:
        window.services.publishing.enter(window.actor, draft)
    for codes, fact in FACTS:
        window.services.fact_notes.note(window.actor, codes, fact)


def note_for_the_report(cast: Cast) -> None:
    """Say why a dossier is late, and what is to be done in the next quarter."""
    window = cast.stage.window
    for name, reason in (("overdue", LateReason.COORDINATION), ("late", LateReason.ORGANISATION)):
        code = cast.book.entries[name].code
        window.services.late_reasons.record(window.actor, code, reason, "Chờ xác minh (thử)")
    for text, owner, due in TASKS:
        task = TaskDraft(text=text, owner=owner, due=due)
        window.services.report_notes.add_task(window.actor, NEXT_PERIOD, task)


def _add(cast: Cast, kind: RegisterKind, given: Mapping[str, Given]) -> int:
    window = cast.stage.window
    return window.services.registers.add(window.actor, kind, given).number
