"""`motcua reopen`: opens a closed day again, by two people and with a reason."""

import argparse

from app.commands.approving import approval_for
from app.commands.frame import Subparsers, day, desk_of, emit
from app.commands.switches import add_second_switch
from app.services.periods.calendar import locked_days_words
from app.vocabulary.people import GuardedAct
from app.wording import usage
from app.wording.texts import day_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "reopen", help="mở lại ngày đã khóa và các ngày sau đó; cần người thứ hai và lý do"
    )
    parser.add_argument("--day", required=True, metavar=usage.DAY, help="ngày cần mở lại")
    parser.add_argument("--reason", required=True, metavar=usage.REASON, help=usage.REOPEN_REASON)
    add_second_switch(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Open the day again. Raises UserError without a second person, or where it is not closed."""
    wanted = day(args.day, "day")
    with desk_of(args, changes=True) as at:
        locked = at.desk.closings.standing(at.actor, wanted).locked_periods
        approval = approval_for(at, args, GuardedAct.REOPEN_DAY, wanted.isoformat())
        reopened = at.desk.closings.reopen(at.actor, wanted, args.reason, approval)
    if args.json:
        days = [one.isoformat() for one in reopened.days]
        emit({"reopened": days, "second": reopened.second_name, "locked_periods": list(locked)})
    else:
        days_said = ", ".join(day_text(one) for one in reopened.days)
        print(f"Đã mở lại ngày {days_said}, người thứ hai: {reopened.second_name}.")
        if locked:
            print(locked_days_words(locked))
    return 0
