"""The files a report becomes: text as DOCX and PDF, each annex as XLSX and PDF, in one folder."""

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path, PurePath
from typing import Final

from app.errors import StoreError
from app.outputs import OutputKind, Outputs
from app.paths import make_folder
from app.reports.quarter.annex import Annex
from app.reports.quarter.annex_files import annex_pdf, annex_xlsx
from app.reports.quarter.annexes.every import annexes_of
from app.reports.quarter.content import ReportText
from app.reports.quarter.text import report_text
from app.reports.quarter.text_pdf import report_pdf
from app.services.reporting.records import QuarterReport


class ReportFormat(StrEnum):
    """A kind of file; the value is what the command line takes."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"


ALL_FORMATS: Final = frozenset(ReportFormat)


def report_files(
    report: QuarterReport, formats: Collection[ReportFormat] = ALL_FORMATS
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file: the text first, then the annexes."""
    key = report.period.key.replace("..", "-den-")
    text = report_text(report)
    if ReportFormat.DOCX in formats:
        yield f"bao-cao-{key}.docx", _docx(text)
    if ReportFormat.PDF in formats:
        yield f"bao-cao-{key}.pdf", report_pdf(text)
    for number, annex in enumerate(annexes_of(report), 1):
        yield from annex_files(f"phu-luc-{number}-{annex.stem}-{key}", annex, formats)


def _docx(text: ReportText) -> bytes:
    """Return the report as DOCX; the library for it is loaded when one is written, not at start."""
    content: bytes = import_module("app.reports.quarter.text_docx").report_docx(text)
    return content


def write_report_files(
    report: QuarterReport,
    folder: Path,
    formats: Collection[ReportFormat] = ALL_FORMATS,
    *,
    outputs: Outputs,
) -> tuple[Path, ...]:
    """Write the files into `folder`, which is made where it is missing; return their paths.

    Raises InvalidInputError (`out`) for a place that takes none of them, StoreError with advice
    where one cannot be written.
    """
    return write_all(report_files(report, formats), folder, outputs)


def write_all(
    files: Iterable[tuple[str, bytes]], folder: Path, outputs: Outputs
) -> tuple[Path, ...]:
    """Write files, each name with its content, into `folder`, made where it is missing.

    Nothing is written where one of them must not be. Raises InvalidInputError (`out`), StoreError
    with advice where one cannot be written.
    """
    outputs.folder(folder)
    placed = [
        (outputs.place(folder / name, _kind_of(name)), folder / name, content)
        for name, content in files
    ]
    try:
        make_folder(folder)
    except OSError as error:
        raise StoreError(
            f"Không tạo được thư mục “{folder}”. Hãy chọn thư mục khác rồi xuất lại."
        ) from error
    for place, _path, content in placed:
        place.write(content)
    return tuple(path for _place, path, _content in placed)


def _kind_of(name: str) -> OutputKind:
    return OutputKind[PurePath(name).suffix.removeprefix(".").upper()]


def annex_files(
    stem: str, annex: Annex, formats: Collection[ReportFormat] = ALL_FORMATS
) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of an annex as XLSX and PDF, as far as they are wanted."""
    if ReportFormat.XLSX in formats:
        yield f"{stem}.xlsx", annex_xlsx(annex)
    if ReportFormat.PDF in formats:
        yield f"{stem}.pdf", annex_pdf(annex)
