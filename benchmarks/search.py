"""Q1 exact codes and numbers, Q2 names, Q3 each keystroke, Q4 what is overdue, Q6 their growth."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from sqlalchemy import select

from app.models.dossiers import Dossier
from app.text import fold
from benchmarks.big_store import BigStore
from benchmarks.measure import Timings, in_turn, milliseconds, ratio, take_turns
from benchmarks.plan import Line, Plan, at_most
from benchmarks.questions import Goal, beside_raw
from benchmarks.raw_sql import bare_connection

_PEOPLE = 40
_GROWTH = {"page": "the newest 200", "exact": "an exact code", "name": "a full name"}
_LIKE = "SELECT id, code FROM dossiers WHERE owner_name LIKE ? ORDER BY id DESC LIMIT 50"


@dataclass(frozen=True, slots=True)
class _Person:
    code: str
    id_number: str
    name: str


def lines(plan: Plan) -> list[Line]:
    with plan.store(plan.small) as small, plan.store(plan.count) as big:
        return [
            *_exact(plan, big),
            _names(plan, big),
            _keystrokes(plan, big),
            *_late(plan, big),
            *_growth(plan, small, big),
        ]


def _exact(plan: Plan, store: BigStore) -> list[Line]:
    find, officer = store.desk.search.find, store.officer
    people = _people(store)
    wanted = (
        ("exact code", [one.code for one in people]),
        ("exact ID number", [one.id_number for one in people]),
    )
    return [
        beside_raw(plan, store, lambda typed: find(officer, typed), typed, Goal("Q1", what, 1, 1.5))
        for what, typed in wanted
    ]


def _names(plan: Plan, store: BigStore) -> Line:
    """Full names without marks, the given name first: any order must find them."""
    find, officer = store.desk.search.find, store.officer
    people = _people(store)
    typed = [" ".join(reversed(fold(one.name).split())) for one in people]
    for one, text in zip(people[:5], typed, strict=False):
        assert one.name in {row.owner_name for row in find(officer, text).rows}
    with bare_connection(store.path) as connection:
        took = take_turns(
            {
                "like": in_turn(
                    lambda one: connection.execute(_LIKE, (f"%{one.name}%",)).fetchall(), people
                ),
                "app": in_turn(lambda text: find(officer, text), typed),
            },
            plan.rounds,
            plan.samples,
        )
    times = ratio(took["app"], took["like"])
    is_fast = at_most(took["app"].tail_ms, 10, plan)
    return Line(
        "Q2",
        f"name without marks, words in any order, {store.count:,} stored",
        milliseconds(took["app"]),
        f"LIKE over the names: {milliseconds(took['like'])}",
        times,
        "p99 ≤ 10 ms and ≤ 0.10×",
        is_fast and at_most(times.median, 0.1, plan),
    )


def _keystrokes(plan: Plan, store: BigStore) -> Line:
    desk, officer = store.desk, store.officer
    typed = [
        text[:length]
        for text in (fold(one.name) for one in _people(store)[:8])
        for length in range(2, len(text) + 1)
    ]
    took = take_turns(
        {
            "newest": lambda: desk.tracking.newest(officer, 200),
            "app": in_turn(lambda text: desk.search.find(officer, text), typed),
        },
        plan.rounds,
        plan.samples,
    )
    return Line(
        "Q3",
        f"each keystroke of a name, {store.count:,} stored",
        milliseconds(took["app"]),
        f"the newest 200: {milliseconds(took['newest'])}",
        ratio(took["app"], took["newest"]),
        "p99 ≤ 10 ms",
        at_most(took["app"].tail_ms, 10, plan),
    )


def _late(plan: Plan, store: BigStore) -> list[Line]:
    tracking, boss = store.desk.tracking, store.supervisor
    return [
        beside_raw(
            plan,
            store,
            lambda limit: tracking.overdue(boss, limit),
            [200],
            Goal("Q4", "overdue, worst 200", 8, 1.3),
        ),
        beside_raw(
            plan,
            store,
            lambda _: tracking.late_count(boss),
            [0],
            Goal("Q4", "overdue count", 8, 1.3),
        ),
    ]


def _growth(plan: Plan, small: BigStore, big: BigStore) -> list[Line]:
    """Compare the p50 of the same question at both sizes."""
    works = {}
    for store, size in ((small, "small"), (big, "big")):
        people = _people(store)
        works[f"page {size}"] = in_turn(_newest(store), [200])
        works[f"exact {size}"] = in_turn(_finder(store), [one.code for one in people])
        works[f"name {size}"] = in_turn(_finder(store), [fold(one.name) for one in people])
    took = take_turns(works, plan.rounds, plan.samples)
    return [
        _growth_line(plan, what, took, limit)
        for what, limit in (("page", 1.3), ("exact", 3), ("name", 20))
    ]


def _growth_line(plan: Plan, what: str, took: Mapping[str, Timings], limit: float) -> Line:
    before, after = took[f"{what} small"], took[f"{what} big"]
    grown = ratio(after, before)
    return Line(
        "Q6",
        f"growth of {_GROWTH[what]}, {plan.small:,} to {plan.count:,}",
        milliseconds(after),
        f"at {plan.small:,}: {milliseconds(before)}",
        grown,
        f"≤ {limit:g}×",
        at_most(grown.median, limit, plan),
    )


def _newest(store: BigStore) -> Callable[[int], object]:
    return lambda limit: store.desk.tracking.newest(store.officer, limit)


def _finder(store: BigStore) -> Callable[[str], object]:
    return lambda text: store.desk.search.find(store.officer, text)


def _people(store: BigStore) -> list[_Person]:
    ids = Random(store.count).sample(range(1, store.count + 1), _PEOPLE)
    with store.desk.database.read() as session:
        rows = session.execute(
            select(Dossier.code, Dossier.owner_id_number, Dossier.owner_name)
            .where(Dossier.id.in_(ids))
            .order_by(Dossier.id)
        )
        return [_Person(*row) for row in rows]
