"""Text that no keyboard types but pastes, scanners and shells bring: answered, never a crash."""

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from app.errors import InvalidInputError, UserError
from app.services.access.signing_in import SignIn
from app.services.catalogue.agencies import Agencies
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import NewDossier, Owner
from app.services.intake.intake_choices import Applicants
from app.services.ledger.checking import StoreCheck
from app.vocabulary.dossiers import Action
from tests.harness.fuzzing.odd import ODD_MOMENTS
from tests.services.desk_builders import Counter
from tests.services.store_builders import cheap_passwords

_ODD = ["\0", "\0abc", "a\0b", "1\x002", "\ud800", "a\udfff", "\u202e", "\ufeff", "𝕏𝕏", "%", "_'"]


def _questions(counter: Counter, text: str) -> tuple[Callable[[], object], ...]:
    officer, tx = counter.officer, counter.tx
    sign_in = SignIn(counter.database, counter.clock, cheap_passwords())
    return (
        lambda: counter.search.find(officer, text),
        lambda: counter.tracking.one(officer, text),
        lambda: Agencies(tx).id_of(officer, text),
        lambda: Applicants(tx).known(officer, text),
        lambda: counter.intake.offer(officer, text, text, None),
        lambda: counter.handoffs.send(officer, counter.economy, [text]),
        lambda: counter.handoffs.accept(officer, [text]),
        lambda: counter.decisions.decide(officer, text, Action.STOP, Decision(note=text)),
        lambda: counter.returning.check(officer, text),
        lambda: counter.print_queue.latest_receipt(officer, text),
        lambda: sign_in.sign_in(text, text, text, text),
        lambda: counter.dossier(text),
        lambda: counter.dossier(note=text, request=text),
        lambda: counter.intake.register(
            officer, NewDossier(text, counter.case_id, Owner("Nguyễn Thị Ánh"))
        ),
    )


@pytest.mark.parametrize("text", _ODD)
def test_every_question_is_answered_or_refused_with_a_sentence(counter: Counter, text: str) -> None:
    for ask in _questions(counter, text):
        with suppress(UserError):
            ask()
    assert StoreCheck(counter.database).problems() == []


def test_refusal_says_what_to_do_and_the_next_question_is_answered(counter: Counter) -> None:
    code = counter.code()
    with pytest.raises(UserError, match="gõ lại"):
        counter.tracking.one(counter.officer, "\ud800")
    assert counter.tracking.one(counter.officer, code).row.code == code


@pytest.mark.parametrize("number", [1 << 63, -(1 << 63) - 1, 10**30])
def test_numbers_that_no_store_can_hold_are_refused(counter: Counter, number: int) -> None:
    with pytest.raises(UserError, match="quá lớn"):
        counter.procedures.one(counter.admin, number)
    with pytest.raises(InvalidInputError, match="Năm phải từ"):
        counter.calendar.days(counter.admin, number)


@pytest.mark.parametrize("moment", [*ODD_MOMENTS[:5], datetime(2101, 1, 2, 3, tzinfo=UTC)])
def test_a_day_beyond_every_calendar_has_no_due_date(counter: Counter, moment: datetime) -> None:
    with pytest.raises(InvalidInputError, match="ngoài lịch chương trình") as refused:
        counter.intake.due(counter.officer, counter.case_id, moment)
    assert refused.value.field == "received"
