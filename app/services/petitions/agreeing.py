"""Whether the register of petitions and the log tell the same: asked by `motcua check`."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Final

import msgspec
from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from app.models.log import LogEntry
from app.models.petitions import Petition, PetitionEvent
from app.services.petitions.history import LOGGED, History, histories_of
from app.services.petitions.lifecycle import FIRST_STATUS, STEPS
from app.vocabulary.petitions import PetitionAct, PetitionStatus

_BATCH: Final = 500
_TOLD: Final[Select[*tuple[Any, ...]]] = (
    select(
        PetitionEvent.petition_id,
        PetitionEvent.ordinal,
        PetitionEvent.act,
        PetitionEvent.at,
        PetitionEvent.status,
        LogEntry.act.label("told_act"),
        LogEntry.happened_at,
        LogEntry.facts,
    )
    .join(Petition, Petition.id == PetitionEvent.petition_id)
    .outerjoin(
        LogEntry,
        and_(LogEntry.unit_id == Petition.unit_id, LogEntry.seq == PetitionEvent.log_seq),
    )
    .order_by(PetitionEvent.petition_id, PetitionEvent.ordinal)
)


class _Facts(msgspec.Struct):
    """What an entry of an act says; that of the receipt says no status."""

    number: str = ""
    status: str = FIRST_STATUS.value


def petition_problems(session: Session) -> Iterator[str]:
    """Yield one Vietnamese sentence for each petition of which events and log differ."""
    rows = session.execute(select(Petition).order_by(Petition.id)).scalars().all()
    told: dict[int, str] = {}
    for event in session.execute(_TOLD).yield_per(_BATCH):
        wrong = _untold(event)
        if wrong:
            told.setdefault(event.petition_id, wrong)
    histories = histories_of(session, [row.id for row in rows])
    for row in rows:
        wrong = (
            told.get(row.id)
            or _not_along_the_table(histories[row.id])
            or _stale(row, histories[row.id])
        )
        if wrong:
            yield f"Phản ánh, kiến nghị {row.number} năm {row.year}: {wrong}."


def _untold(event: Row[*tuple[Any, ...]]) -> str:
    """Return what the log tells otherwise of an event."""
    if event.told_act is None:
        return f"việc thứ {event.ordinal} không có trong nhật ký"
    try:
        facts = msgspec.json.decode(event.facts, type=_Facts)
    except msgspec.DecodeError:
        return f"dòng nhật ký của việc thứ {event.ordinal} không đọc được"
    same = (
        event.told_act == f"{LOGGED}{event.act.value}"
        and event.happened_at == event.at
        and facts.status == event.status.value
    )
    return "" if same else f"nhật ký kể khác về việc thứ {event.ordinal}"


def _not_along_the_table(history: History) -> str:
    """Return where the events leave the table of what may be done."""
    if not history.events:
        return "không có việc nào được ghi"
    first = history.events[0]
    if (first.act, first.status) != (PetitionAct.RECEIVE, FIRST_STATUS):
        return "việc đầu tiên không phải tiếp nhận"
    for ordinal, (before, after) in enumerate(pairwise(history.events), start=2):
        step = STEPS.get(after.act)
        leads: frozenset[PetitionStatus] = (
            step.moves.get(before.status, frozenset()) if step else frozenset()
        )
        if after.status not in leads or after.ordinal != ordinal:
            return f"việc thứ {ordinal} không theo quy trình"
    return ""


def _stale(petition: Petition, history: History) -> str:
    """Return what the petition's own row says otherwise than its newest events."""
    last = history.last
    now = (last.status, last.due_at, last.at, history.ended_at, history.petition_class)
    kept = (
        petition.status,
        petition.due_at,
        petition.last_at,
        petition.ended_at,
        petition.petition_class,
    )
    return "" if now == kept else "trạng thái không khớp với các việc đã ghi"
