"""Every place in the logs where time runs backwards, told with its entry numbers."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.services.ledger.clock_order import CLOCK_ACCEPTED
from app.services.ledger.walking import stored_time
from app.wording.texts import moment_text, span_text

# Times as they are stored: one that somebody garbled must be told by the chain, and fail nothing.
_TOLD: Final = text(
    "SELECT code, seq, act, entered_at, before_at FROM ("
    " SELECT unit_id, seq, act, entered_at,"
    " LAG(entered_at) OVER (PARTITION BY unit_id ORDER BY seq) AS before_at FROM log_entries"
    ") AS told JOIN units ON units.id = told.unit_id "
    "WHERE entered_at < before_at OR act = :accepted ORDER BY units.id, seq"
)


def setback_notes(session: Session) -> Iterator[str]:
    """Yield a Vietnamese sentence for each entry that lies before the one before it.

    So for each time that the machine's clock was accepted. Nothing of it breaks a chain: a
    clock that is put right runs backwards too.
    """
    told = session.connection().execute(_TOLD, {"accepted": CLOCK_ACCEPTED})
    for code, seq, act, entered, before in told:
        at, before_at = _moment(entered), _moment(before)
        if act == CLOCK_ACCEPTED:
            yield f"Nhật ký của {code}: dòng {seq} chấp nhận giờ máy{_said(at)}."
        if before is not None and stored_time(entered) < stored_time(before):
            by = "" if at is None or before_at is None else f" {span_text(before_at - at)}"
            yield (
                f"Nhật ký của {code}: giờ của dòng {seq}{_said(at)} lùi{by} so với dòng "
                f"{seq - 1}{_said(before_at)}."
            )


def _said(at: datetime | None) -> str:
    return "" if at is None else f" ({moment_text(at)})"


def _moment(stored: object) -> datetime | None:
    """Return a stored time; None for one that is no time."""
    try:
        return datetime.fromisoformat(stored_time(stored))
    except ValueError:
        return None
