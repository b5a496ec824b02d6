from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from launcher import console
from launcher.console import Result, run_command

if TYPE_CHECKING:
    import pytest


def test_output_and_errors_are_kept_with_the_exit_code() -> None:
    script = (
        "import sys; print('ra'); sys.stdout.flush(); print('lỗi', file=sys.stderr); sys.exit(3)"
    )

    assert run_command([sys.executable, "-X", "utf8", "-c", script]) == Result(3, "ra\nlỗi\n")


def test_a_command_that_does_not_exist_is_a_failure_not_a_crash() -> None:
    assert run_command(["no-such-command-here"]).code == 127


def test_a_silent_command_still_shows_that_it_moves(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(console, "TICK", 0.02)
    monkeypatch.setattr(console, "LOG_INTERVAL", 0.05)

    run_command([sys.executable, "-c", "import time; time.sleep(0.3)"], lambda _: "đang tải")

    shown = capsys.readouterr().err.splitlines()
    assert len(shown) > 1
    assert set(shown) == {"  đang tải… 0 giây"}
