"""`motcua import-catalogue FILE`: procedures from CSV, XLSX or JSON into the store."""

import argparse
import sys
from pathlib import Path
from typing import Protocol

import msgspec

from app.commands.frame import desk_of
from app.services.catalogue.cells import require_meaning
from app.services.catalogue.importing import CatalogueImport
from app.services.catalogue.records import ImportResult, Notice, Refusal
from app.services.ledger.records import Actor
from app.vocabulary.catalogue import HoursMeaning
from app.wording import usage

_SHOWN_NOTICES = 20


class CatalogueDesk(Protocol):
    """What this command needs of the open store."""

    @property
    def actor(self) -> Actor:
        """The officer who imports."""
        ...

    @property
    def catalogue_import(self) -> CatalogueImport:
        """The service that imports."""
        ...


def add_parser(
    subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    """Add the verb and its own switches; the shared ones are added by the caller."""
    parser = subparsers.add_parser(
        "import-catalogue",
        help="nhập danh mục thủ tục từ tệp CSV, XLSX hoặc JSON",
        description="Nhập danh mục thủ tục từ tệp CSV, XLSX hoặc JSON. Có dòng sai thì không nhập "
        "dòng nào, trừ khi dùng --partial.",
    )
    parser.add_argument("file", metavar=usage.FILE, type=Path, help=usage.FILE_IN)
    parser.add_argument(
        "--dry-run", action="store_true", help="chỉ cho biết sẽ nhập gì, không ghi vào kho"
    )
    parser.add_argument(
        "--partial", action="store_true", help="nhập các thủ tục đúng, bỏ qua các dòng sai"
    )
    parser.add_argument(
        "--hours",
        choices=[meaning.value for meaning in HoursMeaning],
        help="khi tệp chỉ ghi “giờ”: working là giờ làm việc, continuous là giờ liên tục",
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Import as the officer the command line names."""
    with desk_of(args, changes=True) as at:
        return run_at(args, at)


def run_at(args: argparse.Namespace, desk: CatalogueDesk) -> int:
    """Import, or preview with --dry-run; 0 when everything asked for was done, else 1.

    Raises UserError where the file as a whole cannot be read, and where it says "giờ" without
    --hours.
    """
    hours = HoursMeaning(args.hours) if args.hours else None
    result = (
        _expected(desk, args.file, hours, partial=args.partial)
        if args.dry_run
        else desk.catalogue_import.run(desk.actor, args.file, partial=args.partial, hours=hours)
    )
    if args.json:
        print(msgspec.json.encode(_document(result, is_dry=args.dry_run)).decode())
    else:
        _print(result, is_dry=args.dry_run)
    is_held_back = bool(result.refused) and not args.partial
    if is_held_back:
        print(
            f"Không nhập thủ tục nào: có {len(result.refused)} dòng bị từ chối. Hãy sửa các dòng "
            "đó, hoặc dùng --partial để nhập các thủ tục còn lại.",
            file=sys.stderr,
        )
    return 1 if is_held_back else 0


def _expected(
    desk: CatalogueDesk, file: Path, hours: HoursMeaning | None, *, partial: bool
) -> ImportResult:
    """Return what a run would give, refusing what it would refuse."""
    preview = desk.catalogue_import.preview(desk.actor, file, hours=hours)
    require_meaning(asks=preview.asks_hours)
    is_held_back = bool(preview.refused) and not partial
    return ImportResult(
        new=0 if is_held_back else len(preview.new),
        changed=0 if is_held_back else len(preview.changed),
        unchanged=0 if is_held_back else len(preview.unchanged),
        refused=preview.refused,
        notices=preview.notices,
        new_agencies=0 if is_held_back else len(preview.new_agencies),
    )


def _document(result: ImportResult, *, is_dry: bool) -> dict[str, object]:
    return {
        "imported": result.imported,
        "new": result.new,
        "changed": result.changed,
        "unchanged": result.unchanged,
        "refused": [_refusal(each) for each in result.refused],
        "notices": [_notice(each) for each in result.notices],
        "agencies": result.new_agencies,
        "dry_run": is_dry,
    }


def _refusal(refusal: Refusal) -> dict[str, object]:
    return {
        "row": refusal.row,
        "code": refusal.code,
        "field": refusal.field,
        "reason": refusal.reason,
    }


def _notice(notice: Notice) -> dict[str, object]:
    return {
        "row": notice.row,
        "code": notice.code,
        "field": notice.field,
        "message": notice.message,
    }


def _print(result: ImportResult, *, is_dry: bool) -> None:
    verb = "Sẽ nhập" if is_dry else "Đã nhập"
    print(
        f"{verb} {result.imported} thủ tục: {result.new} mới, {result.changed} đổi; "
        f"{result.unchanged} không đổi; thêm {result.new_agencies} cơ quan."
    )
    for refusal in result.refused:
        print(f"Từ chối dòng {refusal.row} ({refusal.code or 'không có mã'}): {refusal.reason}")
    for notice in result.notices[:_SHOWN_NOTICES]:
        print(f"Lưu ý dòng {notice.row} ({notice.code}): {notice.message}")
    more = len(result.notices) - _SHOWN_NOTICES
    if more > 0:
        print(f"Còn {more} lưu ý khác; dùng --json để xem đủ.")
