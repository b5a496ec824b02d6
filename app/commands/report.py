"""`motcua report`: the report of a period as DOCX and PDF, its annexes as XLSX and PDF."""

import argparse
from pathlib import Path

from app.commands.frame import Subparsers, desk_of, emit
from app.errors import InvalidInputError
from app.reports.quarter.files import ReportFormat, write_report_files
from app.wording import usage


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("report", help="báo cáo của một quý hoặc kỳ khác, và phụ lục")
    parser.add_argument(
        "--period", required=True, metavar=usage.PERIOD, help="như 2019-Q2, 2019-H1, 2019-9M, 2019"
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar=usage.FOLDER, help="thư mục ghi ra"
    )
    parser.add_argument(
        "--format",
        default=",".join(ReportFormat),
        metavar="DẠNG",
        help="các dạng tệp, cách nhau dấu phẩy (mặc định: docx,pdf,xlsx)",
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Write the files to --out."""
    formats = frozenset(_format(each) for each in args.format.split(","))
    with desk_of(args, changes=False) as at:
        at.desk.outputs.folder(args.out)
        report = at.desk.quarter_reports.of_period(at.actor, args.period)
        paths = write_report_files(report, args.out, formats, outputs=at.desk.outputs)
    if args.json:
        emit(
            {
                "period": report.period.key,
                "locked": report.figures.now.is_locked,
                "files": [str(path) for path in paths],
            }
        )
        return 0
    for path in paths:
        print(f"Đã ghi {path}.")
    if not report.figures.now.is_locked:
        print("Số liệu của kỳ chưa khóa nên báo cáo ghi rõ “số liệu chưa khóa”.")
    return 0


def _format(text: str) -> ReportFormat:
    """Return a kind of file. Raises InvalidInputError."""
    try:
        return ReportFormat(text.strip().lower())
    except ValueError:
        raise InvalidInputError(
            "format", f"Không ghi được dạng “{text.strip()}”. Hãy dùng docx, pdf, xlsx."
        ) from None
