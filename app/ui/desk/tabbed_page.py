"""A page of tabs: each is read when it comes to the front."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSignalBlocker, QSize
from PySide6.QtWidgets import QStackedWidget, QTabBar, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.runtime.tasks import Change
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import least_size


def choose_tab(bar: QTabBar, place: int) -> None:
    """Bring the tab at `place` (from 0) of those in sight to the front, if there is one."""
    shown = [at for at in range(bar.count()) if bar.isTabVisible(at) and bar.isTabEnabled(at)]
    if place < len(shown):
        bar.setCurrentIndex(shown[place])


class PageTab(QWidget):
    """One tab of the page."""

    def load(self) -> None:
        """Read what the tab shows, on the worker."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class TitledTab:
    """A tab and what makes it when it is first shown."""

    title: str
    make: Callable[[], PageTab]


class _FrontTabs(QTabWidget):
    """Tabs that claim the least height of the tab in front, not the height of the tallest tab."""

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        front = self.currentWidget()
        return self._around() + (least_size(front, width).height() if self.count() else 0)

    @override
    def minimumSizeHint(self) -> QSize:
        front = self.currentWidget()
        high = self._around() + (front.minimumSizeHint().height() if self.count() else 0)
        return QSize(super().minimumSizeHint().width(), high)

    def _around(self) -> int:
        """Return the height of what stands around the tab in front."""
        stack = self.findChild(QStackedWidget)
        inside = stack.minimumSizeHint().height() if isinstance(stack, QStackedWidget) else 0
        return super().minimumSizeHint().height() - inside


class TabbedPage(QWidget):
    """The tabs in their order; each is made when first shown, and read each time it is shown."""

    def __init__(
        self, title: str, tabs: Sequence[TitledTab], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.tabs = _FrontTabs()
        self.tabs.tabBar().setDrawBase(False)
        self._makers = [each.make for each in tabs]
        self._made: dict[int, PageTab] = {}
        for each in tabs:
            self.tabs.addTab(QWidget(), each.title)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.setSpacing(8)
        rows.addWidget(label(title, "title"))
        rows.addWidget(self.tabs, 1)
        self._front_tab()
        self.tabs.currentChanged.connect(self._on_current_changed)

    def show_tab(self, title: str) -> PageTab:
        """Bring the tab of that title to the front and return it; the one in front for no tab."""
        for at in range(self.tabs.count()):
            if self.tabs.tabText(at) == title:
                self.tabs.setCurrentIndex(at)
        return self._front_tab()

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
        self.tabs.updateGeometry()

    def _load_front(self) -> None:
        self._front_tab().load()

    def _front_tab(self) -> PageTab:
        """Return the tab in front, made in place of the empty one that held its place."""
        at = self.tabs.currentIndex()
        if at not in self._made:
            title, held = self.tabs.tabText(at), self.tabs.currentWidget()
            tab = self._made[at] = self._makers[at]()
            with QSignalBlocker(self.tabs):
                self.tabs.removeTab(at)
                self.tabs.insertTab(at, tab, title)
                self.tabs.setCurrentIndex(at)
            held.deleteLater()
        return self._made[at]
