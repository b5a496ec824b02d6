"""A page of tabs: each is read when it comes to the front."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.ui.desk.tab_choosing import choose_tab
from app.ui.runtime.tasks import Change
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import label


class PageTab(QWidget):
    """One tab of the page."""

    def load(self) -> None:
        """Read what the tab shows, on the worker."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class TitledTab:
    title: str
    tab: PageTab


class TabbedPage(QWidget):
    """The tabs in their order; each is read again when it comes to the front."""

    def __init__(
        self, title: str, tabs: Sequence[TitledTab], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.tabs = QTabWidget()
        self.tabs.tabBar().setDrawBase(False)
        self._tabs = [each.tab for each in tabs]
        for each in tabs:
            self.tabs.addTab(each.tab, each.title)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.setSpacing(8)
        rows.addWidget(label(title, "title"))
        rows.addWidget(self.tabs, 1)
        self.tabs.currentChanged.connect(self._on_current_changed)

    def show_tab(self, title: str) -> PageTab:
        """Bring the tab of that title to the front and return it; the one in front for no tab."""
        for at in range(self.tabs.count()):
            if self.tabs.tabText(at) == title:
                self.tabs.setCurrentIndex(at)
        return self._tabs[self.tabs.currentIndex()]

    def choose_tab(self, place: int) -> None:
        """Bring the tab at `place` (from 0) to the front."""
        choose_tab(self.tabs.tabBar(), place)

    def activated(self) -> None:
        """Read the tab in front."""
        self._load_front()

    def refresh(self, changes: frozenset[Change]) -> None:
        """Read the tab in front again."""
        if changes:
            self._load_front()

    def _on_current_changed(self) -> None:
        commit_input_method()
        self._load_front()

    def _load_front(self) -> None:
        self._tabs[self.tabs.currentIndex()].load()
