"""`motcua late-reason CODE`: why a late dossier is late, told or recorded."""

import argparse

from app.commands.frame import Subparsers, desk_of, emit, iso
from app.services.periods.late_reasons import LateReasonLine
from app.vocabulary.reports import LateReason
from app.wording import usage
from app.wording.labels import label
from app.wording.texts import moment_text

_REASONS = ", ".join(f"{reason.value} ({label(reason)})" for reason in LateReason)


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("late-reason", help="lý do quá hạn của hồ sơ: xem hoặc ghi")
    parser.add_argument("code", metavar=usage.CODE, help=usage.DOSSIER_CODE)
    parser.add_argument(
        "--reason",
        choices=[reason.value for reason in LateReason],
        metavar="NGUYÊN_NHÂN",
        help=f"ghi nguyên nhân: {_REASONS}",
    )
    parser.add_argument("--note", default="", metavar=usage.TEXT, help="ghi thêm")
    return parser


def run(args: argparse.Namespace) -> int:
    """Record why, or tell it. Raises UserError for a dossier there is not or that is not late."""
    code = args.code.strip().upper()
    with desk_of(args, changes=args.reason is not None) as at:
        if args.reason is not None:
            reason = LateReason(args.reason)
            line: LateReasonLine | None = at.desk.late_reasons.record(
                at.actor, code, reason, args.note
            )
        else:
            line = at.desk.late_reasons.of(at.actor, [code]).get(code)
    if args.json:
        emit({"code": code, "late_reason": None if line is None else _document(line)})
    elif line is None:
        print(f"Hồ sơ {code}: chưa ghi lý do quá hạn.")
    else:
        note = f": {line.note}" if line.note else ""
        print(
            f"Hồ sơ {code}: {label(line.reason)}{note} ({line.recorded_by} ghi lúc "
            f"{moment_text(line.recorded_at)})."
        )
    return 0


def _document(line: LateReasonLine) -> dict[str, object]:
    return {
        "reason": line.reason.value,
        "note": line.note,
        "recorded_at": iso(line.recorded_at),
        "recorded_by": line.recorded_by,
    }
