"""`motcua clock`: whether the machine's clock is behind the log, and two people accepting it."""

import argparse

from app.commands.approving import approval_for
from app.commands.frame import CommandDesk, Subparsers, desk_of, emit, iso
from app.commands.switches import add_second_switch
from app.services.office.machine_clock import ClockBehind
from app.vocabulary.people import GuardedAct
from app.wording import usage
from app.wording.texts import moment_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "clock",
        help="xem giờ máy có lùi so với nhật ký không (cần --officer); lùi thì trả về 1",
    )
    parser.add_argument(
        "--accept",
        action="store_true",
        help="chấp nhận giờ máy đang chỉ; cần --reason và người thứ hai, nhật ký ghi lại",
    )
    parser.add_argument("--reason", default="", metavar=usage.REASON, help="vì sao chấp nhận")
    add_second_switch(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Say how the clock stands, 0 where it is not behind; or accept it. Raises UserError."""
    with desk_of(args, changes=True) as at:
        behind = at.desk.machine_clock.standing(at.actor)
        if args.accept:
            return _accept(at, args, behind)
    if args.json:
        emit(_document(behind))
    else:
        print("Giờ máy không lùi so với nhật ký." if behind is None else behind.sentence)
    return 0 if behind is None else 1


def _accept(at: CommandDesk, args: argparse.Namespace, behind: ClockBehind | None) -> int:
    approval = 0
    if behind is not None:
        approval = approval_for(at, args, GuardedAct.ACCEPT_CLOCK, behind.subject)
    at.desk.machine_clock.accept(at.actor, args.reason, approval)
    now = at.desk.clock.now()
    if args.json:
        emit({"accepted": iso(now)})
    else:
        print(f"Đã chấp nhận giờ máy {moment_text(now)}; nhật ký có ghi lý do và tên hai người.")
    return 0


def _document(behind: ClockBehind | None) -> dict[str, object]:
    if behind is None:
        return {"ok": True}
    return {"ok": False, "now": iso(behind.now), "latest": iso(behind.latest_at)}
