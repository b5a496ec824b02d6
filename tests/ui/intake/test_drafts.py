"""The half-typed form: kept while typing, offered after a crash, never registered twice."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError
from app.services.catalogue.procedures import Procedures
from app.ui.desk.drafting import SAVE_AFTER_MS
from app.ui.intake.page import IntakePage
from app.ui.intake.typed import decode, to_new
from tests.services.intake_builders import BIRTH
from tests.services.store_builders import MONDAY_MORNING, the_actor
from tests.ui.intake.desk import A_MINUTE, Desk


def _crash(desk: Desk, qtbot: QtBot) -> IntakePage:
    """Lose the page without a word and start the program again."""
    desk.lost.append(desk.page)
    desk.page.hide()
    desk.time.advance(A_MINUTE)
    desk.page = desk.remake()
    qtbot.addWidget(desk.page)
    with qtbot.waitActive(desk.page):
        desk.page.show()
    desk.page.activated()
    return desk.page


def test_typing_is_kept_within_two_seconds(qtbot: QtBot, desk: Desk) -> None:
    desk.write("khai")
    assert SAVE_AFTER_MS == 2000
    desk.page.keeper._timer.setInterval(10)
    desk.page.sheet.people.owner_name.setText("Trần Thị Bưởi")
    desk.page.keeper.touch()
    desk.page.keeper._timer.start()
    qtbot.waitUntil(lambda: desk.page.heading.state_text == "Đã lưu nháp 09:00:00")
    kept = desk.services.drafts.waiting(desk.actor)
    assert decode(kept[0].content).people.owner_name == "Trần Thị Bưởi"


def test_nothing_typed_is_not_kept_and_an_emptied_form_is_forgotten(desk: Desk) -> None:
    desk.page.keeper.save_now()
    assert desk.services.drafts.waiting(desk.actor) == ()
    desk.page.sheet.people.owner_name.setText("Bưởi")
    desk.page.keeper.save_now()
    assert len(desk.services.drafts.waiting(desk.actor)) == 1
    desk.page.sheet.people.owner_name.clear()
    desk.page.keeper.save_now()
    assert desk.services.drafts.waiting(desk.actor) == ()
    assert desk.page.heading.state_text == ""


def test_a_draft_survives_a_crash_letter_by_letter(qtbot: QtBot, desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.people.birth.setText("14/3/19")
    desk.page.sheet.wishes.fee.setText("12.000")
    desk.page.sheet.papers.sets.setValue(3)
    desk.page.sheet.procedure.cases.setCurrentIndex(1)
    desk.page.sheet.wishes.fee.setText("7.500")
    desk.page.keeper.save_now()
    before, draft_id = desk.page.typed(), desk.page.keeper.draft_id
    page = _crash(desk, qtbot)
    assert page.typed().is_blank
    assert desk.said[-1].text == "Có bản nháp lúc 09:00 chưa tiếp nhận."
    desk.strip_button("Mở lại")()
    assert page.typed() == before
    assert page.keeper.draft_id == draft_id
    assert desk.focused() is page.sheet.procedure.lookup


def test_a_reopened_draft_registers_once_and_is_gone(qtbot: QtBot, desk: Desk) -> None:
    desk.fill()
    desk.page.keeper.save_now()
    _crash(desk, qtbot)
    desk.strip_button("Mở lại")()
    desk.register()
    assert len(desk.stored()) == 1
    assert desk.services.drafts.waiting(desk.actor) == ()


def test_a_draft_can_be_thrown_away(qtbot: QtBot, desk: Desk) -> None:
    desk.fill()
    desk.page.keeper.save_now()
    _crash(desk, qtbot)
    desk.strip_button("Bỏ")()
    assert desk.services.drafts.waiting(desk.actor) == ()
    assert desk.page.typed().is_blank


def test_a_crash_after_the_commit_says_what_the_draft_became(qtbot: QtBot, desk: Desk) -> None:
    desk.fill()
    desk.page.keeper.save_now()
    new = to_new(desk.page.typed(), desk.page.keeper.draft_id, MONDAY_MORNING.date())
    code = desk.services.intake.register(desk.actor, new).code
    _crash(desk, qtbot)
    assert f"đã tiếp nhận thành {code}" in desk.said[-1].text
    desk.strip_button("Mở hồ sơ")()
    assert desk.opened == [code]
    assert desk.services.drafts.waiting(desk.actor) == ()


def test_drafts_left_behind_are_offered_one_after_another(qtbot: QtBot, desk: Desk) -> None:
    for name in ("Người một", "Người hai"):
        desk.page.sheet.people.owner_name.setText(name)
        desk.page.go_back()
        desk.time.advance(A_MINUTE)
    _crash(desk, qtbot)
    assert "lúc 09:01" in desk.said[-1].text
    desk.strip_button("Bỏ")()
    assert "lúc 09:00" in desk.said[-1].text
    desk.strip_button("Mở lại")()
    assert desk.page.typed().people.owner_name == "Người một"


def test_what_has_not_changed_is_not_kept_again(desk: Desk) -> None:
    desk.page.sheet.people.owner_name.setText("Bưởi")
    desk.page.keeper.save_now()
    first = desk.services.drafts.waiting(desk.actor)[0].saved_at
    desk.time.advance(A_MINUTE)
    desk.page.keeper.save_now()
    assert desk.services.drafts.waiting(desk.actor)[0].saved_at == first


def test_a_fee_that_was_waived_stays_waived_in_the_draft(qtbot: QtBot, desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.procedure.cases.setCurrentIndex(1)
    desk.page.sheet.wishes.fee.clear()
    desk.page.keeper.save_now()
    _crash(desk, qtbot)
    desk.strip_button("Mở lại")()
    typed = desk.page.typed()
    assert (typed.case_name, typed.wishes.fee_vnd) == ("Có xác minh", 0)


def test_leaving_the_page_keeps_the_form_at_once(desk: Desk) -> None:
    desk.page.sheet.people.owner_name.setText("Bưởi")
    desk.page.hide()
    kept = desk.services.drafts.waiting(desk.actor)
    assert decode(kept[0].content).people.owner_name == "Bưởi"
    desk.page.show()
    assert desk.page.typed().people.owner_name == "Bưởi"


def test_the_draft_is_offered_once(qtbot: QtBot, desk: Desk) -> None:
    desk.fill()
    desk.page.keeper.save_now()
    page = _crash(desk, qtbot)
    said = len(desk.said)
    page.activated()
    assert len(desk.said) == said


def test_a_draft_of_an_ended_procedure_keeps_its_people(qtbot: QtBot, desk: Desk) -> None:
    desk.fill()
    desk.page.keeper.save_now()
    _crash(desk, qtbot)
    admin = the_actor(desk.database, "quanly")
    Procedures(desk.tx).end(admin, desk.ids[BIRTH.code], "QĐ 1")
    desk.strip_button("Mở lại")()
    typed = desk.page.typed()
    assert typed.people.owner_name == "Trần Thị Bưởi"
    assert typed.procedure_id == 0
    assert "ngừng áp dụng" in desk.said[-1].text


def test_what_is_typed_is_kept_when_another_draft_is_opened(qtbot: QtBot, desk: Desk) -> None:
    desk.fill()
    desk.page.keeper.save_now()
    page = _crash(desk, qtbot)
    page.sheet.people.owner_name.setText("Người mới")
    desk.strip_button("Mở lại")()
    kept = [
        decode(draft.content).people.owner_name
        for draft in desk.services.drafts.waiting(desk.actor)
    ]
    assert sorted(kept) == ["Người mới", "Trần Thị Bưởi"]


def test_saving_leaves_a_cell_being_edited_alone(desk: Desk) -> None:
    desk.choose(BIRTH.code)
    table = desk.page.sheet.papers.table
    table.setFocus()
    table.setCurrentIndex(table.papers.index(0, 1))
    desk.write("1")
    editor = QApplication.focusWidget()
    desk.page.keeper.save_now()
    assert QApplication.focusWidget() is editor


@pytest.mark.parametrize("content", ["", "{", "[]", '{"people": 5}'])
def test_a_draft_that_cannot_be_read_says_so(content: str) -> None:
    with pytest.raises(InvalidInputError, match="không mở lại được"):
        decode(content)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"case_id": "một"}', '{"a": ' * 100_000])
def test_a_draft_that_cannot_be_read_is_said_to_be_one(content: str) -> None:
    with pytest.raises(InvalidInputError, match="không mở lại được"):
        decode(content)
