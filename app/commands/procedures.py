"""`motcua procedures`: procedures in force at a date, and what does not add up."""

import argparse
from datetime import date
from pathlib import Path

import msgspec

from app.commands.frame import CommandDesk, Subparsers, day, desk_of, emit
from app.errors import InvalidInputError
from app.outputs import OutputKind
from app.reports.published_xlsx import write_published
from app.services.publishing.counts import AgencyFigures, PublishedFigures
from app.services.publishing.records import LevelCounts
from app.wording import measures, usage
from app.wording.texts import day_text, number_text

_NAME_WIDTH = 48
_NO_DATA = "–"


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "procedures", help="số thủ tục đã công bố tại một ngày, theo cơ quan và cấp"
    )
    parser.add_argument("--at", metavar=usage.DAY, help="tính đến ngày (mặc định: hôm nay)")
    parser.add_argument(
        "--from", dest="first", metavar=usage.DAY, help="quyết định ký từ ngày (mặc định: đầu năm)"
    )
    parser.add_argument("--out", type=Path, metavar=usage.FILE, help="ghi bảng tính Excel (.xlsx)")
    return parser


def run(args: argparse.Namespace) -> int:
    """Say the counts, or write them to --out."""
    if args.out is not None and args.out.suffix.lower() != ".xlsx":
        raise InvalidInputError("out", f"Tệp “{args.out.name}” phải có đuôi .xlsx. Hãy đổi tên.")
    with desk_of(args, changes=False) as at:
        figures = _figures(at, args)
        if args.out is not None:
            place = at.desk.outputs.place(args.out, OutputKind.XLSX)
            write_published(at.desk, figures, at.actor, place)
    if args.out is not None:
        _say_written(args)
    elif args.json:
        emit({**msgspec.to_builtins(figures), "mismatches": figures.mismatches})
    else:
        _say(figures)
    return 0


def _figures(at: CommandDesk, args: argparse.Namespace) -> PublishedFigures:
    until = day(args.at, "at") if args.at else at.desk.clock.today()
    first = day(args.first, "from") if args.first else date(until.year, 1, 1)
    return at.desk.publishing.figures(at.actor, first, until)


def _say_written(args: argparse.Namespace) -> None:
    if args.json:
        emit({"out": str(args.out)})
    else:
        print(f"Đã ghi {args.out}.")


def _say(figures: PublishedFigures) -> None:
    print(f"Thủ tục đã công bố, tính đến {day_text(figures.at)}:")
    heads = (measures.PART_TOTAL, "cấp tỉnh", "cấp huyện", "cấp xã")
    print(f"{'':{_NAME_WIDTH}}" + "".join(f"{head:>10}" for head in heads))
    for row in (*figures.agencies, figures.total):
        print(_line(row.name, row.authority))
    for title, counts in _more(figures.total):
        print(_line(title, counts))
    first, last = day_text(figures.first_day), day_text(figures.last_day)
    print(f"Quyết định ký từ {first} đến {last}: {number_text(len(figures.decisions))}")
    for sentence in (*figures.mismatches, *figures.notes):
        print(f"! {sentence}")


def _more(total: AgencyFigures) -> tuple[tuple[str, LevelCounts], ...]:
    return (
        ("  thực hiện theo một cửa, liên thông", total.one_stop),
        ("  có quy trình nội bộ", total.processes),
        ("  chưa có quy trình nội bộ", total.without_process),
    )


def _line(name: str, counts: LevelCounts) -> str:
    shown = name if len(name) < _NAME_WIDTH else f"{name[: _NAME_WIDTH - 2]}…"
    numbers = (counts.total, *counts.parts)
    return f"{shown:{_NAME_WIDTH}}" + "".join(f"{_number(number):>10}" for number in numbers)


def _number(number: int | None) -> str:
    return _NO_DATA if number is None else number_text(number)
