"""`motcua work`: what waits, worst first, and what comes next."""

import argparse

from app.commands.frame import Subparsers, desk_of, emit, iso
from app.errors import InvalidInputError
from app.services.worklist.records import WorkItem, WorkView
from app.wording import usage
from app.wording.labels import label

_USUAL = 200


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("work", help="việc cần làm, nặng nhất trước")
    parser.add_argument(
        "--limit",
        type=int,
        default=_USUAL,
        metavar=usage.NUMBER,
        help=f"nhiều nhất bao nhiêu hồ sơ (mặc định: {_USUAL})",
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Print the list of the named officer, or without one that of the whole office."""
    if args.limit < 0:
        raise InvalidInputError("limit", "Số hồ sơ sau --limit phải từ 0 trở lên.")
    with desk_of(args, changes=False) as at:
        view = at.desk.work_list.of(at.actor, args.limit)
    if args.json:
        emit(_document(view))
    else:
        _print(view)
    return 0


def _document(view: WorkView) -> dict[str, object]:
    """Return the list as JSON says it; who the owners are stays out of it."""
    return {
        "total": view.total,
        "urgent": view.urgent,
        "counts": {kind.value: count for kind, count in view.counts.items()},
        "items": [_item(item) for item in view.items],
    }


def _item(item: WorkItem) -> dict[str, object]:
    return {
        "kind": item.kind.value,
        "code": item.code,
        "procedure": item.procedure_name,
        "unit": item.unit_name,
        "since": iso(item.since),
        "due": item.due_on.isoformat() if item.due_on else iso(item.due_at),
        "text": item.text,
        "action": item.action.value if item.action else None,
    }


def _print(view: WorkView) -> None:
    if not view.total:
        print("Không có việc nào đang chờ.")
        return
    counts = ", ".join(f"{label(kind)} {count}" for kind, count in view.counts.items())
    print(f"{view.total} việc, {view.urgent} gấp: {counts}")
    for item in view.items:
        after = f"  → {item.next_words}" if item.action or item.of else ""
        print(f"{item.code}  {item.text}  ({item.unit_name}){after}")
    if len(view.items) < view.total:
        print(f"Còn {view.total - len(view.items)} việc nữa; hãy tăng --limit để xem.")
