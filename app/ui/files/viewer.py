"""Kept files looked at inside the program: the files of one place beside their pages."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from app.printing.raster import scan_pages
from app.services.container import Services
from app.services.files.attachments import Attachments
from app.services.files.records import AttachmentLine
from app.services.ledger.records import Actor
from app.ui.files.files_table import FileRow, size_text
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px, size_window
from app.ui.runtime.tasks import Change, Latest
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import number_column, text_column
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import ElidedLabel, button, label, set_tone
from app.ui.widgets.pdf_view import PageSource, PdfView
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import captions, headings
from app.wording.texts import moment_text

_LIST_WIDTH = 300
_COLUMNS: tuple[Column[AttachmentLine], ...] = (
    text_column(captions.FILE, "name", sort_key=lambda line: line.attachment_id),
    number_column(
        captions.SIZE, lambda line: size_text(line.size), 76, sort_key=lambda line: line.size
    ),
)


class FileViewer(QDialog):
    """Esc closes; each look is logged; a file is ended with its reason. `ended` tells of it."""

    ended = Signal()

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._attachments = services.attachments
        self._latest = Latest()
        self.setWindowTitle(headings.ATTACHMENTS)
        size_window(self, 1040, 680)
        self.heading = ElidedLabel()
        self.heading.setProperty("kind", "title")
        self.list = RowTable[AttachmentLine](
            _COLUMNS, lambda line: line.attachment_id, empty_text="Không còn tệp nào ở đây."
        )
        self.list.setAccessibleName("Các tệp")
        self.facts = label("", "quiet", wrap=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Lý do bỏ tệp, ví dụ: quét nhầm giấy")
        self.reason.setAccessibleName("Lý do bỏ tệp")
        self.end = button("Bỏ tệp này", "plain", Icon.REMOVE)
        self.notice = label("", "body", wrap=True)
        self.pages = PdfView(context.tasks, "Chọn một tệp để xem.")
        self._arrange()
        self._connect()

    def open_row(self, code: str, row: FileRow) -> None:
        """Show the files of `row` in front of the window, the newest first looked at."""
        self.heading.set_text(f"{code} · {row.title}")
        self._show_lines(row.lines)
        self.show()
        self.raise_()
        self.activateWindow()
        self.list.setFocus()

    def end_file(self) -> None:
        """End the file in sight, for the reason typed."""
        line = self.list.current_row()
        if line is None or not self.end.isEnabled():
            return
        commit_input_method()
        self.end.setEnabled(False)
        self._context.write(self._attachments.end, line.attachment_id, self.reason.text()).then(
            partial(self._on_ended, line), changed=(Change.DOSSIERS,), failed=self._on_end_refused
        )

    def _arrange(self) -> None:
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.list, 1)
        side.addWidget(self.facts)
        side.addWidget(self.reason)
        side.addWidget(self.end)
        side.addWidget(self.notice)
        left = QWidget()
        left.setObjectName("body")
        left.setFixedWidth(px(_LIST_WIDTH))
        left.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(left)
        columns.addWidget(self.pages, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.setSpacing(12)
        rows.addWidget(self.heading)
        rows.addLayout(columns, 1)

    def _connect(self) -> None:
        self.list.row_selected.connect(self._look)
        self.end.clicked.connect(self.end_file)
        self.reason.returnPressed.connect(self.end_file)
        self.finished.connect(self._forget)

    def _show_lines(self, lines: Sequence[AttachmentLine]) -> None:
        self._forget()
        newest = tuple(reversed(lines))
        self.list.set_rows(newest)
        self.end.setEnabled(bool(newest))
        self.reason.setEnabled(bool(newest))
        if newest:
            self.list.go_to(newest[0].attachment_id)

    def _look(self, line: AttachmentLine | None) -> None:
        self._say("", Tone.NORMAL)
        self.pages.clear()
        self.reason.clear()
        if line is None:
            self.facts.setText("")
            return
        self.facts.setText(f"Thêm lúc {moment_text(line.added_at)} bởi {line.added_by_name}")
        self._say("Đang mở tệp…", Tone.QUIET)
        # Looking is logged, so it is a write; nothing that a page shows changes by it.
        self._context.write(_pages_of, self._attachments, line).then(
            self._latest.only(self._on_read), failed=partial(self._on_unreadable, line)
        )

    def _on_read(self, pages: PageSource) -> None:
        self._say("", Tone.NORMAL)
        self.pages.show_source(pages)

    def _on_unreadable(self, line: AttachmentLine, error: UserError) -> None:
        if line == self.list.current_row():
            self._say(error.message, Tone.LATE)

    def _on_ended(self, line: AttachmentLine, _ended: AttachmentLine) -> None:
        self._context.messages.done(f"Đã bỏ tệp {line.name}; tệp vẫn được lưu trong nhật ký.")
        left = [one for one in self.list.rows_model.rows if one != line]
        self._show_lines(left[::-1])
        self.ended.emit()
        if not left:
            self.reject()

    def _on_end_refused(self, error: UserError) -> None:
        self.end.setEnabled(True)
        self._say(error.message, Tone.LATE)
        self.reason.setFocus()

    def _forget(self) -> None:
        """Let go of the pages: a scan stays in memory no longer than it is looked at."""
        self._latest.forget()
        self.list.set_rows(())
        self.pages.clear()
        self.facts.setText("")
        self.reason.clear()
        self._say("", Tone.NORMAL)

    def _say(self, text: str, tone: Tone) -> None:
        set_tone(self.notice, tone)
        self.notice.setText(text)


def _pages_of(actor: Actor, attachments: Attachments, line: AttachmentLine) -> PageSource:
    return scan_pages(attachments.content(actor, line.attachment_id), line.media_type)
