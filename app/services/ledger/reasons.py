"""The reason somebody gives for an act that is not everyday work; the log keeps it."""

from typing import Final

from app.errors import InvalidInputError
from app.text import clean

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
