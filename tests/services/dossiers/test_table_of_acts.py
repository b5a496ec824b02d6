"""What the table says of paper and clock is what the services do, act by act."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.base import FOREVER
from app.models.dossiers import DossierState
from app.services.dossiers.lifecycle import CHANGES, FOUNDING, ClockEffect, Custody, PaperHolder
from app.services.ledger.rights import Right
from app.vocabulary.dossiers import Action
from app.vocabulary.forms import FormKind
from tests.services.desk_builders import Counter, a_counter
from tests.services.dossiers.every_act import EVERY_ACT
from tests.services.store_builders import FakeTime, a_copied_store

A = Action

ACTS = {
    A.CORRECT: "correct at_rest as_before none receipt",
    A.HANDOFF: "hand_off at_rest as_before none handoff_slip",
    A.ACCEPT: "accept on_the_way receiver starts -",
    A.DECLINE: "accept on_the_way as_before none -",
    A.RECALL: "hand_off on_the_way as_before none -",
    A.ASK_SUPPLEMENT: "decide at_rest as_before pauses supplement_request",
    A.SUPPLEMENT_IN: "decide at_rest as_before resumes -",
    A.ASK_PAYMENT: "decide at_rest as_before pauses -",
    A.PAYMENT_IN: "decide at_rest as_before resumes -",
    A.ASK_OPINION: "decide at_rest as_before pauses -",
    A.OPINION_IN: "decide at_rest as_before resumes -",
    A.ASK_CHECK: "decide at_rest as_before pauses -",
    A.CHECK_IN: "decide at_rest as_before resumes -",
    A.END_PHASE: "decide anywhere as_before none -",
    A.EXTEND: "decide anywhere as_before moves apology",
    A.RESCHEDULE: "decide anywhere as_before moves receipt",
    A.RESOLVE: "decide at_rest office ends -",
    A.FINISH: "return at_the_office as_before ends -",
    A.RETURN: "return at_rest citizen none return_receipt",
    A.WITHDRAW: "decide at_rest as_before ends withdrawal_note",
    A.STOP: "decide at_rest as_before ends stop_notice",
    A.GIVE_BACK: "return at_the_office citizen none withdrawal_note",
    A.REGISTER: "register at_rest office starts receipt",
    A.NOT_ACCEPT: "register at_rest citizen none refusal",
}
"""By which right, where the paper has to be, who holds it then, the clock, the paper issued."""


@pytest.fixture
def one_desk(tmp_path: Path, time: FakeTime, empty_store: Path) -> Iterator[Counter]:
    """A counter on SQLite alone: what is asked of it does not lie with the database."""
    store = a_copied_store(empty_store, tmp_path)
    yield a_counter(tmp_path, time, store)
    store.close()


@pytest.mark.parametrize("action", Action)
def test_each_act_has_its_right_custody_holder_clock_and_paper(action: Action) -> None:
    right, custody, holder, clock, form = ACTS[action].split()
    change = (CHANGES | FOUNDING)[action]  # type: ignore[operator]
    assert change.right is Right(right)
    assert change.custody is Custody(custody)
    assert change.holder is PaperHolder(holder)
    assert change.clock is ClockEffect(clock)
    assert change.form is (None if form == "-" else FormKind(form))


def _now(counter: Counter, code: str) -> DossierState:
    dossier_id = counter.tracking.one(counter.officer, code).row.dossier_id
    with counter.database.read() as session:
        state = session.scalars(
            select(DossierState).where(
                DossierState.dossier_id == dossier_id, DossierState.to_at == FOREVER
            )
        ).one()
        session.expunge_all()
        return state


@pytest.mark.parametrize("action", EVERY_ACT)
def test_the_paper_is_afterwards_where_the_table_says(one_desk: Counter, action: Action) -> None:
    """What the citizen holds is told by the status or as papers given back, not by a unit."""
    act = EVERY_ACT[action]
    code = act.ready(one_desk)
    before = _now(one_desk, code)
    act.do(one_desk, one_desk.officer, code)
    after = _now(one_desk, code)
    holder = {
        PaperHolder.AS_BEFORE: before.holder_id,
        PaperHolder.RECEIVER: one_desk.economy,
        PaperHolder.OFFICE: one_desk.officer.office_id,
        PaperHolder.CITIZEN: before.holder_id,
    }[CHANGES[action].holder]
    assert after.holder_id == holder


def test_a_result_comes_back_to_the_office(one_desk: Counter) -> None:
    act = EVERY_ACT[A.RESOLVE]
    code = act.ready(one_desk)
    assert _now(one_desk, code).holder_id == one_desk.economy
    act.do(one_desk, one_desk.officer, code)
    assert _now(one_desk, code).holder_id == one_desk.officer.office_id
