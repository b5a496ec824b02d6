"""The line to the server is lost: it is said at once, nothing typed goes, work goes on after it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from time import monotonic

import psycopg
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.models.dossiers import Dossier, Draft
from app.ui.intake.page import IntakePage
from tests.many_desks.office import Open
from tests.many_desks.windows import OpenDesk, Room, a_room, press_register
from tests.postgres import SERVER_VARIABLE, Server

_AT_ONCE_S = 3.0
_BACK_S = 6.0


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, server_store: Open, no_window_left: None) -> Iterator[Room]:
    with a_room(qtbot, tmp_path, server_store, 1) as made:
        yield made


def _stored(desk: OpenDesk, column: object) -> list[str]:
    with desk.desk.database.read() as session:
        return list(session.scalars(select(column)))  # type: ignore[call-overload]


def _is_lost_said(desk: OpenDesk) -> bool:
    return desk.said.startswith("Mất kết nối tới máy chủ dữ liệu.")


_LOST = "Mất kết nối tới máy chủ dữ liệu. Hãy kiểm tra mạng rồi làm lại; nội dung vừa gõ vẫn còn."


def test_a_cut_line_keeps_the_form_and_registers_once_when_it_is_back(
    room: Room, postgres: Server, server_url: str
) -> None:
    (desk,) = room.desks
    page = room.fill(desk)
    page.sheet.people.email.setFocus()
    postgres.refuse(server_url)
    room.until(lambda: _is_lost_said(desk), _AT_ONCE_S)
    page.sheet.people.email.setText("buoi@example.vn")
    page.keeper.save_now()
    typed, draft_id = page.typed(), page.keeper.draft_id
    room.settle()
    press_register()
    room.settle()
    assert page.notices._line.text == _LOST
    assert page.typed() == typed
    assert page.sheet.isEnabled()

    postgres.allow(server_url)
    room.until(lambda: desk.said.startswith("Đã nối lại"), _BACK_S)
    room.until(lambda: _stored(desk, Draft.draft_id) == [draft_id], _BACK_S)
    assert page.typed() == typed
    press_register()
    room.settle()
    press_register()
    room.settle()
    assert _stored(desk, Dossier.draft_id) == [draft_id]
    assert desk.codes()[0] in desk.said


@contextmanager
def _standing_still(url: str) -> Iterator[None]:
    """Let the whole server stand still: lines are up and silent, new ones are not answered."""
    with psycopg.connect(url, autocommit=True) as asking:
        found = asking.execute(
            "SELECT pg_read_file('postmaster.pid', 0, 20), pid FROM pg_stat_activity"
        )
        rows = found.fetchall()
    processes = {int(rows[0][0].split()[0]), *(pid for _first, pid in rows)}
    for process in processes:
        if Path(f"/proc/{process}").exists():
            os.kill(process, SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            if Path(f"/proc/{process}").exists():
                os.kill(process, SIGCONT)


@pytest.mark.skipif(
    SERVER_VARIABLE in os.environ, reason="the server's processes are not of this machine"
)
def test_a_silent_server_is_said_and_the_window_never_stands(
    room: Room, server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk,) = room.desks
    page = room.fill(desk)
    page.sheet.people.email.setFocus()
    beats: list[float] = []
    heart = QTimer(page, interval=20)
    heart.timeout.connect(lambda: beats.append(monotonic()))
    heart.start()
    with _standing_still(server_url):
        press_register()  # the worker is in the middle of it
        room.until(lambda: _is_lost_said(desk), _AT_ONCE_S)
        room.qtbot.wait(300)
    heart.stop()
    assert max(after - before for before, after in pairwise(beats)) < 0.5
    room.until(lambda: desk.tasks.is_idle, _BACK_S)
    room.until(lambda: len(desk.codes()) == 1, _BACK_S)
    assert isinstance(page, IntakePage)
