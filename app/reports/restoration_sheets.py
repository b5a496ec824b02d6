"""The sheets of a store's restorations, as PDFs to be printed and signed."""

from collections.abc import Iterable
from pathlib import Path

from app.outputs import OutputKind, Outputs
from app.printing.forms.restoration_sheet import restoration_sheet_pdf
from app.services.audit.restorations import RestorationSheet


def write_sheets(
    sheets: Iterable[RestorationSheet], folder: Path, outputs: Outputs
) -> tuple[Path, ...]:
    """Write a PDF of each into `folder` and return them. Raises InvalidInputError, StoreError."""
    written = []
    for sheet in sheets:
        path = folder / f"phieu-khoi-phuc-kho-{sheet.head.unit_code}-{sheet.seq}.pdf"
        outputs.place(path, OutputKind.PDF).write(restoration_sheet_pdf(sheet))
        written.append(path)
    return tuple(written)
