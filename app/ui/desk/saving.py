"""The dialog that asks where an export goes, and how the written file is opened."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.reports.formats import ExportFormat


class PathAsker(Protocol):
    """Asks for the file to write; None when the person turned back."""

    def __call__(self, parent: QWidget, name: str, fmt: ExportFormat) -> Path | None: ...


FORMAT_WORDS = {
    ExportFormat.XLSX: "Bảng tính Excel (XLSX)",
    ExportFormat.PDF: "PDF để in và ký",
    ExportFormat.CSV: "Số liệu (CSV)",
    ExportFormat.REGISTER_CSV: "Sổ tiếp nhận (CSV)",
}


def ask_path(parent: QWidget, name: str, fmt: ExportFormat) -> Path | None:
    """Ask for the file to write, in the person's documents at first; None on turning back."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(place))
    kind = f"{FORMAT_WORDS[fmt]} (*{fmt.suffix})"
    chosen, _ = QFileDialog.getSaveFileName(parent, "Xuất bảng tổng hợp", str(folder / name), kind)
    return with_suffix(Path(chosen), fmt) if chosen else None


def with_suffix(path: Path, fmt: ExportFormat) -> Path:
    """Return `path` with the ending of `fmt`, added where it is not there."""
    return path if path.suffix.lower() == fmt.suffix else path.with_name(path.name + fmt.suffix)


def open_file(path: Path) -> None:
    """Open `path` with the program the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
