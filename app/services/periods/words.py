"""What is said of periods, in one place for the window and the command line."""

from collections.abc import Mapping
from typing import Final

from app.services.periods.records import DossierCounts, PeriodState
from app.wording import number_text

STATE_WORDS: Final[Mapping[PeriodState, str]] = {
    PeriodState.FUTURE: "Chưa đến kỳ",
    PeriodState.RUNNING: "Đang trong kỳ",
    PeriodState.OPEN: "Chưa khóa",
    PeriodState.LOCKED: "Đã khóa",
    PeriodState.REOPENED: "Đã mở lại",
}


def identity_of(counts: DossierCounts) -> str:
    """Return "(3) 170 = (7) 37 + (11) 133", or the same with ≠ where it is not true."""
    sign = "=" if counts.adds_up else "≠"
    return (
        f"(3) {number_text(counts.taken_on)} {sign} (7) {number_text(counts.ended.total)} + "
        f"(11) {number_text(counts.open.total)}"
    )


def late_words(counts: DossierCounts) -> str:
    """Return which part was entered too late for the locked period before; "" for none."""
    return late_sentence(
        (counts.late_received, "hồ sơ tiếp nhận"), (counts.late_ended, "hồ sơ giải quyết xong")
    )


def late_sentence(*parts: tuple[int | None, str]) -> str:
    """Return a sentence saying how many of what are late entries, "" where there are none.

    A number that is not known (None: frozen before they were counted) is not told.
    """
    told = [f"{number_text(count)} {noun}" for count, noun in parts if count]
    if not told:
        return ""
    whole = " và ".join(filter(None, (", ".join(told[:-1]), told[-1])))
    return f"Trong đó {whole} là nhập muộn của kỳ trước, ghi sau khi kỳ đó đã khóa."
