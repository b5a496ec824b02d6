"""What days amount to: every figure counted from the book, one dossier at a time."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from app.services.counts import Figures
from tests.office_life.book import CUT, Hand, Life
from tests.office_life.driver import OfficeLife

_DAY = timedelta(days=1)


def shown(figures: Figures) -> dict[str, int]:
    """Return the program's figures that are not nought, by dotted name."""
    return _without_noughts(
        {
            "carried_over": figures.carried_over,
            "received.counter": figures.received.counter,
            "received.online": figures.received.online,
            "received.post": figures.received.post,
            "ended.early": figures.ended.early,
            "ended.on_time": figures.ended.on_time,
            "ended.late": figures.ended.late,
            "open.in_time": figures.open.in_time,
            "open.overdue": figures.open.overdue,
            "paused": figures.paused,
            "refused": figures.refused,
            "withdrawn": figures.withdrawn,
            "stopped": figures.stopped,
            "supplements": figures.supplements,
            "not_accepted": figures.not_accepted,
            "returned": figures.returned,
            "waiting_collection": figures.waiting_collection,
            "fees_vnd": figures.fees_vnd,
            "handoffs.sent": figures.handoffs.sent,
            "handoffs.accepted": figures.handoffs.accepted,
            "handoffs.refused": figures.handoffs.refused,
            "handoffs.outstanding": figures.handoffs.outstanding,
        }
    )


def counted(office: OfficeLife, first: date, last: date) -> dict[str, int]:
    """Return the figures of the days `first` to `last` that are not nought, from the book."""
    start, end = datetime.combine(first, time()), datetime.combine(last + _DAY, time())
    found: Counter[str] = Counter()
    for life in office.lives:
        if life.received < end:
            _count(found, life, (start, end), min(end, office.now))
    found["not_accepted"] = _within(office.turned_away, start, end)
    return _without_noughts(found)


def _count(found: Counter[str], life: Life, days: tuple[datetime, datetime], now: datetime) -> None:
    start, end = days
    status = life.was(end)
    is_there_before = life.received < start
    found["carried_over"] += is_there_before and (life.ended is None or life.ended >= start)
    found[f"received.{life.channel}"] += not is_there_before
    if life.ended is None or life.ended >= end:
        is_paused = life.stood(end)
        found["paused"] += is_paused
        is_overdue = not is_paused and life.is_overdue(end, now)
        found["open.overdue" if is_overdue else "open.in_time"] += 1
    elif life.ended >= start:
        found[f"ended.{life.late}"] += 1
        found["refused"] += life.outcome == "refused"
        if status in CUT:
            found[status] += 1
    found["supplements"] += _within(
        (one.start for one in life.events if one.kind == "supplement"), start, end
    )
    found["returned"] += _within(
        (at for at, status in life.statuses if status == "returned"), start, end
    )
    found["waiting_collection"] += status == "resolved"
    found["fees_vnd"] += sum(amount for at, amount in life.paid if start <= at < end)
    for hand in life.hands:
        if hand.number:
            _count_hand(found, hand, start, end)


def _count_hand(found: Counter[str], hand: Hand, start: datetime, end: datetime) -> None:
    found["handoffs.sent"] += start <= hand.sent < end
    if hand.closed is None or hand.closed >= end:
        found["handoffs.outstanding"] += hand.sent < end
    elif hand.closed >= start and hand.state in {"accepted", "refused"}:
        found[f"handoffs.{hand.state}"] += 1


def _within(moments: Iterable[datetime], start: datetime, end: datetime) -> int:
    return sum(start <= at < end for at in moments)


def _without_noughts(figures: dict[str, int]) -> dict[str, int]:
    return {name: value for name, value in figures.items() if value}
