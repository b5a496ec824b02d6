"""A question to the services beside its own statements, run by the bare driver."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from benchmarks.big_store import BigStore
from benchmarks.measure import in_turn, milliseconds, ratio, take_turns
from benchmarks.plan import Line, Plan, at_most
from benchmarks.raw_sql import bare_connection, replayed, statements_of

T_ = TypeVar("T_")


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit on the p99 in milliseconds, and one on the ratio to the bare statements."""

    name: str
    what: str
    p99_ms: float
    times: float


def beside_raw(
    plan: Plan, store: BigStore, ask: Callable[[T_], object], inputs: Sequence[T_], goal: Goal
) -> Line:
    """Ask with each of `inputs` in turn, and run the statements each of them needs."""
    database = store.desk.database
    asked = [statements_of(database, lambda one=one: ask(one)) for one in inputs]  # type: ignore[misc]
    with bare_connection(store.path) as connection:
        took = take_turns(
            {
                "raw": in_turn(lambda statements: replayed(connection, statements), asked),
                "app": in_turn(ask, inputs),
            },
            plan.rounds,
            plan.samples,
        )
    times = ratio(took["app"], took["raw"])
    is_fast = at_most(took["app"].tail_ms, goal.p99_ms, plan)
    return Line(
        goal.name,
        f"{goal.what}, {store.count:,} stored",
        milliseconds(took["app"]),
        f"its statements by the bare driver: {milliseconds(took['raw'])}",
        times,
        f"p99 ≤ {goal.p99_ms:g} ms and ≤ {goal.times:g}×",
        is_fast and at_most(times.median, goal.times, plan),
    )
