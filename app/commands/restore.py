"""`motcua restore FILE`: a backup put back by two people, or tried out (`--dry-run`)."""

import argparse
import os
import sys
from pathlib import Path

from app.bootstrap.auditing import open_audit
from app.bootstrap.safe_places import outputs_of, restorer_for
from app.bootstrap.stores import open_services
from app.clock import Clock
from app.commands.approving import approval_for
from app.commands.frame import STATION, Subparsers, desk_of, emit, iso, password
from app.commands.switches import SECOND_PASSWORD_VARIABLE, SHEET_VARIABLE, add_second_switch
from app.errors import InvalidInputError, NotAllowedError, StoreError
from app.paths import STORE_NAME
from app.reports.restoration_sheets import write_sheets
from app.services.backup.backups import restore_subject
from app.services.backup.people import Login, WhoRestores, checked_inside
from app.services.backup.records import BackupTried, Restored, restored_sentences
from app.services.backup.restoring import Restorer
from app.services.safekeeping.paper import from_paper
from app.vocabulary.people import GuardedAct
from app.wording import usage
from app.wording.texts import moment_text, number_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "restore",
        help="khôi phục kho từ bản sao lưu (hai người: --officer và --second); kho cũ được giữ lại",
    )
    parser.add_argument("file", metavar=usage.FILE, type=Path, help="bản sao lưu")
    parser.add_argument(
        "--to",
        metavar=usage.FOLDER,
        type=Path,
        help="thư mục dữ liệu để khôi phục vào (mặc định: --data)",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="chỉ phục hồi thử vào chỗ tạm và kiểm tra, không thay đổi gì",
    )
    parser.add_argument(
        "--newest",
        action="store_true",
        help="cam đoan không có gì được nhập sau bản sao lưu này (chuyển sang máy mới): số cấp "
        "tiếp liền, không bỏ cách",
    )
    parser.add_argument(
        "--out",
        metavar=usage.FOLDER,
        type=Path,
        help="ghi phiếu khôi phục kho (PDF) vào thư mục này, để hai người ký và cất",
    )
    add_second_switch(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Put the backup back, or try it out. Raises UserError; the store is untouched then."""
    source = args.file.absolute()
    args.data = args.to or args.data
    if args.out is not None:
        outputs_of(args.data).folder(args.out)
    restorer = _restorer(args, source)
    if args.dry_run:
        tried = restorer.try_out(source)
        emit(_tried_document(tried)) if args.json else print(_tried_said(tried))
        return 0
    restored = restorer.restore(source, _who(args, source), is_newest=args.newest)
    if args.out is not None:
        _write_sheet(args)
    emit(_document(restored)) if args.json else print("\n".join(restored_sentences(restored)))
    return 0


def _write_sheet(args: argparse.Namespace) -> None:
    """Write the sheet of the restoration just made; what stands in the way undoes nothing."""
    with open_audit(args.data, args.database, Clock()) as desk:
        newest = desk.audit.sheets(desk.console)[-1:]
    try:
        written = write_sheets(newest, args.out, outputs_of(args.data))
    except (InvalidInputError, StoreError) as error:
        print(f"Đã khôi phục nhưng chưa ghi được phiếu. {error.message}", file=sys.stderr)
        return
    for path in written:
        print(f"Đã ghi phiếu khôi phục kho: {path}. Hãy in, hai người ký và cất.", file=sys.stderr)


def _restorer(args: argparse.Namespace, source: Path) -> Restorer:
    """Return what restores, with the recovery sheet where it is given or has to be asked for."""
    clock = Clock()
    digits = os.environ.get(SHEET_VARIABLE, "")
    if not digits and sys.stdin.isatty():
        look = restorer_for(args.data, args.database, clock).look(source)
        if not look.has_secret:
            digits = input("Máy này không giữ khóa của bản sao lưu. Nhập các số trên phiếu: ")
    sheet = from_paper(digits) if digits else None
    return restorer_for(args.data, args.database, clock, sheet)


def _who(args: argparse.Namespace, source: Path) -> WhoRestores:
    """Ask two people: of the store that is here, or of the backup where none can be opened."""
    if not args.officer:
        raise NotAllowedError(
            "Khôi phục cần hai người: hãy thêm --officer TÊN (quản trị viên) và --second TÊN."
        )
    if not args.database and (args.data / STORE_NAME).exists() and _opens(args):
        with desk_of(args, changes=True) as at:
            subject = restore_subject(source)
            approval_id = approval_for(at, args, GuardedAct.RESTORE, subject)
            return at.desk.backups.begin_restore(at.actor, source, approval_id)
    first = Login(args.officer, password(args.officer))
    second = Login("", "")
    if args.second:
        second = Login(args.second, password(args.second, SECOND_PASSWORD_VARIABLE))
    return checked_inside(first, second, STATION, now=Clock().now())


def _opens(args: argparse.Namespace) -> bool:
    """Say whether the store in place can be asked; one that is broken or behind cannot."""
    try:
        open_services(args.data, clock=Clock(), station=STATION).close()
    except StoreError:
        return False
    return True


def _tried_document(tried: BackupTried) -> dict[str, object]:
    return {
        "ok": True,
        "made_at": iso(tried.header.made_at),
        "dossiers": tried.header.dossier_count,
        "log_seq": tried.header.log_seq,
        "seconds": round(tried.seconds, 2),
        "files": tried.files_checked,
        "files_missing": tried.files_missing,
    }


def _tried_said(tried: BackupTried) -> str:
    said = (
        f"Bản sao lưu lúc {moment_text(tried.header.made_at)} nguyên vẹn: "
        f"{number_text(tried.header.dossier_count)} hồ sơ, phục hồi thử và kiểm tra trong "
        f"{tried.seconds:.1f} giây."
    )
    if tried.files_missing:
        said += f" Thiếu {number_text(tried.files_missing)} tệp đính kèm."
    return said


def _document(restored: Restored) -> dict[str, object]:
    aside = restored.kept_aside
    return {
        "made_at": iso(restored.header.made_at),
        "dossiers": restored.header.dossier_count,
        "seconds": round(restored.seconds, 2),
        "log_seq": restored.log_seq,
        "lost": {
            "entries": max(0, restored.lost_to - restored.lost_from + 1),
            "numbers": restored.lost_numbers,
            "guessed": restored.is_guessed,
        },
        "kept_aside": None if aside is None else str(aside),
        "files": restored.files_back,
        "files_missing": restored.files_missing,
    }
