"""Việc in: copies not on paper yet, why, what can be done about it; beside them what was issued."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget
from typing_extensions import override

from app.errors import UserError
from app.services.container import Services
from app.services.forms.records import QueuedCopy
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px, size_window
from app.ui.printing.form_book_view import FormBookView
from app.ui.runtime.tasks import Change, Latest
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, plain_column, text_column
from app.ui.widgets.dialogs import CONFIRM, REMOVE, bind_key
from app.ui.widgets.labels import button, card, chip, label, set_tone
from app.ui.widgets.pdf_view import PdfView
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.forms import PrintState
from app.wording import buttons, captions, headings
from app.wording.labels import label as word_for
from app.wording.texts import moment_text

_EMPTY: Final = (
    "Không có bản nào chờ in. Bản chưa in được sẽ nằm ở đây tới khi in lại được; giấy vẫn giữ số."
)
_UNSEEN: Final = "Chọn một bản rồi bấm Enter để xem đúng trang sẽ in."
_STATES: Final[Mapping[PrintState, tuple[Icon, Tone]]] = {
    PrintState.QUEUED: (Icon.PRINT, Tone.ACCENT),
    PrintState.FAILED: (Icon.WARNING, Tone.LATE),
}


class PrintList(QDialog):
    """Stays open beside the work; what it shows is read anew each time it is opened.

    `emptied` carries how many copies went to the printer, none being left behind.
    """

    emptied = Signal(int)

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._latest = Latest()
        self._latest_pages = Latest()
        self.setWindowTitle(headings.PRINT_JOBS)
        size_window(self, 1280, 640)
        self.summary = label("", "quiet")
        self.table = RowTable[QueuedCopy](_columns(), lambda job: job.job_id, empty_text=_EMPTY)
        self.state = chip("")
        self.which = label("", "heading")
        self.reason = label("", wrap=True)
        self.notice = label("", wrap=True)
        self.pages = PdfView(context.tasks, _UNSEEN)
        self.retry = button("In lại tất cả", "accent", Icon.PRINT, hint="Ctrl+↵")
        self.look = button("Xem", "plain", Icon.PAPER, hint="Enter")
        self.drop = button("Bỏ in bản này", "plain", Icon.REMOVE, hint="Del")
        self.leave = button(buttons.CLOSE, hint="Esc")
        self.waiting = QWidget()
        self.book = FormBookView(context, services)
        self.tabs = QTabWidget()
        self._arrange()
        self._connect()
        self._show_jobs(())

    def open_list(self) -> None:
        """Show the list in front of the window, read anew."""
        self.tabs.setCurrentWidget(self.waiting)
        self._say("", Tone.NORMAL)
        self.reload()
        self.show()
        self.raise_()
        self.activateWindow()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def reload(self) -> None:
        """Read again what waits."""
        self._context.read(self._services.print_queue.waiting).then(
            self._latest.only(self._show_jobs), self._fail
        )

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        # What was looked at is somebody's paper: it goes with the list.
        self._latest.forget()
        self._clear_pages()
        self._show_jobs(())
        self.book.put_away()
        super().hideEvent(event)

    def _arrange(self) -> None:
        detail = card()
        inside = QVBoxLayout(detail)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.which)
        head.addWidget(self.state)
        head.addStretch(1)
        inside.addLayout(head)
        inside.addWidget(self.reason, 1)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignTop)
        detail.setFixedHeight(px(124))
        keys = QHBoxLayout()
        keys.setSpacing(8)
        for one in (self.retry, self.look, self.drop):
            keys.addWidget(one)
        keys.addStretch(1)
        keys.addWidget(self.leave)
        self.notice.setMinimumHeight(px(40))
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.summary)
        left.addWidget(self.table, 1)
        left.addWidget(detail)
        left.addWidget(self.notice)
        left.addLayout(keys)
        paper = card()
        paper.setFixedWidth(px(372))
        QVBoxLayout(paper).addWidget(self.pages)
        whole = QHBoxLayout(self.waiting)
        whole.setContentsMargins(0, 12, 0, 0)
        whole.setSpacing(16)
        whole.addLayout(left, 1)
        whole.addWidget(paper)
        self._arrange_tabs()

    def _arrange_tabs(self) -> None:
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.addTab(self.waiting, word_for(PrintState.QUEUED))
        self.tabs.addTab(self.book, "Đã cấp")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 16, 24, 20)
        rows.setSpacing(8)
        rows.addWidget(label(headings.PRINT_JOBS, "title"))
        rows.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.table.row_selected.connect(self._on_selected)
        self.table.row_activated.connect(self._on_look)
        self.retry.clicked.connect(self._on_retry)
        self.look.clicked.connect(self._on_look)
        self.drop.clicked.connect(self._on_drop)
        self.leave.clicked.connect(self.reject)
        bind_key(CONFIRM, self._on_retry, self.waiting)
        bind_key(REMOVE, self._on_drop, self.waiting)
        self.tabs.currentChanged.connect(self._on_tab_changed)
        self._context.tasks.changed.connect(self._on_changed)

    def _show_jobs(self, jobs: Sequence[QueuedCopy]) -> None:
        self.table.set_rows(jobs)
        if self.table.current_row() is None and jobs:
            failed = next((job for job in jobs if job.state is PrintState.FAILED), jobs[0])
            self.table.go_to(failed.job_id)
        self.summary.setText(_summary(jobs))
        self._set_ready(is_ready=True)
        self._on_selected(self.table.current_row())

    def _on_changed(self, changes: frozenset[Change]) -> None:
        if self.isVisible() and Change.PRINT_QUEUE in changes:
            self.reload()

    def _on_tab_changed(self) -> None:
        if self.tabs.currentWidget() is self.book:
            self.book.load()
            self.book.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_selected(self, job: QueuedCopy | None) -> None:
        self.state.setVisible(job is not None)
        if job is None:
            self.which.setText("")
            self.reason.setText("")
            return
        _, tone = _STATES[job.state]
        self.state.setText(word_for(job.state))
        set_tone(self.state, tone)
        self.which.setText(f"{word_for(job.kind)} {job.number}")
        self.reason.setText(job.error or "Bản này chưa gửi tới máy in; bấm Ctrl+Enter để gửi ngay.")

    def _on_retry(self) -> None:
        if not self.retry.isEnabled():
            return
        before = self.table.rows_model.rows
        self._set_ready(is_ready=False)
        self._say(f"Đang gửi {len(before)} bản tới máy in…", Tone.QUIET)
        self._context.write(self._services.print_queue.retry).then(
            partial(self._on_queued, before), failed=self._fail
        )

    def _on_queued(self, before: Sequence[QueuedCopy], _count: int) -> None:
        self._context.print_queued()
        # The worker does one thing after another: this reading comes after the sending, and is
        # not silenced by the one the sending itself sets off.
        self._context.read(self._services.print_queue.waiting).then(
            partial(self._on_sent, before), self._fail
        )

    def _on_sent(self, before: Sequence[QueuedCopy], after: Sequence[QueuedCopy]) -> None:
        if not self.isVisible():
            return
        self._show_jobs(after)
        left = {job.job_id for job in after}
        sent = sum(job.job_id not in left for job in before)
        if not left:
            self._say(f"Đã gửi {sent} bản tới máy in.", Tone.OK)
            self.emptied.emit(sent)
            return
        told = f"Đã gửi {sent} bản; còn" if sent else "Còn"
        self._say(f"{told} {len(left)} bản chưa in được, lý do ở từng dòng.", Tone.LATE)

    def _on_drop(self) -> None:
        job = self.table.current_row()
        if job is None or not self.drop.isEnabled():
            return
        self._set_ready(is_ready=False)
        self._context.write(self._services.print_queue.cancel, job.job_id).then(
            partial(self._on_dropped, job), changed=(Change.PRINT_QUEUE,), failed=self._fail
        )

    def _on_dropped(self, job: QueuedCopy, _none: None) -> None:
        self._clear_pages()
        self._say(
            f"Đã bỏ in bản này; giấy số {job.number} vẫn giữ số. Khi cần giấy, hãy mở hồ sơ và "
            "bấm In lại.",
            Tone.OK,
        )

    def _on_look(self) -> None:
        job = self.table.current_row()
        if job is None:
            return
        self._context.tasks.read(
            lambda: self._context.printing.typeset(job.data, job.copy_no),
            self._latest_pages.only(self.pages.show_source),
            self._fail,
        )

    def _clear_pages(self) -> None:
        self._latest_pages.forget()
        self.pages.clear()

    def _fail(self, error: UserError) -> None:
        self._set_ready(is_ready=True)
        self._say(error.message, Tone.LATE)

    def _set_ready(self, *, is_ready: bool) -> None:
        has_jobs = bool(self.table.rows_model.rows)
        for one in (self.retry, self.look, self.drop):
            one.setEnabled(is_ready and has_jobs)

    def _say(self, text: str, tone: Tone) -> None:
        set_tone(self.notice, tone)
        self.notice.setText(text)


def _columns() -> tuple[Column[QueuedCopy], ...]:
    return (
        text_column(
            captions.CONDITION,
            lambda job: word_for(job.state),
            128,
            tip=lambda job: job.error or word_for(job.state),
            tone=lambda job: _STATES[job.state][1],
            icon=lambda job: _STATES[job.state][0],
        ),
        text_column(captions.FORM, lambda job: word_for(job.kind), tip=lambda job: job.title),
        digits_column(captions.NUMBER, "number", 96, sort_key=lambda job: job.form_id),
        plain_column("Bản", _copy, 88, sort_key=lambda job: job.copy_no),
        digits_column(
            "Chờ từ",
            lambda job: moment_text(job.queued_at),
            140,
            sort_key=lambda job: job.queued_at,
        ),
    )


def _copy(job: QueuedCopy) -> str:
    return "Bản đầu" if job.copy_no == 1 else f"Bản sao {job.copy_no}"


def _summary(jobs: Sequence[QueuedCopy]) -> str:
    failed = sum(job.state is PrintState.FAILED for job in jobs)
    if not jobs:
        return "Mọi giấy của máy này đã gửi tới máy in."
    told = f"{len(jobs)} bản của máy này chưa ra giấy"
    return f"{told} · {failed} bản chưa in được" if failed else told
