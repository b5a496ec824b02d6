"""The page that asks for the recovery sheet: typed or scanned, and wrong groups told at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError, StoreKeyError, UserError
from app.services.safekeeping.paper import paper_digits
from app.services.safekeeping.secret import OfficeSecret
from app.ui.signing_in.recovery_page import RecoveryPage, RecoveryWork
from tests.ui.inline import InlineTasks

GROUPS = paper_digits(OfficeSecret.of(bytes(range(32))))
WHY = "Máy này không giữ khóa 81B2891E của kho."


class Store:
    """Stands in for the store that waits for its key."""

    def __init__(self) -> None:
        self.typed: list[str] = []
        self.opened = 0
        self.error: UserError | None = None

    def recover(self, digits: str) -> None:
        self.typed.append(digits)
        self.again()

    def again(self) -> None:
        if self.error is not None:
            raise self.error
        self.opened += 1


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def page(qtbot: QtBot, store: Store) -> RecoveryPage:
    made = RecoveryPage(InlineTasks(), RecoveryWork(recover=store.recover, again=store.again), WHY)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_it_says_why_and_how_far_the_typing_has_come(page: RecoveryPage) -> None:
    assert page.why.text() == WHY
    assert page.progress.text() == "Đã nhập 0 trên 14 nhóm."
    QTest.keyClicks(page.digits, " ".join(GROUPS[:3]))
    assert page.progress.text() == "Đã nhập 3 trên 14 nhóm."


def test_a_group_copied_wrongly_is_told_while_typing(page: RecoveryPage) -> None:
    QTest.keyClicks(page.digits, f"{GROUPS[0]} {GROUPS[2]}")
    assert "Nhóm số 2" in page.progress.text()


def test_a_scan_with_its_enter_opens_the_store(
    page: RecoveryPage, store: Store, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.recovered):
        QTest.keyClicks(page.digits, "".join(GROUPS))
        QTest.keyClick(page.digits, Qt.Key.Key_Return)
    assert store.typed == ["".join(GROUPS)]
    assert page.digits.toPlainText() == ""


def test_what_is_wrong_stands_at_the_field_and_the_typing_stays(
    page: RecoveryPage, store: Store
) -> None:
    store.error = InvalidInputError("digits", "Nhóm số 5 bị chép sai.")
    page.digits.setPlainText("\n".join(GROUPS))
    page.submit.click()
    assert page.problem() == "Nhóm số 5 bị chép sai."
    assert page.digits.toPlainText() == "\n".join(GROUPS)
    assert page.submit.isEnabled()


def test_an_unlocked_keystore_needs_no_sheet(
    page: RecoveryPage, store: Store, qtbot: QtBot
) -> None:
    store.error = StoreKeyError("Kho khóa đang khóa.", "81b2891e8495e164")
    page.again.click()
    assert page.notice.text() == "Kho khóa đang khóa."
    store.error = None
    with qtbot.waitSignal(page.recovered):
        page.again.click()
    assert (store.typed, store.opened) == ([], 1)
