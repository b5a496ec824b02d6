"""A payment taken by mistake: made void by two people today, its number kept, nothing counted."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.clock import local_date
from app.errors import InvalidInputError, NotFoundError, RuleBrokenError
from app.models.forms import IssuedForm, PrintJob
from app.models.outcomes import Payment
from app.services.access.approvals import ApprovalNeededError
from app.services.ledger.checking import StoreCheck
from app.services.ledger.records import Actor
from app.services.money.fee_receipts import receipt_problems, void_subject
from app.services.money.records import Taking
from app.vocabulary.dossiers import PaymentKind
from app.vocabulary.forms import PrintState
from app.vocabulary.people import GuardedAct, Role
from tests.services.desk_builders import Counter
from tests.services.store_builders import GOOD_PASSWORD, an_actor

_TAKING = Taking(amount_vnd=20_000, kind=PaymentKind.ADVANCE, prints_receipt=True)
_WHY = "Ghi nhầm hồ sơ"


@pytest.fixture
def paid(counter: Counter) -> tuple[str, str]:
    """A dossier and the number of its payment, with a printed receipt."""
    code = counter.code(fee_vnd=50_000)
    return code, counter.cashier.take(counter.officer, code, _TAKING).number


@pytest.fixture
def boss(counter: Counter) -> Actor:
    return an_actor(counter.database, Role.SUPERVISOR, login="phu.trach")


def approval(counter: Counter, asker: Actor, code: str, number: str) -> int:
    approvals = counter.approvals
    act, subject = GuardedAct.VOID_FORM, void_subject(code, number)
    return approvals.by_second(asker, "phu.trach", GOOD_PASSWORD, act, subject)


def void(counter: Counter, paid: tuple[str, str]) -> None:
    given = approval(counter, counter.officer, *paid)
    counter.cashier.void(counter.officer, *paid, _WHY, given)


def test_number_stays_and_the_money_is_owed_again(
    counter: Counter, boss: Actor, paid: tuple[str, str]
) -> None:
    code, number = paid
    void(counter, paid)
    standing = counter.cashier.standing(counter.officer, code)
    assert (standing.paid_vnd, standing.offered_vnd > 0) == (0, True)
    assert [(line.number, line.kind, line.amount_vnd) for line in standing.payments] == [
        (number, PaymentKind.VOIDED, 0)
    ]
    again = counter.cashier.take(counter.officer, code, _TAKING)
    assert again.number != number
    day = counter.cash.of_day(boss, local_date(counter.time.now))
    assert sum(row.amount_vnd for row in day.rows) == again.amount_vnd
    assert StoreCheck(counter.database, (receipt_problems,)).problems() == []


def test_its_paper_is_void_and_not_printed_any_more(
    counter: Counter, boss: Actor, paid: tuple[str, str]
) -> None:
    void(counter, paid)
    with counter.database.read() as session:
        form = session.scalars(select(IssuedForm).where(IssuedForm.void_reason == _WHY)).one()
        job = session.scalars(select(PrintJob).where(PrintJob.form_id == form.id)).one()
        assert (form.voided_at is not None, job.state) == (True, PrintState.CANCELLED)


def test_quarter_counts_only_what_was_kept(
    counter: Counter, boss: Actor, paid: tuple[str, str]
) -> None:
    void(counter, paid)
    settlement = counter.settlement
    groups = settlement.of_quarter(boss, 2026, 4).groups
    assert [(one.payments, one.advance_vnd) for one in groups if one.payments] == []


def test_one_person_alone_makes_nothing_void(
    counter: Counter, boss: Actor, paid: tuple[str, str]
) -> None:
    approvals = counter.approvals
    own = approvals.again(boss, GOOD_PASSWORD, GuardedAct.VOID_FORM, void_subject(*paid))
    others = approval(counter, counter.officer, paid[0], "99/PT")
    for actor, given in ((counter.officer, 0), (boss, own), (counter.officer, others)):
        with pytest.raises(ApprovalNeededError):
            counter.cashier.void(actor, *paid, _WHY, given)
    assert counter.cashier.standing(counter.officer, paid[0]).paid_vnd == _TAKING.amount_vnd


def test_past_days_keep_their_figures(counter: Counter, boss: Actor, paid: tuple[str, str]) -> None:
    counter.time.advance(timedelta(days=1))
    with pytest.raises(RuleBrokenError, match="trong ngày thu"):
        void(counter, paid)


def test_void_payment_is_neither_voided_again_nor_printed(
    counter: Counter, boss: Actor, paid: tuple[str, str]
) -> None:
    void(counter, paid)
    with pytest.raises(RuleBrokenError, match="đã hủy rồi"):
        void(counter, paid)
    with pytest.raises(RuleBrokenError, match="không in nữa"):
        counter.cashier.receipt(counter.officer, *paid)


def test_reason_number_and_right_are_asked_for(
    counter: Counter, boss: Actor, paid: tuple[str, str]
) -> None:
    code, number = paid
    with pytest.raises(InvalidInputError) as caught:
        counter.cashier.void(counter.officer, code, number, "  ")
    assert caught.value.field == "reason"
    with pytest.raises(NotFoundError):
        counter.cashier.void(counter.officer, code, "99/PT", _WHY)
    with counter.database.read() as session:
        assert session.scalars(select(Payment.kind)).all() == [PaymentKind.ADVANCE]


def test_nothing_is_taken_as_void(counter: Counter) -> None:
    code = counter.code(fee_vnd=50_000)
    with pytest.raises(InvalidInputError) as caught:
        counter.cashier.take(counter.officer, code, replace(_TAKING, kind=PaymentKind.VOIDED))
    assert caught.value.field == "kind"
