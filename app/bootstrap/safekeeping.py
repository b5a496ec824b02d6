"""Bảo quản, put together."""

from pathlib import Path

from app.bootstrap.audit_kit import write_kit
from app.bootstrap.backing_up import backup_parts
from app.bootstrap.board import Board
from app.bootstrap.folders import choose_folder
from app.printing.forms.recovery_sheet import TITLE, recovery_sheet_pdf
from app.services.ledger.records import Actor
from app.services.safekeeping.store_keys import RecoverySheet
from app.ui.approving.approval_dialog import ApprovalParts
from app.ui.desk.tabbed_page import TabbedPage, TitledTab
from app.ui.safekeeping.audit_tab import AuditParts, AuditTab
from app.ui.safekeeping.backup_tab import BackupTab
from app.ui.safekeeping.keys_tab import KeysParts, KeysTab
from app.ui.safekeeping.privacy_tab import PrivacyParts, PrivacyTab


def safekeeping_page(board: Board) -> TabbedPage:
    """Return the page of what is kept safe: backups, keys, people's data, the log itself."""
    return TabbedPage(
        "Bảo quản",
        (
            TitledTab("Sao lưu", BackupTab(backup_parts(board, approval_parts(board)))),
            TitledTab("Khóa và mã hóa", KeysTab(_keys(board))),
            TitledTab("Dữ liệu cá nhân", PrivacyTab(_privacy(board))),
            TitledTab("Kiểm toán nhật ký", AuditTab(_audit(board))),
        ),
    )


def approval_parts(board: Board) -> ApprovalParts:
    """Return what a guarded act asks its passwords with."""
    return ApprovalParts(tasks=board.tasks, approvals=board.desk.approvals, actor=board.actor)


def _privacy(board: Board) -> PrivacyParts:
    return PrivacyParts(
        tasks=board.tasks,
        messages=board.said,
        actor=board.actor,
        approval=approval_parts(board),
        retention=board.desk.retention,
        privacy_log=board.desk.privacy_log,
    )


def _keys(board: Board) -> KeysParts:
    desk = board.desk

    def print_sheet(sheet: RecoverySheet) -> None:
        pdf = recovery_sheet_pdf(desk.letterhead(board.actor()), sheet)
        board.printing.send_unkept(pdf, TITLE, "A4")

    return KeysParts(
        tasks=board.tasks,
        actor=board.actor,
        approval=approval_parts(board),
        store_keys=desk.store_keys,
        renewal=desk.key_renewal,
        print_sheet=print_sheet,
        say=board.say_on_strip,
    )


def _audit(board: Board) -> AuditParts:
    desk = board.desk

    def export(actor: Actor, folder: Path) -> None:
        write_kit(desk.audit.kit(actor), folder, desk.clock.today(), desk.outputs)

    return AuditParts(
        tasks=board.tasks,
        actor=board.actor,
        audit=desk.audit,
        runner=board.backing,
        say=board.say_on_strip,
        ask_folder=lambda parent: choose_folder(parent, "", "Chọn thư mục cất khóa và mốc"),
        export=export,
    )
