"""`motcua import-online FILE`: the online dossiers of a file of the national portal."""

import argparse
from pathlib import Path

from app.commands.frame import Subparsers, desk_of, emit, iso
from app.errors import InvalidInputError
from app.services.portal.records import OnlineLine, OnlineStanding, OnlineTaken
from app.services.tables import read_capped
from app.wording import states, usage
from app.wording.texts import moment_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "import-online",
        help="nhận hồ sơ trực tuyến từ tệp DongBoHoSoMC (JSON) của Cổng Dịch vụ công quốc gia",
    )
    parser.add_argument("file", metavar=usage.FILE, type=Path, help="tệp của Cổng")
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem, không ghi vào kho")
    parser.add_argument(
        "--refuse",
        metavar=usage.CODE_AND_REASON,
        action="append",
        default=[],
        help="không tiếp nhận hồ sơ này, kèm lý do; ghi được nhiều lần",
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Take the new dossiers in and say what became of each line; 1 where any line is wrong."""
    refused = _refused(args.refuse)
    content = read_capped(args.file)
    with desk_of(args, changes=True) as at:
        intake = at.desk.portal_intake
        taken = (
            tuple(OnlineTaken(line=line) for line in intake.preview(at.actor, content))
            if args.dry_run
            else intake.take_in(at.actor, content, refused)
        )
    for each in taken:
        if args.json:
            emit(_document(each))
        else:
            print(f"Dòng {each.line.row}: {_words(each)}")
    return int(any(each.line.standing is OnlineStanding.WRONG for each in taken))


def _refused(words: list[str]) -> dict[str, tuple[str, ...]]:
    """Return the reasons by code. Raises InvalidInputError (`refuse`)."""
    refused: dict[str, tuple[str, ...]] = {}
    for each in words:
        code, sign, reason = each.partition("=")
        if not sign or not reason.strip():
            raise InvalidInputError(
                "refuse", f"--refuse phải ghi dạng MÃ=LÝ_DO, không nhận “{each[:80]}”."
            )
        refused[code] = (*refused.get(code, ()), reason)
    return refused


def _document(taken: OnlineTaken) -> dict[str, object]:
    line, done = taken.line, taken.registered
    said: dict[str, object] = {"row": line.row, "code": line.code, "standing": _standing(taken)}
    if done is not None:
        return said | {"due": iso(done.due.due_at), "qr": done.receipt.qr_payload}
    if line.standing is OnlineStanding.WRONG:
        return said | {"error": line.detail, "field": line.field}
    return said | ({"detail": line.detail} if line.detail else {})


def _standing(taken: OnlineTaken) -> str:
    if taken.registered is not None:
        return "received"
    return "not_accepted" if taken.not_accepted is not None else taken.line.standing.value


def _words(taken: OnlineTaken) -> str:
    line, done = taken.line, taken.registered
    if done is not None:
        due_at = done.due.due_at
        due = f"hẹn trả {moment_text(due_at)}" if due_at else states.WITHOUT_TIME_LIMIT
        return f"{done.code}, đã tiếp nhận, {due}"
    if taken.not_accepted is not None:
        return f"{line.code}, không tiếp nhận, phiếu {taken.not_accepted.notice.number}"
    return f"{line.code or 'không rõ mã'}: {_told(line)}"


def _told(line: OnlineLine) -> str:
    return line.detail or f"hồ sơ mới, {line.procedure_code}, {line.case_name}"
