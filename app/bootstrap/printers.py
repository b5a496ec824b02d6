"""Printing as this system does it: PDF through CUPS, or pictures through Windows."""

from collections.abc import Sequence
from pathlib import Path

from app.bootstrap.printing import Printers, Printing, QueuePainter
from app.services.container import Services
from app.settings import SettingsFile


def printing_of(desk: Services, file: SettingsFile) -> Printing:
    """Return the printing of a desk, by its settings as they are at each call."""
    papers = desk.files.papers
    return Printing(desk.data, file.load, desk.print_queue, papers, _painter_for, _printer_names)


def printers_of(data: Path) -> Printers:
    """Return this machine's printers, before there is a desk."""
    return Printers(data, _painter_for, _printer_names)


def _painter_for(name: str) -> QueuePainter:
    from app.ui.printing.qt_printer import painter_for

    return painter_for(name)


def _printer_names() -> Sequence[str]:
    from app.ui.printing.qt_printer import printer_names

    return printer_names()
