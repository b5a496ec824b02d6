"""What is said of an entry: how it stands, and what an act of the log was called."""

from datetime import date

from app.services.registers.fields import Register
from app.services.registers.records import Due, Entry, Scope

SCOPE_WORDS = {
    Scope.KEPT: "Đang ghi trong sổ",
    Scope.DUE: "Đến hạn, quá hạn",
    Scope.STRUCK: "Đã gạch khỏi sổ",
}


def standing_text(register: Register, entry: Entry, today: date) -> str:
    """Return how an entry stands on `today`: "Quá hạn 3 ngày", "Còn 5 ngày", "Đã kết thúc"."""
    if entry.is_struck:
        return "Đã gạch"
    if entry.due is Due.NONE or entry.due_on is None:
        return _in_force_text(register, entry, today)
    match entry.due:
        case Due.DONE:
            return "Đã xong"
        case Due.LATE:
            return f"Quá hạn {(today - entry.due_on).days} ngày"
        case Due.TODAY:
            return "Đến hạn hôm nay"
        case _:
            return f"Còn {(entry.due_on - today).days} ngày"


def _in_force_text(register: Register, entry: Entry, today: date) -> str:
    until = entry.values[register.until] if register.until else None
    if not register.until:
        return ""
    if isinstance(until, date) and until < today:
        return "Đã kết thúc"
    since = entry.values[register.since] if register.since else None
    if isinstance(since, date) and since > today:
        return "Chưa đến ngày"
    return "Còn hiệu lực"
