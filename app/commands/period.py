"""`motcua period …`: report periods listed, counted, locked, sent to the province and added up."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from app.commands.approving import approval_for
from app.commands.frame import CommandDesk, Subparsers, desk_of, emit, iso
from app.commands.period_cutoff import set_or_tell_cutoff
from app.commands.period_documents import counts_document, period_document, view_document
from app.commands.period_units import add_unit_switches, keep_or_tell_units
from app.commands.switches import add_second_switch
from app.errors import InvalidInputError
from app.outputs import OutputKind
from app.reports.province import sum_head, write_sum_files
from app.services.periods.records import (
    STATE_WORDS,
    DossierCounts,
    PeriodLine,
    PeriodView,
    identity_of,
    late_words,
)
from app.services.province.records import SendState
from app.services.province.unit_status import SEND_WORDS
from app.vocabulary.people import GuardedAct
from app.wording import usage
from app.wording.labels import label
from app.wording.texts import number_text

_READS = frozenset({"list", "show", "sum"})
_READS_ALONE = frozenset({"cutoff", "units"})
"""What tells where nothing is named, and changes what is named."""


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "period", help="kỳ báo cáo: xem, khóa, mở lại, gửi và cộng số liệu"
    )
    parser.add_argument(
        "act",
        metavar=usage.ACT,
        choices=sorted(_ACTS),
        help="{list} các kỳ của năm; {show} số liệu một kỳ; {lock} khóa; {reopen} mở lại (hai "
        "người); {export} ghi tệp có chữ ký; {import} nhập tệp của đơn vị; {sum} cộng các đơn vị; "
        "{cutoff} xem ngày chốt quý, kèm NGÀY áp dụng và --end-day thì đặt; {units} xem đơn vị "
        "phải gửi, kèm MÃ thì ghi vào danh sách",
    )
    parser.add_argument(
        "what",
        metavar="KỲ|TỆP",
        nargs="?",
        default="",
        help="2026-Q4, 2026-H2, 2026-9M, 2026 hoặc NGÀY..NGÀY; với {list} là năm, với {import} là "
        "tệp, với {cutoff} là ngày áp dụng, với {units} là mã đơn vị",
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar=usage.FILE,
        help="ghi tệp ra đây; với {sum} là thư mục ghi các biểu",
    )
    parser.add_argument("--period", default="", metavar=usage.PERIOD, help="kỳ đang chờ nhập")
    parser.add_argument(
        "--end-day",
        type=int,
        metavar=usage.NUMBER,
        help="quý kết thúc ngày này của tháng cuối; 0: cuối tháng",
    )
    parser.add_argument("--reason", default="", metavar=usage.REASON, help=usage.REOPEN_REASON)
    add_unit_switches(parser)
    add_second_switch(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Do one act. Raises UserError where it cannot be done."""
    is_read = args.act in _READS or (args.act in _READS_ALONE and not args.what)
    with desk_of(args, changes=not is_read) as at:
        return _ACTS[args.act](at, args)


def _list(at: CommandDesk, args: argparse.Namespace) -> int:
    year = args.what or str(at.desk.clock.today().year)
    if not year.isdecimal():
        raise InvalidInputError("year", f"“{year}” không phải năm. Hãy ghi năm, ví dụ 2026.")
    lines = at.desk.periods.of_year(at.actor, int(year))
    if args.json:
        emit({"periods": [period_document(line) for line in lines]})
        return 0
    for line in lines:
        print(_line_words(line))
    return 0


def _show(at: CommandDesk, args: argparse.Namespace) -> int:
    view = at.desk.periods.show(at.actor, _needed(args))
    if args.json:
        emit(view_document(view))
    else:
        _print_view(view)
    return 1 if view.problems else 0


def _lock(at: CommandDesk, args: argparse.Namespace) -> int:
    line = at.desk.periods.lock(at.actor, _needed(args))
    if args.json:
        emit(period_document(line))
    else:
        print(_line_words(line))
    return 0


def _reopen(at: CommandDesk, args: argparse.Namespace) -> int:
    key = at.desk.periods.calendar(at.actor).named(_needed(args)).key
    approval = approval_for(at, args, GuardedAct.REOPEN_PERIOD, key)
    done = at.desk.periods.reopen(at.actor, key, args.reason, approval)
    if args.json:
        emit({"reopened": list(done.names), "second": done.second_name})
    else:
        print(f"Đã mở lại {', '.join(done.names)}, người thứ hai: {done.second_name}.")
    return 0


def _export(at: CommandDesk, args: argparse.Namespace) -> int:
    if args.out is None:
        raise InvalidInputError("out", "Chưa có nơi ghi tệp. Hãy thêm --out TỆP.")
    place = at.desk.outputs.place(args.out, OutputKind.BUNDLE)
    made = at.desk.province.export(at.actor, _needed(args))
    made.file.save(place)
    if args.json:
        emit({"period": made.period.key, "ordinal": made.ordinal, "file": str(args.out)})
    else:
        print(f"Đã ghi {made.period.name} (lần khóa {made.ordinal}) ra {args.out}.")
    return 0


def _import(at: CommandDesk, args: argparse.Namespace) -> int:
    taken = at.desk.province.take_in(at.actor, Path(_needed(args)), args.period.strip().upper())
    if args.json:
        emit(
            {
                "unit": taken.unit_name,
                "period": taken.period.key,
                "ordinal": taken.ordinal,
                "replaced": taken.replaced or None,
            }
        )
        return 0
    instead = f", thay lần khóa {taken.replaced}" if taken.replaced else ""
    print(f"Đã nhận {taken.period.name} của {taken.unit_name} (lần khóa {taken.ordinal}{instead}).")
    return 0


def _sum(at: CommandDesk, args: argparse.Namespace) -> int:
    if args.out is not None:
        at.desk.outputs.folder(args.out)
    told = at.desk.province.sum(at.actor, _needed(args))
    if args.out is not None:
        facts, made_at = at.desk.office.facts(at.actor), at.desk.clock.now()
        head = sum_head(told, facts, made_at, at.actor)
        write_sum_files(told, head, args.out, outputs=at.desk.outputs)
    if args.json:
        emit(
            {
                "period": told.period.key,
                "total": counts_document(told.total),
                "rows": [
                    {
                        "level": row.level.value,
                        "field": row.field,
                        **counts_document(row.counts),
                        "units": [
                            {"code": part.code, **counts_document(part.counts)}
                            for part in row.parts
                        ],
                    }
                    for row in told.rows
                ],
                "units": [
                    {
                        "code": line.code,
                        "name": line.name,
                        "state": line.state.value,
                        "ordinal": line.ordinal or None,
                        "locked_at": None if line.locked_at is None else iso(line.locked_at),
                        "has_sections": line in told.told,
                    }
                    for line in told.units
                ],
            }
        )
        return 1 if told.missing else 0
    print(f"{told.period.name} ({told.period.days_text})")
    for row in told.rows:
        print(f"{label(row.level)} · {row.field}: {_counts_words(row.counts)}")
    print(f"Tổng số: {_counts_words(told.total)}")
    for line in told.units:
        if line.state not in {SendState.SENT, SendState.OWN}:
            print(f"{line.name}: {SEND_WORDS[line.state].lower()}")
    for line in told.untold:
        print(f"{line.name}: tệp chỉ có Biểu II.06a, các phần khác chưa có dữ liệu")
    if args.out is not None:
        print(f"Đã ghi các biểu vào {args.out}.")
    return 1 if told.missing else 0


def _line_words(line: PeriodLine) -> str:
    words = STATE_WORDS[line.state].lower()
    by = f", lần {line.lock.ordinal}, {line.lock.locked_by}" if line.lock else ""
    return f"{line.period.key}  {line.period.name} ({line.period.days_text}): {words}{by}"


def _print_view(view: PeriodView) -> None:
    print(_line_words(view.line))
    for row in view.figures.rows:
        print(f"{label(row.level)} · {row.field}: {_counts_words(row.counts)}")
    print(f"Tổng số: {_counts_words(view.figures.total)}")
    print(identity_of(view.figures.total))
    if view.figures.total.has_late:
        print(late_words(view.figures.total))
    for problem in view.problems:
        print(f"Không khớp: {problem}.")


def _counts_words(counts: DossierCounts) -> str:
    ended, still = counts.ended, counts.open
    return (
        f"tiếp nhận {number_text(counts.taken_on)} (trực tuyến "
        f"{number_text(counts.received.online)}, trực tiếp và bưu chính "
        f"{number_text(counts['received.direct'])}, kỳ trước "
        f"{number_text(counts.carried_over)}); đã giải quyết {number_text(ended.total)} (trước hạn "
        f"{number_text(ended.early)}, đúng hạn {number_text(ended.on_time)}, quá hạn "
        f"{number_text(ended.late)}); đang giải quyết {number_text(still.total)} (quá hạn "
        f"{number_text(still.overdue)})"
    )


def _needed(args: argparse.Namespace) -> str:
    if not args.what:
        raise InvalidInputError(
            "period", f"Chưa ghi kỳ hoặc tệp. Ví dụ: motcua period {args.act} 2026-Q4."
        )
    return str(args.what)


_Act = Callable[[CommandDesk, argparse.Namespace], int]
_ACTS: Mapping[str, _Act] = {
    "list": _list,
    "show": _show,
    "lock": _lock,
    "reopen": _reopen,
    "export": _export,
    "import": _import,
    "sum": _sum,
    "units": keep_or_tell_units,
    "cutoff": set_or_tell_cutoff,
}
