"""`motcua due`: when a dossier of a procedure is due, and why."""

import argparse

from app.commands.frame import Subparsers, desk_of, emit, iso, moment
from app.wording import usage
from app.wording.texts import NO_TIME_LIMIT, moment_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("due", help="tính ngày hẹn trả và giải thích")
    parser.add_argument("--procedure", required=True, metavar=usage.CODE, help=usage.PROCEDURE_CODE)
    parser.add_argument("--case", default="", metavar=usage.NAME, help="tên trường hợp")
    parser.add_argument(
        "--received",
        required=True,
        metavar=usage.MOMENT,
        help='thời điểm nhận, dạng "2026-11-23 09:00"',
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Say the due instant and its steps."""
    received_at = moment(args.received, "received")
    with desk_of(args, changes=False) as at:
        due = at.desk.intake.due_of_procedure(at.actor, args.procedure, args.case, received_at)
    if args.json:
        emit({"due": iso(due.due_at), "why": list(due.steps)})
        return 0
    print(moment_text(due.due_at) if due.due_at else NO_TIME_LIMIT)
    for step in due.steps:
        print(f"  {step}")
    return 0
