"""The column beside the form: the paper above, and below it what the moment asks for."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui.intake.desk_panels import GuidePanel, RefusalPanel
from app.ui.intake.due_card import DueCard
from app.ui.intake.heading import ReasonCard
from app.ui.intake.side_pane import SidePane
from app.ui.intake.special_card import SpecialCard

_GAP = 10


class RightColumn(QWidget):
    """Its width is its share alone, whatever stands in it."""

    def __init__(
        self,
        side: SidePane,
        cards: tuple[SpecialCard, ReasonCard, DueCard],
        panels: tuple[RefusalPanel, GuidePanel],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._due_card = cards[-1]
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(_GAP)
        rows.addWidget(side, 1)
        for each in (*cards, *panels):
            rows.addWidget(each)

    def show_panel(self) -> None:
        """Let a panel stand where date and button stand."""
        self._due_card.hide()

    def show_due(self) -> None:
        self._due_card.show()
