"""How the tests of the registers' page find its parts and fill its forms."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

from app.ui.desk.tabbed_page import TabbedPage
from app.ui.registers.panel import RegisterPanel
from app.ui.registers.register_tab import RegisterTab
from app.ui.widgets.dialogs import FormDialog, TableDialog
from app.ui.widgets.table_view import RowTable
from app.vocabulary.reports import RegisterKind
from tests.harness.register_entries import TYPED

W = TypeVar("W", bound=QWidget)
R = TypeVar("R")


def front(page: TabbedPage, title: str) -> QWidget:
    page.show_tab(title)
    page.activated()
    found = page.tabs.currentWidget()
    assert found is not None
    return found


def panel_of(page: TabbedPage, title: str = "Truyền thông, tập huấn") -> RegisterPanel:
    tab = front(page, title)
    assert isinstance(tab, RegisterTab)
    return tab.panel


def opened(parent: QWidget, kind: type[W]) -> W:
    return [one for one in parent.findChildren(kind) if one.isVisible()][-1]


def typed(kind: RegisterKind) -> dict[str, str]:
    yes_no = {"Có": "1", "Không": "0"}
    return {name: yes_no.get(str(value), str(value)) for name, value in TYPED[kind].items()}


def rows_in(dialog: TableDialog, kind: type[R]) -> list[R]:
    found = [row for table in dialog.findChildren(RowTable) for row in table.rows_model.rows]
    return [row for row in found if isinstance(row, kind)]


def problems(dialog: FormDialog, *names: str) -> list[str]:
    return [dialog.board.box(name).problem for name in names]
