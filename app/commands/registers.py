"""`motcua registers …`: the plain registers, listed, added to, taken in, exported, counted."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from app.commands.frame import CommandDesk, Subparsers, day, desk_of, emit, iso
from app.errors import InvalidInputError
from app.outputs import OutputKind
from app.reports.plain_register_xlsx import MOST_EXPORTED, write_register
from app.services.fields import Given, Value, value_text
from app.services.registers.definitions import ONE_STOP_UNITS, REGISTERS, Register
from app.services.registers.figures import EQUIPMENT, RegisterFigures
from app.services.registers.records import EntryQuery, EntryScope, RegisterEntry, standing_text
from app.vocabulary.reports import RegisterKind
from app.wording import usage

_CHANGES = frozenset({"add", "import"})


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "registers",
        help="sổ quản lý: kiểm tra, bộ phận Một cửa, văn bản quy định, truyền thông",
    )
    parser.add_argument(
        "act",
        metavar=usage.ACT,
        choices=sorted(_ACTS),
        help="list: liệt kê; add: ghi một mục; import: nhập tệp; export: xuất Excel; "
        "figures: số liệu của một kỳ",
    )
    parser.add_argument(
        "kind",
        metavar="SỔ",
        nargs="?",
        default="",
        help=f"một trong: {', '.join(kind.value for kind in RegisterKind)}",
    )
    parser.add_argument(
        "file", metavar=usage.FILE, nargs="?", type=Path, help="tệp .xlsx, .csv để nhập"
    )
    parser.add_argument(
        "--set",
        metavar="Ô=GIÁ_TRỊ",
        action="append",
        default=[],
        help="nội dung một ô của mục mới; nêu nhiều lần được",
    )
    parser.add_argument("--text", metavar=usage.TEXT, default="", help="chỉ mục có các chữ này")
    parser.add_argument(
        "--scope",
        choices=[scope.value for scope in EntryScope],
        default=EntryScope.KEPT.value,
        help="mục đang ghi, đến hạn, hay đã gạch (mặc định: kept)",
    )
    parser.add_argument("--from", dest="first", metavar=usage.DAY, help=usage.FIGURES_FROM)
    parser.add_argument("--to", dest="last", metavar=usage.DAY, help=usage.FIGURES_TO)
    parser.add_argument("--out", metavar=usage.FILE, type=Path, help=usage.XLSX_OUT)
    return parser


def run(args: argparse.Namespace) -> int:
    """Do one thing with a register; 1 where rows of a file were refused."""
    with desk_of(args, changes=args.act in _CHANGES) as at:
        return _ACTS[args.act](at, args)


def _list(at: CommandDesk, args: argparse.Namespace) -> int:
    register, wanted = _register(args), _wanted(args)
    found = at.desk.registers.entries(at.actor, register.kind, wanted, MOST_EXPORTED)
    today = at.desk.clock.today()
    if args.json:
        emit([_document(register, entry, today) for entry in found.entries])
        return 0
    for entry in found.entries:
        print(f"{entry.number}. {_told(register, entry, today)}")
    print(f"{found.total} mục.")
    return 0


def _add(at: CommandDesk, args: argparse.Namespace) -> int:
    register = _register(args)
    entry = at.desk.registers.add(at.actor, register.kind, _given(args.set))
    if args.json:
        emit(_document(register, entry, at.desk.clock.today()))
    else:
        print(f"Đã ghi {register.noun} số {entry.number}.")
    return 0


def _import(at: CommandDesk, args: argparse.Namespace) -> int:
    register = _register(args)
    if args.file is None:
        raise _needs(args, "tên tệp")
    taken = at.desk.registers.take_in(at.actor, register.kind, args.file)
    if args.json:
        emit({"added": taken.added, "refused": list(taken.refused)})
    else:
        for row in taken.refused:
            print(f"Dòng {row.row}: {row.message}")
        print(f"Đã nhập {taken.added} mục.")
    return 1 if taken.refused else 0


def _export(at: CommandDesk, args: argparse.Namespace) -> int:
    register = _register(args)
    if args.out is None:
        raise _needs(args, "--out TỆP")
    place = at.desk.outputs.place(args.out, OutputKind.XLSX)
    write_register(at.desk, register.kind, _wanted(args), at.actor, place)
    if args.json:
        emit({"out": str(args.out)})
    else:
        print(f"Đã ghi {args.out}.")
    return 0


def _figures(at: CommandDesk, args: argparse.Namespace) -> int:
    if not args.first or not args.last:
        raise _needs(args, "--from NGÀY và --to NGÀY")
    days = day(args.first, "from"), day(args.last, "to")
    figures = at.desk.register_counts.of_period(at.actor, *days)
    if args.json:
        emit(figures)
        return 0
    for line in _figure_lines(figures):
        print(line)
    return 0


def _figure_lines(said: RegisterFigures) -> tuple[str, ...]:
    coverage = (
        f"{ONE_STOP_UNITS.field(name).title} {said.coverage(name).percent}" for name in EQUIPMENT
    )
    return (
        f"Kiểm tra: dự kiến {said.inspections_planned}, đã thực hiện {said.inspections_done}, "
        f"quá hạn {said.inspections_late}",
        f"Tồn tại: phát hiện {said.findings_made}, khắc phục {said.findings_mended}, "
        f"còn {said.findings_open}, trong đó quá hạn {said.findings_late}",
        f"Văn bản: {said.regulations}, có quy định thủ tục {said.with_procedures} "
        f"({said.procedures} thủ tục); quy phạm pháp luật {said.legal_regulations}, có quy định "
        f"thủ tục {said.legal_with_procedures}",
        f"Truyền thông: {said.communication} ({said.communication_participants} lượt người); "
        f"tập huấn: {said.training} ({said.training_participants} lượt người)",
        f"Bộ phận Một cửa: {said.units}; {', '.join(coverage)}",
    )


_ACTS: Mapping[str, Callable[[CommandDesk, argparse.Namespace], int]] = {
    "list": _list,
    "add": _add,
    "import": _import,
    "export": _export,
    "figures": _figures,
}


def _register(args: argparse.Namespace) -> Register:
    try:
        return REGISTERS[RegisterKind(args.kind)]
    except ValueError:
        known = ", ".join(kind.value for kind in RegisterKind)
        raise InvalidInputError(
            "kind", f"Không có sổ “{args.kind[:40]}”. Hãy nêu một trong: {known}."
        ) from None


def _wanted(args: argparse.Namespace) -> EntryQuery:
    return EntryQuery(args.text, EntryScope(args.scope))


def _given(settings: Sequence[str]) -> dict[str, Given]:
    given: dict[str, Given] = {}
    for text in settings:
        name, equals, value = text.partition("=")
        if not equals:
            raise InvalidInputError("set", f"--set cần dạng Ô=GIÁ_TRỊ, không nhận “{text[:40]}”.")
        given[name.strip()] = value
    return given


def _needs(args: argparse.Namespace, what: str) -> InvalidInputError:
    return InvalidInputError(args.act, f"Việc {args.act} cần {what}. Xem: motcua registers --help")


def _told(register: Register, entry: RegisterEntry, today: date) -> str:
    said = (value_text(one, entry.values[one.name]) for one in register.fields if one.is_listed)
    return " · ".join(text for text in (*said, standing_text(register, entry, today)) if text)


def _document(register: Register, entry: RegisterEntry, today: date) -> dict[str, object]:
    return {
        "number": entry.number,
        "version": entry.version,
        **{one.name: _plain(entry.values[one.name]) for one in register.fields},
        "standing": standing_text(register, entry, today),
        "due_on": _plain(entry.due_on),
        "entered": iso(entry.entered_at),
        "changed": iso(entry.changed_at),
        "officer": entry.officer_name,
        "reason": entry.reason,
    }


def _plain(value: Value) -> object:
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
