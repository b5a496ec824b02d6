"""What random walks found once, told in as few steps as it takes."""

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import select

from app.models.log import LogEntry
from app.services.dossiers.decision import Decision
from app.services.ledger.checking import StoreCheck
from app.vocabulary.dossiers import Action, DossierStatus, Outcome
from tests.services.desk_builders import Counter

PAUSES = {
    Action.ASK_SUPPLEMENT: Action.SUPPLEMENT_IN,
    Action.ASK_PAYMENT: Action.PAYMENT_IN,
    Action.ASK_OPINION: Action.OPINION_IN,
    Action.ASK_CHECK: Action.CHECK_IN,
}


@pytest.mark.parametrize("pause", PAUSES)
def test_what_an_agency_took_while_it_waited_stays_in_work(counter: Counter, pause: Action) -> None:
    code, office = counter.code(), counter.officer.office_id
    counter.decide(code, pause, note="chờ", items=("sổ đỏ",))
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.accept(counter.economy_officer, [code])
    counter.handoffs.send(counter.economy_officer, office, [code])
    counter.handoffs.accept(counter.officer, [code])
    counter.decide(code, PAUSES[pause])
    assert counter.tracking.one(counter.officer, code).row.status is DossierStatus.PROCESSING
    said = Decision(outcome=Outcome.GRANTED)
    counter.decisions.decide(counter.officer, code, Action.RESOLVE, said)
    assert StoreCheck(counter.database).problems() == []


def test_the_log_names_an_outcome_only_where_there_is_one(counter: Counter) -> None:
    """A dialog may send along what its other act would have asked for."""
    code = counter.code()
    said = Decision(note="chờ ý kiến", outcome=Outcome.REFUSED)
    counter.decisions.decide(counter.officer, code, Action.ASK_OPINION, said)
    with counter.database.read() as session:
        facts = session.scalars(
            select(LogEntry.facts).where(LogEntry.act == Action.ASK_OPINION.value)
        ).one()
    assert "outcome" not in msgspec.json.decode(facts)
    assert StoreCheck(counter.database).problems() == []


@pytest.mark.parametrize("pause", PAUSES)
@pytest.mark.parametrize("cut", [Action.WITHDRAW, Action.STOP])
def test_a_wait_that_was_cut_short_moves_no_date(
    counter: Counter, pause: Action, cut: Action
) -> None:
    """Nothing came in: the page must not say that the dossier was complete."""
    code = counter.code()
    promised = counter.tracking.one(counter.officer, code).due.due_at
    counter.decide(code, pause, note="chờ", items=("sổ đỏ",))
    counter.time.advance(timedelta(days=3))
    counter.decide(code, cut, note="xin rút")
    view = counter.tracking.one(counter.officer, code)
    assert view.due.due_at == promised == view.row.due_at
    assert not any("đã đủ" in step for step in view.due.steps)
