"""Asking for a folder in the system's own dialog."""

from PySide6.QtWidgets import QFileDialog, QWidget


def choose_folder(parent: QWidget, present: str, title: str = "Chọn thư mục lưu PDF") -> str:
    """Return the chosen folder; empty when nothing was chosen."""
    return QFileDialog.getExistingDirectory(parent, title, present)
