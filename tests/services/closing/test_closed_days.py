"""Nothing enters a closed day: not today's acts after it was closed, nor anything back-dated."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.clock import local_date
from app.errors import RuleBrokenError
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.ledger.closed_days import first_open_moment, last_closed_day
from app.services.ledger.records import Actor
from app.services.money.records import Taking
from app.vocabulary.dossiers import Action, Outcome, PaymentKind
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter
from tests.services.store_builders import an_actor, logged_acts

_GRANTED = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")


@pytest.fixture
def boss(counter: Counter) -> Actor:
    return an_actor(counter.database, Role.SUPERVISOR, login="phutrach")


def close_today(counter: Counter, boss: Actor) -> None:
    counter.closings.close(boss, local_date(counter.time.now))


def test_no_act_of_today_is_entered_after_the_closing(counter: Counter, boss: Actor) -> None:
    officer = counter.officer
    fresh, ready = counter.code(), counter.resolved()
    here = counter.code(case_id=counter.same_day_case)
    sent = counter.code()
    counter.handoffs.send(officer, counter.economy, [sent])
    close_today(counter, boss)
    counter.time.advance(timedelta(minutes=1))
    acts = (
        counter.code,
        lambda: counter.handoffs.send(officer, counter.economy, [fresh]),
        lambda: counter.handoffs.accept(counter.economy_officer, [sent]),
        lambda: counter.handoffs.recall(officer, sent),
        lambda: counter.decisions.decide(officer, here, Action.RESOLVE, _GRANTED),
        lambda: counter.decisions.decide(officer, fresh, Action.WITHDRAW, Decision(note="rút")),
        lambda: counter.returning.give_back(officer, ready, Collection("Nguyễn Thị Ánh")),
        lambda: counter.control_slips.issue(officer, fresh),
        lambda: counter.corrections.correct(officer, fresh, counter.as_typed("Khác"), "sai tên"),
    )
    logged = logged_acts(counter.database)
    for act in acts:
        with pytest.raises(RuleBrokenError, match=r"Ngày 23/11/2026 đã khóa lúc .* bởi"):
            act()
    assert logged_acts(counter.database) == logged


def test_money_is_not_taken_on_a_closed_day(counter: Counter, boss: Actor) -> None:
    code = counter.code(fee_vnd=50_000)
    close_today(counter, boss)
    taking = Taking(amount_vnd=20_000, kind=PaymentKind.FINAL)
    with pytest.raises(RuleBrokenError):
        counter.cashier.take(counter.officer, code, taking)


def test_looking_and_printing_again_go_on(counter: Counter, boss: Actor) -> None:
    receipt = counter.dossier()
    close_today(counter, boss)
    assert counter.print_queue.reprint(counter.officer, receipt.form_id).copy_no == 2
    assert counter.tracking.one(counter.officer, receipt.code).row.code == receipt.code
    assert counter.office.facts(counter.admin).code == "000.00.15.H53"


def test_the_next_day_is_open(counter: Counter, boss: Actor) -> None:
    close_today(counter, boss)
    counter.time.advance(timedelta(days=1))
    assert counter.code()


def test_nothing_is_back_dated_into_a_closed_day(counter: Counter, boss: Actor) -> None:
    code, here = counter.code(), counter.code(case_id=counter.same_day_case)
    close_today(counter, boss)
    closed_at = counter.time.now
    counter.time.advance(timedelta(days=1))
    late = counter.as_typed(received_at=closed_at + timedelta(minutes=30))
    said = Decision(
        outcome=Outcome.GRANTED, document_number="1", happened_at=closed_at + timedelta(minutes=5)
    )
    for act in (
        lambda: counter.intake.register(counter.officer, late),
        lambda: counter.decisions.decide(counter.officer, here, Action.RESOLVE, said),
        lambda: counter.handoffs.send(
            counter.officer, counter.economy, [code], happened_at=closed_at + timedelta(minutes=5)
        ),
    ):
        with pytest.raises(RuleBrokenError, match="Ngày 23/11/2026 đã khóa"):
            act()


def test_a_closing_closes_every_earlier_day(counter: Counter, boss: Actor) -> None:
    monday = counter.time.now
    counter.time.advance(timedelta(days=1))
    close_today(counter, boss)
    counter.time.advance(timedelta(days=1))
    late = counter.as_typed(received_at=monday + timedelta(hours=1))
    with pytest.raises(RuleBrokenError, match="Ngày 23/11/2026 đã khóa cùng các ngày đến 24/11"):
        counter.intake.register(counter.officer, late)


def test_the_last_moment_of_the_day_is_closed_and_the_next_is_not(
    counter: Counter, boss: Actor
) -> None:
    close_today(counter, boss)
    with counter.database.read() as session:
        assert last_closed_day(session, boss.office_id) == local_date(counter.time.now)
        opens = first_open_moment(session, boss.office_id)
    assert opens is not None
    counter.time.now = opens - timedelta(seconds=1)
    with pytest.raises(RuleBrokenError):
        counter.code()
    counter.time.now = opens
    assert counter.code()


def test_accounts_and_office_stay_editable(counter: Counter, boss: Actor) -> None:
    close_today(counter, boss)
    accounts = counter.accounts
    accounts.deactivate(counter.admin, counter.officer.officer_id)
    edit = counter.office.facts(counter.admin).edit
    counter.office.update(counter.admin, replace(edit, hotline="0276 111 222"))
    assert logged_acts(counter.database)[-2:] == ["account_deactivated", "office_edited"]
