"""`motcua petition …`: the register of petitions, listed, added to, brought on, counted."""

import argparse
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from app.commands.frame import CommandDesk, Subparsers, day, desk_of, emit, iso, moment
from app.errors import InvalidInputError
from app.outputs import OutputKind
from app.reports.petitions_xlsx import write_petitions
from app.services.petitions.lifecycle import STEPS
from app.services.petitions.records import (
    DutyView,
    EventLine,
    NewPetition,
    PetitionDone,
    PetitionFilter,
    PetitionRow,
    PetitionSaid,
    PetitionView,
)
from app.vocabulary.petitions import (
    Criterion,
    Finding,
    PetitionAbout,
    PetitionAct,
    PetitionChannel,
    PetitionClass,
    PetitionKind,
    PetitionOutcome,
    PublishedBy,
)
from app.wording import states, usage
from app.wording.labels import label

_CHANGES = frozenset({"add", "act"})
_USUAL = 200
Member = TypeVar("Member", bound=StrEnum)


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("petition", help="sổ phản ánh, kiến nghị")
    parser.add_argument(
        "what",
        metavar=usage.ACT,
        choices=sorted(_VERBS),
        help="list: liệt kê; one: xem một; add: tiếp nhận; act: ghi một việc; "
        "figures: số liệu một kỳ; export: xuất Excel",
    )
    parser.add_argument(
        "number", metavar=usage.NUMBER, nargs="?", default="", help="số, như 12/PAKN"
    )
    parser.add_argument(
        "act",
        metavar="BƯỚC",
        nargs="?",
        default="",
        help=", ".join(f"{act.value} ({label(act)})" for act in STEPS),
    )
    parser.add_argument("--year", type=int, default=0, metavar="NĂM", help="năm của số")
    _add_list_switches(parser)
    _add_new_switches(parser)
    _add_act_switches(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Do one thing with the register."""
    with desk_of(args, changes=args.what in _CHANGES) as at:
        _VERBS[args.what](at, args)
    return 0


def _add_list_switches(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--text", metavar=usage.TEXT, default="", help="chỉ những gì có các chữ này"
    )
    parser.add_argument("--open", action="store_true", help="chỉ những gì đang xử lý")
    parser.add_argument("--overdue", action="store_true", help="chỉ những gì quá hạn")
    parser.add_argument(
        "--limit", type=int, default=_USUAL, metavar=usage.NUMBER, help="nhiều nhất"
    )
    parser.add_argument("--from", dest="first", metavar=usage.DAY, help=usage.FIGURES_FROM)
    parser.add_argument("--until", dest="last", metavar=usage.DAY, help=usage.FIGURES_TO)
    parser.add_argument("--out", metavar=usage.FILE, type=Path, help=usage.XLSX_OUT)


def _add_new_switches(parser: argparse.ArgumentParser) -> None:
    for name, members in (
        ("channel", PetitionChannel),
        ("kind", PetitionKind),
        ("about", PetitionAbout),
    ):
        said = ", ".join(f"{one.value} ({label(one)})" for one in members)
        parser.add_argument(f"--{name}", default="", metavar=usage.CODE, help=said)
    for name, words in (
        ("name", "họ tên người gửi (bắt buộc)"),
        ("address", "địa chỉ người gửi (bắt buộc)"),
        ("phone", "số điện thoại người gửi (bắt buộc)"),
        ("content", "nội dung (bắt buộc)"),
        ("dossier", "mã hồ sơ liên quan"),
        ("person", "tài khoản cán bộ được nhắc tới"),
        ("procedure", usage.PROCEDURE_CODE),
        ("draft", "mã bản nháp: gửi lại cùng mã thì không thêm lần nữa"),
    ):
        parser.add_argument(f"--{name}", default="", metavar=usage.TEXT, help=words)


def _add_act_switches(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--note", metavar=usage.TEXT, default="", help="nội dung, lý do")
    parser.add_argument(
        "--at", metavar=usage.MOMENT, default="", help="đã làm, đã nhận lúc (nhập bù)"
    )
    parser.add_argument(
        "--to", metavar=usage.CODE, default="", help="mã đơn vị nhận trong danh mục"
    )
    parser.add_argument(
        "--to-name", metavar=usage.NAME, default="", help="tên cơ quan nhận ở nơi khác"
    )
    parser.add_argument("--ground", choices=("enough", "none"), default="", help="đủ cơ sở không")
    parser.add_argument(
        "--signer", metavar=usage.FULL_NAME, default="", help="người ký văn bản trả lời"
    )
    parser.add_argument("--print", dest="prints", action="store_true", help="in giấy kèm theo")
    parser.add_argument(
        "--criterion",
        action="append",
        default=[],
        metavar=usage.CODE,
        help=f"tiêu chí chưa đạt: {', '.join(one.value for one in Criterion)}",
    )
    for name, members in (
        ("class", PetitionClass),
        ("outcome", PetitionOutcome),
        ("finding", Finding),
        ("by", PublishedBy),
    ):
        said = ", ".join(f"{one.value} ({label(one)})" for one in members)
        parser.add_argument(f"--{name}", default="", metavar=usage.CODE, help=said)


def _list(at: CommandDesk, args: argparse.Namespace) -> None:
    if args.limit < 0:
        raise InvalidInputError("limit", "Số dòng sau --limit phải từ 0 trở lên.")
    found = at.desk.petitions.list(at.actor, _wanted(args), args.limit)
    if args.json:
        rows = [_row(row) for row in found.rows]
        emit({"open": found.open, "overdue": found.overdue, "petitions": rows})
        return
    print(f"{found.open} đang xử lý, {found.overdue} quá hạn")
    for row in found.rows:
        late = "  QUÁ HẠN" if row.standing and row.standing.value == "overdue" else ""
        print(f"{row.number}/{row.year}  {label(row.status)}{late}  {row.sender_name}")


def _show(at: CommandDesk, args: argparse.Namespace) -> None:
    view = at.desk.petitions.one(at.actor, _id(at, args))
    if args.json:
        emit(_whole(view))
        return
    row = view.row
    print(f"{row.number} năm {row.year}: {label(row.status)}")
    print(f"{row.sender_name}, {row.sender_address}, {row.sender_phone}")
    print(row.content)
    for duty in view.duties:
        print(f"{duty.summary}")
    for event in view.events:
        print(f"{iso(event.at)}  {label(event.act)}  {event.note}".rstrip())


def _add(at: CommandDesk, args: argparse.Namespace) -> None:
    new = NewPetition(
        draft_id=args.draft or str(uuid4()),
        channel=_member(PetitionChannel, "channel", args.channel),
        kind=_member(PetitionKind, "kind", args.kind),
        about=_member(PetitionAbout, "about", args.about),
        sender_name=args.name,
        sender_address=args.address,
        sender_phone=args.phone,
        content=args.content,
        dossier_code=args.dossier,
        officer_login=args.person,
        procedure_code=args.procedure,
        received_at=moment(args.at, "at") if args.at else None,
        prints=args.prints,
    )
    _say(at.desk.petitions.receive(at.actor, new), states.RECEIVED, args)


def _act(at: CommandDesk, args: argparse.Namespace) -> None:
    act = _member(PetitionAct, "act", args.act)
    said = PetitionSaid(
        note=args.note,
        petition_class=_maybe(PetitionClass, "class", vars(args)["class"]),
        to_unit_id=at.desk.agencies.id_of(at.actor, args.to) if args.to else None,
        to_name=args.to_name,
        has_ground={"enough": True, "none": False}.get(args.ground),
        criteria=tuple(_member(Criterion, "criterion", one) for one in args.criterion),
        outcome=_maybe(PetitionOutcome, "outcome", args.outcome),
        finding=_maybe(Finding, "finding", args.finding),
        published_by=_maybe(PublishedBy, "by", args.by),
        signer=args.signer,
        prints=args.prints,
        at=moment(args.at, "at") if args.at else None,
    )
    done = at.desk.petitions.act(at.actor, _id(at, args), act, said)
    _say(done, f"Đã ghi “{label(act)}”", args)


def _figures(at: CommandDesk, args: argparse.Namespace) -> None:
    if not args.first or not args.last:
        raise InvalidInputError("from", "Số liệu cần --from NGÀY và --until NGÀY.")
    days = day(args.first, "from"), day(args.last, "until")
    figures = at.desk.petitions.figures(at.actor, *days)
    if args.json:
        emit(figures)
        return
    print(
        f"Tồn đầu {figures.carried_over} + tiếp nhận {figures.received} = "
        f"đã kết thúc {figures.ended} + đang xử lý {figures.open}"
    )


def _export(at: CommandDesk, args: argparse.Namespace) -> None:
    if args.out is None:
        raise InvalidInputError("out", "Xuất Excel cần --out TỆP.")
    place = at.desk.outputs.place(args.out, OutputKind.XLSX)
    write_petitions(at.desk, _wanted(args), at.actor, place)
    if args.json:
        emit({"file": str(args.out)})
    else:
        print(f"Đã xuất ra {args.out}.")


_VERBS: Mapping[str, Callable[[CommandDesk, argparse.Namespace], None]] = {
    "list": _list,
    "one": _show,
    "add": _add,
    "act": _act,
    "figures": _figures,
    "export": _export,
}


def _wanted(args: argparse.Namespace) -> PetitionFilter:
    return PetitionFilter(text=args.text, only_open=args.open, only_overdue=args.overdue)


def _id(at: CommandDesk, args: argparse.Namespace) -> int:
    if not args.number:
        raise InvalidInputError("number", "Thiếu số phản ánh, kiến nghị, như 12/PAKN.")
    year = args.year or at.desk.clock.today().year
    return at.desk.petitions.id_of(at.actor, args.number.strip().upper(), year)


def _maybe(kind: type[Member], name: str, text: str) -> Member | None:
    return _member(kind, name, text) if text else None


def _member(kind: type[Member], name: str, text: str) -> Member:
    try:
        return kind(text.strip())
    except ValueError:
        known = ", ".join(one.value for one in kind)
        raise InvalidInputError(name, f"“{text}” không dùng được; hãy chọn: {known}.") from None


def _say(done: PetitionDone, words: str, args: argparse.Namespace) -> None:
    if args.json:
        emit(
            {
                "number": done.number,
                "status": done.status.value,
                "due": iso(done.due_at),
                "was_known": done.was_known,
            }
        )
    else:
        print(f"{words}. Phản ánh, kiến nghị {done.number}: {label(done.status)}.")


def _row(row: PetitionRow) -> dict[str, object]:
    """Return a line as JSON says it; who sent it stays out of it."""
    return {
        "number": row.number,
        "year": row.year,
        "received": iso(row.received_at),
        "channel": row.channel.value,
        "kind": row.kind.value,
        "about": row.about.value,
        "class": row.petition_class.value if row.petition_class else None,
        "status": row.status.value,
        "dossier": row.dossier_code,
        "due": iso(row.due_at),
        "standing": row.standing.value if row.standing else None,
        "waits_since": iso(row.waits_since),
    }


def _whole(view: PetitionView) -> dict[str, object]:
    row = view.row
    sender = {"name": row.sender_name, "address": row.sender_address, "phone": row.sender_phone}
    return {
        **_row(row),
        "sender": sender,
        "content": row.content,
        "finding": view.finding.value if view.finding else None,
        "late_entry": view.is_late_entry,
        "duties": [_duty(one) for one in view.duties],
        "events": [_event(one) for one in view.events],
        "acts": [act.value for act in view.acts],
    }


def _duty(duty: DutyView) -> dict[str, object]:
    return {
        "duty": duty.duty.value,
        "due": iso(duty.due_at),
        "done": iso(duty.done_at),
        "standing": duty.standing.value if duty.standing else None,
        "next": duty.is_next,
        "why": list(duty.why),
    }


def _event(event: EventLine) -> dict[str, object]:
    return {
        "act": event.act.value,
        "at": iso(event.at),
        "officer": event.officer_name,
        "status": event.status.value,
        "note": event.note,
        "to": event.to_name,
    }
