"""What each log entry says to a person: a title, and its facts in words."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from app.vocabulary import Action, Channel, Outcome
from app.wording import label, moment_text, money_text

_OTHER_TITLES = {
    "reprint": "In lại",
    "payment": "Thu phí, lệ phí",
    "control_slip": "In phiếu kiểm soát",
}


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
    if key == "channel" and act != Action.REGISTER:
        return ""
    if key in _SAID:
        return _SAID[key](value)
    return f"{_PREFIXES[key]} {value}" if key in _PREFIXES and isinstance(value, str) else ""


_SAID: Mapping[str, Callable[[Any], str]] = {
    "due": lambda value: f"hẹn {moment_text(datetime.fromisoformat(value))}",
    "outcome": lambda value: label(Outcome(value)),
    "document": lambda value: f"số {value}",
    "channel": lambda value: label(Channel(value)).lower(),
    "slip": lambda value: f"phiếu {value}",
    "amount_vnd": money_text,
    "paid_vnd": money_text,
    "copy": lambda value: f"bản {value}",
    "edition": lambda value: f"in lần {value}",
}
_PREFIXES = {
    "to": "tới",
    "by": "người nhận",
    "reason": "lý do:",
    "note": "ghi chú:",
    "case": "trường hợp",
    "replaces": "thay giấy số",
    "number": "số",
    "form": "số",
}
