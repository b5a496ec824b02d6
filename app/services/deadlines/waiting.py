"""How long the unit waits for a supplement before it proposes to close the dossier."""

from datetime import datetime, timedelta

from app.clock import from_local, local_date
from app.errors import InvalidInputError
from app.services.deadlines.calendar import WorkingCalendar


def closure_due(asked_at: datetime, days: int, calendar: WorkingCalendar) -> datetime:
    """Return (UTC) when a supplement asked at `asked_at` (aware) has not come for `days` days.

    `days` is the unit's own number of calendar days. The day of the request is not counted, and
    the citizen has the whole of the last day (Civil Code 2015 Đ147-148): it ends as the office
    closes, on the next working day where it would end on a day off. Raises InvalidInputError for
    `closure_days` below 1.
    """
    if days < 1:
        raise InvalidInputError(
            "closure_days", "Số ngày chờ bổ sung phải từ 1 trở lên; hãy nhập lại."
        )
    last = calendar.next_working(local_date(asked_at) + timedelta(days=days), inclusive=True)
    return from_local(last, calendar.closing(last))
