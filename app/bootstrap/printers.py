"""Printing as this system does it: PDF through CUPS, or pictures through Windows."""

from pathlib import Path

from app.bootstrap.printing import Printers, Printing
from app.services.container import Services
from app.settings import SettingsFile
from app.ui.printing.qt_printer import painter_for, printer_names


def printing_of(desk: Services, file: SettingsFile) -> Printing:
    """Return the printing of a desk, by its settings as they are at each call."""
    papers = desk.files.papers
    return Printing(desk.data, file.load, desk.print_queue, papers, painter_for, printer_names)


def printers_of(data: Path) -> Printers:
    """Return this machine's printers, before there is a desk."""
    return Printers(data, painter_for, printer_names)
