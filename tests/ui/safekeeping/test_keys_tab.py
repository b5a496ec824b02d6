"""Khóa và mã hóa: what it says of the store and its keys, and what each act asks for first."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMessageBox,  # noqa: TID251 - looked for, not opened
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.clock import Clock
from app.errors import PrinterError, StoreError, UserError
from app.services.access.records import SignInName
from app.services.exchange.key_card import KeyCard
from app.services.exchange.office_keys import OfficeKeyState
from app.services.forms.signing import StationKey
from app.services.ledger.records import Actor
from app.services.safekeeping.paper import paper_digits
from app.services.safekeeping.secret import OfficeSecret
from app.services.safekeeping.store_keys import (
    KeyChange,
    RecoverySheet,
    SheetPrinted,
    StoreKeyState,
)
from app.ui.approving.approval_dialog import ApprovalDialog
from app.ui.safekeeping.keys_tab import KeysTab
from app.ui.safekeeping.store_key_card import RecoverySheetDialog
from app.ui.shell.messages import Messages, NoticeKind, StripAction
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.office import Level
from app.vocabulary.people import GuardedAct
from tests.printing.forms import HEAD
from tests.services.store_builders import FakeTime
from tests.ui.contexts import a_context, stub_services
from tests.ui.desk_room import misfits, show_smallest
from tests.ui.inline import InlineTasks
from tests.ui.record_forms import submit

_ACTOR = Actor(7, "quan.tri", "Đặng Thị Quản", 1, "Một cửa", 1)
_AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
_SECRET = OfficeSecret.of(bytes(range(32)))
_PLAIN = StoreKeyState(
    is_shared=False,
    is_encrypted=False,
    key_id=_SECRET.secret_id,
    is_with_system=False,
    sheet=None,
)
_KEYS = (
    StationKey(key_id=1, station="Máy 1", made_at=_AT, ended_at=None, end_reason="", is_own=True),
    StationKey(
        key_id=0, station="Máy 1", made_at=_AT, ended_at=_AT, end_reason="Máy cũ", is_own=False
    ),
)


_OFFICE = OfficeKeyState(
    key_id=1,
    fingerprint="12345 67890 12345 67890 12345",
    station="Máy 1",
    made_at=_AT,
    is_held=True,
    certified=frozenset(),
)
_CARD = KeyCard("000.00.15.H53", "Một cửa", Level.COMMUNE, bytes(range(32)))


class Office:
    """Stands in for the office's key."""

    def __init__(self, done: list[tuple[object, ...]]) -> None:
        self.known: OfficeKeyState | None = None
        self.error: UserError | None = None
        self._done = done

    def state(self, _actor: Actor) -> OfficeKeyState | None:
        return self.known

    def make(self, _actor: Actor) -> OfficeKeyState:
        self._did("make")
        self.known = _OFFICE
        return _OFFICE

    def replace(self, _actor: Actor, approval_id: int, reason: str) -> OfficeKeyState:
        self._did("replace", approval_id, reason)
        return _OFFICE

    def card(self, _actor: Actor, _key_id: int) -> KeyCard:
        return _CARD

    def certify(self, _actor: Actor, key_id: int) -> OfficeKeyState:
        self._did("certify", key_id)
        self.known = replace(_OFFICE, certified=frozenset({key_id}))
        return self.known

    def _did(self, *act: object) -> None:
        if self.error is not None:
            raise self.error
        self._done.append(act)


class Safe:
    """Stands in for the services: remembers what was done, with which approval."""

    def __init__(self) -> None:
        self.known = _PLAIN
        self.done: list[tuple[object, ...]] = []
        self.said: list[tuple[str, NoticeKind, tuple[StripAction, ...]]] = []
        self.printed: list[bytes] = []
        self.error: UserError | None = None
        self.subject = "1"
        self.office_keys = Office(self.done)

    def state(self, _actor: Actor) -> StoreKeyState:
        return self.known

    def keys(self, _actor: Actor) -> tuple[StationKey, ...]:
        return _KEYS

    def change(self, _actor: Actor, approval_id: int, change: KeyChange) -> StoreKeyState:
        self._do("change", approval_id, change)
        self.known = replace(self.known, is_encrypted=change is not KeyChange.DECRYPT, sheet=None)
        return self.known

    def sheet(self, _actor: Actor, approval_id: int) -> RecoverySheet:
        self._do("sheet", approval_id)
        self.known = replace(self.known, sheet=SheetPrinted(name=_ACTOR.name, at=_AT))
        return RecoverySheet(
            key_id=_SECRET.secret_id,
            groups=paper_digits(_SECRET),
            is_encrypted=True,
            made_at=_AT,
            made_by=_ACTOR.name,
        )

    def renew(self, _actor: Actor, approval_id: int, reason: str) -> int:
        self._do("renew", approval_id, reason)
        return 2

    def print_sheet(self, pdf: bytes, _title: str, media: str) -> None:
        if self.error is not None:
            raise self.error
        assert media == "A4"
        self.printed.append(pdf)

    def say(self, text: str, kind: NoticeKind, actions: Iterable[StripAction]) -> None:
        self.said.append((text, kind, tuple(actions)))

    def needs_second(self, _actor: Actor, act: GuardedAct, _subject: str) -> bool:
        return act is not GuardedAct.PRINT_RECOVERY

    def who_may_confirm(self, _actor: Actor) -> tuple[SignInName, ...]:
        return (SignInName(login="phutrach", name="Lê Phụ Trách"),)

    def may_announce(self, _actor: Actor, _act: GuardedAct) -> bool:
        return False

    def again(self, _actor: Actor, *rest: object) -> int:
        self.done.append(("again", *rest))
        return 41

    def by_second(self, _actor: Actor, *rest: object) -> int:
        self.done.append(("by_second", *rest))
        return 42

    def _do(self, *act: object) -> None:
        if self.error is not None:
            raise self.error
        self.done.append(act)


@pytest.fixture
def safe() -> Safe:
    return Safe()


@pytest.fixture
def tab(qtbot: QtBot, safe: Safe) -> KeysTab:
    tasks = InlineTasks()
    window = QWidget()
    qtbot.addWidget(window)
    clock = Clock(FakeTime())
    context = a_context(
        tasks,
        lambda: _ACTOR,
        clock,
        messages=Messages(window, safe.say, clock.now),
        printing=SimpleNamespace(send_unkept=safe.print_sheet),
    )
    services = stub_services(
        approvals=safe,
        store_keys=safe,
        key_renewal=safe,
        office_keys=safe.office_keys,
        letterhead=lambda _actor: HEAD,
    )
    made = KeysTab(context, services)
    qtbot.addWidget(made)
    made.resize(1130, 560)
    made.show()
    made.load()
    return made


def approve(tab: KeysTab) -> str:
    """Type what the open dialog asks for; return what it says will happen."""
    dialog = tab.findChild(ApprovalDialog)
    assert dialog is not None
    said = " ".join(each.text() for each in dialog.findChildren(QLabel))
    if dialog.login.isVisible():
        dialog.choose_second("phutrach")
    dialog.password.setText("mật khẩu đủ dài")
    dialog.submit.click()
    return said


def test_a_plain_store_says_so_and_can_be_encrypted(tab: KeysTab) -> None:
    assert tab.store.count_text == "Kho chưa mã hóa"
    assert "81B2891E" in tab.store.key.text()
    assert "0600" in tab.store.key.text()
    assert "Chưa in phiếu" in tab.store.paper.text()
    assert tab.store.encrypt.isVisible()
    assert not tab.store.decrypt.isVisible()


def test_an_encrypted_store_in_the_keystore_says_so(tab: KeysTab, safe: Safe) -> None:
    printed = SheetPrinted(name="Đặng Thị Quản", at=_AT)
    safe.known = replace(_PLAIN, is_encrypted=True, is_with_system=True, sheet=printed)
    tab.load()
    assert tab.store.count_text == "Kho đã mã hóa"
    assert "kho khóa của hệ điều hành" in tab.store.key.text()
    assert "23/11/2026 09:00" in tab.store.paper.text()
    assert "mã hóa ổ đĩa" in tab.store.store.text()
    assert not tab.store.encrypt.isVisible()
    assert tab.store.decrypt.isVisible()


def test_a_server_s_store_is_the_server_s_matter(tab: KeysTab, safe: Safe) -> None:
    safe.known = replace(_PLAIN, is_shared=True, key_id="")
    tab.load()
    assert "việc của máy chủ" in tab.store.store.text()
    assert not tab.store.encrypt.isVisible()
    assert not tab.store.decrypt.isVisible()
    assert tab.store.renew.isVisible()


def test_encrypting_asks_a_second_person_and_then_for_the_sheet(tab: KeysTab, safe: Safe) -> None:
    tab.store.encrypt.click()
    assert "mất dữ liệu" in approve(tab)
    assert safe.done[0][:2] == ("by_second", "phutrach")
    assert safe.done[0][3:] == (GuardedAct.ENCRYPT_STORE, "")
    assert safe.done[1] == ("change", 42, KeyChange.ENCRYPT)
    assert tab.store.count_text == "Kho đã mã hóa"
    (text, kind, actions) = safe.said[0]
    assert kind is NoticeKind.WARNING
    assert "in phiếu khôi phục" in text
    assert [name for name, _act in actions] == ["In phiếu khôi phục"]


@pytest.mark.parametrize("change", [KeyChange.DECRYPT, KeyChange.RENEW])
def test_each_change_is_approved_as_itself(tab: KeysTab, safe: Safe, change: KeyChange) -> None:
    tab.ask_change(change)
    approve(tab)
    assert safe.done[0][3] is change.act
    assert safe.done[1] == ("change", 42, change)


def test_a_change_that_fails_is_told_and_the_buttons_come_back(tab: KeysTab, safe: Safe) -> None:
    tab.store.encrypt.click()
    safe.error = StoreError("Kho dữ liệu còn đang mở ở một lệnh khác.")
    approve(tab)
    assert safe.said == [(safe.error.message, NoticeKind.REFUSED, ())]
    assert tab.store.encrypt.isEnabled()


def test_the_sheet_is_shown_after_the_own_password_and_printed_at_once(
    tab: KeysTab, safe: Safe
) -> None:
    tab.store.sheet.click()
    approve(tab)
    assert safe.done[0][0] == "again"
    dialog = tab.findChild(RecoverySheetDialog)
    assert dialog is not None
    said = [each.text() for each in dialog.findChildren(QLabel)]
    assert all(f"{group[:4]} {group[4:]}" in said for group in paper_digits(_SECRET))
    assert "Mở để in gần nhất" in tab.store.paper.text()
    safe.error = PrinterError("Hết giấy.")
    dialog.print.click()
    assert dialog.notice.text() == "Hết giấy."
    safe.error = None
    dialog.print.click()
    assert len(safe.printed) == 1
    assert "Đã gửi máy in" in dialog.notice.text()
    dialog.accept()


def test_the_list_tells_the_own_key_and_the_ended_ones(tab: KeysTab) -> None:
    table = tab.signing.table
    shown = [
        [str(table.model().index(row, column).data()) for column in range(4)] for row in range(2)
    ]
    assert shown[0][3] == "Máy này đang dùng"
    assert shown[1][3] == "Đã thay 23/11/2026 09:00"
    assert tab.signing.count_text == "1 đang dùng"


def test_renewing_asks_for_a_reason_and_then_a_second_person(tab: KeysTab, safe: Safe) -> None:
    tab.signing.renew.click()
    dialog = tab.findChild(RecordForm)
    assert dialog is not None
    dialog.submit.click()
    assert "lý do" in dialog.board.box("reason").problem
    submit(dialog, reason="Nghi lộ khóa")
    approve(tab)
    assert safe.done[0][3:] == (GuardedAct.RENEW_KEY, "1")
    assert safe.done[1] == ("renew", 42, "Nghi lộ khóa")
    assert safe.said[-1][0] == "Máy này ký bằng khóa mới số 2."


def answer(yes: str) -> QMessageBox:
    """Press the button `yes` of the open question; return its box."""
    (box,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox))
    next(one for one in box.buttons() if one.text() == yes).click()
    return box


def state_of(tab: KeysTab, row: int) -> str:
    return str(tab.signing.table.model().index(row, 3).data())


def test_an_office_without_a_key_makes_one_after_a_question(tab: KeysTab, safe: Safe) -> None:
    assert "Chưa có" in tab.signing.office_said.text()
    assert not tab.signing.replace_office.isVisible()
    assert not tab.signing.certify.isEnabled()
    tab.signing.make_office.click()
    assert safe.done == [], "nothing is done before the answer"
    box = answer("Tạo khóa")
    assert "không lập được gói" in box.informativeText()
    assert safe.done == [("make",)]
    assert safe.said[-1][0].startswith("Đã tạo khóa đơn vị")
    assert _OFFICE.fingerprint in tab.signing.office_said.text()
    assert tab.signing.replace_office.isVisible()
    assert not tab.signing.make_office.isVisible()


def test_a_station_is_certified_after_its_digits_were_shown(tab: KeysTab, safe: Safe) -> None:
    safe.office_keys.known = _OFFICE
    tab.load()
    assert [state_of(tab, row) for row in range(2)] == [
        "Máy này đang dùng, chưa chứng nhận",
        "Đã thay 23/11/2026 09:00",
    ]
    tab.signing.table.selectRow(1)
    assert not tab.signing.certify.isEnabled(), "an ended key"
    tab.signing.table.selectRow(0)
    tab.signing.certify.click()
    assert safe.done == []
    assert _CARD.fingerprint in answer("Chứng nhận").informativeText()
    assert safe.done == [("certify", 1)]
    assert _CARD.fingerprint in safe.said[-1][0]
    assert state_of(tab, 0) == "Máy này đang dùng"
    assert not tab.signing.certify.isEnabled()


def test_a_station_that_does_not_hold_the_office_key_certifies_nothing(
    tab: KeysTab, safe: Safe
) -> None:
    safe.office_keys.known = replace(_OFFICE, is_held=False, station="Quầy 3")
    tab.load()
    tab.signing.table.selectRow(0)
    assert not tab.signing.certify.isEnabled()
    assert "máy Quầy 3" in tab.signing.office_said.text()


def test_replacing_the_office_key_asks_for_a_reason_and_a_second_person(
    tab: KeysTab, safe: Safe
) -> None:
    safe.office_keys.known = _OFFICE
    tab.load()
    tab.signing.replace_office.click()
    dialog = tab.findChild(RecordForm)
    assert dialog is not None
    dialog.submit.click()
    assert "lý do" in dialog.board.box("reason").problem
    submit(dialog, reason="Nghi lộ khóa")
    assert "chứng nhận lại" in approve(tab)
    assert safe.done[0][3:] == (GuardedAct.RENEW_OFFICE_KEY, "1")
    assert safe.done[1] == ("replace", 42, "Nghi lộ khóa")
    assert safe.said[-1][0].startswith("Đã thay khóa đơn vị")


def test_a_certificate_that_fails_is_told(tab: KeysTab, safe: Safe) -> None:
    safe.office_keys.known = _OFFICE
    tab.load()
    tab.signing.table.selectRow(0)
    tab.signing.certify.click()
    safe.office_keys.error = StoreError("Kho khóa của hệ điều hành đang khóa.")
    answer("Chứng nhận")
    assert safe.said == [(safe.office_keys.error.message, NoticeKind.REFUSED, ())]
    assert tab.signing.certify.isEnabled()


@pytest.mark.usefixtures("no_window_left")
def test_it_fits_the_smallest_desk(tab: KeysTab, safe: Safe, qtbot: QtBot) -> None:
    safe.office_keys.known = replace(_OFFICE, station="Quầy tiếp nhận số 12", is_held=False)
    tab.load()
    show_smallest(tab, qtbot)
    assert misfits(tab) == []
