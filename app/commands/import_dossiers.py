"""`motcua import-dossiers FILE`: dossiers from a file, each with its receipt."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from app.bootstrap.desk import PRINTED_FOLDER
from app.commands.frame import CommandDesk, Subparsers, desk_of, emit, iso
from app.errors import InvalidInputError, NotFoundError, PrinterError
from app.paths import write_whole
from app.printing.outbox import PrintDesk
from app.printing.printers import Media
from app.services.dossiers.records import Registered
from app.services.forms.printing_queue import StationQueue
from app.services.forms.records import PrintJob
from app.services.intake.importing import DossierImport, ImportedRow
from app.vocabulary import PrintState
from app.wording import moment_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser(
        "import-dossiers", help="nhập hồ sơ từ tệp CSV, XLSX hoặc JSON theo dòng"
    )
    parser.add_argument("file", metavar="TỆP", type=Path, help="tệp cần nhập")
    parser.add_argument(
        "--receipts",
        metavar="THƯ_MỤC",
        type=Path,
        help="lưu giấy tiếp nhận (PDF) vào thư mục này, mỗi hồ sơ một tệp mang mã hồ sơ",
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Register each row and say what became of it; 1 where any row was refused."""
    refused = 0
    if args.receipts is not None:
        _make(args.receipts)
    with desk_of(args, changes=True) as at:
        for row in DossierImport(at.desk.intake).run(at.actor, args.file):
            receipt = _save(at, row.registered, args.receipts)
            refused += row.registered is None
            _say(row, receipt, is_json=args.json)
    return 1 if refused else 0


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
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
    due = moment_text(done.due.due_at) if done.due.due_at else "không quy định thời hạn"
    return f"{done.code}, hẹn trả {due}{' (đã nhập trước đó)' if done.was_known else ''}"


@dataclass(frozen=True, slots=True)
class _OneJob(StationQueue):
    """The outbox with one copy in sight: what else waits there is not this row's."""

    job_id: int

    def queued_jobs(self) -> list[PrintJob]:
        """Return the copy, where it still waits here: a correction may print elsewhere."""
        try:
            job = self.queue.job(self.actor, self.job_id)
        except NotFoundError:
            return []
        return [job] if job.state is PrintState.QUEUED else []


@dataclass(frozen=True, slots=True)
class _FilePrinter:
    """Saves the one document at its path."""

    path: Path

    def send(self, pdf: bytes, title: str, media: Media) -> None:  # noqa: ARG002 - as printers do
        """Write the PDF. Raises PrinterError where the folder does not take it."""
        try:
            write_whole(self.path, pdf)
        except OSError as error:
            raise PrinterError(
                f"Không lưu được {self.path}. Hãy kiểm tra quyền ghi và chỗ trống rồi chạy lại."
            ) from error


def _save(at: CommandDesk, done: Registered | None, folder: Path | None) -> Path | None:
    """Save the receipt of a registered row in `folder` and return its path, if it is there."""
    if folder is None or done is None:
        return None
    path = folder / f"{done.code}.pdf"
    queue = _OneJob(at.desk.print_queue, at.actor, done.job_id)
    printed = PrintDesk(queue, lambda _kind: _FilePrinter(path), at.desk.data / PRINTED_FOLDER)
    for _job_id, problem in printed.run().failed:
        print(problem, file=sys.stderr)
    return path if path.is_file() else None
