"""Before a day is closed: what still waits beside the sheet as it will be printed."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import ConflictError, UserError
from app.services.closing.closings import Closings
from app.services.closing.records import Closed, ClosingPreview, Waiting
from app.services.container import Services
from app.services.ledger.records import Actor
from app.ui.look.text_size import px, size_window
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext, Printing
from app.ui.widgets.form_dialog import FormDialog
from app.ui.widgets.labels import label, set_tone
from app.ui.widgets.pdf_view import PageSource, PdfView
from app.wording.texts import day_text, moment_text, number_text

_SIZE = (1080, 640)
_SIDE = 320
_SLIPS_NAMED = 6


class CloseDayDialog(FormDialog):
    """Closes what was seen: where another desk changed a figure meanwhile it shows the new ones."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        day: date,
        done: Callable[[Closed], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"Khóa ngày {day_text(day)}", "Khóa ngày và in phiếu", parent)
        self._context = context
        self._services = services
        self._day = day
        self._done = done
        self._seen = ""
        self.waiting = label("", "body", wrap=True)
        self.pages = PdfView(context.tasks, "Phiếu khóa ngày hiện ở đây, đúng như sẽ in.")
        self._arrange_fields()
        self.submit.setEnabled(False)
        self.submitted.connect(self._on_submitted)
        self.read()

    def read(self) -> None:
        """Count the day and set its sheet, as they are now."""
        self.waiting.setText("Đang tính số liệu…")
        self._context.read(
            _preview, self._services.closings, self._context.printing, self._day
        ).then(self._on_read, self._on_unread)

    def _arrange_fields(self) -> None:
        size_window(self, *_SIZE)
        side = QWidget()
        side.setFixedWidth(px(_SIDE))
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(8)
        rows.addWidget(label("Còn chờ", "heading"))
        rows.addWidget(self.waiting)
        rows.addWidget(
            label(
                "Khóa rồi thì không ghi thêm được việc nào vào ngày này và các ngày trước. Muốn mở "
                "lại phải có hai người và lý do, và việc mở lại luôn còn thấy trên mọi bảng.",
                "quiet",
                wrap=True,
            )
        )
        rows.addStretch(1)
        self.fields.addWidget(side, 0, 0)
        self.fields.addWidget(self.pages, 0, 1)
        self.fields.setColumnStretch(1, 1)
        self.fields.setRowStretch(0, 1)
        self.pages.setMinimumHeight(px(420))

    def _on_read(self, read: tuple[ClosingPreview, PageSource]) -> None:
        preview, pages = read
        self._seen = preview.digest
        self.pages.show_source(pages)
        said, tone = _waiting_text(preview.waiting)
        set_tone(self.waiting, tone)
        self.waiting.setText(said)
        self.submit.setEnabled(not preview.refusal)
        if preview.refusal:
            set_tone(self.notice, Tone.LATE)
            self.notice.setText(preview.refusal)

    def _on_unread(self, error: UserError) -> None:
        self.waiting.setText("")
        self.fail(error)
        self.submit.setEnabled(False)

    def _on_submitted(self) -> None:
        done = self.finishing(self._done)
        self._context.write(self._services.closings.close, self._day, seen=self._seen).then(
            done, changed=(Change.OFFICE, Change.PRINT_QUEUE), failed=self._on_refused
        )

    def _on_refused(self, error: UserError) -> None:
        self.fail(error)
        if isinstance(error, ConflictError):
            self.read()


def _preview(
    actor: Actor, closings: Closings, printing: Printing, day: date
) -> tuple[ClosingPreview, PageSource]:
    preview = closings.preview(actor, day)
    return preview, printing.typeset(preview.sheet)


def _waiting_text(waiting: Waiting) -> tuple[str, Tone]:
    lines = [
        f"• Phiếu {slip.number} gửi {slip.to_name} lúc {moment_text(slip.sent_at)}: "
        f"{number_text(slip.count)} hồ sơ chưa được nhận."
        for slip in waiting.slips[:_SLIPS_NAMED]
    ]
    more = len(waiting.slips) - _SLIPS_NAMED
    if more > 0:
        lines.append(f"• Và {number_text(more)} phiếu nữa chưa được nhận.")
    if waiting.print_jobs:
        lines.append(f"• {number_text(waiting.print_jobs)} bản in chưa ra giấy.")
    if not lines:
        return "Không còn việc nào chờ: mọi phiếu đã được nhận, mọi bản đã in.", Tone.OK
    return "\n".join(lines), Tone.WARN
