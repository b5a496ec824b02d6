"""What one desk does is on the other's screen within two seconds, and disturbs nobody there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.handoff.handoff_page import HandoffPage
from app.ui.intake.page import IntakePage
from tests.many_desks.office import Open
from tests.many_desks.windows import Room, a_room

_SOON_S = 2.0


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, server_store: Open, no_window_left: None) -> Iterator[Room]:
    with a_room(qtbot, tmp_path, server_store, 2) as made:
        yield made


def test_a_slip_and_a_dossier_are_seen_at_the_other_desk(room: Room) -> None:
    there, here = room.desks
    page = here.page(HandoffPage, "handoff")
    room.settle()
    code = there.register("a" * 36, room.case_id)
    room.until(lambda: page.waiting.has(code), _SOON_S)

    sending = there.page(HandoffPage, "handoff")
    room.until(lambda: sending.waiting.has(code), _SOON_S)
    sending.handle_scan(code)
    room.settle()
    sending.waiting.target.setCurrentIndex(sending.waiting.target.findData(room.agency))
    sending.close_slips()
    room.until(lambda: page.moving.current_slip() is not None, _SOON_S)
    slip = page.moving.current_slip()
    assert slip is not None
    assert [item.code for item in slip.items] == [code]
    assert not page.waiting.has(code)

    listed = here.page(DossiersPage, "dossiers")
    room.settle()
    newer = there.register("b" * 36, room.case_id)
    room.until(lambda: newer in {row.code for row in listed.list.table.rows_model.rows}, _SOON_S)
    assert not here.refusals


def test_what_is_being_typed_is_left_alone(room: Room) -> None:
    there, here = room.desks
    page = here.page(IntakePage, "intake")
    room.settle()
    heard: list[object] = []
    here.tasks.changed.connect(heard.append)
    address = page.sheet.people.address
    address.setFocus()
    QTest.keyClicks(address, "Khu pho 3")
    address.setCursorPosition(4)
    before = page.typed()
    code = there.register("a" * 36, room.case_id)
    there.desk.handoffs.send(there.actor, room.agency, [code])
    there.desk.handoffs.recall(there.actor, code)
    room.until(lambda: len(heard) > 0, _SOON_S)
    room.settle()
    assert QApplication.focusWidget() is address
    assert (address.text(), address.cursorPosition()) == ("Khu pho 3", 4)
    assert page.typed() == before
    assert here.window.shell.page_key == "intake"
    assert not here.refusals
