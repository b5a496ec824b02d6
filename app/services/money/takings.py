"""The sheets of money a supervisor reads: a day's and a quarter's, from one place."""

from dataclasses import dataclass
from datetime import date

from app.services.ledger.records import Actor
from app.services.money.cash import Cash
from app.services.money.records import DayCash, QuarterSettlement
from app.services.money.settlement import Settlement


@dataclass(frozen=True, slots=True)
class Takings:
    """A day and a quarter side by side."""

    cash: Cash
    settlement: Settlement

    def of_day(self, actor: Actor, day: date) -> DayCash:
        """Return the cash of a day (`Cash.of_day`)."""
        return self.cash.of_day(actor, day)

    def of_quarter(self, actor: Actor, year: int, quarter: int) -> QuarterSettlement:
        """Return a quarter's settlement (`Settlement.of_quarter`)."""
        return self.settlement.of_quarter(actor, year, quarter)
