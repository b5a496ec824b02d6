"""`motcua attach CODE FILE`: keep a scan of a paper, or the result, of a dossier."""

import argparse
from pathlib import Path

from app.commands.frame import CommandDesk, Subparsers, desk_of, emit, iso
from app.errors import InvalidInputError
from app.services.files.folder import read_scan
from app.services.files.records import AttachmentLine
from app.wording import usage


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("attach", help="thêm tệp quét của giấy tờ hoặc kết quả")
    parser.add_argument("code", metavar=usage.CODE, help="mã hồ sơ, hoặc số phiếu khi dùng --slip")
    parser.add_argument("file", metavar=usage.FILE, type=Path, help="tệp PDF, JPEG hoặc PNG")
    of = parser.add_mutually_exclusive_group(required=True)
    of.add_argument(
        "--paper", type=int, metavar=usage.NUMBER, help="giấy tờ thứ mấy của hồ sơ, từ 1"
    )
    of.add_argument("--result", action="store_true", help="kết quả giải quyết")
    of.add_argument("--slip", action="store_true", help="phiếu bàn giao đã ký")
    parser.add_argument(
        "--electronic", action="store_true", help="kết quả được cấp bằng chính tệp này"
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Keep the file and say under which name and hash."""
    if args.electronic and not args.result:
        raise InvalidInputError(
            "electronic", "Chỉ kết quả mới là bản điện tử. Hãy dùng --electronic cùng --result."
        )
    content = read_scan(args.file)
    with desk_of(args, changes=True) as at:
        line = _attach(at, args, content)
    if args.json:
        emit(document(line))
    else:
        print(f"Đã thêm tệp {line.name} ({line.media_type}, {line.size} byte).")
    return 0


def document(line: AttachmentLine) -> dict[str, object]:
    """Return a kept file as JSON says it."""
    return {
        "id": line.attachment_id,
        "kind": line.kind.value,
        "paper": line.paper_ordinal,
        "slip": line.slip_number or None,
        "name": line.name,
        "media_type": line.media_type,
        "size": line.size,
        "sha256": line.sha256,
        "added": iso(line.added_at),
    }


def _attach(at: CommandDesk, args: argparse.Namespace, content: bytes) -> AttachmentLine:
    attachments, name = at.desk.attachments, args.file.name
    code = args.code.strip().upper()
    if args.slip:
        return attachments.add_signed_slip(at.actor, code, name, content)
    if args.result:
        return attachments.add_result(at.actor, code, name, content, is_electronic=args.electronic)
    return attachments.add_paper(at.actor, code, args.paper, name, content)
