"""Looks for what does not fit on a page at the smallest desk."""

from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QTableView, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.dressing import dress

SMALLEST = (1178, 662)
"""Room for a page at 1366×768: the rail, the bar above and the strip below are taken off."""


def show_smallest(page: QWidget, qtbot: QtBot) -> None:
    """Show `page` dressed and at its smallest."""
    dress()
    page.resize(*SMALLEST)
    with qtbot.waitExposed(page):
        page.show()
    QApplication.processEvents()


def misfits(page: QWidget) -> list[str]:
    """Return what scrolls sideways or is cut: tables, scrolled columns, buttons, the page."""
    found = [
        f"table {table.accessibleName()}"
        for table in page.findChildren(QTableView)
        if table.isVisible() and table.horizontalScrollBar().maximum() > 0
    ]
    for area in page.findChildren(QScrollArea):
        inside = area.widget()
        if area.isVisible() and inside is not None and inside.width() > area.viewport().width():
            found.append(f"column {area.accessibleName()}")
    found += [
        f"button {made.text()}"
        for made in page.findChildren(QAbstractButton)
        if made.isVisible() and made.width() < made.minimumSizeHint().width()
    ]
    if (page.width(), page.height()) != SMALLEST:
        found.append(f"page {page.width()}×{page.height()}")
    return found
