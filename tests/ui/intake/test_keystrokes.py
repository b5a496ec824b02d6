"""The budget of a counter officer: a dossier in at most twelve keys or scans."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.services.intake_builders import BIRTH, HUNG, LAND, new_dossier
from tests.ui.intake.desk import CARD, Desk

_CTRL = Qt.KeyboardModifier.ControlModifier
_CTRL_SHIFT = _CTRL | Qt.KeyboardModifier.ShiftModifier
_MOST = 12


@pytest.fixture
def returning(desk: Desk) -> Desk:
    """A counter where the applicant has been before, with a phone number."""
    case = desk.services.choices.form(desk.actor, desk.ids[LAND.code]).cases[0]
    desk.services.intake.register(desk.actor, new_dossier(case.case_id, "before"))
    return desk


def test_a_recent_procedure_and_a_returning_applicant_take_five(returning: Desk) -> None:
    desk = returning
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    desk.scan(CARD)
    desk.press(Qt.Key.Key_A, _CTRL_SHIFT)
    desk.register()
    stored = desk.stored()[-1]
    assert (stored.owner_name, stored.phone) == (HUNG.name, HUNG.phone)
    assert len(desk.stored()) == 2
    assert desk.printed == [2]
    assert desk.strokes == 5


def test_a_procedure_found_by_its_words_stays_within_the_budget(returning: Desk) -> None:
    desk = returning
    desk.write("khai s")
    desk.press(Qt.Key.Key_Return)
    desk.press(Qt.Key.Key_Return)
    desk.scan(CARD)
    desk.press(Qt.Key.Key_A, _CTRL_SHIFT)
    desk.register()
    stored = desk.stored()[-1]
    form = desk.services.choices.form(desk.actor, desk.ids[BIRTH.code])
    assert stored.case_id == form.cases[0].case_id
    assert stored.owner_id_number == HUNG.id_number
    assert desk.strokes == 11 <= _MOST


def test_everything_can_be_typed_with_enter_alone(desk: Desk) -> None:
    desk.write("bien dong")
    desk.press(Qt.Key.Key_Return)
    page = desk.page
    assert desk.focused() is page.sheet.people.owner_id
    desk.write(HUNG.id_number)
    desk.press(Qt.Key.Key_Return)
    desk.write("Tran Thi Buoi")
    desk.press(Qt.Key.Key_Return)
    desk.write("140385")
    desk.press(Qt.Key.Key_Return)
    assert page.sheet.people.birth.text() == "14/03/1985"
    for _stop in ("phone", "email", "address", "in person"):
        desk.press(Qt.Key.Key_Return)
    assert desk.focused() is page.sheet.people.in_person
    desk.press(Qt.Key.Key_Return)
    assert desk.focused() is page.sheet.papers.table
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Return)
    assert desk.focused() is page.sheet.papers.sets
    desk.press(Qt.Key.Key_Return)
    assert desk.focused() is page.sheet.wishes.return_by
    desk.register()
    stored = desk.stored()
    assert [(d.owner_name, d.owner_birth) for d in stored] == [("Tran Thi Buoi", "1985-03-14")]


def test_an_arrow_chooses_the_authorised_person_and_enter_goes_to_the_name(desk: Desk) -> None:
    people = desk.page.sheet.people
    people.in_person.setFocus()
    desk.press(Qt.Key.Key_Right)
    assert people.authorised.isChecked()
    desk.press(Qt.Key.Key_Return)
    assert desk.focused() is people.submitter_name


def test_the_form_is_ready_for_the_next_one_at_once(desk: Desk) -> None:
    desk.fill()
    desk.register()
    assert desk.focused() is desk.page.sheet.procedure.lookup
    assert desk.page.typed().is_blank


def test_same_person_another_procedure_keeps_the_applicant(desk: Desk) -> None:
    desk.fill()
    desk.press(Qt.Key.Key_N, _CTRL_SHIFT)
    assert len(desk.stored()) == 1
    typed = desk.page.typed()
    assert typed.people.owner_name == HUNG.name
    assert typed.procedure_id == 0
    assert typed.papers == ()
    desk.write("bien dong")
    desk.press(Qt.Key.Key_Return)
    assert desk.focused() is desk.page.sheet.papers.table
    desk.press(Qt.Key.Key_A, _CTRL_SHIFT)
    desk.register()
    assert [d.owner_id_number for d in desk.stored()] == [HUNG.id_number] * 2


def test_same_person_after_registering_brings_the_applicant_back(desk: Desk) -> None:
    desk.fill()
    desk.register()
    assert desk.page.typed().people.owner_name == ""
    desk.press(Qt.Key.Key_N, _CTRL_SHIFT)
    assert desk.page.typed().people.owner_name == HUNG.name
    assert len(desk.stored()) == 1


def test_ctrl_enter_counts_what_is_still_being_typed_into_a_cell(desk: Desk) -> None:
    desk.fill()
    table = desk.page.sheet.papers.table
    table.setFocus()
    table.setCurrentIndex(table.papers.index(1, 3))
    desk.write("4")
    desk.register()
    view = desk.services.tracking.one(desk.actor, desk.stored()[0].code)
    assert view.papers[1].plain == 4


def test_escape_puts_the_form_away_and_it_comes_back(qtbot: QtBot, desk: Desk) -> None:
    desk.fill()
    before = desk.page.typed()
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.typed().is_blank
    assert "Đã cất bản nháp lúc 09:00" in desk.said[-1].text
    desk.strip_button("Mở lại")()
    assert desk.page.typed() == before
    desk.register()
    assert len(desk.stored()) == 1
    assert desk.services.drafts.waiting(desk.actor) == ()
