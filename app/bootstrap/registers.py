"""Sổ quản lý, put together."""

from app.bootstrap.board import Board
from app.bootstrap.publishing import publishing_parts
from app.ui.desk.tabbed_page import TabbedPage, TitledTab
from app.ui.publishing.publishing_tab import PublishingTab


def registers_page(board: Board) -> TabbedPage:
    """Return the page of what is kept in books beside the dossiers."""
    publishing = PublishingTab(publishing_parts(board))
    return TabbedPage("Sổ quản lý", (TitledTab("Công bố TTHC", publishing),))
