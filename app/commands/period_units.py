"""`motcua period units`: which units are to send their figures, told or changed."""

import argparse

from app.commands.frame import CommandDesk, day, emit
from app.errors import InvalidInputError
from app.services.province.records import ExpectedDraft, ExpectedLine
from app.wording import usage
from app.wording.texts import day_text


def add_unit_switches(parser: argparse.ArgumentParser) -> None:
    """Add what is said of a unit."""
    parser.add_argument("--name", default="", metavar=usage.NAME, help="tên đơn vị phải gửi")
    parser.add_argument("--from", dest="first", metavar=usage.DAY, help="đơn vị phải gửi từ ngày")
    parser.add_argument("--to", dest="last", metavar=usage.DAY, help="đơn vị phải gửi đến ngày")
    parser.add_argument(
        "--strike", action="store_true", help="bỏ đơn vị khỏi danh sách: chỉ còn xét theo khóa"
    )


def keep_or_tell_units(at: CommandDesk, args: argparse.Namespace) -> int:
    """Change what the list says of a unit, or tell the list. Raises UserError."""
    units = at.desk.expected_units
    if not args.what:
        lines = units.list(at.actor)
    elif args.strike:
        lines = units.strike(at.actor, args.what)
    else:
        lines = units.keep(at.actor, _draft(args))
    if args.json:
        emit({"units": [_document(line) for line in lines]})
        return 0
    for line in lines:
        print(_words(line))
    return 0


def _draft(args: argparse.Namespace) -> ExpectedDraft:
    if args.first is None:
        raise InvalidInputError(
            "from_day",
            "Chưa có ngày bắt đầu phải gửi. Hãy thêm --from NGÀY, ví dụ --from 2026-07-01.",
        )
    return ExpectedDraft(
        code=args.what,
        name=args.name,
        from_day=day(args.first, "from_day"),
        until_day=day(args.last, "until_day") if args.last else None,
    )


def _document(line: ExpectedLine) -> dict[str, object]:
    return {
        "code": line.code,
        "name": line.name,
        "has_key": line.has_key,
        "is_listed": line.is_listed,
        "is_expected": line.is_expected,
        "from": line.from_day.isoformat() if line.from_day else None,
        "to": line.until_day.isoformat() if line.until_day else None,
    }


def _words(line: ExpectedLine) -> str:
    said = "phải gửi" if line.is_expected else "không phải gửi"
    key = "" if line.has_key else ", chưa có thẻ khóa"
    first = f", từ {day_text(line.from_day)}" if line.from_day else ""
    last = f" đến {day_text(line.until_day)}" if line.until_day else ""
    return f"{line.code}  {line.name}: {said}{first}{last}{key}"
