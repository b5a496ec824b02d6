"""The system's own dialogs for bundles and key cards."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_to_open(parent: QWidget) -> Path | None:
    chosen, _ = QFileDialog.getOpenFileName(
        parent, "Chọn gói bàn giao", _documents(), "Gói bàn giao (*.motcua);;Mọi tệp (*)"
    )
    return Path(chosen) if chosen else None


def ask_to_save(parent: QWidget, name: str) -> Path | None:
    """Ask where `name` goes; its ending is kept."""
    suffix = Path(name).suffix
    chosen, _ = QFileDialog.getSaveFileName(
        parent, "Lưu vào", str(Path(_documents()) / name), f"Tệp (*{suffix})"
    )
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix == suffix else path.with_name(path.name + suffix)


def _documents() -> str:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return QStandardPaths.writableLocation(place)
