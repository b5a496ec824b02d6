"""The checklist: marking, counting in place, papers not asked for, what is missing."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.services.dossiers.records import HandedPaper
from app.ui.intake.papers import PaperEntry, PapersModel, missing, named, overlay
from tests.services.intake_builders import BIRTH
from tests.ui.intake.desk import Desk

_ENTRIES = (
    PaperEntry("Tờ khai"),
    PaperEntry("Giấy chứng sinh", (1, 0, 2, 0)),
    PaperEntry("Giấy kết hôn", (0, 0, 1, 0), is_required=False),
)
_CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def model(qapp: object) -> PapersModel:
    made = PapersModel()
    made.show_entries(_ENTRIES)
    return made


def _shown(model: PapersModel, row: int) -> list[object]:
    return [model.index(row, column).data() for column in range(5)]


def test_the_model_keeps_qt_s_rules(model: PapersModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_checking_takes_the_expected_counts_and_unchecking_none(model: PapersModel) -> None:
    assert _shown(model, 1) == ["Giấy chứng sinh", "–", "–", "–", "–"]
    model.setData(model.index(1, 0), Qt.CheckState.Checked, _CHECK)
    assert _shown(model, 1) == ["Giấy chứng sinh", "1", "–", "2", "–"]
    model.setData(model.index(1, 0), Qt.CheckState.Unchecked, _CHECK)
    assert model.entries == _ENTRIES


def test_one_key_marks_what_is_required_and_again_none(qtbot: QtBot, model: PapersModel) -> None:
    with qtbot.waitSignal(model.edited):
        model.mark_all()
    assert [entry.is_present for entry in model.entries] == [
        entry.is_required for entry in model.entries
    ]
    assert not all(entry.is_required for entry in model.entries)
    model.mark_all()
    assert model.entries == _ENTRIES


def test_marking_all_keeps_counts_that_were_changed(model: PapersModel) -> None:
    model.setData(model.index(1, 1), 3)
    model.mark_all()
    assert model.entries[1].counts == (3, 0, 0, 0)


def test_a_count_marks_and_zero_unmarks(model: PapersModel) -> None:
    model.setData(model.index(0, 2), 2)
    assert model.entries[0].counts == (0, 2, 0, 0)
    assert model.index(0, 0).data(_CHECK) == Qt.CheckState.Checked
    model.setData(model.index(0, 2), 0)
    assert not model.entries[0].is_present


@pytest.mark.parametrize(("typed", "kept"), [(-1, 0), (5000, 999)])
def test_a_count_stays_within_what_can_be_stored(model: PapersModel, typed: int, kept: int) -> None:
    model.setData(model.index(0, 1), typed)
    assert model.entries[0].counts[0] == kept


def test_only_extra_papers_can_be_named_and_taken_off(model: PapersModel) -> None:
    row = model.add_extra()
    model.setData(model.index(row, 0), "Hộ khẩu cũ")
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(model.index(row, 0)) & Qt.ItemFlag.ItemIsEditable
    model.remove(0)
    assert len(model.entries) == 4
    model.remove(row)
    assert [entry.name for entry in model.entries] == [entry.name for entry in _ENTRIES]


def test_what_was_handed_in_is_laid_over_the_list() -> None:
    filled = overlay(
        _ENTRIES, (HandedPaper("Giấy chứng sinh", plain=3), HandedPaper("Lạ", 1, is_extra=True))
    )
    assert filled[1].counts == (0, 0, 3, 0)
    assert filled[1].is_required
    assert (filled[3].name, filled[3].is_extra) == ("Lạ", True)
    assert missing(filled) == ("Tờ khai",)


def test_many_missing_papers_are_named_in_short() -> None:
    said = named(tuple(f"{number} " + "dài " * 300 for number in range(111)))
    assert len(said) < 300
    assert said.endswith("và 108 giấy tờ nữa")


def test_digits_typed_on_a_count_replace_it(desk: Desk) -> None:
    desk.choose(BIRTH.code)
    table = desk.page.sheet.papers.table
    table.setFocus()
    table.setCurrentIndex(table.papers.index(0, 1))
    desk.write("12")
    desk.press(Qt.Key.Key_Return)
    assert table.papers.entries[0].counts == (12, 0, 0, 0)
    assert desk.page.sheet.papers.head_text == "Giấy tờ nộp · 1/3"


def test_another_paper_is_named_in_place(desk: Desk) -> None:
    desk.fill()
    desk.press(
        Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    desk.write("So ho khau")
    desk.register()
    view = desk.services.tracking.one(desk.actor, desk.stored()[0].code)
    assert (view.papers[-1].name, view.papers[-1].is_extra) == ("So ho khau", True)


def test_another_paper_without_a_name_is_refused_at_the_list(desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.papers.table.add_extra()
    desk.register()
    assert desk.stored() == []
    assert "chưa ghi tên" in desk.page.board.box("papers").problem


def test_missing_papers_are_told_once_and_then_accepted_with_a_note(desk: Desk) -> None:
    desk.fill()
    table = desk.page.sheet.papers.table
    table.papers.flip(0)
    desk.register()
    assert desk.stored() == []
    assert "Thiếu 1 giấy tờ bắt buộc" in desk.page.due_card.notice.text
    assert table.papers.index(0, 0).data() == "Còn thiếu: Tờ khai đăng ký khai sinh"
    desk.register()
    assert desk.stored()[0].note == "Còn thiếu: Tờ khai đăng ký khai sinh"


def test_the_button_of_the_warning_accepts_too(desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.wishes.note.setText("hẹn chiều")
    desk.page.sheet.papers.table.papers.flip(1)
    desk.register()
    desk.page.due_card.notice.button.click()
    assert desk.stored()[0].note == "hẹn chiều · Còn thiếu: Giấy chứng sinh"


def test_changing_the_papers_asks_again(desk: Desk) -> None:
    desk.fill()
    papers = desk.page.sheet.papers.table.papers
    papers.flip(0)
    desk.register()
    papers.flip(1)
    assert desk.page.due_card.notice.text == ""
    desk.register()
    assert desk.stored() == []
    assert "Thiếu 2 giấy tờ" in desk.page.due_card.notice.text


def test_consent_is_given_for_what_is_on_the_screen_alone(desk: Desk) -> None:
    desk.fill()
    papers = desk.page.sheet.papers.table.papers
    papers.flip(0)
    desk.register()
    papers.flip(0)
    papers.flip(0)
    desk.register()
    assert desk.stored() == []
    assert "Thiếu 1 giấy tờ" in desk.page.due_card.notice.text


def test_consent_does_not_reach_the_next_dossier(desk: Desk) -> None:
    for _dossier in range(2):
        desk.fill()
        desk.page.sheet.papers.table.papers.flip(0)
        desk.register()
        assert "Thiếu 1 giấy tờ" in desk.page.due_card.notice.text
        desk.register()
    assert len(desk.stored()) == 2


def test_an_optional_paper_is_never_missing(desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.papers.table.papers.flip(2)
    desk.register()
    assert desk.stored()[0].note == ""


def test_another_procedure_keeps_only_the_extra_papers(desk: Desk) -> None:
    desk.fill()
    table = desk.page.sheet.papers.table
    row = table.papers.add_extra()
    table.papers.setData(table.papers.index(row, 0), "Ảnh")
    desk.choose("1.012783")
    assert [entry.name for entry in table.papers.entries] == ["Đơn đăng ký biến động", "Ảnh"]
