"""What is noted of procedures: it holds from its day on, and nothing noted is lost."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from app.errors import InvalidInputError, NotFoundError
from app.models.evaluation import ProcedureFact
from app.services.evaluation.facts import FactDraft, FactNotes
from app.vocabulary.evaluation import Publicity
from tests.services.desk_builders import Counter
from tests.services.evaluation.builders import MONDAY, a_fact
from tests.services.store_builders import logged_acts

DAY = timedelta(days=1)


def _stored(counter: Counter) -> int:
    with counter.database.read() as session:
        return session.execute(select(func.count()).select_from(ProcedureFact)).scalar_one()


def test_a_note_ends_the_one_before_on_the_day_before(counter: Counter, notes: FactNotes) -> None:
    assert notes.note(counter.admin, ["1.000001", "2.000002"], a_fact()) == 2
    counter.time.advance(DAY)
    newer = a_fact(valid_from=MONDAY + DAY, publicity=Publicity.WRONG, note="Kiểm tra ngày 24/11")
    assert notes.note(counter.admin, ["1.000001"], newer) == 1
    first, second = notes.procedures(counter.admin)
    assert (first.code, second.code) == ("1.000001", "2.000002")
    assert first.agency_name == "Phòng Kinh tế"
    assert [(fact.valid_from, fact.valid_to) for fact in first.facts] == [
        (MONDAY + DAY, None),
        (MONDAY, MONDAY),
    ]
    assert first.now is not None
    assert (first.now.publicity, first.now.note) == (Publicity.WRONG, "Kiểm tra ngày 24/11")
    assert [fact.valid_to for fact in second.facts] == [None]
    assert logged_acts(counter.database)[-2:] == ["procedure_facts", "procedure_facts"]


def test_a_note_for_the_same_day_corrects_and_keeps_what_was_wrong(
    counter: Counter, notes: FactNotes
) -> None:
    notes.note(counter.admin, ["1.000001"], a_fact())
    notes.note(counter.admin, ["1.000001"], a_fact(publicity=Publicity.WRONG))
    one = notes.procedures(counter.admin)[0]
    assert [fact.publicity for fact in one.facts] == [Publicity.WRONG]
    assert _stored(counter) == 2


def test_what_says_nothing_new_is_not_stored(counter: Counter, notes: FactNotes) -> None:
    notes.note(counter.admin, ["1.000001"], a_fact())
    counter.time.advance(DAY)
    assert notes.note(counter.admin, ["1.000001"], a_fact(valid_from=MONDAY + DAY)) == 0
    assert _stored(counter) == 1


def test_a_bad_note_is_refused_whole(counter: Counter, notes: FactNotes) -> None:
    notes.note(counter.admin, ["2.000002"], a_fact())
    wrong: tuple[tuple[list[str], FactDraft, str], ...] = (
        (["1.000001"], a_fact(valid_from=MONDAY + DAY), "valid_from"),
        (["1.000001"], a_fact(valid_from=date(2017, 12, 31)), "valid_from"),
        (["1.000001", "2.000002"], a_fact(valid_from=MONDAY - DAY, note="x"), "valid_from"),
        ([], a_fact(), "codes"),
        (["1.000001"], a_fact(note="x" * 501), "note"),
    )
    for codes, draft, field in wrong:
        with pytest.raises(InvalidInputError) as refused:
            notes.note(counter.admin, codes, draft)
        assert refused.value.field == field
    with pytest.raises(NotFoundError):
        notes.note(counter.admin, ["1.000001", "9.999999"], a_fact())
    assert _stored(counter) == 1
