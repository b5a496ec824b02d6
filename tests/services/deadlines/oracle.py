"""A slow second opinion: walks days one by one and hours minute by minute, shares no code."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Office:
    """Opening times in minutes of the day, per weekday, and the days that depart from them."""

    week: tuple[tuple[tuple[int, int], ...], ...]
    exceptions: Mapping[date, str]
    off_hours: str = "day_of_receipt"

    def spans(self, day: date) -> tuple[tuple[int, int], ...]:
        kind = self.exceptions.get(day)
        if kind == "off":
            return ()
        ordinary = self.week[day.weekday()]
        if kind == "work" and (day.weekday() > 4 or not ordinary):
            return self.usual()
        return ordinary

    def usual(self) -> tuple[tuple[int, int], ...]:
        return [spans for spans in self.week if spans][0]  # noqa: RUF015 - as plain as can be

    def works(self, day: date) -> bool:
        return len(self.spans(day)) > 0

    def minutes(self, day: date) -> Iterator[int]:
        for start, end in self.spans(day):
            yield from range(start, end)

    def half(self) -> int:
        usual = self.usual()
        return usual[0][1] if len(usual) == 2 else (usual[0][0] + usual[0][1]) // 2


def minute_of(moment: datetime) -> int:
    return moment.hour * 60 + moment.minute


def on(day: date, minute: int) -> datetime:
    return datetime.combine(day, datetime.min.time()) + minute * MINUTE


def expected(
    received: datetime, halves: int, unit: str, *, to_end: bool, cutoff: int, office: Office
) -> tuple[datetime, set[date]]:
    """Return the due moment and the days skipped; `halves` counts half units."""
    skipped: set[date] = set()
    if unit == "clock_hour":
        return opened(received.replace(second=0) + halves // 2 * 60 * MINUTE, office), skipped
    start = first_working_moment(received, office, skipped)
    if unit == "working_hour":
        return hours(start, halves // 2, office, skipped), skipped
    over = not office.works(start.date()) or minute_of(start) >= office.spans(start.date())[-1][1]
    odd = unit == "working_day" and halves % 2 == 1
    second_half = odd and (over or minute_of(start) > office.half())
    tomorrow = unit == "same_day" and (over or minute_of(start) > cutoff)

    day = start.date()
    if unit == "calendar_day":
        day += (halves // 2) * DAY
    elif unit == "month":
        day = months(day, halves // 2)
    else:
        day = walk(day, halves // 2 + second_half + tomorrow, office, skipped)
    while not office.works(day):
        skipped.add(day)
        day += DAY

    first_half = odd and not second_half
    whole_but_over = over and not odd
    if to_end or unit == "same_day" or first_half or whole_but_over:
        return on(day, office.spans(day)[-1][1]), skipped
    target = office.half() if odd else minute_of(start)
    return on(day, within(target, day, office)), skipped


def opened(at: datetime, office: Office) -> datetime:
    """Return the first minute from `at` on at which a span runs or ends."""
    while not any(a <= minute_of(at) <= b for a, b in office.spans(at.date())):
        at += MINUTE
    return at


def first_working_moment(received: datetime, office: Office, skipped: set[date]) -> datetime:
    start = received.replace(second=0, microsecond=0)
    day = start.date()
    if office.off_hours == "day_of_receipt":
        return start
    if office.works(day):
        if office.off_hours == "mixed" or minute_of(start) <= office.spans(day)[-1][1]:
            return start
        day += DAY
    while not office.works(day):
        skipped.add(day)
        day += DAY
    return on(day, office.spans(day)[0][0])


def walk(day: date, wanted: int, office: Office, skipped: set[date]) -> date:
    while wanted > 0:
        day += DAY
        if office.works(day):
            wanted -= 1
        else:
            skipped.add(day)
    return day


def within(target: int, day: date, office: Office) -> int:
    closing = office.spans(day)[-1][1]
    while target < closing and not any(a <= target <= b for a, b in office.spans(day)):
        target += 1
    return min(target, closing)


def hours(start: datetime, count: int, office: Office, skipped: set[date]) -> datetime:
    left = count * 60
    day = start.date()
    after = minute_of(start)
    while True:
        if not office.works(day):
            skipped.add(day)
        for minute in office.minutes(day):
            if minute >= after:
                left -= 1
                if left == 0:
                    return on(day, minute + 1)
        day += DAY
        after = 0


def months(day: date, count: int) -> date:
    year, month = day.year, day.month
    for _ in range(count):
        month += 1
        if month == 13:
            year, month = year + 1, 1
    number = day.day
    while True:
        try:
            return date(year, month, number)
        except ValueError:
            number -= 1


def working_minutes(start: datetime, end: datetime, office: Office) -> int:
    """Return the working minutes between two whole minutes."""
    total = 0
    day = start.date()
    while day <= end.date():
        total += sum(start <= on(day, minute) < end for minute in office.minutes(day))
        day += DAY
    return total
