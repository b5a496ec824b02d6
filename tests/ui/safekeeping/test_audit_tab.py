"""The log audited in the window: how far it is, what came of it, what is taken along."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError, UserError
from app.models.store_freshness import watch
from app.services.audit.outside import read_given
from app.services.backup.records import Progress
from app.services.forms.verification import read_public_key_file
from app.ui.safekeeping.audit_tab import AuditTab
from app.ui.shell.messages import Messages
from tests.office_life.ready import a_counter_after
from tests.services.audit_builders import Papers, an_audit, audited, use
from tests.services.desk_builders import Counter
from tests.services.touching import plant, sql, tell_restoration
from tests.ui.contexts import AnsweringDialogs, a_context, stub_services
from tests.ui.inline import InlineTasks
from tests.unguarded import UNGUARDED

T = TypeVar("T")


class InlineRunner(QObject):
    """Does long work on the spot; `stops` lets the first word of progress end it."""

    told = Signal(str, float)
    rested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_running = False
        self.stops = False
        self.parts: list[float] = []

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[UserError], None],
    ) -> None:
        self.is_running = True
        self.told.emit("Đang bắt đầu", 0.0)

        def progress(doing: str, part: float) -> None:
            self.parts.append(part)
            self.told.emit(doing, part)
            if self.stops:
                raise InvalidInputError("", "Đã dừng; không có gì thay đổi.")

        try:
            answer = work(progress)
        except UserError as error:
            self._rest()
            failed(error)
            return
        self._rest()
        done(answer)

    def cancel(self) -> None:
        self.stops = True

    def _rest(self) -> None:
        self.is_running = False
        self.rested.emit()


class Desk:
    """A tab over a used store, and what it did."""

    def __init__(self, counter: Counter, papers: Papers, folder: Path) -> None:
        self.counter = counter
        self.papers = papers
        self.runner = InlineRunner()
        self.said: list[str] = []
        self.folder = folder
        self.tasks = InlineTasks()
        audit = an_audit(counter)

        self.dialogs = AnsweringDialogs()
        messages = Messages(
            QWidget(), lambda text, _kind, _actions: self.said.append(text), counter.clock.now
        )
        context = a_context(
            self.tasks,
            lambda: counter.admin,
            counter.clock,
            messages=messages,
            backups=self.runner,
            files=self.dialogs,
        )
        services = stub_services(audit=audit, clock=counter.clock, outputs=UNGUARDED)
        self.tab = AuditTab(context, services)


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    counter, papers = a_counter_after(use, tmp_path)
    folder = tmp_path / "ổ rời"
    folder.mkdir()
    made = Desk(counter, papers, folder)
    qtbot.addWidget(made.tab)
    made.tab.load()
    yield made
    counter.database.close()


def test_first_audit_and_the_next_opening(desk: Desk) -> None:
    assert desk.tab.state.text() == "Chưa kiểm toán lần nào"
    desk.tab.start.click()
    assert desk.tab.state.text() == "Nhật ký nguyên vẹn"
    assert "6 giấy có chữ ký, 1 lần khóa ngày" in desk.tab.detail.text()
    assert desk.runner.parts == [1.0]
    assert desk.tab.start.isEnabled()
    desk.tab.load()
    assert desk.tab.state.text() == "Nhật ký nguyên vẹn"
    assert desk.tab.detail.text().startswith("Lần gần nhất: 24/11/2026 09:00, Đặng Thị Quản, 1")


def test_only_what_is_new_is_audited_after_a_good_audit(desk: Desk, tmp_path: Path) -> None:
    watch(desk.counter.database, tmp_path / "mốc")
    desk.tab.start_new.click()
    assert "Hãy kiểm toán toàn bộ trước" in desk.tab.detail.text()
    desk.tab.start.click()
    desk.tab.start_new.click()
    assert desk.tab.state.text() == "Phần mới nguyên vẹn"
    assert "2 giấy có chữ ký, 1 lần khóa ngày" in desk.tab.detail.text()
    desk.tab.load()
    assert desk.tab.state.text() == "Phần mới nguyên vẹn"
    assert desk.tab.detail.text().endswith(" dòng mới.")
    plant(desk.counter.database, sql("UPDATE day_closings SET figures = '{}'"))
    desk.tab.start_new.click()
    assert desk.tab.state.text() == "Nhật ký đã bị động đến"
    assert not desk.tab.export.isEnabled()


def test_touched_log_is_listed_by_row(desk: Desk) -> None:
    plant(desk.counter.database, sql("UPDATE log_entries SET facts = '{}' WHERE seq = 4"))
    desk.tab.start.click()
    assert desk.tab.state.text() == "Nhật ký đã bị động đến"
    desk.tab.table.selectRow(0)
    row = desk.tab.table.current_row()
    assert row is not None
    assert row.seq == 4
    assert not desk.tab.export.isEnabled()
    desk.tab.load()
    assert desk.tab.state.text() == "Nhật ký đã bị động đến"


def test_stopped_audit_says_so_and_leaves_nothing(desk: Desk) -> None:
    desk.runner.stops = True
    desk.tab.start.click()
    assert "Đã dừng" in desk.tab.detail.text()
    assert an_audit(desk.counter).last(desk.counter.admin) is None


def test_keys_and_anchors_are_enough_for_the_verifier(desk: Desk) -> None:
    assert not desk.tab.export.isEnabled()
    desk.tab.start.click()
    desk.dialogs.paths.append(desk.folder)
    desk.tab.export.click()
    assert "Hãy cất ở nơi khác máy này" in desk.said[0]
    keys, anchors = sorted(desk.folder.iterdir())
    assert dict(read_public_key_file(keys).keys).keys() == {1}
    given = read_given([str(anchors)])
    assert given.count > 5
    assert audited(desk.counter, given).is_whole


def test_sheets_of_restorations_are_written_again(desk: Desk) -> None:
    desk.dialogs.paths += [desk.folder, desk.folder]
    desk.tab.sheets.click()
    assert desk.said == ["Nhật ký không kể lần khôi phục kho nào."]
    end = audited(desk.counter).entries
    facts = f'{{"lost_from":{end + 1},"lost_to":{end},"held":{end},"numbers":[]}}'
    plant(desk.counter.database, tell_restoration(facts))
    desk.tab.start.click()
    assert desk.tab.state.text() == "Nhật ký nguyên vẹn"
    assert f"Dòng {end + 1} của nhật ký kể một lần khôi phục kho" in desk.tab.detail.text()
    desk.tab.sheets.click()
    (sheet,) = desk.folder.iterdir()
    assert sheet.name.endswith(f"-{end + 1}.pdf")
    assert "Đã ghi 1 phiếu khôi phục kho" in desk.said[-1]


def test_folder_that_takes_nothing_is_said(desk: Desk) -> None:
    desk.tab.start.click()
    desk.dialogs.paths.append(desk.folder / "không có")
    desk.tab.export.click()
    assert "Không có thư mục" in desk.tasks.notices[0].message
    assert desk.said == []
