"""What was noted of procedures, to be asked for any day."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.evaluation import ProcedureFact
from app.vocabulary.evaluation import OneStopWork, OnlineLevel, Publicity


@dataclass(frozen=True, slots=True)
class Fact:
    """What held of a procedure from `valid_from` up to `valid_to`, both counted; None: still."""

    valid_from: date
    valid_to: date | None
    one_stop_work: OneStopWork
    publicity: Publicity
    online_level: OnlineLevel
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Say whether it held on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class FactBook:
    """All facts of an office, by procedure, in the order of their days."""

    by_procedure: dict[int, tuple[Fact, ...]]

    def on(self, procedure_id: int, day: date) -> Fact | None:
        """Return what held of a procedure on `day`; None where nobody noted it."""
        held = self.by_procedure.get(procedure_id, ())
        return next((fact for fact in held if fact.holds_on(day)), None)

    def at(self, procedure_id: int, instant: datetime) -> Fact | None:
        """Return what held of a procedure on the office's day of `instant`."""
        held = self.by_procedure.get(procedure_id)
        return None if held is None else self.on(procedure_id, local_date(instant))


def facts_in(session: Session, office_id: int) -> FactBook:
    """Return everything noted of procedures and not corrected since."""
    rows = session.connection().execute(
        select(
            ProcedureFact.procedure_id,
            ProcedureFact.valid_from,
            ProcedureFact.valid_to,
            ProcedureFact.one_stop_work,
            ProcedureFact.publicity,
            ProcedureFact.online_level,
            ProcedureFact.note,
        )
        .where(ProcedureFact.unit_id == office_id, ProcedureFact.ended_at.is_(None))
        .order_by(ProcedureFact.procedure_id, ProcedureFact.valid_from)
    )
    found: dict[int, list[Fact]] = {}
    for row in rows:
        found.setdefault(row[0], []).append(Fact(*row[1:]))
    return FactBook({key: tuple(held) for key, held in found.items()})
