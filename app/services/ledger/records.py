"""Who acts, and the mark a log entry leaves."""

from dataclasses import dataclass, field
from typing import Final

from app.errors import InvalidInputError
from app.text import clean
from app.vocabulary.people import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in person at a desk. Rights are read again from the store at every call.

    `session_id` is the signing in that must still hold; 0 for who acts without one (founding).
    """

    officer_id: int
    login: str
    name: str
    unit_id: int
    unit_name: str
    office_id: int
    roles: frozenset[Role] = field(default_factory=frozenset)
    counter_name: str = ""
    station: str = ""
    session_id: int = 0


@dataclass(frozen=True, slots=True)
class LogMark:
    """Where a log entry stands in its office's chain; `head` is its 32-byte hash."""

    seq: int
    head: bytes


_SHORTEST: Final = 5
_LONGEST: Final = 500


def required_reason(reason: str, act: str) -> str:
    """Return a reason that says something; `act` is what it is asked for.

    Raises InvalidInputError (`reason`).
    """
    said = clean(reason, "reason", limit=_LONGEST)
    if len(said) < _SHORTEST:
        raise InvalidInputError(
            "reason", f"Chưa có lý do {act}. Hãy ghi rõ việc gì, theo yêu cầu hay văn bản nào."
        )
    return said
