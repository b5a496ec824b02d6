"""The columns that lists of payments are put together from."""

from collections.abc import Callable

from app.reports.cash_words import kind_text, payer_text
from app.services.forms.numbering import code_order
from app.services.money.records import CashRow
from app.ui.desk.spans import SHORT_CODE_WIDTH, short_code
from app.ui.widgets.columns import digits_column, number_column, text_column
from app.ui.widgets.row_table import Column
from app.wording.labels import label
from app.wording.texts import number_text, time_text


def payment_column() -> Column[CashRow]:
    return digits_column(
        "Số phiếu", "number", 76, sort_key=lambda row: int(row.number.partition("/")[0])
    )


def taken_column() -> Column[CashRow]:
    return digits_column(
        "Giờ", lambda row: time_text(row.taken_at), 54, sort_key=lambda row: row.taken_at
    )


def paid_code_column() -> Column[CashRow]:
    return digits_column(
        "Mã hồ sơ",
        lambda row: short_code(row.code),
        SHORT_CODE_WIDTH,
        tip=lambda row: f"{row.code}\n{row.procedure_name[:300]}",
        sort_key=lambda row: code_order(row.code),
    )


def payer_column() -> Column[CashRow]:
    return text_column("Người nộp", payer_text)


def kind_column() -> Column[CashRow]:
    return text_column("Loại", lambda row: kind_text(row.kind), 92, tip=lambda row: label(row.kind))


def taker_column() -> Column[CashRow]:
    return _plain("Người thu", lambda row: row.officer_name)


def amount_column() -> Column[CashRow]:
    return number_column(
        "Số tiền", lambda row: number_text(row.amount_vnd), 92, sort_key=lambda row: row.amount_vnd
    )


def _plain(title: str, value: Callable[[CashRow], str]) -> Column[CashRow]:
    return text_column(title, value)
