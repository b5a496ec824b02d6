"""Before anybody can sign in: a backup is chosen, two people answer for it, it comes back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError, StoreError, UserError
from app.services.backup.records import BackupHeader, BackupLook
from app.ui.signing_in.restore_page import RestorePage, RestoreTyped, RestoreWork
from tests.ui.inline import InlineTasks

_HEADER = BackupHeader(
    unit_code="000.00.15.H53",
    made_at=datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
    log_seq=9,
    chain_head="",
    dossier_count=42,
    secret_id="81b2891e8495e164",
    program_version="1",
    revision="0001",
    is_shared=False,
    salt="",
)


class Back:
    """Stands in for the store's side."""

    def __init__(self) -> None:
        self.has_secret = True
        self.error: UserError | None = None
        self.typed: list[RestoreTyped] = []
        self.file: Path | None = Path("/usb/kho.motcua-backup")

    def look(self, path: Path) -> BackupLook:
        if self.error is not None:
            raise self.error
        return BackupLook(path=path, header=_HEADER, has_secret=self.has_secret)

    def restore(self, typed: RestoreTyped) -> str:
        self.typed.append(typed)
        if self.error is not None:
            raise self.error
        return "restored"

    def ask(self, _parent: QWidget) -> Path | None:
        return self.file


@pytest.fixture
def back() -> Back:
    return Back()


@pytest.fixture
def page(qtbot: QtBot, back: Back) -> RestorePage:
    made = RestorePage(
        InlineTasks(), RestoreWork(look=back.look, restore=back.restore, ask_file=back.ask)
    )
    qtbot.addWidget(made)
    made.show()
    return made


def fill(page: RestorePage) -> None:
    page.choose.click()
    for editor, text in (
        (page.login, "quanly"),
        (page.password, "gấu trắng"),
        (page.second, "phutrach"),
        (page.second_password, "trà đá"),
    ):
        editor.setText(text)


def test_the_file_says_what_it_is_and_two_people_bring_it_back(
    page: RestorePage, back: Back, qtbot: QtBot
) -> None:
    fill(page)
    assert "42 hồ sơ" in page.found.text()
    assert page.digits.isHidden() or not page.digits.isVisible()
    with qtbot.waitSignal(page.restored):
        page.submit.click()
    (typed,) = back.typed
    assert (typed.login, typed.second, typed.digits, typed.is_newest) == (
        *("quanly", "phutrach"),
        *("", False),
    )


def test_without_the_key_the_sheet_is_asked_for(page: RestorePage, back: Back) -> None:
    back.has_secret = False
    fill(page)
    assert page.digits.isVisible()
    page.submit.click()
    assert back.typed == []
    assert "phiếu khôi phục" in page.problem("digits")
    page.digits.setText("12345678")
    page.submit.click()
    assert back.typed[0].digits == "12345678"


def test_nothing_is_done_without_file_and_administrator(page: RestorePage, back: Back) -> None:
    page.submit.click()
    assert back.typed == []
    assert page.problem("path")
    assert page.problem("login")


def test_a_refusal_stands_where_it_belongs(page: RestorePage, back: Back) -> None:
    fill(page)
    back.error = InvalidInputError("second_password", "Chưa đúng; hãy nhập lại.")
    page.submit.click()
    assert page.problem("second_password") == "Chưa đúng; hãy nhập lại."
    back.error = StoreError("Bản sao lưu bị cắt.")
    page.submit.click()
    assert page.hint.text() == "Bản sao lưu bị cắt."
    assert page.submit.isEnabled()


def test_a_file_that_is_no_backup_is_said_at_once(page: RestorePage, back: Back) -> None:
    back.error = StoreError("Tệp này không phải bản sao lưu.")
    page.choose.click()
    assert page.hint.text() == "Tệp này không phải bản sao lưu."


def test_the_way_back_is_open(page: RestorePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.left):
        page.back.click()
