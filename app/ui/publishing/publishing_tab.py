"""Công bố TTHC: the decisions with the procedures of the one in front; all of them at a date."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app.ui.desk.tabbed_page import PageTab
from app.ui.publishing.decisions_card import DecisionsCard
from app.ui.publishing.form_view import FormView
from app.ui.publishing.items_view import ItemsView
from app.ui.publishing.parts import PublishingParts
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import card

_SHARES = (260, 300)


class PublishingTab(PageTab):
    """Reads the register and the counts when it comes to the front, and after each act."""

    def __init__(self, parts: PublishingParts) -> None:
        super().__init__()
        self.decisions = DecisionsCard(parts)
        self.items = ItemsView(parts)
        self.form = FormView(parts)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(12)
        halves.addWidget(self.decisions)
        halves.addWidget(_framed(self.items))
        halves.setSizes(_SHARES)
        self.views = QTabWidget()
        self.views.tabBar().setDrawBase(False)
        self.views.addTab(_spaced(halves), "Quyết định")
        self.views.addTab(_spaced(_framed(self.form)), "Số thủ tục theo cơ quan (II.07b)")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.addWidget(self.views)
        self.decisions.decision_selected.connect(self.items.show_decision)
        self.decisions.changed.connect(self.form.load)
        self.views.currentChanged.connect(lambda _place: commit_input_method())
        parts.actions.bind("publishing.export", self.form.export.click, self)
        self.setFocusProxy(self.decisions)

    def open_decision(self, decision_id: int) -> None:
        """Go to a decision, whatever the list showed before."""
        self.views.setCurrentIndex(0)
        self.decisions.open_decision(decision_id)

    @override
    def load(self) -> None:
        self.decisions.load()
        self.form.load()


def _framed(widget: QWidget) -> QFrame:
    made = card()
    rows = QVBoxLayout(made)
    rows.setContentsMargins(16, 12, 16, 12)
    rows.addWidget(widget)
    return made


def _spaced(widget: QWidget) -> QWidget:
    made = QWidget()
    rows = QVBoxLayout(made)
    rows.setContentsMargins(0, 12, 0, 0)
    rows.addWidget(widget)
    return made
