"""Each measure at each end of its period, and for its own office alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from app.clock import end_of_day, start_of_day
from app.models.dossiers import DossierState
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.figures.measures import MEASURED, bounds_of
from app.services.figures.period import Period
from app.vocabulary.dossiers import Action, Outcome
from tests.services.desk_builders import OWNER, Counter, a_counter
from tests.services.dossiers.every_act import EVERY_ACT
from tests.services.store_builders import FakeTime, a_copied_store, a_stranger

A = Action
FIRST, LAST = date(2026, 11, 25), date(2026, 11, 26)
START, END = start_of_day(FIRST), end_of_day(LAST)
_TICK = timedelta(microseconds=1)
BEFORE, AFTER = START - timedelta(hours=20), END + timedelta(hours=20)
"""In office hours, outside the period."""


@pytest.fixture
def desk(tmp_path: Path, empty_store: Path) -> Iterator[Counter]:
    """A counter on SQLite alone, two days before the period begins."""
    store = a_copied_store(empty_store, tmp_path)
    yield a_counter(tmp_path, FakeTime(), store)
    store.close()


def _figures(desk: Counter, office_id: int | None = None) -> dict[str, int]:
    """Return every figure of the period that is not nought."""
    period = Period(office_id or desk.officer.office_id, FIRST, LAST, START, END, END)
    counted = select(MEASURED.c.figure, func.sum(MEASURED.c.amount)).group_by(MEASURED.c.figure)
    with desk.database.read() as session:
        rows = session.execute(counted, bounds_of(period))
        return {figure: int(amount) for figure, amount in rows}


def _run(desk: Counter, statement: str, at: datetime | None = None, **values: object) -> None:
    """Change rows behind the program's back; there must be some."""
    said = {"at": f"{at:%Y-%m-%d %H:%M:%S.%f}"} if at else {}
    with desk.database.write() as session:
        assert session.connection().execute(text(statement), said | values).rowcount


def _open_till_later(desk: Counter) -> None:
    """Nothing changes after the period began, so that what is counted is the fact alone."""
    desk.code()


def _asked(desk: Counter) -> None:
    EVERY_ACT[A.ASK_SUPPLEMENT].do(desk, desk.officer, desk.code())


def _paid(desk: Counter) -> None:
    desk.code(fee_vnd=7000, paid_vnd=7000)


def _refused(desk: Counter) -> None:
    desk.refusing.refuse(desk.officer, desk.as_typed(), ("không thuộc thẩm quyền",))


def _returned(desk: Counter) -> None:
    desk.returned()


def _act(action: Action) -> Callable[[Counter], None]:
    def live(desk: Counter) -> None:
        act = EVERY_ACT[action]
        code = act.ready(desk)
        act.do(desk, desk.officer, code)

    return live


def _ends_refused(desk: Counter) -> None:
    code = desk.code(case_id=desk.same_day_case)
    desk.decisions.decide(desk.officer, code, A.RESOLVE, Decision(outcome=Outcome.REFUSED))


_NEWEST = "SELECT max(ordinal) FROM dossier_states"
_STATE_BEGINS = (
    f"UPDATE dossier_states SET from_at = :at WHERE ordinal = ({_NEWEST})",  # noqa: S608
    f"UPDATE dossier_states SET to_at = :at WHERE ordinal = ({_NEWEST}) - 1",  # noqa: S608
)
_STATE_ENDS = (
    *_STATE_BEGINS,
    f"UPDATE dossier_states SET ended_at = :at WHERE ordinal = ({_NEWEST})",  # noqa: S608
)


@dataclass(frozen=True, slots=True)
class Fact:
    """How a fact comes to be, what moves it to an instant, and how much the figure counts."""

    live: Callable[[Counter], None]
    moves: tuple[str, ...]
    counts: int = 1
    of_office: str = ""
    """The table in which the fact has its own office."""


FACTS = {
    "received.counter": Fact(
        _open_till_later, ("UPDATE dossiers SET received_at = :at",), of_office="dossiers"
    ),
    "supplements": Fact(_asked, ("UPDATE pauses SET from_at = :at",), of_office="pauses"),
    "fees_vnd": Fact(_paid, ("UPDATE payments SET taken_at = :at",), 7000, "payments"),
    "handoffs.sent": Fact(
        _act(A.HANDOFF), ("UPDATE handoff_items SET sent_at = :at",), of_office="handoff_items"
    ),
    "handoffs.accepted": Fact(
        _act(A.ACCEPT), ("UPDATE handoff_items SET closed_at = :at",), of_office="handoff_items"
    ),
    "handoffs.refused": Fact(
        _act(A.DECLINE), ("UPDATE handoff_items SET closed_at = :at",), of_office="handoff_items"
    ),
    "not_accepted": Fact(_refused, ("UPDATE dossier_states SET from_at = :at",)),
    "returned": Fact(_returned, _STATE_BEGINS),
    "ended.early": Fact(_act(A.RESOLVE), _STATE_ENDS),
    "refused": Fact(_ends_refused, _STATE_ENDS),
    "withdrawn": Fact(_act(A.WITHDRAW), _STATE_ENDS),
    "stopped": Fact(_act(A.STOP), _STATE_ENDS),
}
_INSTANTS = {
    "before the start": (START - _TICK, False),
    "at the start": (START, True),
    "before the end": (END - _TICK, True),
    "at the end": (END, False),
}


@pytest.mark.parametrize("instant", _INSTANTS)
@pytest.mark.parametrize("figure", FACTS)
def test_a_fact_counts_from_the_start_of_the_period_to_before_its_end(
    desk: Counter, figure: str, instant: str
) -> None:
    at, is_counted = _INSTANTS[instant]
    fact = FACTS[figure]
    fact.live(desk)
    for statement in fact.moves:
        _run(desk, statement, at)
    assert _figures(desk).get(figure, 0) == (fact.counts if is_counted else 0)


@pytest.mark.parametrize("instant", _INSTANTS)
@pytest.mark.parametrize("figure", [n for n, fact in FACTS.items() if fact.moves is _STATE_ENDS])
def test_what_ended_counts_by_its_end_and_not_by_the_begin_of_its_state(
    desk: Counter, figure: str, instant: str
) -> None:
    at, is_counted = _INSTANTS[instant]
    FACTS[figure].live(desk)
    *begins, ends = _STATE_ENDS
    for statement in begins:
        _run(desk, statement, START)
    _run(desk, ends, at)
    assert _figures(desk).get(figure, 0) == is_counted


@pytest.mark.parametrize("figure", [name for name, fact in FACTS.items() if fact.of_office])
def test_a_fact_of_another_office_is_not_counted(desk: Counter, figure: str) -> None:
    """The office of the fact itself is asked, not only that of the dossier's state."""
    fact = FACTS[figure]
    fact.live(desk)
    for statement in fact.moves:
        _run(desk, statement, START)
    assert _figures(desk)[figure] == fact.counts
    other = a_stranger(desk.database).office_id
    _run(desk, f"UPDATE {fact.of_office} SET unit_id = :other", other=other)  # noqa: S608
    assert figure not in _figures(desk)
    assert figure not in _figures(desk, other)


@pytest.mark.parametrize(
    ("figure", "status", "since"),
    [("carried_over", "received", BEFORE), ("returned", "returned", START)],
)
def test_an_earlier_state_of_another_office_is_not_counted(
    desk: Counter, figure: str, status: str, since: datetime
) -> None:
    EVERY_ACT[A.ASK_PAYMENT].do(desk, desk.officer, desk.code())
    for statement in _STATE_BEGINS:
        _run(desk, statement, END - _TICK)
    earlier = "UPDATE dossier_states SET {} WHERE ordinal = 1"
    _run(desk, earlier.format("from_at = :at, status = :status"), since, status=status)
    assert _figures(desk)[figure] == 1
    other = a_stranger(desk.database).office_id
    _run(desk, earlier.format("unit_id = :other"), other=other)
    assert figure not in _figures(desk)


def _live_all(desk: Counter) -> None:
    """Let the period have some of everything."""
    desk.code()
    for day in (START, START + timedelta(days=1)):
        desk.time.now = day + timedelta(hours=9)
        for fact in FACTS.values():
            fact.live(desk)
        desk.handoffs.send(desk.officer, desk.culture, [desk.code()])


@pytest.fixture
def two_offices(desk: Counter) -> tuple[Counter, int]:
    """Return a counter with a full period, and another office with the very same in its name."""
    _live_all(desk)
    return desk, a_stranger(desk.database).office_id


_OF_AN_OFFICE = ("dossiers", "dossier_states", "pauses", "payments", "handoff_items")


def test_two_offices_are_counted_each_for_itself(two_offices: tuple[Counter, int]) -> None:
    desk, other = two_offices
    mine = _figures(desk)
    assert set(FACTS) | {"carried_over", "handoffs.outstanding", "paused"} <= set(mine)
    assert _figures(desk, other) == {}
    with desk.database.read() as session:
        moved = session.execute(text("SELECT max(id) / 2 FROM dossiers")).scalar_one()
    for table in _OF_AN_OFFICE:
        dossier = "id" if table == "dossiers" else "dossier_id"
        moves = f"UPDATE {table} SET unit_id = :other WHERE {dossier} <= :moved"  # noqa: S608
        _run(desk, moves, other=other, moved=moved)
    here, there = _figures(desk), _figures(desk, other)
    assert here
    assert there
    assert {name: here.get(name, 0) + there.get(name, 0) for name in mine} == mine
    for figures in (here, there):
        received = sum(many for name, many in figures.items() if name.startswith("received."))
        ended = sum(many for name, many in figures.items() if name.startswith("ended."))
        still = figures.get("open.in_time", 0) + figures.get("open.overdue", 0)
        assert figures.get("carried_over", 0) + received == ended + still


@pytest.mark.parametrize(
    ("received", "changed", "is_carried"),
    [
        (START - _TICK, None, True),
        (START, None, False),
        (BEFORE, START - _TICK, True),
        (BEFORE, START, True),
        (BEFORE, END - _TICK, True),
        (BEFORE, END, True),
        (BEFORE, AFTER, True),
        (START, END - _TICK, False),
    ],
)
@pytest.mark.parametrize("action", [A.ASK_SUPPLEMENT, A.WITHDRAW])
def test_what_was_open_as_the_period_began_is_carried_over_once(
    desk: Counter,
    action: Action,
    received: datetime,
    changed: datetime | None,
    is_carried: bool,
) -> None:
    code = desk.code()
    _run(desk, "UPDATE dossiers SET received_at = :at", received)
    if changed is not None:
        EVERY_ACT[action].do(desk, desk.officer, code)
        for statement in _STATE_ENDS if action is A.WITHDRAW else _STATE_BEGINS:
            _run(desk, statement, changed)
    _run(desk, "UPDATE dossier_states SET from_at = :at WHERE ordinal = 1", received)
    ended_before = action is A.WITHDRAW and changed is not None and changed < START
    assert _figures(desk).get("carried_over", 0) == (is_carried and not ended_before)


@pytest.mark.parametrize("changed", [END - _TICK, END, END + _TICK])
def test_the_state_at_the_end_is_the_one_that_began_before_it(
    desk: Counter, changed: datetime
) -> None:
    code = desk.code(case_id=desk.same_day_case)
    EVERY_ACT[A.RESOLVE].do(desk, desk.officer, code)
    for statement in _STATE_ENDS:
        _run(desk, statement, changed)
    figures = _figures(desk)
    is_done = changed < END
    assert figures.get("waiting_collection", 0) == is_done
    assert figures.get("open.in_time", 0) + figures.get("open.overdue", 0) == (not is_done)


@pytest.mark.parametrize(
    ("sent", "closed", "is_outstanding"),
    [
        (BEFORE, None, True),
        (END - _TICK, None, True),
        (END, None, False),
        (BEFORE, END - _TICK, False),
        (BEFORE, END, True),
        (BEFORE, AFTER, True),
    ],
)
def test_a_slip_is_outstanding_that_was_sent_and_not_closed_before_the_end(
    desk: Counter, sent: datetime, closed: datetime | None, is_outstanding: bool
) -> None:
    _act(A.HANDOFF if closed is None else A.ACCEPT)(desk)
    _run(desk, "UPDATE handoff_items SET sent_at = :at", sent)
    if closed is not None:
        _run(desk, "UPDATE handoff_items SET closed_at = :at", closed)
    assert _figures(desk).get("handoffs.outstanding", 0) == is_outstanding
    other = a_stranger(desk.database).office_id
    _run(desk, "UPDATE handoff_items SET unit_id = :other", other=other)
    assert "handoffs.outstanding" not in _figures(desk)


def test_a_result_is_counted_by_its_time_and_not_by_its_status(desk: Counter) -> None:
    desk.time.now = START + timedelta(hours=9)
    desk.resolved()
    assert _figures(desk) == {"received.counter": 1, "ended.on_time": 1, "waiting_collection": 1}


@pytest.mark.parametrize(
    ("action", "figures"),
    [
        (A.HANDOFF, {"handoffs.sent", "handoffs.outstanding"}),
        (A.ACCEPT, {"handoffs.sent", "handoffs.accepted"}),
        (A.DECLINE, {"handoffs.sent", "handoffs.refused"}),
        (A.RECALL, {"handoffs.sent"}),
    ],
)
def test_a_slip_counts_by_how_it_was_closed(
    desk: Counter, action: Action, figures: set[str]
) -> None:
    desk.time.now = START + timedelta(hours=9)
    _act(action)(desk)
    assert {name for name in _figures(desk) if name.startswith("handoffs.")} == figures


@pytest.mark.parametrize("instant", _INSTANTS)
def test_what_the_desk_refused_in_the_period_was_never_received(
    desk: Counter, instant: str
) -> None:
    """Refused outside the period it does not keep its dossier out of what came in it."""
    at, is_in_period = _INSTANTS[instant]
    _refused(desk)
    _run(desk, "UPDATE dossiers SET received_at = :at", START)
    _run(desk, "UPDATE dossier_states SET from_at = :at", at)
    if at >= END:  # another state held at the end
        _add_state(
            desk, from_at="'2026-11-20 02:00:00.000000'", to_at="from_at", status="'received'"
        )
    assert _figures(desk).get("received.counter", 0) == (not is_in_period)


def _add_state(desk: Counter, **other: str) -> None:
    """Add a state before the one dossier's first: a copy of it with `other` values."""
    values = {column.name: column.name for column in DossierState.__table__.columns}
    values |= {"id": "id + 100", "ordinal": "0"} | other
    names, said = ", ".join(values), ", ".join(values.values())
    _run(desk, f"INSERT INTO dossier_states ({names}) SELECT {said} FROM dossier_states")  # noqa: S608


def test_a_refusal_of_another_office_keeps_nothing_out(desk: Counter) -> None:
    desk.time.now = START + timedelta(hours=9)
    desk.code()
    other = a_stranger(desk.database).office_id
    _run(desk, "UPDATE dossier_states SET status = 'not_accepted'")
    assert "received.counter" not in _figures(desk)
    _add_state(desk)
    _run(desk, "UPDATE dossier_states SET unit_id = :other WHERE ordinal = 0", other=other)
    _run(desk, "UPDATE dossier_states SET status = 'received' WHERE ordinal = 1")
    assert _figures(desk)["received.counter"] == 1


@pytest.mark.parametrize(
    ("stands", "figures"),
    [
        (True, {"open.in_time": 1, "paused": 1}),
        (False, {"open.overdue": 1}),
    ],
)
def test_what_waits_is_paused_and_in_time_while_its_clock_stands_alone(
    desk: Counter, stands: bool, figures: dict[str, int]
) -> None:
    EVERY_ACT[A.ASK_OPINION].do(desk, desk.officer, desk.code())
    _run(desk, "UPDATE dossier_states SET due_at = :at", BEFORE)
    _run(
        desk, "UPDATE dossier_states SET is_clock_paused = :stands WHERE ordinal = 2", stands=stands
    )
    counted = _figures(desk)
    assert {name: many for name, many in counted.items() if name != "carried_over"} == figures


def test_a_clock_that_stands_without_a_wait_is_not_paused(desk: Counter) -> None:
    desk.code()
    _run(desk, "UPDATE dossier_states SET is_clock_paused = 1")
    assert _figures(desk) == {"carried_over": 1, "open.in_time": 1}


def test_a_wait_that_is_not_open_is_not_paused(desk: Counter) -> None:
    EVERY_ACT[A.ASK_PAYMENT].do(desk, desk.officer, desk.code())
    assert _figures(desk)["paused"] == 1
    _run(desk, "UPDATE dossier_states SET is_open = 0")
    assert "paused" not in _figures(desk)


def test_a_wait_for_payment_is_no_supplement(desk: Counter) -> None:
    desk.time.now = START + timedelta(hours=9)
    EVERY_ACT[A.ASK_PAYMENT].do(desk, desk.officer, desk.code())
    assert "supplements" not in _figures(desk)


def test_a_result_is_returned_in_the_period_though_it_ended_before(desk: Counter) -> None:
    code = desk.resolved()
    desk.time.now = START + timedelta(hours=9)
    desk.returning.give_back(desk.officer, code, Collection(OWNER.name))
    assert _figures(desk) == {"returned": 1}
