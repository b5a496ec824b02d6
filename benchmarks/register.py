"""R1: a durable registration beside the bare driver's. R2: the same among a hundred times more."""

import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from app.clock import local_date
from app.models.dossiers import Dossier
from app.models.forms import NumberSeries
from app.services.ledger.checking import chain_problems
from benchmarks.big_store import NOW, BigStore, copy_store
from benchmarks.measure import Timings, Work, milliseconds, ratio, spread, take_turns
from benchmarks.plan import Line, Plan, at_least, at_most
from benchmarks.raw_registration import RawRegistration
from benchmarks.raw_sql import FULL, bare_connection, traced
from benchmarks.typing_in import intakes

if TYPE_CHECKING:
    from app.services.dossiers.records import Registered


class _Counter:
    """Registers at one store, and knows afterwards what must be found."""

    def __init__(self, store: BigStore, count: int) -> None:
        self.store = store
        self._new = iter(intakes(store, count))
        self.last: Registered | None = None
        self.count = 0

    def __call__(self) -> None:
        self.last = self.store.desk.intake.register(self.store.officer, next(self._new))
        self.count += 1


def lines(plan: Plan) -> list[Line]:
    with tempfile.TemporaryDirectory(dir=plan.folder) as folder:
        return _lines(plan, Path(folder))


def _lines(plan: Plan, folder: Path) -> list[Line]:
    times = plan.samples
    wanted = times * (plan.rounds + 1) + 1
    with plan.store(plan.small) as small, plan.store(plan.count) as big:
        floor, here, there = (
            copy_store(store, folder / name)
            for name, store in (("floor", small), ("small", small), ("big", big))
        )
    floor.desk.close()
    with (
        closing(here.desk),
        closing(there.desk),
        bare_connection(floor.path) as connection,
    ):
        _require_full(here)
        few, many = _Counter(here, wanted), _Counter(there, wanted)
        with traced(here.desk.database) as model:
            few()
        raw = RawRegistration(connection, model)
        names = iter(intakes(here, wanted))
        works: dict[str, Work] = {
            "raw": lambda: raw(next(names).owner.name, raw.count),
            "few": few,
            "many": many,
        }

        def rest() -> None:
            """Do what the program does in an idle moment."""
            here.desk.database.checkpoint()
            there.desk.database.checkpoint()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

        took = take_turns(works, plan.rounds, times, rest)
        _check(few)
        with here.desk.database.read() as session:
            assert list(chain_problems(session)) == []
        _check(many)
    return _goals(plan, took)


def _goals(plan: Plan, took: dict[str, Timings]) -> list[Line]:
    raw, few, many = (milliseconds(took[name]) for name in ("raw", "few", "many"))
    speed = ratio(took["raw"], took["few"])
    growth = ratio(took["many"], took["few"])
    lines = [
        Line(
            "R1",
            f"register a dossier, durably ({plan.small:,} stored)",
            few,
            f"the same rows by the bare driver: {raw}",
            speed,
            "≥ 0.50× its speed",
            at_least(speed.median, 0.5, plan),
        ),
        Line(
            "R2",
            f"the same at {plan.count:,} stored, p50",
            many,
            f"at {plan.small:,}: {few}",
            growth,
            "≤ 1.10×",
            at_most(growth.median, 1.1, plan),
        ),
    ]
    base, tail = took["few"].p99, took["many"].p99
    if base is not None and tail is not None:
        behind = spread([tail / base])
        text = f"the same at {plan.count:,} stored, p99"
        is_met = at_most(behind.median, 3, plan)
        lines.append(Line("R2", text, many, f"at {plan.small:,}: {few}", behind, "≤ 3×", is_met))
    return lines


def _require_full(store: BigStore) -> None:
    with store.desk.database.write() as session:
        assert session.execute(text("PRAGMA synchronous")).scalar_one() == FULL


def _check(counter: _Counter) -> None:
    """A fast wrong run fails: the day's count is its counter, and the last one is found."""
    store, last = counter.store, counter.last
    assert last is not None
    day = local_date(NOW)
    with store.desk.database.read() as session:
        count = session.execute(select(func.count()).where(Dossier.day == day)).scalar_one()
        book = select(NumberSeries.last).where(
            NumberSeries.book == "dossier", NumberSeries.period == day.isoformat()
        )
        assert session.execute(book).scalar_one() == count
        stored = session.execute(select(func.count()).select_from(Dossier)).scalar_one()
    assert stored == store.count + counter.count
    found = store.desk.search.find(store.officer, last.receipt.owner_name)
    assert last.code in {row.code for row in found.rows}
