"""What a kind of rows gives the report: the rows behind a figure, and how they are listed."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.reports.quarter.content import RowsReference
from app.services.ledger.records import Actor
from app.services.periods.calendar import ReportPeriod
from app.ui.look.tokens import Tone, size_window
from app.ui.widgets.labels import button, label, set_tone
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import buttons
from app.wording.texts import number_text

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsRequest:
    """A figure whose rows are wanted, of which period, and the instant its figures are judged at.

    A locked period's figures are frozen; its rows are those of now.
    """

    behind: RowsReference
    period: ReportPeriod
    as_of: datetime
    is_locked: bool


# Not slotted: Python 3.11 cannot make a frozen, slotted dataclass that is generic.
@dataclass(frozen=True, kw_only=True)
class RowsListing(Generic[Row]):
    """Rows of one kind and their columns; `open_row` goes to the page that keeps one.

    `noun` is what a row is. Where the figure adds something up, `total` is what the rows come to
    and `unit` what that is; else the rows themselves are counted.
    """

    rows: Sequence[Row]
    columns: Sequence[Column[Row]]
    key: Callable[[Row], Hashable]
    noun: str
    open_row: Callable[[Row], None]
    total: int | None = None
    unit: str = ""

    @property
    def comes_to(self) -> int:
        """What the rows come to, as the figure counts them."""
        return len(self.rows) if self.total is None else self.total

    @property
    def words(self) -> str:
        """How many rows there are, and what they add up to: "3 hoạt động, cộng 250 lượt người"."""
        said = f"{number_text(len(self.rows))} {self.noun}"
        return said if self.total is None else f"{said}, cộng {number_text(self.total)} {self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsKind:
    """One kind of rows; `read` runs on the worker.

    `may_open` says whether the person who works here has the page that keeps them.
    """

    read: Callable[[Actor, RowsRequest], RowsListing[Any]]
    may_open: Callable[[], bool]


def apart_text(asked: RowsRequest, listing: RowsListing[Any]) -> str:
    """Return in a line where the figure of the report is no longer what its rows come to."""
    said, comes_to = asked.behind.count, listing.comes_to
    if said is None or said == comes_to:
        return ""
    counted = f"{number_text(comes_to)} {listing.noun if listing.total is None else listing.unit}"
    if asked.is_locked:
        return f"Số đã khóa: {number_text(said)}; nay liệt kê được {counted}."
    return (
        f"Số trong báo cáo: {number_text(said)}; nay đã là {counted}. Hãy mở lại báo "
        "cáo để tính lại."
    )


_SIZE = (1120, 520)


class RowsDialog(QDialog):
    """Lists what it is given once it is read; Enter goes to a row's own page, Esc closes."""

    def __init__(self, title: str, asked: RowsRequest, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Các dòng của một số liệu")
        size_window(self, *_SIZE)
        self._asked = asked
        self.table: RowTable[Any] | None = None
        self.apart = label("", "body", wrap=True)
        set_tone(self.apart, Tone.WARN)
        self.count = label("Đang đọc…", "quiet")
        self.close_button = button(buttons.CLOSE, hint="Esc")
        foot = QHBoxLayout()
        foot.addWidget(self.count)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        self._place = QVBoxLayout()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(8)
        rows.addWidget(label(title, "title", wrap=True))
        rows.addWidget(self.apart)
        rows.addLayout(self._place, 1)
        rows.addLayout(foot)
        self.apart.hide()
        self.close_button.clicked.connect(self.reject)

    def show_listing(self, listing: RowsListing[Any]) -> None:
        """Show the rows, and in a line where they are no longer what the report says."""
        table: RowTable[Any] = RowTable(
            listing.columns, listing.key, empty_text=f"Không có {listing.noun} nào."
        )
        table.setAccessibleName(f"Các dòng của số liệu ({listing.noun}); Enter mở một dòng")
        table.set_rows(listing.rows)
        self.table = table
        self._place.addWidget(table)
        hint = "; Enter hoặc bấm đúp để mở" if listing.rows else ""
        self.count.setText(f"{listing.words}{hint}")
        apart = apart_text(self._asked, listing)
        self.apart.setText(apart)
        self.apart.setVisible(bool(apart))

        def open_row(row: object) -> None:
            self.accept()
            listing.open_row(row)

        table.row_activated.connect(open_row)
        if listing.rows:
            table.selectRow(0)
        table.setFocus()
