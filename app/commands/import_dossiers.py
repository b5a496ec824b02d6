"""`motcua import-dossiers FILE`: dossiers from a file, each with its receipt."""

import argparse
from pathlib import Path

from app.commands.frame import CommandDesk, Subparsers, desk_of, emit, iso
from app.commands.saving_papers import save_paper
from app.errors import InvalidInputError
from app.paths import make_folder
from app.services.dossiers.records import Registered
from app.services.intake.importing import DossierImport, ImportedRow
from app.wording import states, usage
from app.wording.texts import moment_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "import-dossiers", help="nhập hồ sơ từ tệp CSV, XLSX hoặc JSON theo dòng"
    )
    parser.add_argument("file", metavar=usage.FILE, type=Path, help=usage.FILE_IN)
    parser.add_argument(
        "--receipts",
        metavar=usage.FOLDER,
        type=Path,
        help="lưu giấy tiếp nhận (PDF) vào thư mục này, mỗi hồ sơ một tệp mang mã hồ sơ",
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Register each row and say what became of it; 1 where any row was refused."""
    refused = 0
    with desk_of(args, changes=True) as at:
        if args.receipts is not None:
            _make(at.desk.outputs.folder(args.receipts))
        for row in DossierImport(at.desk.intake).run(at.actor, args.file):
            receipt = _save(at, row.registered, args.receipts)
            refused += row.registered is None
            _say(row, receipt, is_json=args.json)
    return 1 if refused else 0


def _make(folder: Path) -> None:
    try:
        make_folder(folder)
    except OSError as error:
        raise InvalidInputError(
            "receipts", f"Không tạo được thư mục {folder}. Hãy chọn thư mục khác."
        ) from error


def _say(row: ImportedRow, receipt: Path | None, *, is_json: bool) -> None:
    done = row.registered
    if not is_json:
        print(f"Dòng {row.row}: {_words(done) if done else row.error}")
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


def _words(done: Registered) -> str:
    due = (
        f"hẹn trả {moment_text(done.due.due_at)}" if done.due.due_at else states.WITHOUT_TIME_LIMIT
    )
    return f"{done.code}, {due}{' (đã nhập trước đó)' if done.was_known else ''}"


def _save(at: CommandDesk, done: Registered | None, folder: Path | None) -> Path | None:
    """Save the receipt of a registered row in `folder` and return its path, if it is there."""
    if folder is None or done is None:
        return None
    path = folder / f"{done.code}.pdf"
    return save_paper(at, done.job_id, path)
