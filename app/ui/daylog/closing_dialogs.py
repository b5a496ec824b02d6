"""The dialogs of a day's closing: before it is closed, opening it again, reading its sheet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.errors import ConflictError, UserError
from app.services.closing.closings import Closings
from app.services.closing.records import (
    BeforeClosing,
    Closed,
    ClosingPreview,
    ClosingStanding,
    Reopened,
    SheetScan,
    SheetVerdict,
)
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.periods.calendar import locked_days_words
from app.ui.approving.approved_work import connect_approved
from app.ui.desk.scan_banner import tell_sheet
from app.ui.look.tokens import Tone, px, size_window
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext, Printing
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.labels import label, set_tone
from app.ui.widgets.pdf_view import PageSource, PdfView
from app.ui.widgets.record_form import RecordForm, reason_field
from app.wording import buttons, prompts, sentences, states
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
        self.waiting.setText(states.COUNTING)
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


def _waiting_text(waiting: BeforeClosing) -> tuple[str, Tone]:
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


_WHY_REOPENED = replace(
    reason_field("", prompts.REOPEN_REASON, lines=1),
    longest=500,
    missing=sentences.NO_REOPEN_REASON,
)


class ReopenDialog(RecordForm):
    """Stays open with its reason until two people have agreed."""

    def __init__(
        self,
        context: PageContext,
        services: Services,
        day: date,
        done: Callable[[Reopened], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            (_WHY_REOPENED,),
            f"Mở lại ngày {day_text(day)}",
            buttons.REOPEN_DAY,
            context.clock.today,
            parent,
            told=f"Ngày {day_text(day)} và các ngày đã khóa sau đó được mở lại. Phiếu khóa đã in "
            "vẫn còn trong sổ; lần mở lại, lý do và tên hai người hiện trên trang này và trên mọi "
            "bảng tổng hợp.",
        )
        self.warning = label("", "body", wrap=True)
        set_tone(self.warning, Tone.WARN)
        self.warning.hide()
        self.add_row(self.warning)
        context.read(services.closings.standing, day).then(self._show_standing)
        reopen, write = services.closings.reopen, context.write
        connect_approved(
            self,
            context,
            services,
            lambda reason, approval: write(reopen, day, reason, approval),
            done,
            changed=(Change.OFFICE,),
            what=f"Mở lại ngày {day_text(day)} và các ngày đã khóa sau đó.",
        )

    def _show_standing(self, standing: ClosingStanding) -> None:
        words = locked_days_words(standing.locked_periods)
        self.warning.setText(words)
        self.warning.setVisible(bool(words))


_DIGITS_MAX = 400


class ClosingSheetDialog(FormDialog):
    """Closes when the sheet is one; what was typed wrong stays to be mended."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__("Đối chiếu phiếu khóa ngày", "Đối chiếu", parent)
        self._context = context
        self._services = services
        self.digits = QLineEdit()
        self.digits.setMaxLength(_DIGITS_MAX)
        told = label(
            "Quét mã trên phiếu, hoặc gõ 100 chữ số đầu chuỗi in trên phiếu; dấu cách không sao.",
            "quiet",
            wrap=True,
        )
        self.fields.addWidget(told, 0, 0)
        self.fields.addWidget(self.board.add("anchor", "&Dãy số trên phiếu", self.digits), 1, 0)
        self.digits.setFocus()
        self.submitted.connect(self._on_submitted)

    def handle_scan(self, text: str) -> bool:
        """Take a scan as if it were typed."""
        self.digits.setText(text)
        self.submit.click()
        return True

    def _on_submitted(self) -> None:
        text = "".join(self.digits.text().split())
        self.submit.setEnabled(False)
        self._context.write(self._services.closing_sheets.scan, text).then(
            self._on_scanned, changed=(Change.OFFICE,), failed=self.fail
        )

    def _on_scanned(self, scan: SheetScan) -> None:
        self.submit.setEnabled(True)
        if scan.verdict is SheetVerdict.FORGED:
            self.board.show_problems({"anchor": scan.message})
            return
        self.accept()
        tell_sheet(self._context.messages, scan)
