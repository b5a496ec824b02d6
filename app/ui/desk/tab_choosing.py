"""Choose a tab by its place, as the keys Ctrl+1 to Ctrl+9 do on every page."""

from PySide6.QtWidgets import QTabBar


def choose_tab(bar: QTabBar, place: int) -> None:
    """Bring the tab at `place` (from 0) of those in sight to the front, if there is one."""
    shown = [at for at in range(bar.count()) if bar.isTabVisible(at) and bar.isTabEnabled(at)]
    if place < len(shown):
        bar.setCurrentIndex(shown[place])
