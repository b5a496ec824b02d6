"""Whatever is done and whenever one looks: once each, nothing late forgotten, no act refused."""

import tempfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.services.custody.records import Collection
from app.services.dossiers.lifecycle import RUNNING_STATUSES
from app.services.ledger.records import Actor
from app.services.worklist.records import URGENT_KINDS
from app.vocabulary.dossiers import Action, Outcome, WorkKind
from tests.services.desk_builders import a_counter
from tests.services.store_builders import FakeTime, a_copied_store
from tests.services.worklist.works import MANY, Works, the_works

_ACTS = (
    "send",
    "accept",
    "back",
    "pause",
    "resume",
    "extend",
    "resolve",
    "return",
    "withdraw",
    "wait",
    "wait long",
)
_DOSSIERS = st.lists(st.lists(st.sampled_from(_ACTS), max_size=7), min_size=1, max_size=4)


def _do(works: Works, act: str, code: str) -> None:
    counter, now = works.counter, works.counter.time.now
    match act:
        case "send":
            works.send(code)
        case "accept":
            counter.handoffs.accept(counter.officer, [code])
        case "back":
            works.send(code, counter.economy_officer, counter.officer.unit_id)
        case "pause":
            works.decide(code, Action.ASK_SUPPLEMENT, items=("Bản sao",))
        case "resume":
            works.decide(code, Action.SUPPLEMENT_IN)
        case "extend":
            new = now + timedelta(days=9)
            works.decide(code, Action.EXTEND, new_due_at=new, approver="Đỗ Thị Mẫu")
        case "resolve":
            works.decide(code, Action.RESOLVE, outcome=Outcome.GRANTED, document_number="1/QĐ")
        case "return":
            counter.returning.give_back(counter.officer, code, Collection("Nguyễn Thị Ánh"))
        case "withdraw":
            works.decide(code, Action.WITHDRAW)
        case _:
            counter.time.advance(timedelta(days=20) if "long" in act else timedelta(hours=17))


def _play(works: Works, dossiers: Sequence[Sequence[str]]) -> list[str]:
    """Register each and do what can be done; what the table refuses is left."""
    codes = []
    for number, acts in enumerate(dossiers):
        case_id = works.routed_case if number % 2 else works.counter.case_id
        code = works.counter.code(case_id=case_id)
        codes.append(code)
        for act in acts:
            try:
                _do(works, act, code)
            except UserError:
                continue
    return codes


def _overdue(works: Works, codes: Sequence[str], now: datetime) -> set[str]:
    """Return what is late by the date counted anew from receipt, waits and re-appointment."""
    views = [works.counter.tracking.one(works.supervisor, code) for code in codes]
    return {
        view.row.code
        for view in views
        if view.row.status in RUNNING_STATUSES and view.due.due_at and view.due.due_at < now
    }


def _check(works: Works, actor: Actor) -> None:
    view = works.list.of(actor, MANY)
    told = [item.code for item in view.items]
    assert len(told) == len(set(told)) == view.total
    urgent = works.list.urgent_counts(actor)
    assert urgent == {kind: n for kind, n in view.counts.items() if kind in URGENT_KINDS}
    assert view.urgent == sum(item.kind in URGENT_KINDS for item in view.items)
    places = [list(WorkKind).index(item.kind) for item in view.items]
    assert places == sorted(places)
    for item in view.items:
        allowed = works.counter.tracking.one(actor, item.code).actions
        assert item.action in {None, *(one.action for one in allowed)}
        assert item.text[0].isupper()


@settings(max_examples=10, deadline=None)
@given(dossiers=_DOSSIERS, hours=st.integers(0, 24 * 45))
def test_the_list_is_true_on_any_day(
    empty_store: Path, dossiers: list[list[str]], hours: int
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = a_copied_store(empty_store, folder)
        try:
            works = the_works(a_counter(folder, FakeTime(), database))
            codes = _play(works, dossiers)
            works.counter.time.advance(timedelta(hours=hours))
            late = {item.code for item in works.of() if item.kind is WorkKind.LATE}
            assert _overdue(works, codes, works.counter.time.now) <= late
            people = (works.counter.officer, works.supervisor, works.counter.economy_officer)
            for actor in people:
                _check(works, actor)
        finally:
            database.close()
