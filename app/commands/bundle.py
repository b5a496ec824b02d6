"""`motcua bundle …`: signed exchange with an office that has a store of its own."""

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path

from app.commands.frame import CommandDesk, Subparsers, desk_of, emit, iso
from app.errors import InvalidInputError
from app.outputs import OutputKind, OutputPlace
from app.services.exchange.key_card import card_text, read_card_file
from app.services.exchange.records import HandoverDecision, MadeBundle, TakenInBundle
from app.wording import captions, usage


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "bundle", help="trao đổi hồ sơ với đơn vị có kho riêng bằng gói có chữ ký"
    )
    parser.add_argument(
        "act",
        metavar=usage.ACT,
        choices=sorted(_ACTS),
        help="export: xuất hồ sơ đang đi; export-results: xuất kết quả; import: nhập gói; "
        "key: ghi thẻ khóa của đơn vị và của máy này; trust: tin thẻ khóa của đơn vị khác",
    )
    parser.add_argument("file", metavar=usage.FILE, nargs="?", type=Path, help="gói hoặc thẻ khóa")
    parser.add_argument("--to", metavar=usage.CODE, default="", help="mã đơn vị nhận gói")
    parser.add_argument(
        "--out", metavar=usage.FILE, type=Path, help="ghi gói hoặc thẻ khóa ra tệp này"
    )
    parser.add_argument("--reply", metavar=usage.FILE, type=Path, help="ghi gói trả lời ra tệp này")
    parser.add_argument(
        "--decline",
        metavar=usage.CODE_AND_REASON,
        action="append",
        default=[],
        help="không nhận một hồ sơ của gói; nêu nhiều lần được",
    )
    parser.add_argument(
        "--receiver", metavar=usage.FULL_NAME, default="", help="người nhận giấy tờ"
    )
    parser.add_argument(
        "--fingerprint",
        metavar=usage.DIGITS,
        default="",
        help="dấu vân tay đọc từ thẻ khóa trên giấy",
    )
    parser.add_argument(
        "--unit", metavar=usage.CODE, default="", help="cơ quan trong danh mục mà khóa thuộc về"
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Do one act of the exchange; 1 where something in a bundle could not be done."""
    with desk_of(args, changes=args.act != "key") as at:
        return _ACTS[args.act](at, args)


def _export(at: CommandDesk, args: argparse.Namespace) -> int:
    place = _bundle_place(at, _needed(args, "out"))
    made = at.desk.bundles.export(at.actor, at.desk.peers.id_of(at.actor, _needed(args, "to")))
    return _say_made(made, place, args)


def _export_results(at: CommandDesk, args: argparse.Namespace) -> int:
    place = _bundle_place(at, _needed(args, "out"))
    to_id = at.desk.peers.id_of(at.actor, _needed(args, "to"))
    return _say_made(at.desk.bundles.export_results(at.actor, to_id), place, args)


def _import(at: CommandDesk, args: argparse.Namespace) -> int:
    answers = HandoverDecision(declined=_declined(args.decline), receiver_name=args.receiver)
    place = None if args.reply is None else _bundle_place(at, args.reply)
    taken = at.desk.bundles.take_in(at.actor, _file(args), answers)
    if taken.reply is not None and place is not None:
        taken.reply.file.save(place)
    if args.json:
        emit(_taken_document(taken))
    else:
        _print_taken(taken, args.reply)
    return 1 if taken.problems else 0


def _key(at: CommandDesk, args: argparse.Namespace) -> int:
    out = Path(_needed(args, "out"))
    place = at.desk.outputs.place(out, OutputKind.KEY_CARD)
    card, office = at.desk.peers.card(at.actor), at.desk.peers.office_card(at.actor)
    place.write(card_text(card, *([] if office is None else [office])).encode())
    if args.json:
        said = {"code": card.code, "name": card.name, "fingerprint": card.fingerprint}
        emit(said | {"office_fingerprint": office.fingerprint if office else None})
        return 0
    print(f"Thẻ khóa của {card.name} ({card.code}): {out}")
    if office is not None:
        print(f"{captions.OFFICE_KEY_FINGERPRINT}: {office.fingerprint}")
    print(f"{captions.STATION_KEY_FINGERPRINT}: {card.fingerprint}")
    return 0


def _trust(at: CommandDesk, args: argparse.Namespace) -> int:
    fingerprint = _needed(args, "fingerprint")
    card = read_card_file(_file(args), fingerprint)
    unit_id = at.desk.agencies.id_of(at.actor, args.unit) if args.unit else None
    line = at.desk.peers.confirm(at.actor, card.payload, fingerprint, unit_id)
    if args.json:
        said = {"code": line.code, "name": line.name, "fingerprint": card.fingerprint}
        emit(said | {"is_office": card.is_office})
    else:
        what = captions.OFFICE_KEY.lower() if card.is_office else "khóa"
        print(f"Đã tin {what} của {line.name} ({line.code}), dấu vân tay {card.fingerprint}.")
    return 0


_ACTS: Mapping[str, Callable[[CommandDesk, argparse.Namespace], int]] = {
    "export": _export,
    "export-results": _export_results,
    "import": _import,
    "key": _key,
    "trust": _trust,
}


def _needed(args: argparse.Namespace, name: str) -> str:
    value = getattr(args, name)
    if not value:
        raise InvalidInputError(name, f"Việc {args.act} cần --{name}. Xem: motcua bundle --help")
    return str(value)


def _file(args: argparse.Namespace) -> Path:
    if args.file is None:
        raise InvalidInputError("file", f"Việc {args.act} cần tên tệp. Xem: motcua bundle --help")
    return Path(args.file)


def _declined(given: list[str]) -> dict[str, str]:
    declined = {}
    for text in given:
        code, equals, reason = text.partition("=")
        if not equals or not reason.strip():
            raise InvalidInputError(
                "decline", f"--decline cần dạng MÃ=LÝ_DO, không nhận “{text}”. Hãy ghi lý do."
            )
        declined[code.strip()] = reason.strip()
    return declined


def _bundle_place(at: CommandDesk, out: str | Path) -> OutputPlace:
    """Return where a bundle of dossiers goes: it holds people's facts in full."""
    return at.desk.outputs.place(Path(out), OutputKind.BUNDLE, is_personal=True)


def _say_made(made: MadeBundle, place: OutputPlace, args: argparse.Namespace) -> int:
    out = Path(_needed(args, "out"))
    made.file.save(place)
    if args.json:
        emit({**_bundle_document(made), "codes": list(made.codes), "left": made.left_count})
        return 0
    again = " (chưa có gì mới, vẫn gói cũ)" if made.was_known else ""
    print(f"Gói {len(made.codes)} hồ sơ gửi {made.to_name}{again}: {out}")
    if made.left_count:
        print(f"Còn {made.left_count} hồ sơ chưa vừa gói này; hãy xuất tiếp khi có trả lời.")
    return 0


def _bundle_document(made: MadeBundle) -> dict[str, object]:
    header = made.header
    return {
        "uid": header.uid,
        "kind": header.kind.value,
        "from": header.from_code,
        "to": header.to_code,
        "made": iso(header.made_at),
        "size": made.size,
        "was_known": made.was_known,
    }


def _taken_document(taken: TakenInBundle) -> dict[str, object]:
    return {
        "uid": taken.header.uid,
        "kind": taken.kind.value,
        "from": taken.header.from_code,
        "was_known": taken.was_known,
        "dossiers": [
            {"code": line.code, "accepted": line.is_accepted, "problem": line.problem}
            for line in taken.lines
        ],
        "reply": None if taken.reply is None else _bundle_document(taken.reply),
    }


def _print_taken(taken: TakenInBundle, reply: Path | None) -> None:
    again = " (đã nhập trước đây, không có gì thay đổi)" if taken.was_known else ""
    print(f"Gói của {taken.from_name}: {len(taken.lines)} hồ sơ{again}")
    for line in taken.problems:
        print(f"  {line.code}: {line.problem}")
    if taken.reply is not None and reply is not None:
        print(f"Gói trả lời: {reply}")
    elif taken.reply is not None:
        print("Gói này cần trả lời: hãy nhập lại với --reply TỆP để lấy gói trả lời.")
