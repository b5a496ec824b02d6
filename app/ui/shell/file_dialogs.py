"""The system's dialogs for files: where an export goes, what is opened, which folder is meant."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.reports.formats import ExportFormat
from app.services.backup.sealed import SUFFIX
from app.wording import buttons

DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation
PICTURES = QStandardPaths.StandardLocation.PicturesLocation
FORMAT_WORDS = {
    ExportFormat.XLSX: "Bảng tính Excel (XLSX)",
    ExportFormat.PDF: "PDF để in và ký",
    ExportFormat.CSV: "Số liệu (CSV)",
    ExportFormat.REGISTER_CSV: "Sổ tiếp nhận (CSV)",
}
SCANS = "Tệp quét (*.pdf *.jpg *.jpeg *.png)"
BACKUPS = f"Bản sao lưu (*{SUFFIX});;Mọi tệp (*)"
TABLES = "Bảng tính (*.xlsx *.csv *.tsv *.txt)"
BUNDLES = "Gói bàn giao (*.motcua);;Mọi tệp (*)"
CATALOGUES = "Tệp danh mục (*.xlsx *.csv *.tsv *.txt *.json)"
FIGURES = "Số liệu kỳ báo cáo (*.motcua)"


class FileDialogs:
    """Asks for files and folders; a test or a demonstration answers in its place.

    Each call waits for the answer: None, or nothing chosen, where the person turned back. `kinds`
    are filters as Qt takes them: "Bảng tính (*.xlsx *.csv)".
    """

    def save_export(self, parent: QWidget, name: str, fmt: ExportFormat) -> Path | None:
        """Ask for the file to write in a format, with its ending."""
        kinds = f"{FORMAT_WORDS[fmt]} (*{fmt.suffix})"
        return self.save(parent, buttons.EXPORT_SUMMARY, name, kinds)

    def save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        """Ask for the file to write, in the person's documents first, with `name`'s ending."""
        place = str(Path(_standard(DOCUMENTS)) / name)
        chosen, _ = QFileDialog.getSaveFileName(parent, title, place, kinds)
        return with_ending(Path(chosen), Path(name).suffix) if chosen else None

    def open(self, parent: QWidget, title: str, kinds: str, folder: str = "") -> Path | None:
        """Ask for a file to read, in `folder` or the person's documents at first."""
        place = folder or _standard(DOCUMENTS)
        chosen, _ = QFileDialog.getOpenFileName(parent, title, place, kinds)
        return Path(chosen) if chosen else None

    def open_many(
        self,
        parent: QWidget,
        title: str,
        kinds: str = SCANS,
        place: QStandardPaths.StandardLocation = PICTURES,
    ) -> Sequence[Path]:
        """Ask for files to read: scans, where nothing else is said."""
        chosen, _ = QFileDialog.getOpenFileNames(parent, title, _standard(place), kinds)
        return [Path(one) for one in chosen]

    def folder(self, parent: QWidget, title: str, present: str = "") -> Path | None:
        """Ask for a folder, `present` at first."""
        chosen = QFileDialog.getExistingDirectory(parent, title, present)
        return Path(chosen) if chosen else None


def with_ending(path: Path, suffix: str) -> Path:
    """Return `path` with the ending `suffix`, added where it is not there."""
    return path if path.suffix.lower() == suffix.lower() else path.with_name(path.name + suffix)


def open_file(path: Path) -> None:
    """Open `path` with the program the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _standard(place: QStandardPaths.StandardLocation) -> str:
    return QStandardPaths.writableLocation(place)
