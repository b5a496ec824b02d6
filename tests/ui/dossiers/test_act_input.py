"""What is typed into the form of an act becomes the decision the service is given."""

from dataclasses import replace
from datetime import date, time

import pytest

from app.clock import from_local
from app.errors import InvalidInputError
from app.ui.dossiers.act_input import ActInput, decision_of, horizon
from app.vocabulary.dossiers import Action

TODAY = date(2026, 11, 23)
OPINION = ActInput(whom=" Sở Xây dựng ", answer_by="30/11/26", note="ranh giới thửa đất")
CHECK = ActInput(place="Thửa 12", when="08:00 25/11", participants="UBND xã", note="đo lại")


def test_an_opinion_says_of_whom_what_and_by_when() -> None:
    said = decision_of(Action.ASK_OPINION, OPINION, TODAY)
    assert said.note == (
        "Lấy ý kiến Sở Xây dựng; nội dung: ranh giới thửa đất; trả lời trước ngày 30/11/2026"
    )
    bare = decision_of(Action.ASK_OPINION, ActInput(whom="Sở Xây dựng"), TODAY)
    assert bare.note == "Lấy ý kiến Sở Xây dựng"


def test_the_law_that_stops_the_time_is_said_apart_from_the_note() -> None:
    said = decision_of(Action.ASK_OPINION, replace(OPINION, special_law="Luật Đất đai"), TODAY)
    assert said.special_law == "Luật Đất đai"
    assert "Luật Đất đai" not in said.note


def test_a_field_check_says_where_when_with_whom_and_what() -> None:
    said = decision_of(Action.ASK_CHECK, CHECK, TODAY)
    assert said.note == (
        "Xác minh tại Thửa 12; thời gian: 08:00 25/11; thành phần: UBND xã; nội dung: đo lại"
    )
    assert decision_of(Action.ASK_CHECK, ActInput(place="Thửa 12"), TODAY).note == (
        "Xác minh tại Thửa 12"
    )


@pytest.mark.parametrize(
    ("action", "typed", "field"),
    [
        (Action.ASK_OPINION, replace(OPINION, whom=" "), "whom"),
        (Action.ASK_OPINION, replace(OPINION, answer_by="32/13/2026"), "answer_by"),
        (Action.ASK_CHECK, replace(CHECK, place=""), "place"),
        (Action.EXTEND, ActInput(due="mai"), "due"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(
    action: Action, typed: ActInput, field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        decision_of(action, typed, TODAY)
    assert caught.value.field == field


@pytest.mark.parametrize("due", ["02/01/2027", "02/01/27", "020127"])
def test_a_new_date_lies_ahead_and_a_day_alone_is_left_to_the_office(due: str) -> None:
    said = decision_of(Action.EXTEND, ActInput(due=due), TODAY)
    assert (said.new_due_at, said.new_due_on) == (None, date(2027, 1, 2))
    timed = decision_of(Action.EXTEND, ActInput(due=due, due_time=time(9, 30)), TODAY)
    assert timed.new_due_at == from_local(date(2027, 1, 2), time(9, 30))
    assert horizon(TODAY).year > 2027


def test_items_are_one_a_line() -> None:
    said = decision_of(Action.ASK_SUPPLEMENT, ActInput(items=" Sổ đỏ \n\n Ảnh 4x6\n"), TODAY)
    assert said.items == ("Sổ đỏ", "Ảnh 4x6")
