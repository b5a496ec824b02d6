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
    board = cast.stage.window.board
    for draft in DECISIONS:
        board.desk.publishing.enter(board.actor(), draft)
    for codes, fact in FACTS:
        board.desk.fact_notes.note(board.actor(), codes, fact)


def note_for_the_report(cast: Cast) -> None:
    """Say why a dossier is late, and what is to be done in the next quarter."""
    board = cast.stage.window.board
    for name, reason in (("overdue", LateReason.COORDINATION), ("late", LateReason.ORGANISATION)):
        code = cast.book.entries[name].code
        board.desk.late_reasons.record(board.actor(), code, reason, "Chờ xác minh (thử)")
    for text, owner, due in TASKS:
        task = TaskDraft(text=text, owner=owner, due=due)
        board.desk.report_notes.add_task(board.actor(), NEXT_PERIOD, task)


def _add(cast: Cast, kind: RegisterKind, given: Mapping[str, Given]) -> int:
    board = cast.stage.window.board
    return board.desk.registers.add(board.actor(), kind, given).number
