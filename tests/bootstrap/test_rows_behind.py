"""Every number of the report opens to rows that come to it, and each row to its own page."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.drill_down.kinds import rows_kinds
from app.bootstrap.navigator import REPORT_TAB
from app.reports.quarter.words import counted
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.publishing.publishing import Publishing
from app.services.publishing.records import LevelCounts
from app.services.registers.registers import Registers
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.petitions.page import PetitionsPage
from app.ui.publishing.publishing_tab import PublishingTab
from app.ui.registers.register_tab import InspectionsTab, UnitsTab
from app.ui.reporting.listing import RowsDialog
from app.ui.reporting.report_tab import ReportTab
from app.vocabulary.catalogue import Liaison
from app.vocabulary.office import Level
from app.vocabulary.petitions import PetitionChannel, PetitionKind
from app.vocabulary.reports import LateReason, RegisterKind, ReportSection
from tests.bootstrap.quarters import Quarter, a_desk, a_quarter, context_of
from tests.bootstrap.started import Started, a_program
from tests.harness.register_entries import TYPED
from tests.services.desk_builders import Counter, a_counter
from tests.services.petitions.builders import ASK, Lives, typed
from tests.services.publishing.builders import a_draft, abolished, an_item, the_seed
from tests.services.store_builders import FakeTime, a_copied_store

_SIGNED = date(2026, 10, 5)
_FEW = LevelCounts(3, 1, 1, 1)


def _overdue(counter: Counter) -> None:
    """Receive dossiers long ago, tell of two of them why they are late; one is of today."""
    counter.code()
    late = [counter.code(received_at=counter.time.now - timedelta(days=40)) for _one in range(3)]
    for code, reason in zip(late, (LateReason.FUNDING, LateReason.OTHER), strict=False):
        counter.late_reasons.record(counter.officer, code, reason)


def _petition_lives(counter: Counter, folder: Path) -> None:
    petitions = counter.petitions
    for channel, kind in zip(PetitionChannel, [*PetitionKind] * 3, strict=True):
        petitions.receive(counter.officer, typed(channel=channel, kind=kind))
    for _name, acts in (*Lives(counter.culture), ("waiting", (ASK,))):
        done = petitions.receive(counter.officer, typed())
        for act, said in acts:
            petitions.act(counter.officer, done.petition_id, act, said)


def _entries(tx: Transactions, actor: Actor) -> None:
    registers = Registers(tx)
    several: Mapping[RegisterKind, tuple[Mapping[str, object], ...]] = {
        RegisterKind.INSPECTIONS: ({}, {"subject": "Đã kiểm tra", "held_on": "20/11/2026"}),
        RegisterKind.FINDINGS: ({}, {"finding": "Đã mở", "mended_on": "21/11/2026"}),
        RegisterKind.ONE_STOP_UNITS: (
            {},
            {"name": "Một cửa tỉnh", "level": "province", "kiosks": "3", "cameras": "0"},
        ),
        RegisterKind.REGULATIONS: (
            {},
            {"document_no": "7/QĐ-UBND", "is_legal": "Có", "procedures": "12"},
            {"document_no": "8/QĐ-UBND", "is_legal": "Không", "procedures": "5"},
        ),
        RegisterKind.ACTIVITIES: (
            {},
            {"subject": "Tờ rơi", "kind": "communication", "participants": "1200"},
            {"subject": "Loa", "kind": "communication", "participants": "300"},
        ),
    }
    for kind, entries in several.items():
        for own in entries:
            registers.add(actor, kind, {**TYPED[kind], **own})  # type: ignore[dict-item]


def _decisions(tx: Transactions, actor: Actor) -> None:
    publishing = Publishing(tx)
    process: dict[str, Any] = {"process_number": "12/QĐ-UBND", "process_date": _SIGNED}
    old = an_item("9", Level.COMMUNE)
    publishing.enter(actor, a_draft("1/QĐ", old, decided_on=date(2026, 1, 5)))
    items = (
        an_item("1", **process),
        an_item("2", liaison=Liaison.SAME_LEVEL),
        an_item("3", Level.COMMUNE, liaison=Liaison.ACROSS_LEVELS, at_centre=False),
        abolished("9", Level.COMMUNE),
    )
    stated = LevelCounts(4, 2, None, 2)
    publishing.enter(actor, a_draft("2/QĐ", *items, decided_on=_SIGNED, stated=stated))
    publishing.enter(actor, the_seed(decided_on=_SIGNED))


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory, store_template: Path) -> Iterator[Quarter]:
    folder = tmp_path_factory.mktemp("quarter")
    database = a_copied_store(store_template, folder)
    counter = a_counter(folder, FakeTime(), database)
    _overdue(counter)
    tx, boss = Transactions(database, counter.clock), counter.admin
    _petition_lives(counter, folder)
    _entries(tx, boss)
    _decisions(tx, boss)
    yield a_quarter(counter, folder, boss, "2026-Q4")
    database.close()


def test_every_number_of_the_report_opens_to_rows_that_come_to_it(quarter: Quarter) -> None:
    met = set()
    for line, listing in quarter.listings():
        assert line.behind is not None
        if "%" not in line.value:
            assert line.value == counted(listing.comes_to), line.words
        for row in listing.rows:
            assert all(isinstance(column.value(row), str) for column in listing.columns)
            assert all(column.tip(row) for column in listing.columns if column.icon and column.tip)
        met |= {line.words} if listing.rows else set()
    for words in (
        "Tiếp nhận trong kỳ",
        "Đang giải quyết, quá hạn",
        "Quá hạn, nguyên nhân khác",
        "Quá hạn, chưa ghi nguyên nhân",
        "Đang chờ người gửi bổ sung",
        "Tiếp nhận, kênh: Điện thoại",
        "Lượt người được truyền thông",
        "TTHC quy định trong các văn bản quy phạm pháp luật đó",
        "Bộ phận Một cửa có kiosk",
        "Vấn đề đã khắc phục",
        "TTHC công bố trong kỳ, tổng số",
        "Chỗ không khớp trong các quyết định",
        "TTHC đang có hiệu lực, cấp xã",
    ):
        assert words in met, words


def test_what_rows_add_up_is_said_beside_how_many_they_are(quarter: Quarter) -> None:
    said = {line.words: listing.words for line, listing in quarter.listings()}
    assert said["Lượt người được truyền thông"] == "2 hoạt động, cộng 1.500 lượt người"
    assert said["Hoạt động truyền thông"] == "2 hoạt động"
    assert said["TTHC bãi bỏ trong kỳ"] == "1 quyết định, cộng 1 thủ tục"
    assert said["TTHC công bố trong kỳ, tổng số"] == "2 quyết định, cộng 207 thủ tục"
    assert said["TTHC đang có hiệu lực"] == "4 dòng, cộng 206 thủ tục"


def test_rows_open_for_who_has_the_page_that_keeps_them(quarter: Quarter) -> None:
    kinds = rows_kinds(context_of("registers"), a_desk())
    may = {register: kind.may_open() for register, kind in kinds.items()}
    assert may == dict.fromkeys(quarter.kinds, True) | {"petitions": False}


def _fill(desk: Services, actor: Actor) -> None:
    for sender in ("Người gửi trước", "Người gửi sau"):
        desk.petitions.receive(actor, typed(sender_name=sender))
    for kind, own in (
        (RegisterKind.INSPECTIONS, {}),
        (RegisterKind.INSPECTIONS, {"subject": "Đợt khác"}),
        (RegisterKind.FINDINGS, {}),
        (RegisterKind.FINDINGS, {"finding": "Thiếu biên lai", "found_on": "22/11/2026"}),
        (RegisterKind.ONE_STOP_UNITS, {}),
    ):
        desk.registers.add(actor, kind, {**TYPED[kind], **own})
    for number in ("1/QĐ", "2/QĐ"):
        desk.publishing.enter(actor, a_draft(number, decided_on=_SIGNED, stated=_FEW))


class _Report:
    """The report of the quarter in a supervisor's window."""

    def __init__(self, started: Started) -> None:
        window = started.sign_in("phu.trach")
        _fill(window.services, window.actor)
        self._started, self.shell = started, window.shell
        page = self.shell.show_page("reporting")
        assert isinstance(page, TabbedPage)
        tab = page.show_tab(REPORT_TAB)
        assert isinstance(tab, ReportTab)
        self._tab = tab
        started.settle()
        tab.period.go_forth()
        started.settle()

    def open_row(self, section: ReportSection, words: str, at: int) -> QWidget:
        """Open the row at a place behind a number by Enter; return what it leads to."""
        assert self._tab.shown is not None
        lines = self._tab.shown.section(section).told.figures
        self._tab.open_behind(next(line for line in lines if line.words == words))
        self._started.settle()
        dialog = self._started.dialog(RowsDialog)
        assert dialog.table is not None
        dialog.table.selectRow(at)
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
        self._started.settle()
        page = self.shell.page(self.shell.page_key)
        tab = page.tabs.currentWidget() if isinstance(page, TabbedPage) else None
        return tab or page


def test_a_row_opens_on_its_own_page(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> None:
    with a_program(qapp, tmp_path, qtbot) as started:
        report = _Report(started)
        received = "Phản ánh, kiến nghị tiếp nhận trong kỳ"
        petitions = report.open_row(ReportSection.PETITIONS, received, 0)
        assert isinstance(petitions, PetitionsPage)
        assert petitions.detail.view is not None
        assert petitions.detail.view.row.sender_name == "Người gửi trước"
        found = "Vấn đề phát hiện trong kỳ"
        inspections = report.open_row(ReportSection.INSPECTIONS, found, 1)
        assert isinstance(inspections, InspectionsTab)
        in_front = (inspections.inspections.entry, inspections.findings.entry)
        assert [entry.number for entry in in_front if entry] == [1, 1]
        cameras = "Bộ phận Một cửa có camera giám sát"
        units = report.open_row(ReportSection.COMMUNICATION, cameras, 0)
        assert isinstance(units, UnitsTab)
        assert units.panel.entry is not None
        for words, at, number in (
            ("TTHC công bố trong kỳ, tổng số", 0, "1/QĐ"),
            ("TTHC đang có hiệu lực", 1, "2/QĐ"),
        ):
            published = report.open_row(ReportSection.PUBLISHING, words, at)
            assert isinstance(published, PublishingTab)
            assert published.decisions.decision is not None
            assert published.decisions.decision.number == number
