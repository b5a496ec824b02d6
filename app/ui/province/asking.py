"""Asking for files of units in the system's own dialog."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_KIND = "Số liệu kỳ báo cáo (*.motcua)"


def ask_files(parent: QWidget) -> list[Path]:
    """Return the chosen files; none when nothing was chosen."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = QStandardPaths.writableLocation(place)
    chosen, _ = QFileDialog.getOpenFileNames(parent, "Chọn tệp số liệu", folder, _KIND)
    return [Path(name) for name in chosen]


def ask_to_write(parent: QWidget, name: str) -> Path | None:
    """Return where a file goes; None when nothing was chosen."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(place))
    chosen, _ = QFileDialog.getSaveFileName(parent, "Ghi tệp số liệu", str(folder / name), _KIND)
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".motcua")
