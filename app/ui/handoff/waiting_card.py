"""Chờ giao: agencies with what waits for them, and the slips being made, one per receiver."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.services.custody.records import AgencyQueue
from app.services.dossiers.records import DossierRow
from app.services.office.records import AgencyLine
from app.ui.desk.cards import HeadedCard
from app.ui.desk.dossier_columns import Now
from app.ui.handoff.columns import (
    QueueKey,
    queue_columns,
    queue_key,
    queue_name,
    waiting_columns,
)
from app.ui.look.icons import Icon
from app.ui.look.tokens import px
from app.ui.widgets.inputs import WholeWordsBox
from app.ui.widgets.labels import button, label, set_property
from app.ui.widgets.table_view import ROW_HEIGHT, RowTable
from app.wording import captions

_LEAST_LINES, _MOST_LINES = 2, 4
_HEADER_HEIGHT = 33


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipDraft:
    """Dossiers put together for one receiver, not sent yet."""

    to_id: int
    codes: tuple[str, ...]


class WaitingCard(HeadedCard):
    """A check puts a dossier on the slip of its queue; the receiver can be another one."""

    dossier_opened = Signal(str)
    close_wanted = Signal()

    def __init__(self, now: Now, close_key: str, parent: QWidget | None = None) -> None:
        super().__init__("Chờ giao", parent)
        self._queues: tuple[AgencyQueue, ...] = ()
        self._agencies: tuple[AgencyLine, ...] = ()
        self._picked: dict[str, None] = {}
        self._targets: dict[QueueKey, int] = {}
        self._is_filling = False
        self._close_key = close_key
        self.queues = RowTable[AgencyQueue](
            queue_columns(now, self._picked_of),
            queue_key,
            empty_text="Không có hồ sơ chờ giao. Hồ sơ mới nhận hiện ở đây.",
        )
        self.queues.setFixedHeight(px(_HEADER_HEIGHT + _LEAST_LINES * ROW_HEIGHT))
        self.queues.setAccessibleName("Cơ quan có hồ sơ chờ giao")
        self.dossiers = RowTable[DossierRow](
            waiting_columns(now, self._overdue, self._next_morning),
            lambda row: row.code,
            empty_text="Chọn một cơ quan ở trên để xem hồ sơ; Space đưa hồ sơ lên phiếu.",
            is_checkable=True,
        )
        self.dossiers.setAccessibleName("Hồ sơ chờ giao cho cơ quan đang chọn")
        self.target = WholeWordsBox()
        self.target.setAccessibleName(captions.HANDED_TO)
        self.close_button = button("Đóng và in phiếu", "accent", Icon.SEND, hint=close_key)
        self._arrange()
        self._connect()
        self._tell_counts()

    def set_board(self, queues: Sequence[AgencyQueue], agencies: Sequence[AgencyLine]) -> None:
        """Show what waits now; picks of dossiers that still wait stay."""
        self._queues = tuple(queues)
        self._agencies = tuple(agencies)
        here = {row.code for queue in queues for row in queue.dossiers}
        self._picked = {code: None for code in self._picked if code in here}
        lines = min(max(len(self._queues), _LEAST_LINES), _MOST_LINES)
        self.queues.setFixedHeight(px(_HEADER_HEIGHT + lines * ROW_HEIGHT))
        self.queues.set_rows(self._queues)
        if self.queues.current_row() is None and self._queues:
            self.queues.selectRow(0)
        self._show_queue()

    def has(self, code: str) -> bool:
        return self._queue_of(code) is not None

    def is_picked(self, code: str) -> bool:
        return code in self._picked

    def pick(self, code: str) -> str:
        """Put a waiting dossier on its slip, show it, and return the receiver's name."""
        queue = self._queue_of(code)
        if queue is None:
            return ""
        self._picked[code] = None
        self.queues.go_to(queue_key(queue))
        self._show_queue()
        self.dossiers.go_to(code)
        return self._name_of(self._target_of(queue)) or "cơ quan chưa chọn"

    def drafts(self) -> tuple[SlipDraft, ...]:
        """Return the slips as picked, one per receiver; `to_id` 0 where none is chosen."""
        wanted: dict[int, list[str]] = {}
        for code in self._picked:
            queue = self._queue_of(code)
            if queue is not None:
                wanted.setdefault(self._target_of(queue), []).append(code)
        return tuple(SlipDraft(to_id=to, codes=tuple(codes)) for to, codes in wanted.items())

    def ask_target(self) -> None:
        """Go to the first queue whose slip has no receiver yet."""
        for queue in self._queues:
            if not self._target_of(queue) and self._picked_of(queue):
                self.queues.go_to(queue_key(queue))
                self._show_queue()
                set_property(self.target, "problem", "true")
                self.target.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def forget(self, codes: Sequence[str]) -> None:
        """Take sent dossiers off the slips being made."""
        for code in codes:
            self._picked.pop(code, None)
        if codes:
            self._targets = {}
        self._show_queue()

    def _arrange(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        to = label("&Giao tới", "caption")
        to.setBuddy(self.target)
        foot.addWidget(to)
        foot.addWidget(self.target, 1)
        self.body.addWidget(self.queues)
        self.body.addWidget(self.dossiers, 1)
        self.body.addLayout(foot)
        self.body.addWidget(self.close_button)

    def _connect(self) -> None:
        self.queues.row_selected.connect(self._show_queue)
        self.queues.row_activated.connect(self._on_queue_activated)
        self.dossiers.row_activated.connect(lambda row: self.dossier_opened.emit(row.code))
        self.dossiers.rows_model.checks_changed.connect(self._on_checks_changed)
        self.target.currentIndexChanged.connect(self._on_target_chosen)
        self.close_button.clicked.connect(self.close_wanted)

    def _show_queue(self) -> None:
        queue = self.queues.current_row()
        rows = queue.dossiers if queue else ()
        self._is_filling = True
        model = self.dossiers.rows_model
        self.dossiers.set_rows(rows)
        model.set_checked(model.rows, is_checked=False)
        model.set_checked([row for row in rows if row.code in self._picked])
        self._fill_targets(queue)
        self._is_filling = False
        self._tell_counts()

    def _fill_targets(self, queue: AgencyQueue | None) -> None:
        self.target.clear()
        self.target.setEnabled(queue is not None)
        set_property(self.target, "problem", "false")
        if queue is None:
            return
        wanted = self._target_of(queue)
        if not wanted:
            self.target.addItem("Chọn cơ quan nhận…", 0)
        known = {line.unit_id for line in self._agencies}
        if not queue.is_back and queue.agency_id and queue.agency_id not in known:
            self.target.addItem(queue.agency_name, queue.agency_id)
        for line in self._agencies:
            self.target.addItem(line.name, line.unit_id)
        self.target.setCurrentIndex(max(0, self.target.findData(wanted)))
        self.target.setToolTip(self.target.currentText())

    def _on_queue_activated(self, queue: AgencyQueue) -> None:
        self.dossiers.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.dossiers.current_row() is None and queue.dossiers:
            self.dossiers.selectRow(0)

    def _on_checks_changed(self) -> None:
        if self._is_filling:
            return
        checked = {row.code for row in self.dossiers.checked_rows()}
        for row in self.dossiers.rows_model.rows:
            if row.code in checked:
                self._picked.setdefault(row.code)
            else:
                self._picked.pop(row.code, None)
        self._tell_counts()

    def _on_target_chosen(self) -> None:
        queue = self.queues.current_row()
        chosen = self.target.currentData()
        if self._is_filling or queue is None or not isinstance(chosen, int):
            return
        self._targets[queue_key(queue)] = chosen
        set_property(self.target, "problem", "false")
        self.target.setToolTip(self.target.currentText())
        self._tell_counts()

    def _tell_counts(self) -> None:
        waiting = sum(len(queue.dossiers) for queue in self._queues)
        self.set_count(f"{waiting} hồ sơ" if waiting else "")
        slips, picked = len(self.drafts()), len(self._picked)
        words = f"Đóng phiếu · {picked} hồ sơ" if picked else "Đóng và in phiếu"
        self.close_button.setText(f" {words}   {self._close_key}")
        self.close_button.setToolTip(f"Đóng và in {slips} phiếu, {picked} hồ sơ" if picked else "")
        self.close_button.setEnabled(bool(picked))
        self.queues.viewport().update()

    def _overdue(self) -> frozenset[str]:
        queue = self.queues.current_row()
        return queue.overdue if queue else frozenset()

    def _next_morning(self) -> frozenset[str]:
        queue = self.queues.current_row()
        return queue.next_morning if queue else frozenset()

    def _picked_of(self, queue: AgencyQueue) -> int:
        return sum(row.code in self._picked for row in queue.dossiers)

    def _queue_of(self, code: str) -> AgencyQueue | None:
        for queue in self._queues:
            if any(row.code == code for row in queue.dossiers):
                return queue
        return None

    def _target_of(self, queue: AgencyQueue) -> int:
        proposed = 0 if queue.is_back else queue.agency_id
        return self._targets.get(queue_key(queue), proposed)

    def _name_of(self, unit_id: int) -> str:
        names = {queue.agency_id: queue_name(queue) for queue in self._queues if not queue.is_back}
        names |= {line.unit_id: line.name for line in self._agencies}
        return names.get(unit_id, "") if unit_id else ""
