"""`motcua backup [FILE]`: a backup that was restored elsewhere and found whole."""

import argparse
from pathlib import Path

from app.commands.frame import Subparsers, desk_of, emit, iso
from app.outputs import OutputKind
from app.services.backup.records import BackupMade
from app.wording import usage
from app.wording.texts import number_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "backup", help="sao lưu kho dữ liệu (đã mã hóa, đã phục hồi thử), chạy được khi đang làm"
    )
    parser.add_argument(
        "file",
        metavar=usage.FILE,
        type=Path,
        nargs="?",
        help="tệp sao lưu mới; không ghi thì vào thư mục sao lưu đã chọn và xóa bớt bản cũ",
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Make the backup and say where it lies. Raises UserError where it is not good."""
    with desk_of(args, changes=False) as at:
        target = None
        if args.file is not None:
            target = at.desk.outputs.place(args.file, OutputKind.BACKUP, is_personal=True).path
        made = at.desk.backups.make(target)
    if args.json:
        emit(_document(made))
    else:
        print("\n".join(_sentences(made)))
    return 0


def _document(made: BackupMade) -> dict[str, object]:
    header = made.header
    return {
        "path": str(made.path),
        "size": made.size,
        "made_at": iso(header.made_at),
        "dossiers": header.dossier_count,
        "log_seq": header.log_seq,
        "secret_id": header.secret_id,
        "copy_seconds": round(made.copy_seconds, 2),
        "seal_seconds": round(made.seal_seconds, 2),
        "check_seconds": round(made.check_seconds, 2),
        "missing_files": made.missing_files,
        "problem": made.problem,
    }


def _sentences(made: BackupMade) -> list[str]:
    said = [
        f"Đã sao lưu {number_text(made.header.dossier_count)} hồ sơ vào {made.path}",
        f"Chép {made.copy_seconds:.1f} giây, mã hóa {made.seal_seconds:.1f} giây, phục hồi thử và "
        f"kiểm tra {made.check_seconds:.1f} giây: nguyên vẹn.",
    ]
    if made.missing_files:
        said.append(
            f"Có {number_text(made.missing_files)} tệp đính kèm không thấy trên máy này nên chưa "
            "được sao lưu."
        )
    if made.problem:
        said.append(made.problem)
    return said
