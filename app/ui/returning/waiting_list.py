"""A list of dossiers that wait for a citizen, narrowed while typing; Enter opens one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from app.services.dossiers.records import DossierRow
from app.services.ledger.records import Actor
from app.ui.desk.cards import HeadedCard
from app.ui.desk.dossier_columns import (
    SHORT_CODE_WIDTH,
    code_column,
    owner_column,
    owner_id_column,
    procedure_column,
)
from app.ui.look.icons import Icon, Ink, icon
from app.ui.shell.page_context import PageContext
from app.ui.widgets.table_view import RowTable

MOST_SHOWN = 500
FILTER_AFTER_MS = 120
Reader = Callable[[Actor, str, int], Sequence[DossierRow]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingListWords:
    """What a list is called, what it counts, what it says when it is empty."""

    title: str
    noun: str
    accessible: str
    empty: str
    placeholder: str = "Lọc theo tên, mã…"


class WaitingList(HeadedCard):
    """Reads itself on the worker; `chosen` carries a code."""

    chosen = Signal(str)

    def __init__(
        self,
        context: PageContext,
        words: WaitingListWords,
        read: Reader,
        after_ms: int = FILTER_AFTER_MS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words.title, parent)
        self._context = context
        self._words = words
        self._read = read
        self._typing = QTimer(self, singleShot=True, interval=after_ms)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(words.placeholder)
        self.filter.setAccessibleName(f"Lọc danh sách: {words.title.lower()}")
        self.filter.addAction(
            icon(Icon.SEARCH, Ink.QUIET), QLineEdit.ActionPosition.LeadingPosition
        )
        now = context.clock.now
        self.table = RowTable[DossierRow](
            (
                owner_column(now),
                code_column(is_short=True, width=SHORT_CODE_WIDTH),
                owner_id_column(),
                procedure_column(),
            ),
            lambda row: row.code,
            empty_text=words.empty,
        )
        self.table.setAccessibleName(words.accessible)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.table, 1)
        self.filter.textChanged.connect(self._on_filter_typed)
        self.filter.returnPressed.connect(self._on_filter_entered)
        self.filter.installEventFilter(self)
        self._typing.timeout.connect(self.reload)
        self.table.row_activated.connect(lambda row: self.chosen.emit(row.code))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go from the filter into the list on Down."""
        is_down = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Down
        if watched is self.filter and is_down and event.type() is QEvent.Type.KeyPress:
            self._on_filter_entered()
            return True
        return super().eventFilter(watched, event)

    def reload(self) -> None:
        """Read the list again, as filtered."""
        self._context.read(self._read, self.filter.text(), MOST_SHOWN).then(self._show)

    def _show(self, rows: Sequence[DossierRow]) -> None:
        self.table.set_rows(rows)
        more = "+" if len(rows) >= MOST_SHOWN else ""
        self.set_count(f"{len(rows)}{more} {self._words.noun}" if rows else "")

    def _on_filter_typed(self) -> None:
        self._typing.start()

    def _on_filter_entered(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.table.current_row() is None and self.table.rows_model.rows:
            self.table.selectRow(0)
