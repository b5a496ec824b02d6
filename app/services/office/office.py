"""The office itself: its facts, its agencies, its working hours. Its code never changes."""

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.office import Unit
from app.services.deadlines.calendar import WorkingHours
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.services.office.calendar import bump_version, load_hours, open_from, store_hours
from app.services.office.records import AgencyLine, CalendarChange, OfficeEdit, OfficeFacts
from app.services.office.validation import clean_edit
from app.vocabulary.office import UnitKind


class Office:
    """Reads and changes the facts of the actor's own office."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def facts(self, actor: Actor) -> OfficeFacts:
        """Return the office as it stands."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return _facts(reading.session.get_one(Unit, actor.office_id))

    def update(self, actor: Actor, edit: OfficeEdit) -> OfficeFacts:
        """Change the office's facts; forms printed from now on show them.

        Raises InvalidInputError naming the field.
        """
        edit = clean_edit(edit)
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            unit = work.session.get_one(Unit, actor.office_id)
            before = _facts(unit).edit
            changed = [
                name for name in edit.__slots__ if getattr(edit, name) != getattr(before, name)
            ]
            for name in changed:
                setattr(unit, name, getattr(edit, name))
            work.log("office_edited", {name: getattr(edit, name) for name in changed})
            return _facts(unit)

    def agencies(self, actor: Actor) -> tuple[AgencyLine, ...]:
        """Return the agencies in force and the units with a store of their own, by name."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return _agencies(reading.session)

    def hours(self, actor: Actor) -> WorkingHours:
        """Return the office's working hours of each weekday."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            return load_hours(reading.session, actor.office_id)

    def set_hours(self, actor: Actor, hours: WorkingHours) -> CalendarChange:
        """Change the working hours from now on; due dates already given stay as they are."""
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            store_hours(work.session, actor.office_id, hours)
            bump_version(work.session)
            change = open_from(work, local_date(work.now))
            spans = [[f"{s.start:%H:%M}-{s.end:%H:%M}" for s in day] for day in hours.by_weekday]
            work.log("hours_set", {"by_weekday": spans, "open_count": change.open_count})
            return change


def _facts(unit: Unit) -> OfficeFacts:
    return OfficeFacts(
        office_id=unit.id,
        code=unit.code,
        is_demo=unit.is_demo,
        edit=msgspec.convert(unit, OfficeEdit, from_attributes=True),
    )


def _agencies(session: Session) -> tuple[AgencyLine, ...]:
    rows = session.execute(
        select(Unit.id, Unit.code, Unit.name)
        .where(Unit.kind != UnitKind.ONE_STOP, Unit.valid_to.is_(None))
        .order_by(Unit.name)
    )
    return tuple(AgencyLine(unit_id=row.id, code=row.code, name=row.name) for row in rows)
