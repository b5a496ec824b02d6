"""Papers that wait: of withdrawn and stopped dossiers, at the counter, not yet given back."""

import pytest

from app.errors import RuleBrokenError
from app.services.dossiers.decision import Decision
from app.vocabulary.dossiers import Action, DossierStatus
from tests.services.desk_builders import Counter


def _cut_short(counter: Counter, name: str, action: Action = Action.WITHDRAW) -> str:
    code = counter.code(name)
    counter.decide(code, action, note="lý do")
    return code


def _waiting(counter: Counter, text: str = "") -> list[str]:
    return [row.code for row in counter.returning.papers_waiting(counter.officer, text)]


def test_what_was_cut_short_waits_by_given_name_until_it_is_given_back(counter: Counter) -> None:
    late = _cut_short(counter, "Nguyễn Văn Đức", Action.STOP)
    first = _cut_short(counter, "Bùi An")
    counter.resolved("Lê Thị Ánh")
    counter.code("Trần Dũng")
    assert _waiting(counter) == [first, late]
    assert _waiting(counter, "duc") == [late]
    said = Decision(receiver_name="Bùi An", receiver_id="079085001234")
    counter.decisions.decide(counter.officer, first, Action.GIVE_BACK, said)
    assert _waiting(counter) == [late]


def test_what_an_agency_holds_or_is_on_its_way_waits_not(counter: Counter) -> None:
    code = counter.at_agency()
    counter.decide(code, Action.STOP, note="lý do")
    assert _waiting(counter) == []
    with pytest.raises(RuleBrokenError, match="chưa ở Bộ phận Một cửa"):
        counter.returning.papers_check(counter.officer, code)


def test_the_check_lists_the_papers_and_how_many(counter: Counter) -> None:
    check = counter.returning.papers_check(counter.officer, _cut_short(counter, "Bùi An"))
    assert (check.owner_name, check.status) == ("Bùi An", DossierStatus.WITHDRAWN)
    assert check.papers == (
        "Tờ khai đăng ký (1 bản chính)",
        "Giấy chứng nhận đã cấp (1 bản chính)",
        "Bản sao căn cước (1 bản sao)",
    )


def test_what_goes_on_has_no_papers_to_give_back(counter: Counter) -> None:
    with pytest.raises(RuleBrokenError, match="Đã tiếp nhận"):
        counter.returning.papers_check(counter.officer, counter.code())
