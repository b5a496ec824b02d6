"""Asking for a folder in the system's own dialog."""

from PySide6.QtWidgets import QFileDialog, QWidget


def choose_folder(parent: QWidget, present: str) -> str:
    """Return the chosen folder; empty when nothing was chosen."""
    return QFileDialog.getExistingDirectory(parent, "Chọn thư mục lưu PDF", present)
