"""Thu phí: one dossier's till at the left, what this person took today at the right."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.reports.cash_export import export_money, money_file_name
from app.reports.formats import ExportFormat
from app.services.container import Services
from app.services.custody.records import ScannedDossier
from app.services.intake.identity import CitizenCard
from app.services.ledger.records import Actor
from app.services.money.cashier import Cashier
from app.services.money.records import (
    CashRow,
    DayCash,
    Exempted,
    FeeStanding,
    PaymentLine,
    TakenMoney,
    Taking,
    Voided,
)
from app.ui.desk.cards import GAP, HeadedCard
from app.ui.desk.dossier_columns import (
    amount_column,
    paid_code_column,
    payer_column,
    payment_column,
    short_code,
    taken_column,
)
from app.ui.desk.scan_banner import ScanBanner
from app.ui.look.icons import Icon
from app.ui.look.tokens import size_window
from app.ui.returning.fee_card import ExemptDialog, FeeCard, PaymentVoiding
from app.ui.runtime.tasks import Change, TaskRunner
from app.ui.shell.page_context import PageContext, Printing
from app.ui.widgets.labels import button
from app.ui.widgets.layouts import FlowRow
from app.ui.widgets.pdf_view import PageSource, PdfView
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import PaymentKind
from app.wording import buttons, sentences
from app.wording.texts import money_text

_WIDTH, _HEIGHT = 620, 900


class PreviewDialog(QDialog):
    """Shows pages and closes; nothing is stored by looking."""

    def __init__(self, tasks: TaskRunner, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.pages = PdfView(tasks, "Đang dựng trang…")
        shut = button(buttons.CLOSE, hint="Esc")
        shut.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(shut)
        rows = QVBoxLayout(self)
        rows.addWidget(self.pages, 1)
        rows.addLayout(foot)
        size_window(self, _WIDTH, _HEIGHT)

    def show_pages(self, source: PageSource) -> None:
        self.pages.show_source(source)


_CHANGED = (Change.DOSSIERS, Change.PRINT_QUEUE)


class MoneyPanel(QWidget):
    """Takes money by scan and Ctrl+Enter; the sheet of the day is one button away."""

    def __init__(self, context: PageContext, services: Services, banner: ScanBanner) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self._banner = banner
        self._day: DayCash | None = None
        text = context.actions.key_text
        self.card = FeeCard(context.clock.now, (text("returning.return"), text("returning.exempt")))
        self.taken = RowTable[CashRow](
            (
                payment_column(),
                taken_column(),
                paid_code_column(),
                payer_column(),
                amount_column(),
            ),
            lambda row: row.number,
            empty_text="Hôm nay bạn chưa thu khoản nào.",
        )
        self.taken.setAccessibleName("Các khoản bạn thu hôm nay")
        self._today = HeadedCard("Thu trong ngày")
        self.pdf = button("Bảng kê để ký (PDF)", which=Icon.PRINT)
        self.xlsx = button("Excel", which=Icon.EXPORT)
        self.void = button(buttons.VOID_RECEIPT, which=Icon.REMOVE)
        self._voiding = PaymentVoiding(context, services, self, self._on_voided)
        self._arrange()
        self._connect()

    @property
    def day(self) -> DayCash | None:
        """The day's takings in sight."""
        return self._day

    def reload(self) -> None:
        """Read today's takings again."""
        today = self._context.clock.today()
        self._context.read(self._services.cash.of_day, today, own=True).then(self._show_day)

    def start(self, code: str) -> None:
        """Bring up what a dossier owes."""
        self._context.read(self._services.cashier.standing, code).then(self._show, self._on_refused)

    def scan(self, text: str) -> None:
        self._context.read(self._services.scans.for_fees, text).then(
            self._on_scanned, self._on_refused
        )

    def take_card(self, card: CitizenCard) -> bool:
        return self.card.take_card(card)

    def do(self) -> None:
        """Take the money that is typed."""
        standing = self.card.standing
        if standing is None:
            self._banner.notice(
                sentences.NO_DOSSIER_CHOSEN, "Quét giấy tiếp nhận hoặc gõ mã hồ sơ."
            )
            return
        if not self.card.take_button.isEnabled():
            return
        self.card.take_button.setEnabled(False)
        said = self.card.input()
        self._context.write(self._services.cashier.take, standing.code, said).then(
            self._on_taken, changed=_CHANGED, failed=self.card.take_refusal
        )

    def leave(self) -> None:
        """Put away the dossier in sight."""
        self.card.clear()

    def show_preview(self) -> None:
        """Show the receipt as it would be printed now."""
        standing = self.card.standing
        if standing is None:
            return
        cashier, printing, said = self._services.cashier, self._context.printing, self.card.input()
        dialog = PreviewDialog(self._context.tasks, "Xem trước phiếu thu", self)

        def failed(error: UserError) -> None:
            dialog.reject()
            self.card.take_refusal(error)

        dialog.open()
        self._context.work(_receipt_pages, cashier, printing, standing.code, said).then(
            dialog.show_pages, failed
        )

    def ask_exemption(self) -> None:
        """Ask what is taken instead, and on which ground."""
        standing = self.card.standing
        if standing is None or not self.card.exempt.isEnabled():
            self._banner.notice("Chưa có gì để miễn, giảm", "Chọn hồ sơ còn phải thu trước.")
            return
        dialog = ExemptDialog(standing, self)
        dialog.submitted.connect(partial(self._exempt, dialog, standing.code))
        dialog.open()

    def ask_void(self) -> None:
        """Ask why the payment in front is to be void; two people make it so."""
        row = self.taken.current_row()
        if row is not None and self.void.isEnabled():
            self._voiding.start(row)

    def export(self, fmt: ExportFormat) -> None:
        """Ask where to, and write today's sheet there."""
        day = self._day
        if day is None:
            return
        self._context.export(
            self,
            money_file_name(day, fmt),
            fmt,
            lambda _actor, place: export_money(day, fmt, place),
        )

    def _exempt(self, dialog: ExemptDialog, code: str) -> None:
        fee, ground = dialog.fee.value(), dialog.ground.text()
        dialog.run(
            self._context.write(self._services.cashier.exempt, code, fee, ground),
            self._on_exempted,
            (Change.DOSSIERS,),
        )

    def _show(self, standing: FeeStanding) -> None:
        self.card.show_standing(standing)
        owed = f"còn phải thu {money_text(standing.owed_vnd)}"
        told = f"{short_code(standing.code)} · {standing.owner_name}"
        if standing.refusal:
            self._banner.notice(told, standing.refusal)
        else:
            self._banner.good(told, owed)

    def _show_day(self, day: DayCash) -> None:
        self._day = day
        self.taken.set_rows(day.rows)
        count = f"{len(day.rows)} phiếu · {money_text(day.total_vnd)}" if day.rows else ""
        self._today.set_count(count)
        self._show_void()

    def _show_void(self) -> None:
        row = self.taken.current_row()
        self.void.setEnabled(row is not None and row.kind is not PaymentKind.VOIDED)

    def _on_voided(self, code: str, done: Voided) -> None:
        told = f"Đã hủy phiếu thu {done.number}: hãy trả lại {money_text(done.amount_vnd)}."
        self._context.messages.done(
            f"{told} {done.approved_by} đã xác nhận.",
            [(buttons.VIEW_DOSSIER, partial(self._context.navigate.open_dossier, code))],
        )
        self.reload()
        if self.card.standing is not None and self.card.standing.code == code:
            self.start_quietly(code)

    def _on_scanned(self, scan: ScannedDossier) -> None:
        if scan.row is None or (scan.refusal and scan.verdict is not None):
            self._banner.refused(sentences.NOT_DONE, scan.refusal, scan.verdict)
        else:
            self.start(scan.code)

    def _on_taken(self, done: TakenMoney) -> None:
        self._told(done, f"Đã thu {money_text(done.amount_vnd)}, phiếu thu {done.number}.")
        self._banner.good(f"Đã thu {money_text(done.amount_vnd)}", f"Phiếu thu {done.number}")
        self.start_quietly(done.code)

    def start_quietly(self, code: str) -> None:
        """Bring the card up to date without a word on the banner."""
        self._context.read(self._services.cashier.standing, code).then(self.card.show_standing)

    def _on_paper_wanted(self, line: PaymentLine) -> None:
        standing = self.card.standing
        if line.form_id:
            self._context.navigate.open_form(line.form_id)
        elif standing is not None:
            self._context.write(self._services.cashier.receipt, standing.code, line.number).then(
                self._on_paper, changed=_CHANGED, failed=self.card.take_refusal
            )

    def _on_paper(self, done: TakenMoney) -> None:
        self._told(done, f"Phiếu thu {done.number}.")
        self.start_quietly(done.code)

    def _told(self, done: TakenMoney, words: str) -> None:
        paper = f" Đang in phiếu {done.number}." if done.job_id else ""
        self._context.messages.done(
            f"{words}{paper}",
            [(buttons.VIEW_DOSSIER, partial(self._context.navigate.open_dossier, done.code))],
        )
        if done.job_id:
            self._context.print_queued()

    def _on_exempted(self, done: Exempted) -> None:
        self._context.messages.done(
            f"Hồ sơ {done.code} được giảm từ {money_text(done.fee_before_vnd)} còn "
            f"{money_text(done.fee_vnd)}."
        )
        self.start_quietly(done.code)

    def _on_refused(self, error: UserError) -> None:
        self._banner.bad(sentences.NOT_DONE, error.message)

    def _connect(self) -> None:
        self.card.take_wanted.connect(self.do)
        self.card.preview_wanted.connect(self.show_preview)
        self.card.exempt_wanted.connect(self.ask_exemption)
        self.card.paper_wanted.connect(self._on_paper_wanted)
        self.taken.row_activated.connect(lambda row: self.start(row.code))
        self.taken.row_selected.connect(self._show_void)
        self.void.clicked.connect(self.ask_void)
        self.pdf.clicked.connect(partial(self.export, ExportFormat.PDF))
        self.xlsx.clicked.connect(partial(self.export, ExportFormat.XLSX))

    def _arrange(self) -> None:
        foot = FlowRow()
        for widget in (self.void, self.xlsx, self.pdf):
            foot.addWidget(widget)
        self._today.body.addWidget(self.taken, 1)
        self._today.body.addLayout(foot)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        columns.addWidget(self.card, 1)
        columns.addWidget(self._today, 1)


def _receipt_pages(
    actor: Actor, cashier: Cashier, printing: Printing, code: str, said: Taking
) -> PageSource:
    return printing.typeset(cashier.preview(actor, code, said))
