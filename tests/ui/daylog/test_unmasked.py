"""The register book in full: only after a reason, a place and the own password."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typing_extensions import override

from app.errors import InvalidInputError
from app.reports.formats import ExportFormat
from app.services.access.approvals import Approvals
from app.services.ledger.records import Actor
from app.services.privacy import BOOK_REASON, Disclosure
from app.ui.approving.approval_dialog import ApprovalDialog
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.people import GuardedAct, Role
from tests.ui.daylog.pages import ACTOR, TODAY, Desk, MakeDesk
from tests.ui.record_forms import submit

_BOSS = replace(ACTOR, roles=frozenset({Role.SUPERVISOR}))


Start = Callable[[Path | None], "tuple[Desk, RecordForm]"]


class _Passwords(Approvals):
    """Takes one password; says which act on which subject it was given for."""

    def __init__(self) -> None:
        self.asked: list[tuple[Actor, GuardedAct, str]] = []

    @override
    def needs_second(self, actor: Actor, act: GuardedAct, subject: str = "") -> bool:
        return False

    @override
    def may_announce(self, actor: Actor, act: GuardedAct) -> bool:
        return False

    @override
    def again(self, actor: Actor, password: str, act: GuardedAct, subject: str = "") -> int:
        if password != "đúng":
            raise InvalidInputError("password", "Mật khẩu của bạn chưa đúng; hãy nhập lại.")
        self.asked.append((actor, act, subject))
        return 7


@pytest.fixture
def passwords() -> _Passwords:
    return _Passwords()


@pytest.fixture
def start(make: MakeDesk, passwords: _Passwords) -> Start:
    def started(path: Path | None) -> tuple[Desk, RecordForm]:
        desk = make(path=path, actor=_BOSS, approvals=passwords)
        desk.page.start_register(ExportFormat.XLSX)
        (dialog,) = desk.page.findChildren(RecordForm)
        return desk, dialog

    return started


def test_reason_place_and_password_write_it(
    start: Start, passwords: _Passwords, tmp_path: Path
) -> None:
    path = tmp_path / "so.xlsx"
    desk, dialog = start(path)
    assert dialog.text() == BOOK_REASON
    submit(dialog, reason="")
    assert "lý do" in dialog.board.box("reason").problem
    assert desk.files.names == []
    submit(dialog, reason="Nộp lưu trữ huyện")
    (asked,) = desk.page.findChildren(ApprovalDialog)
    asked.password.setText("sai")
    asked.submit.click()
    assert desk.book.asked == []
    assert not path.exists()
    asked.password.setText("đúng")
    asked.submit.click()
    assert desk.book.asked == [(_BOSS, TODAY, TODAY, Disclosure("Nộp lưu trữ huyện", 7))]
    assert path.stat().st_mode & 0o077 == 0
    assert "Đã xuất so.xlsx" in desk.strip.text
    subject = "register 2026-11-23 2026-11-23"
    assert passwords.asked == [(_BOSS, GuardedAct.EXPORT_UNMASKED, subject)]


def test_no_place_asks_for_no_password(start: Start) -> None:
    desk, dialog = start(None)
    submit(dialog, reason="Nộp lưu trữ huyện")
    assert desk.page.findChildren(ApprovalDialog) == []
    assert (len(desk.files.names), desk.book.asked) == (1, [])


@pytest.mark.parametrize(
    ("roles", "is_full"),
    [
        (frozenset({Role.SUPERVISOR}), True),
        (frozenset({Role.ADMINISTRATOR}), True),
        (frozenset({Role.OFFICER}), False),
        (frozenset({Role.AGENCY_OFFICER}), False),
    ],
)
def test_the_register_book_is_in_full_for_who_may_see_it(
    make: MakeDesk, tmp_path: Path, roles: frozenset[Role], is_full: bool
) -> None:
    actor = replace(ACTOR, roles=roles)
    desk = make(path=tmp_path / "so.pdf", actor=actor)
    desk.page.start_register(ExportFormat.PDF)
    dialogs = desk.page.findChildren(RecordForm)
    assert (len(dialogs), len(desk.book.asked)) == ((1, 0) if is_full else (0, 1))
    if is_full:
        dialogs[0].reject()
        desk.page.start_masked(ExportFormat.PDF)
    assert desk.book.asked == [(actor, TODAY, TODAY, None)]
