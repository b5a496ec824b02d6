"""Numbers read out in Vietnamese, as money is written in words."""

from typing import Final

_DIGITS: Final = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_BILLION: Final = 10**9
_THOUSANDS: Final = ("", "nghìn", "triệu")


def amount_in_words(amount_vnd: int) -> str:
    """Return `Một triệu hai trăm năm mươi nghìn đồng`. Raises ValueError for a negative amount."""
    words = number_in_words(amount_vnd)
    return f"{words[0].upper()}{words[1:]} đồng"


def number_in_words(number: int) -> str:
    """Return `một trăm linh năm`. Raises ValueError for a negative number."""
    if number < 0:
        message = f"no words for a negative number: {number}"
        raise ValueError(message)
    return " ".join(_read(number, is_first=True)) or _DIGITS[0]


def _read(number: int, *, is_first: bool) -> list[str]:
    """Return the words of `number`; what follows a higher part keeps its empty hundreds."""
    words: list[str] = []
    billions, rest = divmod(number, _BILLION)
    if billions:
        words += [*_read(billions, is_first=is_first), "tỷ"]
    for power in (2, 1, 0):
        group = rest // 1000**power % 1000
        if group:
            words += _read_group(group, is_first=is_first and not words)
            words += [_THOUSANDS[power]] if power else []
    return words


def _read_group(group: int, *, is_first: bool) -> list[str]:
    """Return the words of 1 to 999."""
    hundreds, rest = divmod(group, 100)
    words = [] if is_first and not hundreds else [_DIGITS[hundreds], "trăm"]
    tens, unit = divmod(rest, 10)
    if tens == 0:
        link = ["linh"] if words else []
        return [*words, *link, _DIGITS[unit]] if unit else words
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return [*words, _unit_after_tens(tens, unit)] if unit else words


def _unit_after_tens(tens: int, unit: int) -> str:
    if unit == 5:
        return "lăm"
    if tens >= 2 and unit in {1, 4}:
        return {1: "mốt", 4: "tư"}[unit]
    return _DIGITS[unit]
