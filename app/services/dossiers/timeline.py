"""What each log entry says to a person: a title, and its facts in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.vocabulary import Action, Channel, Outcome
from app.wording import label, moment_text, money_text

_OTHER_TITLES = {"reprint": "In lại", "payment": "Thu phí, lệ phí"}


def title_of(act: str) -> str:
    """Return the Vietnamese name of a logged act."""
    if act in _OTHER_TITLES:
        return _OTHER_TITLES[act]
    return label(Action(act))


def detail_of(act: str, facts: Mapping[str, Any]) -> str:
    """Return an entry's facts as one line of words."""
    parts = [text for key, value in facts.items() if value and (text := _words(act, key, value))]
    return " · ".join(parts)


def _words(act: str, key: str, value: Any) -> str:  # noqa: ANN401 - a JSON value
    match key:
        case "due":
            return f"hẹn {moment_text(datetime.fromisoformat(value))}"
        case "outcome":
            return label(Outcome(value))
        case "document":
            return f"số {value}"
        case "channel" if act == Action.REGISTER:
            return label(Channel(value)).lower()
        case "slip":
            return f"phiếu {value}"
        case "amount_vnd" | "paid_vnd":
            return money_text(value)
        case "copy":
            return f"bản {value}"
        case _:
            return _plain(key, value)


def _plain(key: str, value: Any) -> str:  # noqa: ANN401 - a JSON value
    prefixes = {
        "to": "tới",
        "by": "người nhận",
        "reason": "lý do:",
        "note": "ghi chú:",
        "case": "trường hợp",
        "replaces": "thay giấy số",
        "number": "số",
        "form": "số",
    }
    return f"{prefixes[key]} {value}" if key in prefixes and isinstance(value, str) else ""
