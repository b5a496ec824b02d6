"""The return page: results in by scan, results out after one look."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from app.clock import local_date
from app.errors import InvalidInputError, UserError
from app.services.custody.records import ReturnCheck, ScannedDossier
from app.services.dossiers.records import DossierRow
from app.services.intake.citizen_card import looks_like_card, parse_card
from app.ui.desk.cards import GAP, HeadedCard, page_layout
from app.ui.desk.code_line import CodeLine
from app.ui.desk.dossier_columns import (
    code_column,
    owner_column,
    owner_id_column,
    procedure_column,
)
from app.ui.desk.mode_bar import ModeBar
from app.ui.desk.scan_banner import ScanBanner
from app.ui.desk.spans import short_code
from app.ui.look.icons import Icon, Ink, icon
from app.ui.returning.acts import ReturningActs
from app.ui.returning.check_card import CheckCard
from app.ui.returning.parts import ReturningParts
from app.ui.returning.results_panel import EnteredResult, ResultsPanel
from app.ui.runtime.tasks import Change, Latest
from app.ui.widgets.labels import label
from app.ui.widgets.table_view import RowTable
from app.vocabulary import Action
from app.wording import money_text

MOST_SHOWN = 500
FILTER_AFTER_MS = 120
_HINTS = (
    (
        "Quét giấy tiếp nhận hoặc căn cước",
        "Giấy tiếp nhận mở phần kiểm tra; căn cước điền người nhận.",
    ),
    (
        "Quét hồ sơ vừa có kết quả",
        "Chọn kết quả một lần cho cả loạt, gõ số văn bản, Ctrl+↵ rồi quét hồ sơ kế tiếp.",
    ),
)


class ReturningPage(QWidget):
    """Two modes: hand results to citizens, and enter results that came back."""

    def __init__(
        self,
        parts: ReturningParts,
        parent: QWidget | None = None,
        *,
        filter_after_ms: int = FILTER_AFTER_MS,
    ) -> None:
        super().__init__(parent)
        self._parts = parts
        self._latest = Latest()
        now, key = parts.clock.now, parts.actions.key_text("returning.return")
        self.code_line = CodeLine("Gõ mã, số cuối…   Ctrl+L", "Mã hồ sơ")
        self.banner = ScanBanner(*_HINTS[0])
        self.filter = QLineEdit()
        self.waiting = RowTable[DossierRow](
            (
                owner_column(now),
                code_column(is_short=True, width=118),
                owner_id_column(),
                procedure_column(),
            ),
            lambda row: row.code,
            empty_text="Không có kết quả nào chờ trả. Ctrl+2 để nhập kết quả vừa về.",
        )
        self.waiting.setAccessibleName("Kết quả chờ công dân đến nhận")
        self._list = HeadedCard("Chờ trả")
        self.check = CheckCard(now, key)
        self.results = ResultsPanel(now, key)
        self._acts = ReturningActs(parts, self.banner, self)
        self.modes = ModeBar(
            (
                ("Trả cho công dân", parts.actions.key_text("returning.collect")),
                ("Nhập kết quả", parts.actions.key_text("returning.results")),
            )
        )
        self._stack = QStackedWidget()
        self._typing = QTimer(self, singleShot=True, interval=filter_after_ms)
        self._arrange()
        self._connect()
        self._bind()

    def activated(self) -> None:
        self.reload()
        if self.is_entering():
            self.code_line.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.check.check is None:
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: frozenset[Change]) -> None:
        if Change.DOSSIERS in changes:
            self.reload()

    def handle_scan(self, text: str) -> bool:
        """Take receipts always, and identity cards while somebody is being checked."""
        if not looks_like_card(text):
            self._scan(text)
            return True
        if self.is_entering() or self.check.check is None:
            return False
        self._take_card(text)
        return True

    def reload(self) -> None:
        """Read the waiting list again, as filtered."""
        actor, returning = self._parts.actor(), self._parts.services.returning
        wanted = self.filter.text()
        self._parts.tasks.read(
            lambda: returning.waiting(actor, wanted, MOST_SHOWN), self._latest.only(self._show)
        )

    def is_entering(self) -> bool:
        return self._stack.currentIndex() == 1

    def show_collecting(self) -> None:
        """Hand results to citizens."""
        self._show_mode(0)

    def show_entering(self) -> None:
        """Enter results that came back from the agencies."""
        self._show_mode(1)
        self.code_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def start(self, code: str) -> None:
        """Open the check of a dossier whose result waits."""
        self._show_mode(0)
        actor, returning = self._parts.actor(), self._parts.services.returning
        self._parts.tasks.read(
            lambda: returning.check(actor, code), self._on_check, self._on_refused
        )

    def do(self) -> None:
        """Return the result that is checked, or store the result that is typed."""
        if self.is_entering():
            self._store()
        else:
            self._give_back()

    def leave(self) -> None:
        """Put away what is being checked or entered."""
        if self.is_entering():
            self.results.clear()
        else:
            self.check.clear()
            self.waiting.setFocus(Qt.FocusReason.OtherFocusReason)
        self.banner.clear()

    def _arrange(self) -> None:
        rows = page_layout(self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("Trả kết quả", "title"))
        head.addSpacing(GAP)
        head.addWidget(self.modes)
        head.addStretch(1)
        self.code_line.setFixedWidth(300)
        head.addWidget(self.code_line)
        rows.addLayout(head)
        rows.addWidget(self.banner)
        self.filter.setPlaceholderText("Lọc theo tên, mã…   Ctrl+F")
        self.filter.setAccessibleName("Lọc danh sách chờ trả")
        self.filter.addAction(
            icon(Icon.SEARCH, Ink.QUIET), QLineEdit.ActionPosition.LeadingPosition
        )
        self._list.body.addWidget(self.filter)
        self._list.body.addWidget(self.waiting, 1)
        collecting = QWidget()
        columns = QHBoxLayout(collecting)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        columns.addWidget(self._list, 1)
        columns.addWidget(self.check, 1)
        self._stack.addWidget(collecting)
        self._stack.addWidget(self.results)
        rows.addWidget(self._stack, 1)
        self._show_mode(0)

    def _connect(self) -> None:
        self.code_line.entered.connect(self._scan)
        self.filter.textChanged.connect(self._on_filter_typed)
        self.filter.returnPressed.connect(self._on_filter_entered)
        self._typing.timeout.connect(self.reload)
        self.waiting.row_activated.connect(lambda row: self.start(row.code))
        self.check.return_wanted.connect(self._give_back)
        self.results.store_wanted.connect(self._store)
        self.results.dossier_opened.connect(self._parts.open_dossier)
        self.modes.currentChanged.connect(self._show_mode)
        self._acts.returned.connect(self.check.clear)
        self._acts.return_refused.connect(self.check.take_refusal)
        self._acts.stored.connect(self._on_stored)
        self._acts.store_refused.connect(self.results.take_refusal)

    def _bind(self) -> None:
        bind = self._parts.actions.bind
        bind("returning.return", self.do, self)
        bind("returning.collect", self.show_collecting, self)
        bind("returning.results", self.show_entering, self)
        bind("returning.scan", self.code_line.setFocus, self)
        bind("returning.filter", self.filter.setFocus, self)
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.leave)

    def _show_mode(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.modes.setCurrentIndex(place)
        self.banner.set_hint(*_HINTS[place])

    def _show(self, rows: Sequence[DossierRow]) -> None:
        self.waiting.set_rows(rows)
        more = "+" if len(rows) >= MOST_SHOWN else ""
        self._list.set_count(f"{len(rows)}{more} kết quả" if rows else "")

    def _scan(self, text: str) -> None:
        actor, scans = self._parts.actor(), self._parts.services.scans
        action = Action.RESOLVE if self.is_entering() else Action.RETURN
        self._parts.tasks.read(
            lambda: scans.for_action(actor, text, action),
            partial(self._on_scanned, action),
            self._on_refused,
        )

    def _on_scanned(self, action: Action, scan: ScannedDossier) -> None:
        if scan.refusal or scan.row is None:
            self.banner.refused("Chưa làm được", scan.refusal, scan.verdict)
        elif action is Action.RESOLVE:
            self.banner.good(short_code(scan.code), scan.row.owner_name)
            self.results.take(scan.row)
        else:
            self.start(scan.code)

    def _on_check(self, check: ReturnCheck) -> None:
        self.waiting.go_to(check.code)
        self.check.show_check(check)
        owed = f" · còn phải thu {money_text(check.owed_vnd)}" if check.owed_vnd else ""
        self.banner.good(f"{short_code(check.code)} · {check.owner_name}", f"Có kết quả{owed}")

    def _take_card(self, text: str) -> None:
        try:
            card = parse_card(text, local_date(self._parts.clock.now()))
        except InvalidInputError as error:
            self.banner.bad("Không đọc được căn cước", error.message)
            return
        self.check.take_card(card)
        self.banner.good("Đã đọc căn cước", f"{card.name} · Ctrl+↵ để trả kết quả")

    def _give_back(self) -> None:
        check = self.check.check
        if check is None:
            self.banner.notice("Chưa chọn hồ sơ", "Quét giấy tiếp nhận hoặc chọn trong danh sách.")
            return
        if not self.check.return_button.isEnabled():
            return
        self.check.return_button.setEnabled(False)
        self._acts.give_back(check.code, self.check.input())

    def _store(self) -> None:
        row = self.results.dossier
        if row is None:
            self.banner.notice("Chưa có hồ sơ", "Quét hồ sơ vừa có kết quả trước.")
            return
        if not self.results.store_button.isEnabled():
            return
        self.results.store_button.setEnabled(False)
        self._acts.store(row, self.results.input())

    def _on_stored(self, result: EnteredResult) -> None:
        self.results.stored(result)
        self.code_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_refused(self, error: UserError) -> None:
        self.banner.bad("Chưa làm được", error.message)

    def _on_filter_typed(self) -> None:
        self._typing.start()

    def _on_filter_entered(self) -> None:
        self.waiting.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.waiting.current_row() is None and self.waiting.rows_model.rows:
            self.waiting.selectRow(0)
