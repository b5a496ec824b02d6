"""Writing the log as a plain file for the verifier apart; that it left is told in the log."""

from datetime import date

from sqlalchemy import func, select

from app.clock import local_date
from app.models.log import LogEntry
from app.models.log_extract import write_log_extract
from app.outputs import OutputPlace
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.services.privacy import Disclosure, Exported, Exports


class LogExtracts:
    """Writes the log of a store, whatever it lies in, as a plain file."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions
        self._exports = Exports(transactions)

    def days(self, actor: Actor) -> tuple[date, date]:
        """Return the first and the last day the log tells of: what an approval is asked for."""
        with self._tx.read(actor, Right.AUDIT) as reading:
            first = reading.session.scalar(
                select(func.min(LogEntry.entered_at)).where(LogEntry.unit_id == actor.office_id)
            )
            return local_date(first or reading.now), local_date(reading.now)

    def write(
        self,
        actor: Actor,
        first_day: date,
        last_day: date,
        place: OutputPlace,
        disclosure: Disclosure,
    ) -> int:
        """Write the log to `place` and return how many entries it holds; log that it left.

        What it holds ends before that entry, and so do the rows beside it. Raises NotAllowedError
        without the approval of those days, InvalidInputError (`reason`), StoreError where the file
        cannot be written.
        """
        what = (Exported.LOG, first_day, last_day)
        with self._exports.opened(actor, what, disclosure) as export:
            with self._tx.read(actor, Right.AUDIT) as before:
                export.lines = write_log_extract(before.connection, place)
            return export.lines
