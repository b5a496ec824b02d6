"""The work list page: what waits, worst first; each line is one key from what comes next."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from app.reports.formats import ExportFormat
from app.reports.worklist_xlsx import write_work_list
from app.services.container import Services
from app.services.ledger.rights import Right
from app.services.worklist.records import OfEntry, OfPetition, WorkItem, WorkView
from app.ui.desk.cards import CARD_PADDING, page_layout
from app.ui.look.icons import Icon, Ink, icon
from app.ui.look.tokens import px
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import ElidedLabel, button, card, label
from app.ui.worklist.work_table import WorkLine, WorkTable, lines_of
from app.wording import buttons, headings, prompts
from app.wording.texts import number_text

PAGE_SIZE = 500
LOOK_AGAIN_MS = 60_000
_NOTHING = (
    "Không có việc nào đang chờ. Hồ sơ quá hạn, sắp đến hạn, chưa ai nhận và chờ trả sẽ hiện ở "
    "đây cùng phản ánh, kiến nghị đến hạn, việc gấp nhất đứng đầu. F5 để xem mọi hồ sơ."
)
_CHANGES = {
    Change.DOSSIERS,
    Change.HANDOFFS,
    Change.OFFICE,
    Change.PETITIONS,
    Change.REGISTERS,
}
_KEYS = "↵ làm việc tiếp · Phím cách mở xem · gõ chữ để lọc"


class WorkListPage(QWidget):
    """Nothing here opens by itself: the rail's badge is all that tells of new work."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        parent: QWidget | None = None,
        *,
        look_again_ms: int = LOOK_AGAIN_MS,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._view = WorkView()
        self._limit = PAGE_SIZE
        key_of = context.actions.key_text
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(f"Lọc theo tên, mã, cơ quan…   {key_of('worklist.filter')}")
        self.filter.setAccessibleName(prompts.FILTER_WORK)
        self.filter.addAction(
            icon(Icon.SEARCH, Ink.QUIET), QLineEdit.ActionPosition.LeadingPosition
        )
        self.table = WorkTable(context.clock.now)
        self.more = button(buttons.MORE, "ghost", Icon.DOWN, hint=key_of("worklist.more"))
        self.more.hide()
        self.export = button(buttons.EXPORT, "plain", Icon.EXPORT, hint=key_of("worklist.export"))
        self._may_export = context.may(Right.SEE_FIGURES)
        if not self._may_export:
            self.export.hide()
        self.detail = ElidedLabel()
        self.detail.setAccessibleName("Việc đang chọn")
        self._count = label("", "quiet")
        self._timer = QTimer(self, interval=look_again_ms)
        self._arrange()
        self._connect()
        self._bind()

    @property
    def count_text(self) -> str:
        return self._count.text()

    def activated(self) -> None:
        self.reload()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: frozenset[Change]) -> None:
        if changes & _CHANGES:
            self.reload()

    def reload(self) -> None:
        """Read the list again; what is chosen and where one looks stays."""
        self._context.read(self._services.work_list.of, self._limit).then(self._show)

    def show_more(self) -> None:
        """Read one page more."""
        if not self.more.isHidden():
            self._limit += PAGE_SIZE
            self.reload()

    def save(self) -> None:
        """Write the whole list to a file the person names."""
        if not self._may_export:
            return
        today = self._context.clock.today()
        name = f"viec-can-lam-{today.isoformat()}.xlsx"
        write = partial(write_work_list, self._services)
        self._context.export(self, name, ExportFormat.XLSX, write)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows of the filter choose a line, Enter act on it and Esc take it away."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
                self.table.keyPressEvent(event)
            case Qt.Key.Key_Escape:
                self.filter.clear()
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            case _:
                return super().eventFilter(watched, event)
        return True

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(headings.WORKLIST, "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        self.filter.setFixedWidth(px(320))
        head.addWidget(self.filter)
        head.addWidget(self.export)
        surface = card()
        inside = QVBoxLayout(surface)
        inside.setContentsMargins(CARD_PADDING, 4, CARD_PADDING, 4)
        inside.setSpacing(0)
        inside.addWidget(self.table, 1)
        inside.addWidget(self.more, 0, Qt.AlignmentFlag.AlignHCenter)
        rows = page_layout(self)
        rows.addLayout(head)
        rows.addWidget(surface, 1)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.detail, 1)
        foot.addWidget(label(_KEYS, "caption"))
        rows.addLayout(foot)

    def _connect(self) -> None:
        self.table.row_activated.connect(self._act)
        self.table.row_selected.connect(self._on_selected)
        self.table.opened.connect(self._open)
        self.table.typed.connect(self._on_typed)
        self.filter.textChanged.connect(self._show_lines)
        self.filter.installEventFilter(self)
        self.more.clicked.connect(self.show_more)
        self.export.clicked.connect(self.save)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    def _bind(self) -> None:
        book = self._context.actions
        book.bind("worklist.filter", self._go_to_filter, self)
        book.bind("worklist.more", self.show_more, self)
        book.bind("worklist.export", self.save, self).setEnabled(self._may_export)

    def _show(self, view: WorkView) -> None:
        self._view = view
        urgent = f" · {number_text(view.urgent)} gấp" if view.urgent else ""
        self._count.setText(f"{number_text(view.total)} việc{urgent}" if view.total else "")
        self.more.setVisible(len(view.items) < view.total)
        self._show_lines()

    def _show_lines(self) -> None:
        wanted = self.filter.text()
        self.table.set_empty_text(
            f"Không có việc nào khớp “{wanted.strip()}”. Esc để xem lại tất cả."
            if wanted.strip()
            else _NOTHING
        )
        self.table.show_lines(lines_of(self._view, wanted))
        self._on_selected(self.table.current_row())

    def _act(self, line: WorkLine) -> None:
        item = line.item
        if item is None:
            return
        if item.of is not None or item.action is None:
            self._open(line)
        else:
            self._context.navigate.open_dossier_for(item.code, item.action)

    def _open(self, line: WorkLine) -> None:
        item = line.item
        if item is None:
            return
        match item.of:
            case OfPetition(petition_id=petition_id):
                self._context.navigate.open_petition(petition_id)
            case OfEntry() as entry:
                self._context.navigate.open_entry(entry)
            case None:
                self._context.navigate.open_dossier(item.code)

    def _go_to_filter(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _on_typed(self, text: str) -> None:
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)
        self.filter.insert(text)

    def _on_selected(self, line: WorkLine | None) -> None:
        """Say whole what the narrow column may cut."""
        item = line.item if line else None
        self.detail.set_text(_whole(item) if item else "")

    def _on_timeout(self) -> None:
        if self.isVisible():  # what was in time a minute ago may be late now
            self.reload()


def _whole(item: WorkItem) -> str:
    called = item.owner_name or item.procedure_name
    return f"{called}: {item.text}"
