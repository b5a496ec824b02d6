"""In what quality somebody collects."""

import pytest

from app.services.custody.collection import Who, who_is, who_may
from app.services.custody.records import ReturnCheck
from app.services.dossiers.records import Owner, Submitter
from app.vocabulary.dossiers import ReturnBy
from tests.services.desk_builders import OWNER, Counter

BEARER = Submitter("Trần Văn Nộp", "079085001234")


def _check(counter: Counter, **facts: object) -> ReturnCheck:
    return counter.returning.check(counter.officer, counter.resolved(**facts))  # type: ignore[arg-type]


def test_the_submitter_and_the_post_are_offered_only_where_they_are_known(
    counter: Counter,
) -> None:
    assert who_may(_check(counter)) == (Who.OWNER, Who.AUTHORISED)
    brought = _check(counter, submitter=BEARER)
    assert who_may(brought) == (Who.OWNER, Who.SUBMITTER, Who.AUTHORISED)
    posted = _check(counter, return_by=ReturnBy.POST, return_address="Số 5 đường Thử")
    assert who_may(posted) == (Who.POST, Who.OWNER, Who.AUTHORISED)


@pytest.mark.parametrize(
    ("name", "number", "who"),
    [
        (OWNER.name, OWNER.id_number, Who.OWNER),
        ("Nguyễn Thị Ánh Tuyết", OWNER.id_number, Who.OWNER),
        (BEARER.name, BEARER.id_number, Who.SUBMITTER),
        (OWNER.name, "001085000001", Who.AUTHORISED),
        ("Lê Lạ", "001085000001", Who.AUTHORISED),
    ],
)
def test_the_number_decides_before_the_name(
    counter: Counter, name: str, number: str, who: Who
) -> None:
    assert who_is(_check(counter, submitter=BEARER), name, number) is who


def test_without_a_number_on_record_the_name_counts(counter: Counter) -> None:
    check = _check(counter, owner=Owner("Lê Thị Ánh"), submitter=Submitter("Trần Văn Nộp"))
    assert who_is(check, "lê thị ánh", "079085001234") is Who.OWNER
    assert who_is(check, "Trần Văn Nộp", "079085001234") is Who.SUBMITTER
    assert who_is(check, "Ai đó", "079085001234") is Who.AUTHORISED
