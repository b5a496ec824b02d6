"""The column beside the form: the paper above, and below it what the moment asks for."""

from PySide6.QtWidgets import QSizePolicy, QTabBar, QVBoxLayout, QWidget

from app.ui.intake.desk_panels import GuidePanel, RefusalPanel
from app.ui.intake.due_card import DueCard
from app.ui.intake.heading import ReasonCard
from app.ui.intake.side_pane import SidePane
from app.ui.intake.special_card import SpecialCard

_GAP = 10
_DUE, _PAPER = 0, 1


class RightColumn(QWidget):
    """Its width is its share alone, whatever stands in it.

    On a narrow page the paper is a tab of its own: it comes to the front when it is asked for.
    """

    def __init__(
        self,
        side: SidePane,
        cards: tuple[SpecialCard, ReasonCard, DueCard],
        panels: tuple[RefusalPanel, GuidePanel],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._side = side
        self._due_card = cards[-1]
        self._answers = QWidget()
        self._is_tabbed = False
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("Hẹn trả hay giấy tiếp nhận")
        for words in ("&Hẹn trả", "&Giấy"):
            self.tabs.addTab(words)
        below = QVBoxLayout(self._answers)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(_GAP)
        for each in (*cards, *panels):
            below.addWidget(each)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(_GAP)
        rows.addWidget(self.tabs)
        rows.addWidget(side, 1)
        rows.addWidget(self._answers)
        rows.addStretch(0)
        self.tabs.currentChanged.connect(self._show_front)
        side.asked_for.connect(self._on_asked_for)
        self._show_front()

    @property
    def is_tabbed(self) -> bool:
        """Whether paper and due date stand one behind the other."""
        return self._is_tabbed

    def set_tabbed(self, *, is_tabbed: bool) -> None:
        """Stand the paper behind the due date, or above it."""
        self._is_tabbed = is_tabbed
        self._show_front()

    def show_panel(self) -> None:
        """Let a panel stand where date and button stand."""
        self._due_card.hide()
        self.tabs.setCurrentIndex(_DUE)

    def show_due(self) -> None:
        self._due_card.show()

    def _on_asked_for(self, is_asked_for: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.tabs.setCurrentIndex(_PAPER if is_asked_for else _DUE)

    def _show_front(self) -> None:
        front = self.tabs.currentIndex()
        self.tabs.setVisible(self._is_tabbed)
        self._side.setVisible(not self._is_tabbed or front == _PAPER)
        self._answers.setVisible(not self._is_tabbed or front == _DUE)
