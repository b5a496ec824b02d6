"""How an account left the window: kept whole, a broken file is no state, and it names nobody."""

import stat
from pathlib import Path

import pytest

from app.window_state import FOLDER, WindowPlacement, WindowState, WindowStates

_LEFT = WindowState(
    screen="HDMI-1",
    placed=WindowPlacement(left=40, top=30, width=1366, height=768),
    is_maximised=False,
    page="handoff",
    tabs={"reporting": "Báo cáo quý"},
    columns={"handoff:Mã": {"Mã": 132.0}},
    text_percent=125,
)


@pytest.fixture
def states(tmp_path: Path) -> WindowStates:
    return WindowStates(tmp_path)


def test_an_account_nobody_kept_opens_maximised(states: WindowStates) -> None:
    assert states.load("canbo.a") == WindowState()
    assert WindowState().is_maximised


def test_what_is_kept_is_read_back_for_that_account_alone(states: WindowStates) -> None:
    states.save("canbo.a", _LEFT)
    assert states.load("canbo.a") == states.load("CANBO.A") == _LEFT
    assert states.load("canbo.b") == WindowState()


def test_the_file_is_private_and_names_nobody(states: WindowStates, tmp_path: Path) -> None:
    states.save("canbo.a", _LEFT)
    (file,) = (tmp_path / FOLDER).iterdir()
    assert "canbo" not in file.name
    assert b"canbo" not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{", b"[]", b"\xff\xfe", b"[" * 50_000, b" " * 100_000),
        *(b'{"text_percent": 300}', b'{"placed": {"left": 1}}', b'{"page": 4}'),
    ],
    ids=range(9),
)
def test_a_broken_file_is_begun_anew(states: WindowStates, tmp_path: Path, content: bytes) -> None:
    states.save("canbo.a", _LEFT)
    (file,) = (tmp_path / FOLDER).iterdir()
    file.write_bytes(content)
    assert states.load("canbo.a") == WindowState()
    states.save("canbo.a", _LEFT)
    assert states.load("canbo.a") == _LEFT


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_bytes(b"")
    states = WindowStates(tmp_path)
    states.save("canbo.a", _LEFT)
    assert states.load("canbo.a") == WindowState()
