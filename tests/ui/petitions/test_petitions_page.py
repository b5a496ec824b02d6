"""Petitions by keyboard alone: found, received, brought to their end; what is wrong is said."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from app.services.petitions.records import PetitionChoices, PetitionFilter
from app.ui.petitions.act_dialog import ActDialog
from app.vocabulary.petitions import (
    Criterion,
    Finding,
    PetitionAbout,
    PetitionAct,
    PetitionChannel,
    PetitionClass,
    PetitionOutcome,
    PetitionStatus,
    PublishedBy,
)
from app.wording.labels import label
from tests.services.petitions.builders import ADDRESS, CONTENT, PHONE
from tests.ui.desk_room import misfits, show_smallest
from tests.ui.petitions.conftest import Desk

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
A = PetitionAct
TODAY = date(2026, 11, 23)


def open_dialog(desk: Desk, act: PetitionAct) -> ActDialog:
    """Press the button of an act and return its dialog."""
    words = desk.page.detail.acts.offered()
    assert label(act) in words
    desk.page.detail.act_wanted.emit(act)
    dialog: ActDialog = desk.page.findChildren(ActDialog)[-1]
    return dialog


def send(dialog: ActDialog) -> None:
    dialog.submit.click()


def status(desk: Desk) -> PetitionStatus:
    assert desk.page.detail.view is not None
    return desk.page.detail.view.row.status


@pytest.mark.parametrize("act", [act for act in PetitionAct if act is not PetitionAct.RECEIVE])
def test_a_field_that_an_act_does_not_ask_for_is_no_window(desk: Desk, act: PetitionAct) -> None:
    assert desk.page.detail.view is not None
    before = set(QApplication.topLevelWidgets())
    choices = PetitionChoices(receivers=(), officers=())
    dialog = ActDialog(act, desk.page.detail.view, choices, lambda: TODAY, desk.page)
    made = [one for one in QApplication.topLevelWidgets() if one not in before]
    assert dialog in made
    assert [type(one).__name__ for one in made if one.parent() is None] == []
    dialog.deleteLater()


def test_what_is_late_stands_first_with_icon_and_word(desk: Desk) -> None:
    assert desk.numbers() == ["1/PAKN", "4/PAKN", "2/PAKN", "3/PAKN"]
    assert desk.page.count.text() == "3 đang xử lý · 2 quá hạn"
    model = desk.page.table.rows_model
    due = [str(model.index(row, 5).data()) for row in range(4)]
    assert due == ["Quá hạn 1 ngày", "Quá hạn 1 ngày", "Chờ 10 ngày", "–"]
    assert all(
        model.index(row, 5).data(Qt.ItemDataRole.DecorationRole) is not None for row in range(3)
    )


def test_one_shows_its_sender_its_duties_and_only_what_may_be_done(desk: Desk) -> None:
    detail = desk.page.detail
    assert detail.view is not None
    assert (detail.view.row.sender_phone, detail.view.row.sender_address) == (PHONE, ADDRESS)
    assert detail.acts.offered() == tuple(
        label(act) for act in (A.FORWARD, A.ASK_INFORMATION, A.WITHDRAW, A.CLASSIFY)
    )
    assert detail.duties.texts()[0] == "Chuyển nơi có thẩm quyền: Quá hạn 1 ngày"
    assert "5 ngày làm việc (Nghị định 20/2008/NĐ-CP, Điều 9)" in detail.duties.steps_text
    assert detail.timeline.texts()[0].startswith("Phân loại, 23/11/2026 09:00, Hành vi chậm trễ")
    detail.facts.dossier.click()
    assert desk.ground.opened == [desk.code]
    detail.facts.receipt.click()
    assert desk.forms == [detail.view.receipt_form_id]


def test_one_asked_for_from_elsewhere_is_shown_whatever_the_list_showed(desk: Desk) -> None:
    page = desk.page
    page.begin_new()
    page.toggle_overdue()
    page.box.setText("không có ai như vậy")
    wanted = next(
        row
        for row in desk.petitions.list(desk.counter.officer, PetitionFilter()).rows
        if row.number == "3/PAKN"
    )
    page.open(wanted.petition_id, wanted.number)
    assert not page.is_entering
    assert page.detail.view is not None
    assert page.detail.view.row.number == "3/PAKN"
    assert desk.numbers() == ["3/PAKN"]


def _under_the_fingers() -> str:
    focus = QApplication.focusWidget()
    return focus.text() if isinstance(focus, QPushButton) else ""


def test_after_an_act_the_next_one_is_under_the_fingers(desk: Desk, qtbot: QtBot) -> None:
    desk.page.ask(A.FORWARD)
    dialog = desk.page.findChildren(ActDialog)[-1]
    dialog.receiver.setCurrentIndex(1)
    send(dialog)
    assert status(desk) is PetitionStatus.FORWARDED
    qtbot.waitUntil(lambda: _under_the_fingers() == label(A.FIND))


def test_what_is_read_again_leaves_the_focus_where_it_is(desk: Desk) -> None:
    QTest.keyClick(desk.page.table, KEY.Key_Return)
    before = QApplication.focusWidget()
    assert isinstance(before, QPushButton)
    desk.page.reload()
    assert QApplication.focusWidget() is before


def test_the_longest_name_of_a_procedure_leaves_room_for_what_may_be_done(desk: Desk) -> None:
    detail = desk.page.detail
    assert detail.view is not None
    name = f"9.9 {('Đăng ký đất đai ' * 70)[:1094]}"
    detail.show_petition(replace(detail.view, procedure_name=name), desk.counter.clock.now())
    about = next(each for each in detail.findChildren(QLabel) if "Thủ tục: 9.9" in each.text())
    assert len(about.text()) < 250
    assert about.toolTip() == name


def test_typing_finds_without_marks_and_filters_narrow(desk: Desk, qtbot: QtBot) -> None:
    page = desk.page
    QTest.keyClick(page, KEY.Key_L, CTRL)
    assert page.box.hasFocus()
    QTest.keyClicks(page.box, "do van tre")
    qtbot.waitUntil(lambda: desk.numbers() == ["4/PAKN"])
    page.box.clear()
    page.reload()
    page.toggle_overdue()
    assert desk.numbers() == ["1/PAKN", "4/PAKN"]
    page.toggle_overdue()
    page.channel.setCurrentIndex(page.channel.findData(PetitionChannel.PHONE))
    assert desk.numbers() == ["2/PAKN"]
    page.channel.setCurrentIndex(0)
    page.about.setCurrentIndex(page.about.findData(PetitionAbout.CONDUCT))
    assert desk.numbers() == ["1/PAKN"]
    page.shown.setCurrentIndex(1)
    page.about.setCurrentIndex(0)
    assert desk.numbers() == ["1/PAKN", "4/PAKN", "2/PAKN"]


def fill(desk: Desk) -> None:
    """Type a petition from field to field by Enter, as it is told."""
    entry = desk.page.entry
    QTest.keyClick(desk.page, KEY.Key_N, CTRL)
    for editor, words in (
        (entry.sender_name, "Phạm Thị Phản"),
        (entry.sender_phone, "0987 654 321"),
        (entry.sender_address, ADDRESS),
    ):
        assert editor.hasFocus()
        editor.insert(words)
        QTest.keyClick(editor, KEY.Key_Return)
    entry.content.setPlainText(CONTENT)


def test_a_petition_is_received_by_keyboard_and_its_paper_printed(desk: Desk) -> None:
    fill(desk)
    entry = desk.page.entry
    assert desk.page.handle_scan(desk.code)
    assert entry.dossier.text() == desk.code
    QTest.keyClick(entry.content, KEY.Key_Return, CTRL)
    assert desk.ground.last == "Đã tiếp nhận phản ánh, kiến nghị số 5/PAKN."
    assert desk.ground.prints == 1
    view = desk.page.detail.view
    assert view is not None
    assert (view.row.number, view.row.dossier_code) == ("5/PAKN", desk.code)
    assert not desk.page.is_entering
    assert (entry.sender_name.text(), entry.content.toPlainText()) == ("", "")


def test_the_anonymous_are_refused_at_the_field_and_nothing_typed_is_lost(desk: Desk) -> None:
    fill(desk)
    entry = desk.page.entry
    entry.sender_name.setText("Nặc danh")
    entry.send()
    assert entry.sender_name.hasFocus()
    assert "nặc danh thì không tiếp nhận" in entry.board.box("sender_name").problem
    assert "Nghị định 20/2008/NĐ-CP" in entry.notice.text()
    assert entry.content.toPlainText() == CONTENT
    QTest.keyClick(entry.sender_name, KEY.Key_Escape)
    assert not desk.page.is_entering
    QTest.keyClick(desk.page, KEY.Key_N, CTRL)
    assert entry.sender_address.text() == ADDRESS, "the form keeps what is half typed"
    entry.sender_name.setText("Phạm Thị Phản")
    entry.moment.day.setText("23/11/2026")
    entry.send()
    assert "cả ngày và giờ" in entry.board.box("received").problem
    entry.moment.time.setText("8h")
    entry.send()
    assert desk.page.detail.view is not None
    assert desk.page.detail.view.is_late_entry


def test_a_complaint_goes_to_its_end_dialog_by_dialog(desk: Desk) -> None:
    dialog = open_dialog(desk, A.FORWARD)
    assert dialog.focusWidget() is dialog.receiver
    send(dialog)
    assert "Chưa có nơi nhận" in dialog.board.box("to_name").problem
    dialog.receiver.setCurrentIndex(dialog.receiver.findText("Phòng Văn hóa - Xã hội"))
    assert not dialog.to_name.isEnabled()
    send(dialog)
    assert status(desk) is PetitionStatus.FORWARDED
    dialog = open_dialog(desk, A.FIND)
    dialog.finding.setCurrentIndex(dialog.finding.findData(Finding.TRUE))
    send(dialog)
    assert "cần ghi nội dung" in dialog.notice.text()
    dialog.note.setPlainText("Biên bản làm việc ngày 01/12")
    send(dialog)
    assert status(desk) is PetitionStatus.DECIDED
    dialog = open_dialog(desk, A.ANSWER)
    assert dialog.prints.isChecked()
    dialog.note.setPlainText("Đã xin lỗi và trả kết quả.")
    send(dialog)
    assert status(desk) is PetitionStatus.ANSWERED
    assert desk.ground.prints == 1
    dialog = open_dialog(desk, A.PUBLISH)
    dialog.published_by.setCurrentIndex(dialog.published_by.findData(PublishedBy.SYSTEM))
    send(dialog)
    assert status(desk) is PetitionStatus.PUBLISHED
    assert "Đã ghi “Công khai”" in desk.ground.last
    assert desk.page.detail.view is not None
    assert desk.page.detail.view.answer_form_id


def test_a_rule_is_studied_by_six_criteria(desk: Desk) -> None:
    desk.page.table.go_to(4)
    dialog = open_dialog(desk, A.CLASSIFY)
    send(dialog)
    assert "Chưa chọn loại" in dialog.board.box("petition_class").problem
    dialog.petition_class.setCurrentIndex(dialog.petition_class.findData(PetitionClass.OWN_RULE))
    send(dialog)
    dialog = open_dialog(desk, A.STUDY)
    assert not any(box.isEnabled() for box in dialog.criteria.values())
    dialog.ground.setCurrentIndex(1)
    dialog.criteria[Criterion.SIMPLICITY].setChecked(True)
    send(dialog)
    assert status(desk) is PetitionStatus.STUDIED
    dialog = open_dialog(desk, A.DECIDE)
    offered = [dialog.outcome.itemData(at) for at in range(1, dialog.outcome.count())]
    assert PetitionOutcome.NO_GROUND not in offered
    dialog.outcome.setCurrentIndex(1)
    dialog.note.setPlainText("Bỏ thành phần này")
    send(dialog)
    assert status(desk) is PetitionStatus.DECIDED
    assert "Chưa đạt: tính đơn giản, dễ hiểu" in desk.page.detail.timeline.texts()[1]


def test_a_scan_finds_petitions_of_its_dossier(desk: Desk) -> None:
    assert desk.page.handle_scan(desk.code)
    assert desk.numbers() == ["1/PAKN"]
    desk.page.handle_scan("khong-co-gi")
    assert "Không tìm thấy" in desk.ground.last


def test_the_export_is_what_the_list_is_asked_for(desk: Desk) -> None:
    desk.page.toggle_overdue()
    QTest.keyClick(desk.page, KEY.Key_E, CTRL)
    (path,) = desk.folder.glob("*.xlsx")
    assert path.name == "so-phan-anh-kien-nghi-2026-12-03.xlsx"
    written = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    numbers = [row[1] for row in written if str(row[1]).endswith("/PAKN")]
    assert numbers == desk.numbers()
    assert path.name in desk.ground.last


def test_everything_fits_the_smallest_desk(desk: Desk, qtbot: QtBot) -> None:
    show_smallest(desk.page, qtbot)
    assert misfits(desk.page) == []
    desk.page.begin_new()
    show_smallest(desk.page, qtbot)
    assert misfits(desk.page) == []
    assert all(edit.tabChangesFocus() for edit in desk.page.findChildren(QPlainTextEdit))
