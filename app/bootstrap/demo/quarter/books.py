"""The books a supervisor keeps for the report, filled by the services and not by hand.

Decisions, inspections, regulations and activities are invented; numbers that are given to them
bear "MẪU".
"""

from typing import Final

from app.bootstrap.demo.cast import Cast
from app.bootstrap.demo.content import Given, books
from app.vocabulary.reports import LateReason, RegisterKind

NEXT_PERIOD: Final = "2027-Q1"


def keep_books(cast: Cast) -> None:
    """Enter inspections with their findings, units, regulations, activities, decisions."""
    kept = books()
    for entry in kept.registered:
        _add(cast, entry.kind, entry.given)
    numbers = {
        name: _add(cast, RegisterKind.INSPECTIONS, given)
        for name, given in kept.inspections.items()
    }
    for found in kept.findings:
        given = {**found.given, "inspection": numbers[found.inspection]}
        _add(cast, RegisterKind.FINDINGS, given)
    window = cast.stage.window
    for draft in kept.decisions:
        window.services.publishing.enter(window.actor, draft)
    for fact in kept.facts:
        window.services.fact_notes.note(window.actor, fact.codes, fact.noted)


def note_for_the_report(cast: Cast) -> None:
    """Say why a dossier is late, and what is to be done in the next quarter."""
    window = cast.stage.window
    for name, reason in (("overdue", LateReason.COORDINATION), ("late", LateReason.ORGANISATION)):
        code = cast.book.entries[name].code
        window.services.late_reasons.record(window.actor, code, reason, "Chờ xác minh (thử)")
    for task in books().tasks:
        window.services.report_notes.add_task(window.actor, NEXT_PERIOD, task)


def _add(cast: Cast, kind: RegisterKind, given: Given) -> int:
    window = cast.stage.window
    return window.services.registers.add(window.actor, kind, given).number
