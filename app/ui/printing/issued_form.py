"""An issued form: the very PDF that was printed and kept, and one more copy of it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.clock import to_local
from app.errors import UserError
from app.services.container import Services
from app.services.forms.printing_queue import PrintQueue
from app.services.forms.records import FormOnFile, QueuedCopy
from app.services.ledger.records import Actor
from app.ui.files.files_card import keep_signed_slip
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px, size_window
from app.ui.runtime.tasks import Change, Latest
from app.ui.shell.page_context import PageContext, Printing
from app.ui.widgets.dialogs import PRINT_AGAIN, bind_key
from app.ui.widgets.labels import button, chip, label, set_tone
from app.ui.widgets.pdf_view import PageSource, PdfView
from app.vocabulary.forms import FormKind
from app.wording import buttons, headings, states
from app.wording.labels import label as word_for
from app.wording.texts import moment_text

_VOID = "Giấy này đã hủy và có giấy thay thế; hãy mở và in giấy thay thế."


class IssuedFormView(QWidget):
    """The pages with what the book says of them above, and In lại below."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._form: FormOnFile | None = None
        self._latest = Latest()
        self.title = label("", "heading")
        self.state = chip(states.VOIDED, Tone.LATE)
        self.facts = label("", "quiet")
        self.pages = PdfView(context.tasks, "Giấy đã cấp hiện ở đây, đúng như bản đã in.")
        self.notice = label("", wrap=True)
        self.notice.setMinimumHeight(px(40))
        self.again = button(buttons.PRINT_AGAIN, "accent", Icon.PRINT, hint="Ctrl+P")
        self.again.clicked.connect(self._on_again)
        self.signed = button(buttons.CHOOSE_SIGNED_SLIP, "plain", Icon.ADD)
        self.signed.clicked.connect(self._on_signed)
        self._arrange()
        self.clear()

    def show_form(self, form_id: int) -> None:
        """Read the form and its pages, and show them."""
        self.clear()
        printing = self._context.printing
        self._context.work(_form_and_pages, self._services.print_queue, printing, form_id).then(
            self._latest.only(self._on_read), self._fail
        )

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

    def _on_read(self, read: tuple[FormOnFile, PageSource]) -> None:
        form, pages = read
        self._show_facts(form)
        self.pages.show_source(pages)

    def _show_facts(self, form: FormOnFile) -> None:
        self._form = form
        self.title.setText(f"{word_for(form.kind)} số {form.number}")
        self.facts.setText(f"Cấp lúc {moment_text(form.issued_at)} · đã lập {form.copy_count} bản")
        self.state.setVisible(form.is_void)
        self.again.setEnabled(not form.is_void)
        is_slip = form.kind is FormKind.HANDOFF_SLIP
        self.signed.setVisible(is_slip)
        if form.is_void:
            self._say(_VOID, Tone.LATE)

    def _on_again(self) -> None:
        form = self._form
        if form is None:
            return
        self.again.setEnabled(False)
        self._say("Đang gửi bản in lại tới máy in…", Tone.QUIET)
        self._context.write(self._services.print_queue.reprint, form.form_id).then(
            self._latest.only(self._on_queued), changed=(Change.PRINT_QUEUE,), failed=self._fail
        )

    def _on_signed(self) -> None:
        """Keep the scan of the slip on the screen, signed on paper."""
        form = self._form
        if form is None:
            return
        paths = self._context.files.open_many(self, f"Chọn bản quét phiếu {form.number} đã ký")
        if not paths:
            return
        year = to_local(form.issued_at).year
        self._context.write(
            keep_signed_slip, self._services.attachments, form.number, paths, year=year
        ).then(self._latest.only(self._on_kept), changed=(Change.DOSSIERS,), failed=self._fail)

    def _on_kept(self, count: int) -> None:
        self._say(f"Đã lưu {count} tệp phiếu đã ký.", Tone.OK)

    def _on_queued(self, job: QueuedCopy) -> None:
        self._context.print_queued()
        # The worker does one thing after another: this reading comes after the sending.
        self._context.read(_form_and_waiting, self._services.print_queue, job.form_id).then(
            self._latest.only(partial(self._on_sent, job)), self._fail
        )

    def _on_sent(self, job: QueuedCopy, read: tuple[FormOnFile, Sequence[QueuedCopy]]) -> None:
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


def _form_and_pages(
    actor: Actor, queue: PrintQueue, printing: Printing, form_id: int
) -> tuple[FormOnFile, PageSource]:
    form = queue.form(actor, form_id)
    return form, printing.typeset_issued(form)


def _form_and_waiting(
    actor: Actor, queue: PrintQueue, form_id: int
) -> tuple[FormOnFile, Sequence[QueuedCopy]]:
    return queue.form(actor, form_id), queue.waiting(actor)


class IssuedFormDialog(QDialog):
    """The view in a window of its own; Ctrl+P prints again, Esc closes."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(headings.ISSUED_FORMS)
        size_window(self, 560, 720)
        self.view = IssuedFormView(context, services)
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
