"""The head of a sheet of money: whose it is and when its figures were true."""

from app.models.office import Unit
from app.services.figures.period import Period
from app.services.ledger.transactions import Reading
from app.services.money.records import SheetHead


def sheet_head(reading: Reading, period: Period) -> SheetHead:
    """Return the head of a sheet over `period`."""
    unit = reading.session.get_one(Unit, period.office_id)
    return SheetHead(
        unit_code=unit.code,
        unit_name=unit.name,
        parent_name=unit.parent_name,
        place=unit.place,
        is_demo=unit.is_demo,
        first_day=period.first_day,
        last_day=period.last_day,
        as_of=period.as_of,
        made_at=reading.now,
        made_by=reading.actor.name,
    )
