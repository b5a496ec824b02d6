"""An issued form: the very PDF that was printed and kept, and one more copy of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import to_local
from app.errors import UserError
from app.services.files.attachments import Attachments
from app.services.files.reading import read_scan
from app.services.forms.printing_queue import PrintQueue
from app.services.forms.records import IssuedForm, PrintJob
from app.services.ledger.records import Actor
from app.ui.files.parts import ask_scans
from app.ui.look.icons import Icon
from app.ui.look.text_size import px, size_window
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Change, Latest, TaskRunner
from app.ui.widgets.dialog_keys import PRINT_AGAIN, bind_key
from app.ui.widgets.labels import button, chip, label, set_tone
from app.ui.widgets.pdf_view import PageSource, PdfView
from app.vocabulary.forms import FormKind
from app.wording.labels import label as word_for
from app.wording.texts import moment_text

_VOID = "Giấy này đã hủy và có giấy thay thế; hãy mở và in giấy thay thế."


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedFormParts:
    """The view's connections; `actor` tells who works here now.

    `send` asks the worker to print all that is queued and returns at once; `pages` finds the kept
    PDF of an issued form, on the worker. With `attachments`, the scan of a handoff slip that was
    signed is kept from here; `ask_scans` asks for its files under a title.
    """

    tasks: TaskRunner
    queue: PrintQueue
    actor: Callable[[], Actor]
    send: Callable[[], None]
    pages: Callable[[IssuedForm], PageSource]
    attachments: Attachments | None = None
    ask_scans: Callable[[QWidget, str], Sequence[Path]] = ask_scans


class IssuedFormView(QWidget):
    """The pages with what the book says of them above, and In lại below."""

    def __init__(self, parts: IssuedFormParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._form: IssuedForm | None = None
        self._latest = Latest()
        self.title = label("", "heading")
        self.state = chip("Đã hủy", Tone.LATE)
        self.facts = label("", "quiet")
        self.pages = PdfView(parts.tasks, "Giấy đã cấp hiện ở đây, đúng như bản đã in.")
        self.notice = label("", wrap=True)
        self.notice.setMinimumHeight(px(40))
        self.again = button("In lại", "accent", Icon.PRINT, hint="Ctrl+P")
        self.again.clicked.connect(self._on_again)
        self.signed = button("Đính kèm phiếu đã ký…", "plain", Icon.ADD)
        self.signed.clicked.connect(self._on_signed)
        self._arrange()
        self.clear()

    def show_form(self, form_id: int) -> None:
        """Read the form and its pages, and show them."""
        self.clear()
        actor = self._parts.actor()

        def read() -> tuple[IssuedForm, PageSource]:
            form = self._parts.queue.form(actor, form_id)
            return form, self._parts.pages(form)

        self._parts.tasks.read(read, self._latest.only(self._on_read), self._fail)

    def print_again(self) -> None:
        """Print one more copy, counted and marked on paper."""
        if self.again.isEnabled():
            self._on_again()

    def clear(self) -> None:
        """Show no form."""
        self._latest.forget()
        self._form = None
        self.title.setText("")
        self.facts.setText("")
        self.state.hide()
        self.pages.clear()
        self.again.setEnabled(False)
        self.signed.hide()
        self._say("", Tone.NORMAL)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.state)
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.notice, 1)
        foot.addWidget(self.again)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addLayout(head)
        rows.addWidget(self.facts)
        rows.addWidget(self.pages, 1)
        rows.addWidget(self.signed)
        rows.addLayout(foot)

    def _on_read(self, read: tuple[IssuedForm, PageSource]) -> None:
        form, pages = read
        self._show_facts(form)
        self.pages.show_source(pages)

    def _show_facts(self, form: IssuedForm) -> None:
        self._form = form
        self.title.setText(f"{word_for(form.kind)} số {form.number}")
        self.facts.setText(f"Cấp lúc {moment_text(form.issued_at)} · đã lập {form.copy_count} bản")
        self.state.setVisible(form.is_void)
        self.again.setEnabled(not form.is_void)
        is_slip = form.kind is FormKind.HANDOFF_SLIP
        self.signed.setVisible(is_slip and self._parts.attachments is not None)
        if form.is_void:
            self._say(_VOID, Tone.LATE)

    def _on_again(self) -> None:
        form = self._form
        if form is None:
            return
        self.again.setEnabled(False)
        self._say("Đang gửi bản in lại tới máy in…", Tone.QUIET)
        actor = self._parts.actor()
        self._parts.tasks.write(
            lambda: self._parts.queue.reprint(actor, form.form_id),
            self._latest.only(self._on_queued),
            (Change.PRINT_QUEUE,),
            self._fail,
        )

    def _on_signed(self) -> None:
        """Keep the scan of the slip on the screen, signed on paper."""
        form, attachments = self._form, self._parts.attachments
        if form is None or attachments is None:
            return
        paths = self._parts.ask_scans(self, f"Chọn bản quét phiếu {form.number} đã ký")
        if not paths:
            return
        actor, year = self._parts.actor(), to_local(form.issued_at).year

        def keep() -> int:
            for path in paths:
                attachments.add_signed_slip(
                    actor, form.number, path.name, read_scan(path), year=year
                )
            return len(paths)

        done = self._latest.only(self._on_kept)
        self._parts.tasks.write(keep, done, (Change.DOSSIERS,), self._fail)

    def _on_kept(self, count: int) -> None:
        self._say(f"Đã lưu {count} tệp phiếu đã ký.", Tone.OK)

    def _on_queued(self, job: PrintJob) -> None:
        self._parts.send()
        actor = self._parts.actor()

        # The worker does one thing after another: this reading comes after the sending.
        def read() -> tuple[IssuedForm, Sequence[PrintJob]]:
            form = self._parts.queue.form(actor, job.form_id)
            return form, self._parts.queue.waiting(actor)

        done = partial(self._on_sent, job)
        self._parts.tasks.read(read, self._latest.only(done), self._fail)

    def _on_sent(self, job: PrintJob, read: tuple[IssuedForm, Sequence[PrintJob]]) -> None:
        form, waiting = read
        self._show_facts(form)
        stuck = next((one for one in waiting if one.job_id == job.job_id), None)
        if stuck is None:
            self._say(f"Đã gửi tới máy in; trên giấy ghi BẢN SAO {job.copy_no}.", Tone.OK)
            return
        why = stuck.error or "Bản này còn chờ in."
        self._say(f"{why} Bản này nằm trong danh sách Việc in.", Tone.LATE)

    def _fail(self, error: UserError) -> None:
        self.again.setEnabled(self._form is not None and not self._form.is_void)
        self._say(error.message, Tone.LATE)

    def _say(self, text: str, tone: Tone) -> None:
        set_tone(self.notice, tone)
        self.notice.setText(text)


class IssuedFormDialog(QDialog):
    """The view in a window of its own; Ctrl+P prints again, Esc closes."""

    def __init__(self, parts: IssuedFormParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Giấy đã cấp")
        size_window(self, 560, 720)
        self.view = IssuedFormView(parts)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(24, 20, 24, 20)
        rows.addWidget(self.view)
        bind_key(PRINT_AGAIN, self.view.print_again, self)
        self.finished.connect(self.view.clear)

    def open_form(self, form_id: int) -> None:
        """Show a form in front of the window."""
        self.view.show_form(form_id)
        self.show()
        self.raise_()
        self.activateWindow()
        self.view.again.setFocus()
