"""The register book in full: only after a reason, a place and the own password."""

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from app.errors import InvalidInputError
from app.reports.formats import ExportFormat
from app.services.access.approvals import Approvals
from app.services.ledger.records import Actor
from app.services.privacy.disclosures import BOOK_REASON, Disclosure
from app.ui.approving.approval_dialog import ApprovalDialog, ApprovalParts
from app.ui.daylog.unmasked import DisclosureDialog, UnmaskedParts, UnmaskedRegister
from app.ui.desk.period_spans import Span, SpanKind
from app.vocabulary.people import GuardedAct, Role
from tests.ui.daylog.pages import ACTOR, MakeDesk
from tests.ui.inline import InlineTasks

_SPAN = Span(SpanKind.DAY, date(2026, 11, 23), date(2026, 11, 23))


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


@dataclass(slots=True)
class _Desk:
    page: QWidget
    path: Path | None
    passwords: _Passwords = field(default_factory=_Passwords)
    written: list[tuple[Span, ExportFormat, Path, Disclosure]] = field(default_factory=list)
    done: list[Path] = field(default_factory=list)

    def start(self) -> DisclosureDialog:
        parts = UnmaskedParts(
            approval=ApprovalParts(
                tasks=InlineTasks(), approvals=self.passwords, actor=lambda: ACTOR
            ),
            ask_path=lambda _page, _name, _fmt: self.path,
            write=self._write,
        )
        UnmaskedRegister(parts, self.page, self.done.append).start(_SPAN, ExportFormat.XLSX)
        (dialog,) = self.page.findChildren(DisclosureDialog)
        return dialog

    def _write(
        self, actor: Actor, span: Span, fmt: ExportFormat, path: Path, disclosure: Disclosure
    ) -> None:
        assert actor is ACTOR
        self.written.append((span, fmt, path, disclosure))


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_reason_place_and_password_write_it(page: QWidget, tmp_path: Path) -> None:
    desk = _Desk(page, tmp_path / "so.xlsx")
    dialog = desk.start()
    assert dialog.reason.toPlainText() == BOOK_REASON
    dialog.reason.clear()
    dialog.submit.click()
    assert "lý do" in dialog.board.box("reason").problem
    assert desk.written == []
    dialog.reason.setPlainText("Nộp lưu trữ huyện")
    dialog.submit.click()
    (asked,) = page.findChildren(ApprovalDialog)
    asked.password.setText("sai")
    asked.submit.click()
    assert desk.written == []
    asked.password.setText("đúng")
    asked.submit.click()
    why = Disclosure("Nộp lưu trữ huyện", 7)
    assert desk.written == [(_SPAN, ExportFormat.XLSX, tmp_path / "so.xlsx", why)]
    assert desk.done == [tmp_path / "so.xlsx"]
    subject = "register 2026-11-23 2026-11-23"
    assert desk.passwords.asked == [(ACTOR, GuardedAct.EXPORT_UNMASKED, subject)]


def test_no_place_asks_for_no_password(page: QWidget) -> None:
    desk = _Desk(page, None)
    dialog = desk.start()
    dialog.reason.setPlainText("Nộp lưu trữ huyện")
    dialog.submit.click()
    assert page.findChildren(ApprovalDialog) == []
    assert desk.written == []


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
    desk = make(path=tmp_path / "so.pdf", with_register=True)
    actor = replace(ACTOR, roles=roles)
    parts = UnmaskedParts(
        approval=ApprovalParts(tasks=InlineTasks(), approvals=_Passwords(), actor=lambda: actor),
        ask_path=lambda *_asked: None,
        write=lambda *_written: None,
    )
    desk.page._parts = replace(desk.page._parts, unmasked=parts, actor=lambda: actor)
    desk.page.start_register(ExportFormat.PDF)
    dialogs = desk.page.findChildren(DisclosureDialog)
    assert (len(dialogs), len(desk.registers)) == ((1, 0) if is_full else (0, 1))
    if is_full:
        dialogs[0].reject()
        desk.page.start_masked(ExportFormat.PDF)
        assert len(desk.registers) == 1
