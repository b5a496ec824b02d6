"""Waiting for an opinion or a check stops no clock, unless a special law that says so is named."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from app.clock import from_local
from app.errors import InvalidInputError, RuleBrokenError
from app.models.dossiers import DossierState, Pause
from app.services.dossiers.records import DossierView
from app.services.ledger.checking import StoreCheck
from app.vocabulary.dossiers import Action, DossierStatus, Timeliness
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter
from tests.services.store_builders import an_actor

A = Action
LAW = "Luật Đất đai 2024, Điều 22"
WAITS = [(A.ASK_OPINION, A.OPINION_IN), (A.ASK_CHECK, A.CHECK_IN)]
both_waits = pytest.mark.parametrize(("ask", "back"), WAITS)
DUE = from_local(date(2026, 11, 27), time(9))
"""Three working days from Monday 23/11/2026 09:00; the 24th is a day off."""


def at(day: int, hour: int) -> datetime:
    return from_local(date(2026, 11, day), time(hour))


def view_of(counter: Counter, code: str) -> DossierView:
    return counter.tracking.one(counter.officer, code)


def waited(counter: Counter, ask: Action, back: Action, law: str = "") -> str:
    """Let a new dossier wait from Monday 23/11 09:00 to Wednesday 25/11 09:00: 7 h 30 worked."""
    code = counter.code()
    counter.decide(code, ask, note="hỏi phòng chuyên môn", special_law=law)
    counter.time.now = at(25, 9)
    counter.decide(code, back)
    return code


@both_waits
def test_waiting_without_a_special_law_moves_neither_clock(
    counter: Counter, ask: Action, back: Action
) -> None:
    view = view_of(counter, waited(counter, ask, back))

    assert (view.row.due_at, view.due.due_at) == (DUE, DUE)
    assert view.due.measured_at is None
    assert any("không nêu luật chuyên ngành" in step for step in view.due.steps)


@both_waits
def test_a_named_special_law_stops_the_legal_clock_alone(
    counter: Counter, ask: Action, back: Action
) -> None:
    view = view_of(counter, waited(counter, ask, back, LAW))

    assert view.row.due_at == at(30, 9)
    assert view.due.measured_at == DUE
    assert any(LAW in step for step in view.due.steps)


@both_waits
def test_a_dossier_that_only_waits_becomes_overdue(
    counter: Counter, ask: Action, back: Action
) -> None:
    code, lawful = counter.code(), counter.code("Trần Thị Luật")
    counter.decide(code, ask, note="hỏi phòng chuyên môn")
    counter.decide(lawful, ask, note="hỏi phòng chuyên môn", special_law=LAW)
    counter.time.now = at(30, 9)
    supervisor = an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    today = date(2026, 11, 30)
    figures = counter.summaries.figures(supervisor, today, today)
    summary = counter.summaries.of_period(supervisor, today, today)

    assert (figures.open.overdue, figures.open.in_time, figures.paused) == (1, 1, 1)
    assert [row.code for row in summary.overdue_rows] == [code]
    counter.decide(code, back)
    counter.decide(lawful, back)
    assert view_of(counter, code).row.timeliness is Timeliness.OVERDUE
    assert view_of(counter, lawful).row.timeliness is not Timeliness.OVERDUE
    assert StoreCheck(counter.database).problems() == []


@both_waits
def test_a_promised_date_stands_while_a_running_wait_ends_under_a_new_calendar(
    counter: Counter, ask: Action, back: Action
) -> None:
    code = counter.code()
    counter.decide(code, ask, note="hỏi phòng chuyên môn")
    with counter.database.write() as session:
        # As if the date had been promised under another calendar.
        session.execute(update(DossierState).values(due_at=DUE - timedelta(days=1)))
    counter.decide(code, back)

    assert view_of(counter, code).row.due_at == DUE - timedelta(days=1)


@both_waits
def test_a_dossier_whose_clock_runs_may_be_extended_while_it_waits(
    counter: Counter, ask: Action, back: Action
) -> None:
    code, lawful = counter.code(), counter.code("Trần Thị Luật")
    counter.decide(code, ask, note="hỏi phòng chuyên môn")
    counter.decide(lawful, ask, note="hỏi phòng chuyên môn", special_law=LAW)
    counter.decide(code, A.EXTEND, note="chưa có ý kiến", new_due_at=at(30, 16))
    assert view_of(counter, code).row.due_at == at(30, 16)
    counter.decide(code, back)
    view = view_of(counter, code)
    assert (view.row.status, view.row.due_at) == (DossierStatus.RECEIVED, at(30, 16))
    with pytest.raises(RuleBrokenError, match="thời hạn đang dừng"):
        counter.decide(lawful, A.EXTEND, note="x", new_due_at=at(30, 16))


@both_waits
def test_a_wait_of_an_earlier_version_keeps_what_it_moved_and_says_so(
    counter: Counter, ask: Action, back: Action
) -> None:
    code = counter.code()
    counter.decide(code, ask, note="hỏi phòng chuyên môn", special_law=LAW)
    with counter.database.write() as session:
        # As the migration leaves a wait that was there before.
        session.execute(update(Pause).values(stops="earlier", special_law=""))
    counter.time.now = at(25, 9)
    counter.decide(code, back)
    view = view_of(counter, code)

    assert (view.row.due_at, view.due.due_at, view.due.measured_at) == (at(30, 9), at(30, 9), None)
    assert any("phiên bản phần mềm trước" in step for step in view.due.steps)


@pytest.mark.parametrize("action", [A.ASK_SUPPLEMENT, A.ASK_PAYMENT, A.EXTEND])
def test_a_special_law_is_asked_of_opinions_and_checks_alone(
    counter: Counter, action: Action
) -> None:
    code = counter.code()
    with pytest.raises(InvalidInputError) as caught:
        counter.decide(code, action, note="x", special_law=LAW, new_due_at=at(30, 16))
    assert caught.value.field == "special_law"


def test_the_law_named_is_stored_and_stands_in_the_timeline(counter: Counter) -> None:
    code = counter.code()
    counter.decide(code, A.ASK_OPINION, note="hỏi phòng chuyên môn", special_law=f" {LAW} ")
    with counter.database.read() as session:
        stored = session.scalars(select(Pause)).one()
    assert (stored.stops, stored.special_law) == ("legal", LAW)
    assert LAW in view_of(counter, code).timeline[-1].detail
    (stop,) = counter.control_slips.preview(counter.officer, code).stops_by_law
    assert stop.endswith(f", chờ ý kiến của cơ quan khác, theo {LAW}")


def test_a_flipped_state_of_the_clock_is_told_by_the_log(counter: Counter) -> None:
    code = counter.code()
    counter.decide(code, A.ASK_OPINION, note="hỏi phòng chuyên môn")
    counter.handoffs.send(counter.officer, counter.economy, [code])
    assert StoreCheck(counter.database).problems() == []
    with counter.database.write() as session:
        session.execute(update(DossierState).values(is_clock_paused=True))
    assert any("thời hạn đang dừng" in one for one in StoreCheck(counter.database).problems())
