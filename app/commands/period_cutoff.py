"""`motcua period cutoff`: on which day quarters end, told or set from a day on."""

import argparse

from app.commands.frame import CommandDesk, day, emit
from app.errors import InvalidInputError
from app.services.periods.calendar import Cutoff
from app.services.periods.records import cutoff_lines


def set_or_tell_cutoff(at: CommandDesk, args: argparse.Namespace) -> int:
    """Set the cut-off day from a day on, or tell those there are. Raises UserError."""
    if args.what:
        if args.end_day is None:
            raise InvalidInputError(
                "day", "Chưa có ngày chốt. Hãy thêm --end-day SỐ (0 là cuối tháng)."
            )
        cutoff = Cutoff(day(args.what, "from"), args.end_day)
        calendar = at.desk.periods.set_cutoff(at.actor, cutoff)
    elif args.end_day is not None:
        raise InvalidInputError(
            "from", "Chưa có ngày áp dụng. Ví dụ: motcua period cutoff 2027-01-01 --end-day 14."
        )
    else:
        calendar = at.desk.periods.calendar(at.actor)
    if args.json:
        emit(
            {
                "cutoffs": [
                    {"from": one.from_day.isoformat(), "end_day": one.day or None}
                    for one in calendar.cutoffs
                ]
            }
        )
    else:
        print(cutoff_lines(calendar))
    return 0
