"""Sao lưu in the window: its age in large, one made now, tried out, put back by two people."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.services.backup.backups import Backups
from app.services.backup.records import BackupMade, BackupTried
from app.services.container import Services
from app.services.ledger.records import Actor
from app.ui.approving.approval_dialog import ApprovalDialog
from app.ui.safekeeping.backup_tab import BackupFolders, BackupTab, folders_of
from app.ui.shell.messages import NoticeKind
from app.vocabulary.people import Role
from tests.services.backup.builders import BOSS, Machine, attach, on_machine
from tests.services.ready_stores import a_ready_store
from tests.services.store_builders import GOOD_PASSWORD, FakeTime, an_actor
from tests.ui.contexts import services_of, stub_services
from tests.ui.desk_pages import Ground

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
        self.counter: Counter = on_machine(self.machine, a_ready_store(self.machine.data))
        an_actor(self.counter.database, Role.SUPERVISOR, login=BOSS)
        self.backups = self.machine.backups(self.counter)
        self.restores: list[tuple[Path, WhoRestores]] = []
        self.runner = InlineRunner(self.backups)
        window = QWidget()
        qtbot.addWidget(window)
        self.ground = Ground(self.counter, window)
        self.context = self.ground.context(
            self.counter.admin,
            backups=self.runner,
            folder=self.machine.data,
            restore=lambda path, who: self.restores.append((path, who)),
        )
        self.services = services_of(self.counter, backups=self.backups)
        self.tab = self.show(self.services, qtbot)

    @property
    def said(self) -> list[str]:
        """The sentences on the strip."""
        return [text for _kind, text in self.ground.said]

    @property
    def folders(self) -> BackupFolders:
        """Where backups go, as the settings say."""
        return folders_of(self.machine.data)

    def show(self, services: Services, qtbot: QtBot) -> BackupTab:
        tab = BackupTab(self.context, services)
        qtbot.addWidget(tab)
        tab.show()
        tab.load()
        return tab


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


def test_one_without_its_scans_is_whole_and_warned_of(desk: Desk) -> None:
    attach(desk.machine, desk.counter, b"%PDF ket qua")
    desk.tab.make.click()
    desk.tab.table.selectRow(0)
    for path in (desk.machine.shelf / "motcua-backup-files").glob("*/*"):
        path.unlink()
    desk.tab.try_out.click()
    kind, text = desk.ground.said[-1]
    assert kind is NoticeKind.WARNING
    assert text.startswith("Phục hồi thử nguyên vẹn")
    assert text.endswith("Thiếu 1 tệp đính kèm.")


def test_a_file_from_elsewhere_that_is_no_backup_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "x.motcua-backup"
    path.write_text("x", encoding="utf-8")
    desk.ground.files.paths.append(path)
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


def _shared(services: Services) -> Services:
    """Return the services as those of a store that several desks share."""
    database = SimpleNamespace(is_shared=True)
    return stub_services(
        backups=services.backups,
        approvals=services.approvals,
        data=services.data,
        database=database,
    )


def test_a_shared_store_is_not_put_back_from_the_window(desk: Desk, qtbot: QtBot) -> None:
    desk.tab.make.click()
    tab = desk.show(_shared(desk.services), qtbot)
    tab.table.selectRow(0)
    assert not tab.restore.isEnabled()
    assert "motcua restore" in tab.doing.text()


def test_folders_are_chosen_and_the_second_can_be_left_out(desk: Desk, tmp_path: Path) -> None:
    assert "Chưa chọn" in desk.tab.second_folder.text()
    desk.ground.files.paths += [tmp_path / "usb", tmp_path / "ổ khác"]
    desk.tab.change_second.click()
    assert desk.folders.second == str(tmp_path / "usb")
    desk.tab.drop_second.click()
    assert desk.folders.second == ""
    desk.tab.change_main.click()
    assert desk.folders.main == str(tmp_path / "ổ khác")


@pytest.mark.parametrize("inside", ["", "usb"])
def test_a_second_folder_that_shields_nothing_is_refused(desk: Desk, inside: str) -> None:
    desk.ground.files.paths.append(desk.machine.shelf / inside)
    desk.tab.change_second.click()
    kind, text = desk.ground.said[-1]
    assert (kind, "Hãy chọn ổ đĩa khác" in text) == (NoticeKind.REFUSED, True)
    assert desk.folders.second == ""


def test_a_folder_that_is_left_alone_stays_as_it_was_typed(desk: Desk, tmp_path: Path) -> None:
    settings = desk.context.settings
    settings.change(lambda kept: replace(kept, backup_folder="bản sao"))
    desk.tab.load()
    desk.ground.files.paths.append(tmp_path / "usb")
    desk.tab.change_second.click()
    kept = settings.load()
    assert (kept.backup_folder, kept.backup_second_folder) == ("bản sao", str(tmp_path / "usb"))


def test_what_runs_can_be_stopped(desk: Desk) -> None:
    runner = desk.runner
    runner.is_running = True
    runner.told.emit("Đang kiểm tra", 0.25)
    assert desk.tab.doing.text() == "Đang kiểm tra…"
    assert (desk.tab.progress.value(), desk.tab.stop.isHidden()) == (25, False)
    assert not desk.tab.make.isEnabled()
    desk.tab.stop.click()
    assert runner.cancelled == 1
