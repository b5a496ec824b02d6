"""What sheets of money are called, and the words that all their formats share."""

from typing import Final

from app.clock import end_of_day
from app.errors import RuleBrokenError
from app.services.money.records import CashRow, DayCash, QuarterSettlement, SheetHead
from app.vocabulary.dossiers import PaymentKind
from app.wording import captions, states
from app.wording.citations import Rule, cite_in_full
from app.wording.texts import day_text, moment_text, money_text

DAY_TITLE: Final = "BẢNG KÊ THU PHÍ, LỆ PHÍ TRONG NGÀY"
_QUARTERS: Final = ("I", "II", "III", "IV")
_KINDS: Final = {
    PaymentKind.ADVANCE: captions.PAID_IN_ADVANCE,
    PaymentKind.FINAL: captions.PAID_ON_RETURN,
    PaymentKind.VOIDED: states.VOIDED,
}


def kind_text(kind: PaymentKind) -> str:
    """Return a payment's kind in the few letters that a column has."""
    return _KINDS[kind]


def quarter_title(sheet: QuarterSettlement) -> str:
    """Return "BẢNG QUYẾT TOÁN PHÍ, LỆ PHÍ QUÝ IV NĂM 2026"."""
    return f"BẢNG QUYẾT TOÁN PHÍ, LỆ PHÍ QUÝ {_QUARTERS[sheet.quarter - 1]} NĂM {sheet.year}"


def quarter_notes(sheet: QuarterSettlement) -> tuple[str, ...]:
    """Return what stands under a settlement: the law it is made by, and what a column counts."""
    law = cite_in_full(Rule.FEE_SETTLEMENT, sheet.head.last_day)
    made = (f"Lập theo {law}.",) if law else ()
    return (
        *made,
        "Tạm thu của hồ sơ chưa xong: đã tạm thu đến cuối kỳ, kể cả từ các kỳ trước.",
    )


def payer_text(row: CashRow) -> str:
    """Return who paid, and for whom where that is another person."""
    if not row.payer_name or row.payer_name == row.owner_name:
        return row.owner_name
    return f"{row.payer_name} (chủ hồ sơ: {row.owner_name})"


def numbers_text(first: str, last: str) -> str:
    """Return the receipts of one officer: "1/PT – 9/PT"."""
    return first if first == last else f"{first} – {last}"


def sheet_note(head: SheetHead) -> str:
    """Return until when a sheet is true, when it was made and by whom."""
    is_whole = head.as_of >= end_of_day(head.last_day)
    until = f"hết ngày {day_text(head.last_day)}" if is_whole else moment_text(head.as_of)
    made = f"Lập lúc {moment_text(head.made_at)}, người lập: {head.made_by}."
    return f"Số liệu tính đến {until}. {made}"


def require_sums(cash: DayCash) -> None:
    """Raise RuleBrokenError where the officers' sums are not those of the payments."""
    if not cash.adds_up:
        rows = sum(row.amount_vnd for row in cash.rows)
        raise RuleBrokenError(
            f"Tổng của các cán bộ ({money_text(cash.total_vnd)}) khác tổng các phiếu thu "
            f"({money_text(rows)}). Hãy ngừng lập bảng kê và báo quản trị viên."
        )
