"""Reminding: once a day, of what another unit works on, until it has done anything with it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.errors import NotFoundError, RuleBrokenError
from app.vocabulary.dossiers import WorkKind
from tests.services.desk_builders import Counter


def _kinds(counter: Counter) -> list[WorkKind]:
    return [one.kind for one in counter.work_list.of(counter.economy_officer, 10).items]


def _on_the_way(counter: Counter) -> str:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    return code


@pytest.mark.parametrize(
    ("bring", "words"),
    [
        (lambda counter: counter.code(), "đang ở Bộ phận Một cửa"),
        (_on_the_way, "đang trên đường"),
        (lambda counter: counter.resolved(), "đã giải quyết xong"),
        (lambda counter: counter.returned(), "đã giải quyết xong"),
    ],
)
def test_where_no_other_unit_works_on_it_nobody_is_reminded(
    counter: Counter, bring: Callable[[Counter], str], words: str
) -> None:
    with pytest.raises(RuleBrokenError, match=words):
        counter.reminding.remind(counter.officer, bring(counter))


def test_the_unit_that_has_it_is_reminded_and_the_dossier_tells(counter: Counter) -> None:
    code = counter.at_agency()
    assert counter.reminding.remind(counter.officer, code).unit_name == "Phòng Kinh tế"
    assert _kinds(counter) == [WorkKind.REMINDED]
    assert counter.work_list.urgent_counts(counter.economy_officer) == {WorkKind.REMINDED: 1}
    assert counter.work_list.of(counter.culture_officer, 10).items == ()
    step = counter.tracking.one(counter.officer, code).timeline[-1]
    assert (step.title, step.detail) == ("Nhắc cơ quan", "tới Phòng Kinh tế")


def test_once_a_day(counter: Counter) -> None:
    code = counter.at_agency()
    counter.reminding.remind(counter.officer, code)
    counter.time.advance(timedelta(hours=2))
    with pytest.raises(RuleBrokenError, match="Hôm nay đã nhắc Phòng Kinh tế"):
        counter.reminding.remind(counter.officer, code)
    counter.time.advance(timedelta(days=1))
    counter.reminding.remind(counter.officer, code)


def test_it_stands_until_the_unit_has_sent_the_paper_on(counter: Counter) -> None:
    code = counter.at_agency()
    counter.reminding.remind(counter.officer, code)
    office = counter.admin.office_id
    counter.time.advance(timedelta(minutes=5))
    counter.handoffs.send(counter.economy_officer, office, [code])
    assert _kinds(counter) == []
    counter.handoffs.accept(counter.officer, [code])
    counter.time.advance(timedelta(minutes=5))
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.accept(counter.economy_officer, [code])
    assert _kinds(counter) == []


def test_a_dossier_that_is_not_there_is_said(counter: Counter) -> None:
    with pytest.raises(NotFoundError):
        counter.reminding.remind(counter.officer, "000.00.15.H53-261123-9999")
