"""Thu phí: who took what on the day, or what a quarter is settled at; both to export and sign."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.reports.cash_export import MoneySheet, export_money, money_file_name
from app.reports.cash_words import numbers_text
from app.reports.formats import ExportFormat
from app.services.container import Services
from app.services.money.records import (
    CashRow,
    DayCash,
    OfficerCash,
    QuarterSettlement,
    SettledGroup,
)
from app.ui.desk.dossier_columns import (
    amount_column,
    kind_column,
    paid_code_column,
    payer_column,
    payment_column,
    taken_column,
    taker_column,
)
from app.ui.desk.period_bar import PeriodDays, SpanKind
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import Latest, Read
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, number_column, text_column
from app.ui.widgets.labels import button, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import captions, sentences, states
from app.wording.texts import money_text, number_text


class MoneyTab(QWidget):
    """Shows a day by officer and payment, a quarter by agency; other periods have no sheet."""

    dossier_wanted = Signal(str)

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._latest = Latest()
        self._sheet: MoneySheet | None = None
        self.officers = RowTable[OfficerCash](
            _officer_columns(), lambda one: one.login, empty_text="Chưa ai thu khoản nào."
        )
        self.officers.setAccessibleName("Thu phí theo người thu")
        self.payments = RowTable[CashRow](
            (
                payment_column(),
                taken_column(),
                paid_code_column(),
                payer_column(),
                kind_column(),
                taker_column(),
                amount_column(),
            ),
            lambda row: row.number,
            empty_text=sentences.NO_PAYMENTS,
        )
        self.payments.setAccessibleName("Các phiếu thu trong ngày")
        self.groups = RowTable[SettledGroup](
            _group_columns(),
            lambda group: (group.agency_code, group.field),
            empty_text="Trong quý không thu khoản nào.",
        )
        self.groups.setAccessibleName("Quyết toán theo cơ quan")
        self._total = label("")
        self.pdf = button("Bảng để ký (PDF)", which=Icon.PRINT)
        self.xlsx = button("Excel", which=Icon.EXPORT)
        self._pages = QStackedWidget()
        self._arrange()
        self.payments.row_activated.connect(lambda row: self.dossier_wanted.emit(row.code))
        self.pdf.clicked.connect(partial(self.export, ExportFormat.PDF))
        self.xlsx.clicked.connect(partial(self.export, ExportFormat.XLSX))

    @property
    def sheet(self) -> MoneySheet | None:
        """The sheet in sight."""
        return self._sheet

    @property
    def total_text(self) -> str:
        return self._total.text()

    def show_span(self, span: PeriodDays) -> None:
        """Read the sheet of a day or a quarter; say so where a period has none."""
        if span.kind is SpanKind.QUARTER:
            year, quarter = span.first.year, (span.first.month + 2) // 3
            self._read(self._context.read(self._services.settlement.of_quarter, year, quarter))
        elif span.day_count == 1:
            self._read(self._context.read(self._services.cash.of_day, span.first))
        else:
            self._latest.forget()
            self._show_nothing("Chọn một ngày để xem bảng kê, hoặc một quý để xem quyết toán.")

    def export(self, fmt: ExportFormat) -> None:
        """Ask where to, and write the sheet in sight there."""
        sheet = self._sheet
        if sheet is None:
            return
        self._context.export(
            self,
            money_file_name(sheet, fmt),
            fmt,
            lambda _actor, place: export_money(sheet, fmt, place),
        )

    def _read(self, asked: Read[DayCash] | Read[QuarterSettlement]) -> None:
        if self._sheet is None:
            self._show_nothing(states.COUNTING)
        asked.then(self._latest.only(self._show), self._on_failed)

    def _show(self, sheet: MoneySheet) -> None:
        self._sheet = sheet
        for made in (self.pdf, self.xlsx):
            made.setEnabled(True)
        total = money_text(sheet.total_vnd)
        if isinstance(sheet, DayCash):
            self.officers.set_rows(sheet.officers)
            self.payments.set_rows(sheet.rows)
            self._total.setText(f"{len(sheet.rows)} phiếu thu, cộng {total}")
            self._pages.setCurrentIndex(0)
            return
        self.groups.set_rows(sheet.groups)
        held = money_text(sheet.open_advance_vnd)
        self._total.setText(
            f"{sheet.payments} phiếu thu, cộng {total}; tạm thu của hồ sơ chưa xong {held}"
        )
        self._pages.setCurrentIndex(1)

    def _show_nothing(self, words: str) -> None:
        self._sheet = None
        for table in (self.officers, self.payments, self.groups):
            table.set_unknown(words)
        self._total.setText(words)
        for made in (self.pdf, self.xlsx):
            made.setEnabled(False)

    def _on_failed(self, error: UserError) -> None:
        self._show_nothing(error.message)

    def _arrange(self) -> None:
        day = QWidget()
        sides = QHBoxLayout(day)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(12)
        sides.addWidget(self.officers, 9)
        sides.addWidget(self.payments, 11)
        self._pages.addWidget(day)
        self._pages.addWidget(self.groups)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._total, 1)
        foot.addWidget(self.xlsx)
        foot.addWidget(self.pdf)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(4)
        rows.addWidget(self._pages, 1)
        rows.addLayout(foot)
        self._show_nothing("")


def _officer_columns() -> tuple[Column[OfficerCash], ...]:
    return (
        text_column(captions.CASHIER, "name", tip=lambda one: f"{one.name} ({one.login})"),
        digits_column(
            captions.SLIP_NUMBER, lambda one: numbers_text(one.first_number, one.last_number), 104
        ),
        _money(captions.PAID_IN_ADVANCE, lambda one: one.advance_vnd),
        _money("Khi trả", lambda one: one.final_vnd),
        _money(captions.SUM, lambda one: one.total_vnd),
    )


def _group_columns() -> tuple[Column[SettledGroup], ...]:
    return (
        text_column(captions.RESOLVING_AGENCY, "agency_name"),
        text_column(captions.FIELD, "field"),
        _group_count(captions.DOSSIER, lambda group: group.dossiers),
        _group_count(captions.SLIP, lambda group: group.payments),
        _group_count(captions.PAID_IN_ADVANCE, lambda group: group.advance_vnd, 100),
        _group_count("Khi trả", lambda group: group.final_vnd, 100),
        _group_count(captions.SUM, lambda group: group.total_vnd, 100),
        _group_count("Tạm thu chưa xong", lambda group: group.open_advance_vnd, 136),
    )


def _money(title: str, value: Callable[[OfficerCash], int]) -> Column[OfficerCash]:
    return number_column(title, lambda one: number_text(value(one)), 76, sort_key=value)


def _group_count(
    title: str, value: Callable[[SettledGroup], int], width: int = 64
) -> Column[SettledGroup]:
    return number_column(title, lambda group: number_text(value(group)), width, sort_key=value)
