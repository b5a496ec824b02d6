"""Widgets one behind the other that need no more height than the lowest they can have."""

from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override


class LowStack(QStackedWidget):
    """Unlike Qt's own it does not claim the preferred height of its pages as their least.

    Qt's does where words wrap on any of them. For pages with a list that can give way.
    """

    @override
    def hasHeightForWidth(self) -> bool:
        return False
