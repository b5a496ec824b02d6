"""`motcua import-dossiers FILE`: dossiers from a file, each with its receipt."""

import argparse
from pathlib import Path

from app.bootstrap.desk import PRINTED_FOLDER
from app.commands.frame import CommandDesk, Subparsers, desk_of, emit, iso
from app.printing.outbox import PrintDesk
from app.printing.printers import FolderPrinter
from app.services.dossiers.importing import DossierImport, ImportedRow
from app.services.forms.printing_queue import StationQueue


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "import-dossiers", help="nhập hồ sơ từ tệp CSV, XLSX hoặc JSON theo dòng"
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="tệp cần nhập")
    parser.add_argument(
        "--receipts", metavar="DIR", type=Path, help="lưu giấy tiếp nhận (PDF) vào thư mục này"
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Register each row and say what became of it; 1 where any row was refused."""
    refused = 0
    with desk_of(args, changes=True) as at:
        for row in DossierImport(at.desk.intake).run(at.actor, args.file):
            receipt = _save(at, args.receipts) if row.registered else None
            refused += row.registered is None
            _say(row, receipt, is_json=args.json)
    return 1 if refused else 0


def _say(row: ImportedRow, receipt: Path | None, *, is_json: bool) -> None:
    done = row.registered
    if not is_json:
        said = f"{done.code}  {done.due.summary}" if done else f"({row.field}) {row.error}"
        print(f"Dòng {row.row}: {said}")
    elif done:
        emit(
            {
                "row": row.row,
                "code": done.code,
                "due": iso(done.due.due_at),
                "receipt": str(receipt) if receipt else None,
                "qr": done.receipt.qr_payload,
            }
        )
    else:
        emit({"row": row.row, "error": row.error, "field": row.field})


def _save(at: CommandDesk, folder: Path | None) -> Path | None:
    """Print what the outbox holds (the receipt just issued) into `folder`; return its path."""
    if folder is None:
        return None
    queue = StationQueue(at.desk.print_queue, at.actor)
    before = set(folder.glob("*.pdf"))
    PrintDesk(queue, lambda _kind: FolderPrinter(folder), at.desk.data / PRINTED_FOLDER).run()
    made = set(folder.glob("*.pdf")) - before
    return next(iter(made), None)
