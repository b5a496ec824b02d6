"""A second start that gets no answer says whose window has the store."""

import os
import socket
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import window
from app.ui.runtime import single_instance
from app.ui.runtime.single_instance import SingleInstance, Start


def test_a_second_start_names_the_holder(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(window, "make_application", lambda _arguments: qapp)
    monkeypatch.setattr(window, "stop_with", lambda *said: told.extend(said))
    holder = SingleInstance(tmp_path)
    assert holder.start() is Start.FIRST
    monkeypatch.setattr(single_instance, "_PATIENCE_MS", 100)
    assert window.open_window(tmp_path, "") == 1
    holder.release()
    assert "không trả lời" in told[0]
    assert f"trên máy {socket.gethostname()}" in told[1]
    assert f"tiến trình số {os.getpid()}" in told[1]


def test_a_holder_that_is_gone_is_not_named() -> None:
    assert window._holder_text(None) == ""
