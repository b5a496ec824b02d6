"""Dữ liệu cá nhân: what is past its time, its erasing by two people, who saw what is masked."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.custody.records import Collection
from app.services.files.attachments import Attachments
from app.services.files.folder import FileState
from app.services.files.kinds import media_type_of
from app.services.privacy import Disclosure, Exported, disclosure_subject
from app.services.retention.leftovers import Leftovers
from app.services.retention.retention import Retention
from app.ui.approving.approval_dialog import ApprovalDialog
from app.ui.safekeeping.privacy_tab import PrivacyTab, RuleDialog
from app.vocabulary.people import GuardedAct, Role
from tests.seals import a_bundle_folder, a_file_folder, kept_papers
from tests.services.desk_builders import Counter, a_counter
from tests.services.files.contents import a_pdf
from tests.services.store_builders import GOOD_PASSWORD, FakeTime, an_actor
from tests.ui.contexts import services_of
from tests.ui.desk_pages import Ground

_DAY = date(2026, 11, 23)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path, FakeTime())
    an_actor(made.database, Role.SUPERVISOR, login="phutrach")
    yield made
    made.database.close()


@pytest.fixture
def ground(counter: Counter, qtbot: QtBot) -> Ground:
    window = QWidget()
    qtbot.addWidget(window)
    return Ground(counter, window)


@pytest.fixture
def tab(counter: Counter, ground: Ground, qtbot: QtBot, tmp_path: Path) -> PrivacyTab:
    tx = counter.tx
    leftovers = Leftovers(
        a_file_folder(tmp_path / "files"),
        a_bundle_folder(tmp_path / "bundles"),
        kept_papers(tmp_path / "printed"),
        (),
    )
    services = services_of(counter, retention=Retention(tx, leftovers, counter.database.scrub))
    made = PrivacyTab(ground.context(counter.admin), services)
    qtbot.addWidget(made)
    return made


def _set_rule(tab: PrivacyTab, ground_text: str) -> RuleDialog:
    tab.retention.change.click()
    (dialog,) = tab.findChildren(RuleDialog)
    dialog.ground.setText(ground_text)
    dialog.submit.click()
    return dialog


def _erase(tab: PrivacyTab) -> None:
    tab.retention.erase.click()
    (asked,) = tab.findChildren(ApprovalDialog)
    asked.choose_second("phutrach")
    asked.password.setText(GOOD_PASSWORD)
    asked.submit.click()


def test_an_office_without_a_ground_is_told_and_erases_nothing(
    counter: Counter, tab: PrivacyTab
) -> None:
    counter.returned()
    counter.time.advance(timedelta(days=3700))
    tab.load()
    assert "chưa ghi" in tab.retention.rule_text
    assert tab.retention.number_text("dossiers") == "1"
    assert tab.retention.count_text == "Cần xóa"
    assert not tab.retention.erase.isEnabled()
    dialog = _set_rule(tab, "")
    assert "căn cứ" in dialog.board.box("ground").problem
    dialog.ground.setText("Quyết định 12/QĐ-UBND")
    dialog.submit.click()
    assert "Quyết định 12/QĐ-UBND" in tab.retention.rule_text
    assert tab.retention.erase.isEnabled()


def test_two_people_erase_what_is_shown(counter: Counter, tab: PrivacyTab, ground: Ground) -> None:
    code = counter.returned()
    counter.time.advance(timedelta(days=3700))
    tab.load()
    _set_rule(tab, "Quyết định 12/QĐ-UBND")
    _erase(tab)
    assert "Đã xóa dữ liệu cá nhân của 1 hồ sơ" in ground.last
    assert counter.tracking.one(counter.officer, code).owner.id_number == ""
    assert tab.retention.count_text == "Không có gì phải xóa"
    assert "cùng phutrach" in tab.retention.last_text
    assert not tab.retention.erase.isEnabled()


def test_files_that_an_interrupted_run_left_are_taken_away(
    counter: Counter, tab: PrivacyTab, ground: Ground, tmp_path: Path
) -> None:
    scans = a_file_folder(tmp_path / "files")
    code = counter.resolved()
    adding = Attachments(counter.tx, scans, media_type_of)
    sha256 = adding.add_paper(counter.officer, code, 1, "đơn.pdf", a_pdf("đơn")).sha256
    counter.returning.give_back(counter.officer, code, Collection("Nguyễn Thị Ánh"))
    counter.time.advance(timedelta(days=3700))
    tab.load()
    _set_rule(tab, "Quyết định 12/QĐ-UBND")
    assert tab.retention.sweep.isHidden()
    _erase(tab)
    assert scans.state(sha256) is FileState.MISSING
    scans.put(a_pdf("đơn"))
    assert tab.retention.erase.isHidden()
    tab.retention.sweep.click()
    assert scans.state(sha256) is FileState.MISSING
    assert "Đã xóa 1 tệp còn lại" in ground.last
    tab.retention.sweep.click()
    assert "không còn tệp nào" in ground.last


def test_nothing_past_its_time_is_said(counter: Counter, tab: PrivacyTab) -> None:
    counter.returned()
    tab.load()
    assert "Không có hồ sơ nào" in tab.retention.span_text
    assert not tab.retention.erase.isEnabled()


def test_who_took_out_or_opened_what_is_listed_with_the_reason(
    counter: Counter, tab: PrivacyTab
) -> None:
    code = counter.code()
    counter.tracking.open_foreign(counter.culture_officer, code, "Trả lời đơn")
    approval = counter.approvals.again(
        counter.admin,
        GOOD_PASSWORD,
        GuardedAct.EXPORT_UNMASKED,
        disclosure_subject(Exported.REGISTER, _DAY, _DAY),
    )
    counter.register_book.of_period(counter.admin, _DAY, _DAY, Disclosure("Nộp lưu trữ", approval))
    tab.load()
    (taken,) = tab.disclosures.table.rows_model.rows
    assert (taken.login, taken.lines, taken.reason) == (counter.admin.login, 1, "Nộp lưu trữ")
    (opened,) = tab.openings.table.rows_model.rows
    assert (opened.code, opened.login, opened.reason) == (code, "vanhoa", "Trả lời đơn")
    assert tab.openings.count_text == "1"
