"""A petition half typed: kept while typing, offered after a crash, never received twice."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError
from app.services.dossiers.records import SavedDraft
from app.ui.petitions.entry_form import TypedPetition, decode, encode
from app.ui.petitions.page import PetitionsPage
from app.vocabulary.petitions import PetitionAbout, PetitionChannel
from tests.services.petitions.builders import ADDRESS, CONTENT, PHONE
from tests.ui.petitions.conftest import Desk

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
TYPED = TypedPetition(
    channel=PetitionChannel.PHONE,
    about=PetitionAbout.CONDUCT,
    sender_name="Phạm Thị Ph",
    sender_phone=PHONE,
    sender_address=ADDRESS,
    content=f"{CONTENT}\nDòng hai",
    dossier_code="261123-0001",
    received_day="22/11/2",
    received_time="8:",
    prints=False,
)


def _kept(desk: Desk) -> tuple[SavedDraft, ...]:
    return desk.drafts.waiting(desk.counter.officer)


def _crash(desk: Desk, qtbot: QtBot) -> PetitionsPage:
    """Lose the page without a word and start the program again."""
    desk.page.hide()
    page = desk.remake()
    qtbot.addWidget(page)
    page.show()
    QTest.qWaitForWindowActive(page)
    page.activated()
    return page


def _type(page: PetitionsPage, typed: TypedPetition = TYPED) -> None:
    page.begin_new()
    page.entry.show_typed(page.entry.draft_id, typed)


def test_typing_is_kept_soon_and_an_emptied_form_is_forgotten(desk: Desk, qtbot: QtBot) -> None:
    keeper = desk.page.drafts.keeper
    desk.page.begin_new()
    keeper.save_now()
    assert _kept(desk) == ()
    keeper._timer.setInterval(1)
    QTest.keyClicks(desk.page.entry.sender_name, "Pham")
    qtbot.waitUntil(lambda: len(_kept(desk)) == 1)
    assert decode(_kept(desk)[0].content).sender_name == "Pham"
    assert desk.page.entry.state_text == "Đã lưu nháp"
    desk.page.entry.sender_name.clear()
    keeper.save_now()
    assert _kept(desk) == ()
    assert desk.page.entry.state_text == ""


def test_a_draft_survives_a_crash_letter_by_letter(desk: Desk, qtbot: QtBot) -> None:
    _type(desk.page)
    draft_id = desk.page.entry.draft_id
    desk.page.keep_draft()
    page = _crash(desk, qtbot)
    assert page.entry.as_typed().is_blank
    assert desk.ground.last == "Có bản nháp phản ánh, kiến nghị lúc 09:00 chưa tiếp nhận."
    desk.ground.correct("Mở lại")
    assert page.entry.as_typed() == TYPED
    assert page.entry.draft_id == draft_id
    assert page.is_entering
    assert QApplication.focusWidget() is page.entry.sender_name


def test_a_reopened_draft_is_received_once_and_is_gone(desk: Desk, qtbot: QtBot) -> None:
    _type(desk.page, replace(TYPED, dossier_code="", received_day="", received_time=""))
    page = _crash(desk, qtbot)
    desk.ground.correct("Mở lại")
    QTest.keyClick(page.entry.content, KEY.Key_Return, CTRL)
    assert desk.ground.last == "Đã tiếp nhận phản ánh, kiến nghị số 5/PAKN."
    assert _kept(desk) == ()
    page.keep_draft()
    assert _kept(desk) == ()


def test_whoever_was_cut_off_after_storing_is_told_the_number(desk: Desk, qtbot: QtBot) -> None:
    _type(desk.page, replace(TYPED, dossier_code="", received_day="", received_time=""))
    desk.page.keep_draft()
    desk.petitions.receive(desk.counter.officer, desk.page.entry.typed())
    page = _crash(desk, qtbot)
    said = "Bản nháp phản ánh, kiến nghị lúc 09:00 đã tiếp nhận thành 5/PAKN."
    assert desk.ground.last == said
    assert _kept(desk) == ()
    desk.ground.correct("Xem")
    assert [row.number for row in page.table.rows_model.rows] == ["5/PAKN"]


def test_a_draft_nobody_wants_is_dropped(desk: Desk, qtbot: QtBot) -> None:
    _type(desk.page)
    page = _crash(desk, qtbot)
    desk.ground.correct("Bỏ")
    assert _kept(desk) == ()
    assert page.entry.as_typed().is_blank


def test_what_is_typed_now_is_kept_when_an_older_draft_is_opened(desk: Desk, qtbot: QtBot) -> None:
    _type(desk.page)
    page = _crash(desk, qtbot)
    _type(page, TypedPetition(sender_name="Người Khác"))
    desk.ground.correct("Mở lại")
    assert page.entry.as_typed() == TYPED
    names = {decode(draft.content).sender_name for draft in _kept(desk)}
    assert names == {"Người Khác", TYPED.sender_name}


def test_the_drafts_of_petitions_and_of_dossiers_are_not_mixed(desk: Desk) -> None:
    officer = desk.counter.officer
    of_dossiers = desk.counter.drafts
    of_dossiers.save(officer, "hồ-sơ", "{}")
    desk.drafts.save(officer, "phản-ánh", "{}")
    assert [draft.draft_id for draft in of_dossiers.waiting(officer)] == ["hồ-sơ"]
    assert [draft.draft_id for draft in _kept(desk)] == ["phản-ánh"]
    of_dossiers.discard(officer, "phản-ánh")
    assert len(_kept(desk)) == 1


@pytest.mark.parametrize("content", ["", "{", "[]", '{"channel": "pigeon"}', '{"content": 5}'])
def test_a_draft_of_another_version_is_refused_and_put_away(desk: Desk, content: str) -> None:
    with pytest.raises(InvalidInputError, match="phiên bản khác"):
        decode(content)
    desk.drafts.save(desk.counter.officer, "cũ", content)
    desk.page.drafts.reopen(_kept(desk)[0])
    assert _kept(desk) == ()
    assert "phiên bản khác" in desk.ground.last


def test_what_is_encoded_is_decoded() -> None:
    assert decode(encode(TYPED)) == TYPED
    assert not TYPED.is_blank
    assert TypedPetition(channel=PetitionChannel.POST, prints=False).is_blank
