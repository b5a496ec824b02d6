"""A new date is promised before the time runs out; what is late stays late, with an apology."""

from datetime import date, datetime, time

import pytest

from app.clock import from_local
from app.errors import InvalidInputError, RuleBrokenError
from app.services.deadlines.counting import moment
from app.services.deadlines.phrases import moment_text
from app.services.dossiers.decision import Decided, Decision
from app.services.dossiers.records import DossierView
from app.services.forms.notice_records import ApologyData
from app.services.ledger.checking import StoreCheck
from app.vocabulary.dossiers import Action, Outcome, Timeliness
from app.vocabulary.people import Role
from app.vocabulary.reports import LateReason
from tests.services.desk_builders import Counter
from tests.services.store_builders import an_actor

A = Action
DUE = from_local(date(2026, 11, 27), time(9))
"""Three working days from Monday 23/11/2026 09:00; the 24th is a day off."""


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return from_local(date(2026, 11, day), time(hour, minute))


def december(day: int, hour: int, minute: int = 0) -> datetime:
    return from_local(date(2026, 12, day), time(hour, minute))


def view_of(counter: Counter, code: str) -> DossierView:
    return counter.tracking.one(counter.officer, code)


def extend(counter: Counter, code: str, **said: object) -> Decided:
    decision = Decision(note="chờ xác minh", **said)  # type: ignore[arg-type]
    return counter.decisions.decide(counter.officer, code, A.EXTEND, decision)


def late(counter: Counter) -> str:
    """Return a dossier whose last day ended sixteen hours ago."""
    code = counter.code()
    counter.time.now = at(28, 16)
    return code


def test_an_apology_after_expiry_prints_the_new_date_and_leaves_the_dossier_late(
    counter: Counter,
) -> None:
    code = late(counter)
    decided = extend(counter, code, new_due_at=december(2, 16))
    view = view_of(counter, code)

    assert isinstance(decided.form, ApologyData)
    assert (decided.form.old_due_at, decided.form.new_due_at) == (DUE, december(2, 16))
    assert (view.row.due_at, view.due.due_at) == (DUE, DUE)
    assert view.row.timeliness is Timeliness.OVERDUE
    assert any("xin lỗi" in step and "vẫn tính quá hạn" in step for step in view.due.steps)
    assert "hẹn lại 02/12/2026 16:00" in view.timeline[-1].detail
    assert "27/11/2026 09:00" not in view.timeline[-1].detail
    assert StoreCheck(counter.database).problems() == []


def test_a_late_dossier_with_an_apology_is_late_in_every_figure(counter: Counter) -> None:
    code = late(counter)
    extend(counter, code, new_due_at=december(2, 16))
    supervisor = an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    today = date(2026, 11, 27)
    summary = counter.summaries.of_period(supervisor, today, today)
    assert (summary.total.open.overdue, summary.total.open.in_time) == (1, 0)
    assert [row.code for row in summary.overdue_rows] == [code]
    counter.late_reasons.record(counter.officer, code, LateReason.OTHER)
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.accept(counter.economy_officer, [code])
    said = Decision(outcome=Outcome.GRANTED, document_number="1/QĐ")
    counter.decisions.decide(counter.officer, code, A.RESOLVE, said)
    assert view_of(counter, code).row.timeliness is Timeliness.LATE


def test_only_one_apology_with_a_new_date_is_recorded(counter: Counter) -> None:
    code = late(counter)
    extend(counter, code, new_due_at=december(2, 16))
    with pytest.raises(RuleBrokenError, match="đã được hẹn lại một lần"):
        extend(counter, code, new_due_at=december(3, 16))


@pytest.mark.parametrize("new_due", [at(27, 14), at(27, 16), DUE])
def test_an_apology_promises_a_moment_still_to_come(counter: Counter, new_due: datetime) -> None:
    code = late(counter)
    with pytest.raises((InvalidInputError, RuleBrokenError), match="phải sau"):
        extend(counter, code, new_due_at=new_due)


@pytest.mark.parametrize(("now", "is_told"), [(at(26, 9), False), (at(26, 10), True), (DUE, True)])
def test_an_extension_before_expiry_moves_the_date_and_says_when_it_came_late(
    counter: Counter, now: datetime, is_told: bool
) -> None:
    code = counter.code()
    counter.time.now = now
    extend(counter, code, new_due_at=december(2, 16))
    view = view_of(counter, code)

    assert view.row.due_at == december(2, 16)
    assert any("chậm nhất 01 ngày trước" in step for step in view.due.steps) is is_told


# 24/11 is a holiday; 28 and 29/11 a weekend; hours 07:30-11:30 and 13:30-17:00.
CLOSED = [
    (december(12, 17), december(14, 7, 30), "12/12/2026 (thứ Bảy)"),
    (december(13, 9), december(14, 7, 30), "13/12/2026 (Chủ nhật)"),
    (december(1, 6), december(1, 7, 30), "ngoài giờ làm việc"),
    (december(1, 12), december(1, 13, 30), "ngoài giờ làm việc"),
    (december(1, 17, 1), december(2, 7, 30), "ngoài giờ làm việc"),
    (december(4, 22), december(7, 7, 30), "ngoài giờ làm việc"),
]


@pytest.mark.parametrize(("wanted", "offered", "said"), CLOSED)
@pytest.mark.parametrize("is_late", [False, True])
def test_a_new_date_when_the_office_is_closed_is_refused_with_the_next_working_moment(
    counter: Counter, wanted: datetime, offered: datetime, said: str, is_late: bool
) -> None:
    code = late(counter) if is_late else counter.code()
    with pytest.raises(InvalidInputError) as caught:
        extend(counter, code, new_due_at=wanted)

    assert caught.value.field == "due"
    assert said in caught.value.message
    assert f"hẹn lúc {moment_text(moment(offered))}" in caught.value.message
    with pytest.raises(InvalidInputError):
        counter.decisions.preview(
            counter.officer, code, A.EXTEND, Decision(note="x", new_due_at=wanted)
        )
    extend(counter, code, new_due_at=offered)


@pytest.mark.parametrize("edge", [december(1, 7, 30), december(1, 11, 30), december(1, 17)])
def test_a_new_date_at_the_edge_of_the_working_hours_is_taken(
    counter: Counter, edge: datetime
) -> None:
    code = counter.code()
    extend(counter, code, new_due_at=edge)
    assert view_of(counter, code).row.due_at == edge


def test_a_day_alone_ends_with_the_working_hours_of_that_day(counter: Counter) -> None:
    code = counter.code()
    extend(counter, code, new_due_on=date(2026, 12, 2))
    assert view_of(counter, code).row.due_at == december(2, 17)
    with pytest.raises(InvalidInputError, match="17:00 ngày 14/12/2026"):
        extend(counter, counter.code("Lê Văn Bảy"), new_due_on=date(2026, 12, 12))
