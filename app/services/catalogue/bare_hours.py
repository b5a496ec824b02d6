"""Hours that a catalogue file writes as a bare "giờ": working or continuous, as the reader is told.

Published sets and the national portal write "Giờ" for both (Civil Code 2015 Đ147.1 lets hours run
on); a file means one of the two throughout, and only a person can say which.
"""

from app.errors import InvalidInputError
from app.services.catalogue.records import Notice
from app.text import fold
from app.vocabulary.catalogue import HoursMeaning, TimeUnit
from app.wording.labels import label

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
