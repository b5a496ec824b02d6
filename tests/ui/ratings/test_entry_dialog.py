"""A stack of slips: scan, a key a question, Enter, the next scan."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.ratings.records import Answers
from app.ui.ratings.entry_dialog import SlipEntryDialog
from app.vocabulary.ratings import (
    Face,
    RatingSource,
    SaidAttitude,
    SaidContacts,
    SaidOthers,
    SaidTime,
)
from tests.printing.forms import payload
from tests.ui.ratings.conftest import Room


@pytest.fixture
def dialog(room: Room, qtbot: QtBot) -> SlipEntryDialog:
    made = SlipEntryDialog(room.context, room.services)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    made.show()
    return made


def _type(dialog: SlipEntryDialog, keys: str) -> None:
    for key in keys:
        QTest.keyClicks(dialog, key)


def test_a_slip_is_entered_by_keys_alone(room: Room, dialog: SlipEntryDialog) -> None:
    slip = room.slip()
    dialog.handle_scan(slip.qr_payload)
    _type(dialog, "132413")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    (line,) = room.stored
    assert (line.code, line.source) == (slip.code, RatingSource.SLIP)
    assert line.answers == Answers(
        overall=Face.HAPPY,
        time=SaidTime.LATER,
        contacts=SaidContacts.ONE,
        is_own_fault=True,
        others=SaidOthers.NONE,
        attitude=SaidAttitude.COMPLAINT,
    )
    assert f"Đã lưu phiếu số {slip.number}" in dialog.notice.text()


def test_reasons_are_ticked_by_their_keys_on_the_slip(room: Room, dialog: SlipEntryDialog) -> None:
    dialog.handle_scan(room.slip().qr_payload)
    _type(dialog, "3000" + "0" + "59" + "9")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    (line,) = room.stored
    assert line.answers.overall is Face.UNHAPPY
    assert line.answers.attitude is None
    assert line.reasons == ("Phải chờ lâu.",)


def test_the_next_slip_begins_empty(room: Room, dialog: SlipEntryDialog) -> None:
    for keys in ("1", "3"):
        dialog.handle_scan(room.slip().qr_payload)
        assert dialog.answers() == Answers()
        _type(dialog, keys)
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert [line.answers.overall for line in room.stored] == [Face.HAPPY, Face.UNHAPPY]


def test_going_back_answers_a_question_again(room: Room, dialog: SlipEntryDialog) -> None:
    dialog.handle_scan(room.slip().qr_payload)
    _type(dialog, "1")
    QTest.keyClick(dialog, Qt.Key.Key_Backspace)
    _type(dialog, "2")
    assert dialog.answers() == Answers(overall=Face.NEUTRAL)


def test_own_fault_goes_with_the_coming_back(room: Room, dialog: SlipEntryDialog) -> None:
    dialog.handle_scan(room.slip().qr_payload)
    _type(dialog, "1224")
    assert dialog.answers().is_own_fault
    QTest.keyClick(dialog, Qt.Key.Key_Backspace)
    _type(dialog, "1")
    assert not dialog.answers().is_own_fault


def test_a_scan_over_a_slip_half_entered_keeps_what_was_typed(
    room: Room, dialog: SlipEntryDialog
) -> None:
    first, second = room.slip(), room.slip()
    dialog.handle_scan(first.qr_payload)
    _type(dialog, "2")
    dialog.handle_scan(second.qr_payload)
    assert "chưa lưu" in dialog.notice.text()
    assert dialog.slip is not None
    assert (dialog.slip.code, dialog.answers().overall) == (first.code, Face.NEUTRAL)


def test_scanned_twice_it_says_so_and_can_be_entered_anew(
    room: Room, dialog: SlipEntryDialog
) -> None:
    slip = room.slip()
    dialog.handle_scan(slip.qr_payload)
    _type(dialog, "1")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    dialog.handle_scan(slip.qr_payload)
    assert "đã nhập lúc" in dialog.notice.text()
    assert not dialog.submit.isEnabled()
    _type(dialog, "3")
    assert dialog.answers() == Answers()
    dialog.again.click()
    _type(dialog, "3")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert [line.answers.overall for line in room.stored] == [Face.UNHAPPY]


def test_a_forged_slip_opens_nothing_to_answer(room: Room, dialog: SlipEntryDialog) -> None:
    dialog.handle_scan(payload(kind=14))
    assert "Chữ ký trong mã QR không đúng" in dialog.notice.text()
    _type(dialog, "1")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert room.stored == []


def test_nothing_ticked_is_told_and_not_stored(room: Room, dialog: SlipEntryDialog) -> None:
    dialog.handle_scan(room.slip().qr_payload)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert "Chưa có câu trả lời nào" in dialog.notice.text()
    assert dialog.submit.isEnabled()
    assert room.stored == []


def test_words_are_typed_behind_the_plus_key(room: Room, dialog: SlipEntryDialog) -> None:
    dialog.handle_scan(room.slip().qr_payload)
    _type(dialog, "1+")
    assert dialog.focusWidget() is dialog.note
    dialog.note.setText("Chờ 3 lần, gọi 0912345678")
    QTest.keyClick(dialog.note, Qt.Key.Key_Return)
    (line,) = room.stored
    assert line.answers.note == "Chờ 3 lần, gọi 091***5678"
