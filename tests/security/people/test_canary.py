"""No personal data outside what keeps it: one person taken through the whole program."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from pytestqt.qtbot import QtBot

from app.bootstrap.counter_window import CounterWindow
from app.printing.printers import CupsPrinter
from app.services.files.kept_papers import KeptPapers
from app.services.forms.records import QueuedCopy
from app.services.intake.intake import Intake
from app.settings import SettingsFile
from tests.security.people.canary import CANARIES, PASSWORD, machine, whole_flow

_OWNER = CANARIES["owner"]


@pytest.fixture(autouse=True)
def clean(no_window_left: None) -> None:
    """Leave no window behind."""


def test_row_26_the_person_is_nowhere_but_where_the_office_keeps_people(
    tmp_path: Path, store_template: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with machine(tmp_path, monkeypatch) as ground:
        whole_flow(ground, store_template, qtbot)
    assert ground.hits() == {}
    kept = (ground.data / "motcua.db").read_bytes()
    assert [name for name, word in CANARIES.items() if word.encode() not in kept] == []
    for where in ("log", "title", "crash report", "stderr"):
        assert ground.said[where], f"nothing was heard of {where}"
    assert list((tmp_path / "state").rglob("*.*")), "no record of what the store has held"
    assert "Giấy tiếp nhận" in (tmp_path / "spool" / "jobs").read_text()
    assert list((ground.data / "printed").rglob("*.pdf.sealed")) != []


def test_row_26_is_seen_to_fail(
    tmp_path: Path, store_template: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with machine(tmp_path, monkeypatch) as ground, _leaks():
        whole_flow(ground, store_template, qtbot)
    found = ground.hits()
    assert {where: "owner" in found.get(where, ()) for where in _PLACES} == dict.fromkeys(
        _PLACES, True
    )
    for folder in ("temp/", "data/printed/"):
        assert any(where.startswith(folder) for where in found), folder
    assert "password" in found["log"]


_PLACES = ("log", "title", "crash report", "spool/jobs", "data/settings.toml")


@contextmanager
def _leaks() -> Iterator[None]:
    """Let the program write the person down where it must not."""
    register, show_form, send = Intake.register, CounterWindow.show_form, CupsPrinter.send

    def logging_register(self: Intake, *words: Any, **more: Any) -> Any:
        logging.getLogger("app").warning("registered for %s by %s", _OWNER, PASSWORD)
        return register(self, *words, **more)

    def telling_show_form(self: CounterWindow, form_id: int) -> None:
        self.shell.setWindowTitle(f"Giấy của {_OWNER}")
        file = SettingsFile(self.services.data)
        file.save(replace(file.load(), last_login=_OWNER))
        show_form(self, form_id)

    def copying_send(self: CupsPrinter, pdf: bytes, title: str, media: Any) -> None:
        with tempfile.NamedTemporaryFile(delete=False) as copy:
            copy.write(pdf)
        send(self, pdf, f"{title} {_OWNER}", media)

    def keeping_plain(self: KeptPapers, job: QueuedCopy, pdf: bytes) -> None:
        path = self.place(job)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf)

    with ExitStack() as stack:
        for owner, name, leak in (
            (Intake, "register", logging_register),
            (CounterWindow, "show_form", telling_show_form),
            (CupsPrinter, "send", copying_send),
            (KeptPapers, "keep", keeping_plain),
        ):
            stack.enter_context(patch.object(owner, name, leak))
        stack.enter_context(
            patch("app.ui.shell.messages.crash_report", lambda error, _at: str(error))
        )
        yield
