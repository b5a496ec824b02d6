"""The columns that lists of payments are put together from."""

from collections.abc import Callable

from app.reports.cash_words import kind_text, payer_text
from app.services.forms.numbering import code_order
from app.services.money.records import CashRow
from app.ui.desk.spans import SHORT_CODE_WIDTH, short_code
from app.ui.widgets.row_table import Column
from app.wording.labels import label
from app.wording.texts import number_text, time_text


def payment_column() -> Column[CashRow]:
    return Column(
        title="Số phiếu",
        value=lambda row: row.number,
        sort_key=lambda row: int(row.number.partition("/")[0]),
        width=76,
        figures=True,
    )


def taken_column() -> Column[CashRow]:
    return Column(
        title="Giờ",
        value=lambda row: time_text(row.taken_at),
        sort_key=lambda row: row.taken_at,
        width=54,
        figures=True,
    )


def paid_code_column() -> Column[CashRow]:
    return Column(
        title="Mã hồ sơ",
        value=lambda row: short_code(row.code),
        sort_key=lambda row: code_order(row.code),
        width=SHORT_CODE_WIDTH,
        figures=True,
        tip=lambda row: f"{row.code}\n{row.procedure_name[:300]}",
    )


def payer_column() -> Column[CashRow]:
    return Column(title="Người nộp", value=payer_text, tip=payer_text)


def kind_column() -> Column[CashRow]:
    return Column(
        title="Loại",
        value=lambda row: kind_text(row.kind),
        width=92,
        tip=lambda row: label(row.kind),
    )


def taker_column() -> Column[CashRow]:
    return _plain("Người thu", lambda row: row.officer_name)


def amount_column() -> Column[CashRow]:
    return Column(
        title="Số tiền",
        value=lambda row: number_text(row.amount_vnd),
        sort_key=lambda row: row.amount_vnd,
        width=92,
        is_right=True,
        figures=True,
    )


def _plain(title: str, value: Callable[[CashRow], str]) -> Column[CashRow]:
    return Column(title=title, value=value, tip=value)
