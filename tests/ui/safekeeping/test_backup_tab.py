"""Sao lưu in the window: its age in large, one made now, tried out, put back by two people."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.errors import UserError
from app.models.store import create_sqlite
from app.paths import STORE_NAME
from app.services.access.approvals import Approvals
from app.services.backup.backups import Backups
from app.services.backup.records import BackupMade, BackupTried
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.ui.approving.approval_dialog import ApprovalDialog, ApprovalParts
from app.ui.safekeeping.backup_parts import BackupFolders, BackupParts
from app.ui.safekeeping.backup_tab import BackupTab
from app.vocabulary.people import Role
from tests.services.backup.builders import BOSS, Machine, on_machine
from tests.services.store_builders import GOOD_PASSWORD, FakeTime, an_actor, cheap_passwords
from tests.ui.inline import InlineTasks

if TYPE_CHECKING:
    from app.services.backup.people import WhoRestores
    from tests.services.desk_builders import Counter


class InlineRunner(QObject):
    """Makes and tries backups on the spot."""

    told = Signal(str, float)
    rested = Signal()

    def __init__(self, backups: Backups) -> None:
        super().__init__()
        self._backups = backups
        self.is_running = False
        self.cancelled = 0

    def make(self, done: Callable[[BackupMade], None], failed: Callable[[UserError], None]) -> None:
        self._run(self._backups.make, done, failed)

    def try_out(
        self,
        actor: Actor,
        source: Path,
        done: Callable[[BackupTried], None],
        failed: Callable[[UserError], None],
    ) -> None:
        self._run(lambda: self._backups.try_out(actor, source), done, failed)

    def cancel(self) -> None:
        self.cancelled += 1

    def _run(self, work: Callable[[], object], done: object, failed: object) -> None:
        self.is_running = True
        self.told.emit("Đang chép kho", 0.5)
        try:
            answer = work()
        except UserError as error:
            self.is_running = False
            self.rested.emit()
            failed(error)  # type: ignore[operator]
            return
        self.is_running = False
        self.rested.emit()
        done(answer)  # type: ignore[operator]


class Desk:
    """A tab over a real store, and what it did."""

    def __init__(self, folder: Path, qtbot: QtBot) -> None:
        self.time = FakeTime()
        self.machine = Machine(folder / "data", self.time)
        self.counter: Counter = on_machine(
            self.machine, create_sqlite(self.machine.data / STORE_NAME)
        )
        an_actor(self.counter.database, Role.SUPERVISOR, login=BOSS)
        self.backups = self.machine.backups(self.counter)
        self.said: list[str] = []
        self.restores: list[tuple[Path, WhoRestores]] = []
        self.folders = BackupFolders(main=str(self.machine.shelf), second="")
        self.asked_folder = ""
        self.asked_file: Path | None = None
        tx = Transactions(self.counter.database, Clock(self.time))
        self.parts = BackupParts(
            backups=self.backups,
            runner=InlineRunner(self.backups),
            approving=ApprovalParts(
                tasks=InlineTasks(),
                approvals=Approvals(tx, cheap_passwords()),
                actor=lambda: self.counter.admin,
            ),
            say=lambda text, _kind, _actions: self.said.append(text),
            actor=lambda: self.counter.admin,
            folders=lambda: self.folders,
            choose_folders=self._choose,
            ask_folder=lambda _parent, _present: self.asked_folder,
            ask_file=lambda _parent, _folder: self.asked_file,
            restore=lambda path, who: self.restores.append((path, who)),
        )
        self.tab = self.show(self.parts, qtbot)

    def show(self, parts: BackupParts, qtbot: QtBot) -> BackupTab:
        tab = BackupTab(parts)
        qtbot.addWidget(tab)
        tab.show()
        tab.load()
        return tab

    def _choose(self, folders: BackupFolders) -> None:
        self.folders = folders


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    made = Desk(tmp_path, qtbot)
    yield made
    made.counter.database.close()


def test_a_new_store_says_that_nothing_was_backed_up(desk: Desk) -> None:
    assert desk.tab.state.text() == "Chưa có bản sao lưu"
    assert desk.tab.state.property("tone") == "warn"
    assert not desk.tab.try_out.isEnabled()
    assert not desk.tab.restore.isEnabled()


def test_one_made_now_is_listed_whole_and_the_state_rests(desk: Desk) -> None:
    desk.counter.code()
    desk.tab.make.click()
    assert desk.said == ["Đã sao lưu 1 hồ sơ, phục hồi thử nguyên vẹn."]
    assert desk.tab.state.text() == "Sao lưu lúc 09:00"
    assert desk.tab.state.property("tone") == "ok"
    assert "1 hồ sơ" in desk.tab.detail.text()
    assert desk.tab.table.model().rowCount() == 1
    assert desk.tab.make.isEnabled()
    assert desk.tab.stop.isHidden()


def test_after_a_day_it_complains_with_the_reason(desk: Desk) -> None:
    desk.tab.make.click()
    desk.time.advance(timedelta(hours=30))
    desk.machine.shelf.rename(desk.machine.data / "gone")
    desk.machine.shelf.write_text("no folder any more", encoding="utf-8")
    desk.tab.make.click()
    assert desk.tab.state.text().startswith("Sao lưu 1 ngày trước")
    assert desk.tab.state.property("tone") == "late"
    assert desk.said[-1] in desk.tab.detail.text()


def test_the_selected_one_is_tried_out(desk: Desk) -> None:
    desk.tab.make.click()
    desk.tab.table.selectRow(0)
    assert desk.tab.try_out.isEnabled()
    desk.tab.try_out.click()
    assert "Phục hồi thử nguyên vẹn" in desk.said[-1]


def test_a_file_from_elsewhere_that_is_no_backup_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.asked_file = tmp_path / "x.motcua-backup"
    desk.asked_file.write_text("x", encoding="utf-8")
    desk.tab.other_file.click()
    assert "x.motcua-backup" in desk.tab.doing.text()
    desk.tab.try_out.click()
    assert "không phải bản sao lưu" in desk.said[-1]


def test_a_second_person_lets_it_be_put_back(desk: Desk) -> None:
    desk.tab.make.click()
    desk.tab.table.selectRow(0)
    desk.tab.restore.click()
    dialog = desk.tab.findChild(ApprovalDialog)
    assert dialog is not None
    dialog.choose_second(BOSS)
    dialog.password.setText(GOOD_PASSWORD)
    dialog.submit.click()
    ((path, who),) = desk.restores
    assert path.parent == desk.machine.shelf
    assert who(desk.counter.database).second == BOSS


def test_without_the_second_person_nothing_is_put_back(desk: Desk) -> None:
    desk.tab.make.click()
    desk.tab.table.selectRow(0)
    desk.tab.restore.click()
    dialog = desk.tab.findChild(ApprovalDialog)
    assert dialog is not None
    dialog.choose_second(desk.counter.admin.login)
    dialog.password.setText(GOOD_PASSWORD)
    dialog.submit.click()
    assert desk.restores == []


def test_a_shared_store_is_not_put_back_from_the_window(desk: Desk, qtbot: QtBot) -> None:
    desk.tab.make.click()
    tab = desk.show(replace(desk.parts, restore=None), qtbot)
    tab.table.selectRow(0)
    assert not tab.restore.isEnabled()
    assert "motcua restore" in tab.doing.text()


def test_folders_are_chosen_and_the_second_can_be_left_out(desk: Desk, tmp_path: Path) -> None:
    assert "Chưa chọn" in desk.tab.second_folder.text()
    desk.asked_folder = str(tmp_path / "usb")
    desk.tab.change_second.click()
    assert desk.folders.second == str(tmp_path / "usb")
    desk.tab.drop_second.click()
    assert desk.folders.second == ""
    desk.tab.change_main.click()
    assert desk.folders.main == str(tmp_path / "usb")


def test_what_runs_can_be_stopped(desk: Desk) -> None:
    runner = desk.parts.runner
    assert isinstance(runner, InlineRunner)
    runner.is_running = True
    runner.told.emit("Đang kiểm tra", 0.25)
    assert desk.tab.doing.text() == "Đang kiểm tra…"
    assert (desk.tab.progress.value(), desk.tab.stop.isHidden()) == (25, False)
    assert not desk.tab.make.isEnabled()
    desk.tab.stop.click()
    assert runner.cancelled == 1
