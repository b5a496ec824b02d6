"""One cell to one fact: figures, money, codes and words as people write them in spreadsheets."""

import re
from collections.abc import Mapping
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from app.errors import InvalidInputError
from app.services.catalogue.records import ALL_CHANNELS, Notice
from app.services.deadlines.limits import LATE_CUTOFF
from app.text import fold
from app.vocabulary.catalogue import HoursMeaning, TimeUnit
from app.vocabulary.dossiers import Channel
from app.vocabulary.office import Level
from app.wording import captions
from app.wording.labels import label

# Hours that a catalogue file writes as a bare "giờ": working or continuous, as the reader is
# told.
#
# Published sets and the national portal write "Giờ" for both (Civil Code 2015 Đ147.1 lets hours
# run
# on); a file means one of the two throughout, and only a person can say which.

_BARE = frozenset({"hour", "hours", "gio"})
_UNITS = {
    HoursMeaning.WORKING: TimeUnit.WORKING_HOUR,
    HoursMeaning.CONTINUOUS: TimeUnit.CLOCK_HOUR,
}
_ASK = (
    "Tệp có chỗ chỉ ghi “giờ”, chưa rõ là giờ làm việc hay giờ liên tục; hãy chọn một cách hiểu "
    "cho cả tệp (dòng lệnh: --hours working hoặc --hours continuous)."
)


def is_bare_hours(unit: str) -> bool:
    """Say whether a unit of time names hours without saying which."""
    return fold(unit.strip()) in _BARE


class BareHours:
    """The bare hours of one file: taken for what `meaning` says, each row noted.

    Without a meaning they are read as working hours for the preview alone: see `require_meaning`.
    """

    def __init__(self, meaning: HoursMeaning | None = None) -> None:
        self._meaning = meaning
        self._in_row = False
        self.were_read = False

    def unit(self) -> TimeUnit:
        """Return what the hours just read are taken for."""
        self._in_row = self.were_read = True
        return _UNITS[self._meaning or HoursMeaning.WORKING]

    def notices(self, row: int, code: str) -> tuple[Notice, ...]:
        """Return the note on the row just read, if it had bare hours."""
        had, self._in_row = self._in_row, False
        if not had:
            return ()
        if self._meaning is None:
            words = "“Giờ” chưa rõ là giờ làm việc hay giờ liên tục; hãy chọn trước khi nhập."
        else:
            words = f"“Giờ” được hiểu là {label(self._meaning)}, theo lựa chọn cho cả tệp."
        return (Notice(row, code, "unit", words),)


def require_meaning(*, asks: bool) -> None:
    """Raise InvalidInputError for `hours` where a file's bare hours are not explained."""
    if asks:
        raise InvalidInputError("hours", _ASK)


C = TypeVar("C", bound=StrEnum)

_MONEY_MARKS = re.compile(r"\s*(đồng|đ|₫|vnd|vnđ)\.?$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}([.,\s])\d{3}(?:\1\d{3})*")
_FREE = frozenset({"", "khong", "mien phi", "khong thu phi"})


def text_of(cell: object) -> str:
    """Return a cell as text; a whole number typed by a spreadsheet loses its ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)


def code_of(cell: object) -> str:
    """Return a procedure's code.

    A spreadsheet that took 1.001190 for a number dropped its last zero: national codes have six
    digits after the dot.
    """
    if isinstance(cell, float):
        return f"{cell:.6f}" if cell < 10 and not cell.is_integer() else text_of(cell)
    return text_of(cell)


def amount_of(cell: object, unit: TimeUnit) -> Decimal:
    """Return a time's figure. Raises InvalidInputError for `value`."""
    text = text_of(cell).strip().replace(",", ".")
    if unit in {TimeUnit.SAME_DAY, TimeUnit.NONE} and text in {"", "0"}:
        return Decimal(0)
    if not text:
        raise InvalidInputError("value", "Chưa có số thời hạn. Hãy nhập số, ví dụ 3 hoặc 0,5.")
    if not re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", text):
        raise InvalidInputError("value", f"“{text[:40]}” không phải là số. Hãy nhập số, ví dụ 3.")
    return Decimal(text)


def money_of(cell: object) -> int:
    """Return an amount in đồng; empty is nothing. Raises InvalidInputError for `fee_vnd`."""
    text = _MONEY_MARKS.sub("", text_of(cell).strip())
    if fold(text) in _FREE:
        return 0
    if _GROUPED.fullmatch(text):
        text = re.sub(r"\D", "", text)
    if not re.fullmatch(r"-?\d{1,15}", text) or not text.isascii():
        raise InvalidInputError(
            "fee_vnd", f"“{text[:40]}” không phải là số tiền. Hãy nhập số đồng, ví dụ 50000."
        )
    return int(text)


def advance_of(cell: object) -> int:
    """Return what is taken on intake, in đồng; empty is nothing. Raises for `advance_vnd`."""
    try:
        return money_of(cell)
    except InvalidInputError as error:
        raise InvalidInputError("advance_vnd", error.message) from error


def level_of(cell: object) -> Level:
    """Return the level of government, by code or word. Raises InvalidInputError for `level`."""
    return _member(
        cell, _LEVELS, "level", captions.LEVEL, "commune (xã), province (tỉnh), ministry (bộ)"
    )


def unit_of(cell: object, hours: BareHours | None = None) -> TimeUnit:
    """Return the unit of a time, by code or word. Raises InvalidInputError for `unit`.

    A bare "giờ" is what `hours` takes it for; without it, it is refused.
    """
    if is_bare_hours(text_of(cell)):
        if hours is None:
            raise InvalidInputError(
                "unit", "Chưa rõ loại giờ. Hãy ghi “giờ làm việc” hoặc “giờ (liên tục)”."
            )
        return hours.unit()
    return _member(
        cell,
        _TIME_WORDS,
        "unit",
        captions.TIME_UNIT,
        "working_day, working_hour, clock_hour, calendar_day, month, same_day, none",
    )


def channels_of(cell: object) -> tuple[Channel, ...]:
    """Return the channels named; empty is all. Raises InvalidInputError for `channels`."""
    named = [part for part in re.split(r"[,;|\n]", text_of(cell)) if part.strip()]
    if not named:
        return ALL_CHANNELS
    return tuple(
        _member(part, _CHANNELS, "channels", captions.CHANNEL, "counter, online, post")
        for part in named
    )


def cutoff_of(cell: object) -> time:
    """Return a same-day case's cut-off; empty is 15:00. Raises InvalidInputError."""
    if isinstance(cell, time):
        return cell
    text = text_of(cell).strip()
    if not text:
        return LATE_CUTOFF
    found = re.fullmatch(r"([01]?\d|2[0-3])[:hg]([0-5]\d)?(?::[0-5]\d)?", text.lower())
    if found is None:
        raise InvalidInputError(
            "late_cutoff", f"“{text[:40]}” không phải là giờ. Hãy nhập giờ, ví dụ 15:00."
        )
    return time(int(found[1]), int(found[2] or 0))


def _member(cell: object, known: Mapping[str, C], field: str, what: str, choices: str) -> C:
    text = text_of(cell).strip()
    found = known.get(fold(text))
    if found is not None:
        return found
    if not text:
        raise InvalidInputError(field, f"{what} còn trống. Hãy nhập một trong: {choices}.")
    raise InvalidInputError(
        field, f"{what} “{text[:40]}” không dùng được. Hãy nhập một trong: {choices}."
    )


def _by_word(kind: type[C], **more: C) -> dict[str, C]:
    """Return the members by code and by the program's own word, folded."""
    return (
        {member.value: member for member in kind}
        | {fold(label(member)): member for member in kind}
        | {fold(word.replace("_", " ")): member for word, member in more.items()}
    )


_LEVELS = _by_word(
    Level, bộ=Level.MINISTRY, tỉnh=Level.PROVINCE, huyện=Level.DISTRICT, xã=Level.COMMUNE
)
_TIME_WORDS = _by_word(
    TimeUnit,
    giờ_liên_tục=TimeUnit.CLOCK_HOUR,
    ngày_dương_lịch=TimeUnit.CALENDAR_DAY,
    không=TimeUnit.NONE,
)
_CHANNELS = _by_word(
    Channel,
    trực_tiếp=Channel.COUNTER,
    dịch_vụ_bưu_chính=Channel.POST,
    bưu_chính_công_ích=Channel.POST,
)


# The headings of a flat file: our own names, or Vietnamese ones, in any order.

REQUIRED = ("code", "name", "field", "level", "unit")
_COLUMNS = {
    "code": "ma thu tuc",
    "name": "ten thu tuc",
    "field": "linh vuc",
    "level": "cap",
    "case": "truong hop",
    "value": "thoi han",
    "unit": "don vi thoi gian",
    "agency": "co quan giai quyet",
    "fee_vnd": "phi",
    "documents": "thanh phan ho so",
    "decision": "quyet dinh",
    "channels": "kenh",
    "late_cutoff": "gio cuoi",
    "advance_vnd": "tam thu",
    "phases": "giai doan",
}
_BY_HEADING = {name: name for name in _COLUMNS} | {word: name for name, word in _COLUMNS.items()}


def heading_of(cell: object) -> str:
    """Return the column that a heading names; empty for an unknown one."""
    return _BY_HEADING.get(fold(text_of(cell)), "")


def is_heading(text: str) -> bool:
    """Say whether a cell names a column of a flat file."""
    return bool(heading_of(text))
