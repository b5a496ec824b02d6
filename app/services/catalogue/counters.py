"""The desks of the office."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidInputError, NotFoundError
from app.models.office import Counter
from app.services.catalogue.records import CounterRow
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.text import clean


class Counters:
    """Lists, adds and ends the counters of the actor's office."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def list(self, actor: Actor, *, has_ended: bool = False) -> tuple[CounterRow, ...]:
        """Return the counters in use, by name; the ended ones too where `has_ended`."""
        with self._tx.read(actor, Right.READ_CATALOGUE) as reading:
            counters = _all(reading.session, actor.office_id)
            return tuple(_row(each) for each in counters if has_ended or each.is_active)

    def add(self, actor: Actor, name: str) -> CounterRow:
        """Add a counter, or open an ended one of that name again.

        Raises InvalidInputError for `name`.
        """
        good = clean(name, "name", limit=100)
        if not good:
            raise InvalidInputError("name", "Chưa có tên quầy. Hãy nhập tên, ví dụ Quầy 3.")
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            known = [
                each
                for each in _all(work.session, actor.office_id)
                if each.name.casefold() == good.casefold()
            ]
            if any(each.is_active for each in known):
                raise InvalidInputError("name", f"Đã có “{good}”. Hãy nhập tên khác.")
            counter = known[0] if known else Counter(unit_id=actor.office_id, name=good)
            counter.is_active = True
            work.session.add(counter)
            work.session.flush()
            work.log("counter_added", {"name": counter.name})
            return _row(counter)

    def end(self, actor: Actor, counter_id: int) -> CounterRow:
        """Take a counter out of use; what was registered there keeps its name.

        Raises NotFoundError.
        """
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            counter = work.session.get(Counter, counter_id)
            if counter is None or counter.unit_id != actor.office_id or not counter.is_active:
                raise NotFoundError("Không có quầy này đang dùng. Hãy chọn lại trong danh sách.")
            counter.is_active = False
            work.session.flush()
            work.log("counter_ended", {"name": counter.name})
            return _row(counter)


def _all(session: Session, office_id: int) -> list[Counter]:
    query = select(Counter).where(Counter.unit_id == office_id).order_by(Counter.name, Counter.id)
    return list(session.scalars(query))


def _row(counter: Counter) -> CounterRow:
    return CounterRow(counter.id, counter.name, counter.is_active)
