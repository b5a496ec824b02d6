"""Ratings within the whole program: a scan opens the dialog, the panel follows desk and lock."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.rating_desk import second_screen
from app.services.dossiers.records import NewDossier
from app.services.forms.records import RatingSlipData
from app.settings import SettingsFile
from app.ui.ratings.entry_dialog import SlipEntryDialog
from app.ui.ratings.rating_window import RatingWindow
from app.ui.runtime.idle_watch import is_public
from app.vocabulary.ratings import Face, SaidTime
from tests.bootstrap.started import Started, a_program
from tests.services.intake_builders import BIRTH, HUNG


@pytest.fixture
def started(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, no_window_left: None
) -> Iterator[Started]:
    with a_program(qapp, tmp_path / "data", qtbot) as made:
        made.sign_in("quanly")
        yield made


def _panel(started: Started) -> RatingWindow:
    window = started.window.ratings.window
    assert window is not None
    return window


def test_a_scanned_slip_opens_its_dialog_wherever_one_is(started: Started, qtbot: QtBot) -> None:
    window, desk = started.window, started.window.services
    actor = window.actor
    desk.office.update(actor, replace(desk.office.facts(actor).edit, gives_rating_slips=True))
    slip = _a_slip(started)
    window._scans.scanned.emit(slip.qr_payload)
    started.settle()
    dialog = started.dialog(SlipEntryDialog)
    assert dialog.slip is not None
    assert dialog.slip.number == slip.number
    for key in "21":
        QTest.keyClicks(dialog, key)
        qtbot.wait(120)  # as a person types: no burst of a scanner
    qtbot.waitUntil(lambda: dialog.answers().time is SaidTime.SOONER)
    assert dialog.answers().overall is Face.NEUTRAL
    dialog.reject()
    window._on_box_entered(slip.qr_payload)
    started.settle()
    assert started.dialog(SlipEntryDialog).slip is not None
    started.dialog(SlipEntryDialog).reject()
    started.settle()


def test_the_panel_opens_by_its_action_and_stays_with_the_desk(started: Started) -> None:
    window = started.window
    action = window.actions.action("ratings.window")
    assert action is not None
    action.trigger()
    started.settle()
    panel = _panel(started)
    assert panel.place.text().endswith(window.actor.name)
    assert SettingsFile(started.data).load().rating_window
    panel._since_shown.invalidate()  # nobody taps within the moment it takes to open
    panel.ask.faces[Face.HAPPY].click()
    action.trigger()
    started.settle()
    assert window.ratings.window is None
    assert not SettingsFile(started.data).load().rating_window
    day = window.services.clock.today()
    (line,) = window.services.ratings.of_period(window.actor, day, day)
    assert line.answers.overall is Face.HAPPY


def test_the_panel_comes_back_with_who_works_at_the_desk_next(started: Started) -> None:
    started.window.ratings.toggle_window()
    started.settle()
    started.window.change_officer_wanted.emit()
    started.settle()
    assert not any(isinstance(top, RatingWindow) for top in QApplication.topLevelWidgets())
    started.sign_in("canbo.a")
    started.settle()
    assert _panel(started).place.text().endswith("Người canbo.a")


def test_a_covered_window_leaves_the_panel_there_resting_till_somebody_is_back(
    started: Started,
) -> None:
    started.window.ratings.toggle_window()
    started.settle()
    panel = _panel(started)
    started.window.lock()
    started.settle()
    assert panel.isVisible()
    assert panel.is_resting
    started.unlock()
    assert not panel.is_resting


def test_the_panel_is_the_citizen_s_and_hears_of_whom_was_served(started: Started) -> None:
    started.window.ratings.toggle_window()
    started.settle()
    panel = _panel(started)
    assert is_public(panel.ask.faces[Face.HAPPY])
    assert is_public(panel.windowHandle())
    assert not is_public(started.window.shell)
    assert not is_public(started.window.shell.windowHandle())
    started.window.context.served("000.00.15.H53-261123-0042")
    assert panel._served.code == "000.00.15.H53-261123-0042"


def test_the_panel_goes_to_the_screen_that_is_not_the_officer_s() -> None:
    own: Any = SimpleNamespace()
    other: Any = SimpleNamespace()
    found = [second_screen(own, screens) for screens in ([own, other], [other, own], [own])]
    assert found == [other, other, None]


def _a_slip(started: Started) -> RatingSlipData:
    desk, actor = started.window.services, started.window.actor
    case_id = desk.intake.offer(actor, BIRTH.code, "Thông thường", None).case_id
    new = NewDossier(draft_id=str(uuid4()), case_id=case_id, owner=HUNG)
    desk.intake.register(actor, new)
    queued = [job.data for job in desk.print_queue.queued(actor)]
    return next(data for data in queued if isinstance(data, RatingSlipData))
