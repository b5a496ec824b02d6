"""The fee of the case, or less with its ground; what is taken on intake is an advance."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import InvalidInputError
from app.models.catalogue import ProcedureCase
from app.models.outcomes import Payment
from app.services.dossiers.records import NewDossier
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import PaymentKind
from tests.services.desk_builders import Counter, a_procedure


@pytest.fixture
def case_id(counter: Counter) -> int:
    """A case of 100.000 ₫ with 40.000 ₫ in advance."""
    return a_procedure(
        counter.database,
        counter.time.now,
        None,
        "3.000003",
        fee_vnd=100_000,
        advance_vnd=40_000,
        time_unit=TimeUnit.SAME_DAY,
        time_value=0,
    )


def new(counter: Counter, case_id: int, **facts: Any) -> NewDossier:
    return counter.as_typed(case_id=case_id, **facts)


@pytest.mark.parametrize("fee", [0, 99_999])
def test_less_than_the_fee_asks_for_its_ground(counter: Counter, case_id: int, fee: int) -> None:
    with pytest.raises(InvalidInputError) as refused:
        counter.intake.register(counter.officer, new(counter, case_id, fee_vnd=fee))
    assert refused.value.field == "exempt_ground"
    assert "100.000" in refused.value.message
    said = new(counter, case_id, fee_vnd=fee, exempt_ground=" Hộ nghèo, NQ 12 ", note="Có sổ")
    done = counter.intake.register(counter.officer, said)
    assert done.receipt.note == "Có sổ · Miễn, giảm phí, lệ phí: Hộ nghèo, NQ 12"
    assert counter.tracking.one(counter.officer, done.code).exempt_ground == "Hộ nghèo, NQ 12"


@pytest.mark.parametrize("fee", [100_000, 150_000])
def test_a_ground_means_nothing_with_the_whole_fee(
    counter: Counter, case_id: int, fee: int
) -> None:
    said = new(counter, case_id, fee_vnd=fee, exempt_ground="hộ nghèo")
    done = counter.intake.register(counter.officer, said)
    assert done.receipt.note == ""
    assert counter.tracking.one(counter.officer, done.code).exempt_ground == ""


def test_a_correction_is_held_to_it_too(counter: Counter, case_id: int) -> None:
    said = new(counter, case_id, fee_vnd=100_000)
    code = counter.intake.register(counter.officer, said).code
    lower = replace(said, fee_vnd=10_000)
    with pytest.raises(InvalidInputError) as refused:
        counter.corrections.correct(counter.officer, code, lower, "được giảm")
    assert refused.value.field == "exempt_ground"
    grounded = replace(lower, exempt_ground="NQ 12")
    fixed = counter.corrections.correct(counter.officer, code, grounded, "được giảm")
    assert "NQ 12" in fixed.receipt.note


def test_what_is_taken_on_intake_is_an_advance(counter: Counter, case_id: int) -> None:
    said = new(counter, case_id, fee_vnd=100_000, paid_vnd=40_000)
    counter.intake.register(counter.officer, said)
    with counter.database.read() as session:
        taken = session.execute(select(Payment.amount_vnd, Payment.kind)).one()
    assert tuple(taken) == (40_000, PaymentKind.ADVANCE)


def test_the_case_offers_its_advance_and_says_that_it_ends_the_same_day(
    counter: Counter, case_id: int
) -> None:
    choices = counter.choices
    form = choices.form_of_case(counter.officer, case_id)
    assert [(case.advance_vnd, case.is_same_day) for case in form.cases] == [(40_000, True)]
    plain = choices.form_of_case(counter.officer, counter.case_id)
    assert [(case.advance_vnd, case.is_same_day) for case in plain.cases] == [(0, False)]
    with counter.database.read() as session:
        assert session.get_one(ProcedureCase, case_id).advance_vnd == 40_000
