"""Made-up lives of dossiers around a quarter: every way a dossier can go, in likely shares."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from app.vocabulary.dossiers import Channel, DossierStatus, Outcome

QUARTER_START: Final = datetime(2026, 6, 30, 17, 0, tzinfo=UTC)
QUARTER_END: Final = datetime(2026, 9, 30, 17, 0, tzinfo=UTC)
"""The bounds of quarter III of 2026: midnights at the office."""
NOW: Final = datetime(2026, 10, 8, 3, 0, tzinfo=UTC)
_BEFORE: Final = timedelta(days=40)
_CHANNELS: Final = (Channel.COUNTER, Channel.COUNTER, Channel.COUNTER, Channel.ONLINE, Channel.POST)
_GONE: Final = (DossierStatus.WITHDRAWN, DossierStatus.STOPPED)


@dataclass(frozen=True, slots=True)
class Step:
    """What a dossier became, and when (UTC); `due_at` is the appointment from then on."""

    status: DossierStatus
    at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Life:
    """One dossier from its receipt to where it is now."""

    received_at: datetime
    channel: Channel
    steps: tuple[Step, ...]
    outcome: Outcome = Outcome.GRANTED


def lives(random: Random, count: int) -> Iterator[Life]:
    """Yield `count` lives: some begun before the quarter, none after it, some going on."""
    span = QUARTER_END - QUARTER_START + _BEFORE
    for _ in range(count):
        at = QUARTER_START - _BEFORE + span * random.random()
        yield _life(random, at.replace(hour=random.randint(0, 9), second=0, microsecond=0))


def _life(random: Random, received_at: datetime) -> Life:
    channel = random.choice(_CHANNELS)
    due_at = _due(random, received_at)
    chance = random.random()
    if chance < 0.03:
        steps = [Step(DossierStatus.NOT_ACCEPTED, received_at, None)]
    else:
        steps = [
            Step(DossierStatus.RECEIVED, received_at, due_at),
            Step(DossierStatus.PROCESSING, received_at + timedelta(hours=1), due_at),
        ]
        if chance < 0.15:
            due_at = _with_supplement(random, steps, due_at)
        steps += _ending(random, steps[-1].at, due_at)
    outcome = Outcome.REFUSED if random.random() < 0.05 else Outcome.GRANTED
    return Life(received_at, channel, tuple(one for one in steps if one.at <= NOW), outcome)


def _due(random: Random, at: datetime) -> datetime | None:
    if random.random() < 0.03:
        return None
    day = at + timedelta(days=random.randint(1, 20))
    return day.replace(hour=random.choice((3, 10)), minute=0)


def _with_supplement(random: Random, steps: list[Step], due_at: datetime | None) -> datetime | None:
    """Let the citizen bring what is missing; the clock begins again, once or twice."""
    for _ in range(random.choice((1, 1, 1, 2))):
        asked_at = steps[-1].at + timedelta(
            days=random.randint(1, 3), minutes=random.randint(1, 50)
        )
        brought_at = asked_at + timedelta(days=random.randint(1, 12))
        steps.append(Step(DossierStatus.AWAITING_SUPPLEMENT, asked_at, due_at))
        due_at = _due(random, brought_at)
        steps.append(Step(DossierStatus.PROCESSING, brought_at, due_at))
    return due_at


def _ending(random: Random, since: datetime, due_at: datetime | None) -> list[Step]:
    chance = random.random()
    promised = due_at or since + timedelta(days=5)
    if chance < 0.02:
        return []
    if chance < 0.08:
        return [Step(random.choice(_GONE), since + timedelta(hours=random.randint(1, 60)), due_at)]
    ended_at = _end(random, since, promised)
    collected_at = ended_at + timedelta(hours=random.randint(1, 200))
    return [
        Step(DossierStatus.RESOLVED, ended_at, due_at),
        Step(DossierStatus.RETURNED, collected_at, due_at),
    ]


def _end(random: Random, since: datetime, promised: datetime) -> datetime:
    """Return an end before, on, or after the appointment, and at its very minute now and then."""
    match random.randint(0, 9):
        case 0:
            end = promised
        case 1:
            end = promised + timedelta(minutes=random.randint(1, 9_000))
        case 2:
            end = promised - timedelta(minutes=random.randint(1, 300))
        case _:
            end = since + (promised - since) * random.random()
    return max(end, since + timedelta(minutes=30)).replace(second=0, microsecond=0)
