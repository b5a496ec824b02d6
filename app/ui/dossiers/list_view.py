"""Lists of dossiers: the newest, the overdue, what was found; each page of them on demand."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.container import Services
from app.services.dossiers.records import DossierRow
from app.services.dossiers.search import SearchResult
from app.ui.desk.cards import CARD_PADDING, ModeBar
from app.ui.desk.dossier_columns import (
    SHORT_CODE_WIDTH,
    code_column,
    due_column,
    holder_column,
    owner_column,
    owner_id_column,
    procedure_column,
    received_column,
    status_column,
)
from app.ui.desk.scan_banner import ScanBanner
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import Latest
from app.ui.shell.actions import tab_key
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import button, card, label
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import Verdict
from app.wording import buttons, captions, headings, states

PAGE_SIZE = 100
_NEWEST, _OVERDUE, _FOUND = range(3)
_EMPTY = (
    "Chưa có hồ sơ nào. F2 để tiếp nhận hồ sơ đầu tiên.",
    "Không có hồ sơ nào quá hạn.",
    "Chưa tìm gì. F6 rồi quét QR, gõ mã, số cuối, họ tên không dấu hoặc số căn cước.",
)
_WHAT_TO_DO = {
    Verdict.GENUINE: "",
    Verdict.VOID: "Hãy thu lại giấy cũ và dùng giấy thay thế trong hồ sơ bên dưới.",
    Verdict.UNKNOWN: "Hãy giữ giấy, tra theo họ tên và báo người phụ trách.",
    Verdict.FORGED: "Hãy giữ giấy lại và báo người phụ trách.",
}


class DossierList(QWidget):
    """`opened` carries the code of the dossier to show whole.

    `proven` says which genuine form was scanned, where its dossier is opened at once; `foreign`
    carries the code of one that another unit works on.
    """

    opened = Signal(str)
    foreign = Signal(str)
    proven = Signal(str)

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._latest = Latest()
        self._text = ""
        self._limit = PAGE_SIZE
        now = context.clock.now
        key_of = context.actions.key_text
        self.modes = ModeBar(
            (
                ("Mới nhất", key_of(tab_key(_NEWEST))),
                (states.OVERDUE, key_of(tab_key(_OVERDUE))),
                (headings.FOUND, key_of(tab_key(_FOUND))),
            )
        )
        self.banner = ScanBanner("", "")
        self.banner.hide()
        self.table = RowTable[DossierRow](
            (
                code_column(is_short=True, width=SHORT_CODE_WIDTH),
                owner_column(now),
                owner_id_column(),
                procedure_column(),
                received_column(now),
                due_column(now, 136),
                holder_column(170),
                status_column(),
            ),
            lambda row: row.code,
            empty_text=_EMPTY[0],
        )
        self.table.setAccessibleName("Danh sách hồ sơ")
        self.more = button(buttons.MORE, "ghost", Icon.DOWN, hint=key_of("dossiers.more"))
        self.more.hide()
        self._count = label("", "quiet")
        self._arrange()
        self.table.row_activated.connect(lambda row: self.opened.emit(row.code))
        self.more.clicked.connect(self.show_more)
        self.modes.currentChanged.connect(self._on_mode_changed)

    @property
    def count_text(self) -> str:
        return self._count.text()

    def show_newest(self) -> None:
        self._choose(_NEWEST)

    def show_overdue(self) -> None:
        self._choose(_OVERDUE)

    def show_found(self) -> None:
        self._choose(_FOUND)

    def search(self, text: str) -> None:
        """Show what `text` means: a scan, a code, last digits, a name, a number."""
        self._text = text
        self._choose(_FOUND)

    def show_more(self) -> None:
        """Read one page more."""
        if not self.more.isHidden():
            self._limit += PAGE_SIZE
            self.reload()

    def reload(self) -> None:
        """Read again what is shown."""
        read, tracking, most = self._context.read, self._services.tracking, self._limit + 1
        match self.modes.currentIndex():
            case 0:
                read(tracking.newest, most).then(self._latest.only(self._show))
            case 1:
                read(tracking.overdue, most).then(self._latest.only(self._show))
            case _ if self._text:
                find = self._services.search.find
                read(find, self._text, most).then(self._latest.only(self._on_found))
            case _:
                self._show(())

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(captions.DOSSIER, "title"))
        head.addWidget(self.modes)
        head.addStretch(1)
        head.addWidget(self._count)
        surface = card()
        inside = QVBoxLayout(surface)
        inside.setContentsMargins(CARD_PADDING, 4, CARD_PADDING, 4)
        inside.setSpacing(0)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self.banner)
        rows.addWidget(surface, 1)

    def _choose(self, mode: int) -> None:
        if self.modes.currentIndex() == mode:
            self._on_mode_changed(mode)
        else:
            self.modes.setCurrentIndex(mode)

    def _on_mode_changed(self, mode: int) -> None:
        self._limit = PAGE_SIZE
        self.banner.hide()
        self.table.set_empty_text(_EMPTY[mode])
        self.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_found(self, found: SearchResult) -> None:
        shown = self._text if len(self._text) <= 40 else "mã QR"
        if self.modes.currentIndex() == _FOUND:
            self.modes.set_words(_FOUND, f"Kết quả tìm “{shown}”")
            self.table.set_empty_text(
                f"Không tìm thấy “{shown}”. Hãy thử số cuối của mã, họ tên không dấu, hoặc số "
                "căn cước (F6)."
            )
        self._show(found.rows)
        proof = found.verification
        self.banner.setVisible(proof is not None)
        if proof is not None:
            todo = _WHAT_TO_DO[proof.verdict]
            said = proof.message if todo in proof.message else f"{proof.message} {todo}"
            self.banner.verdict(proof.verdict, said)
        if len(found.rows) == 1 and (proof is None or proof.verdict is Verdict.GENUINE):
            self.opened.emit(found.rows[0].code)
            if proof is not None:
                self.proven.emit(proof.message)
        elif found.foreign_code:
            self.foreign.emit(found.foreign_code)

    def _show(self, rows: Sequence[DossierRow]) -> None:
        shown = tuple(rows[: self._limit])
        has_more = len(rows) > self._limit
        self.table.set_rows(shown)
        self.more.setVisible(has_more)
        self._count.setText(f"{len(shown)}{'+' if has_more else ''} hồ sơ" if shown else "")
        if self.table.current_row() is None and shown:
            self.table.selectRow(0)
