"""The log alone tells the same life of each dossier as its stored states.

What an entry does not say (those of older versions say less) is taken as it was before or, where
nothing else can be true, from what the act always does; what cannot be known is not compared.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any, Final

import msgspec
from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from app.clock import end_of_day, local_date
from app.models.base import FOREVER
from app.models.custody import HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.models.log import LogEntry
from app.vocabulary.dossiers import (
    WAITS,
    Action,
    DossierStatus,
    HandoffItemState,
    Outcome,
    Timeliness,
)

_BATCH: Final = 2000
_OPENING = frozenset({Action.REGISTER, Action.NOT_ACCEPT})
_ON_ITS_WAY: Mapping[Action, bool] = {
    Action.HANDOFF: True,
    Action.ACCEPT: False,
    Action.DECLINE: False,
    Action.RECALL: False,
}
_ALWAYS_LEADS_TO: Mapping[Action, DossierStatus] = {
    Action.REGISTER: DossierStatus.RECEIVED,
    Action.NOT_ACCEPT: DossierStatus.NOT_ACCEPTED,
    **{ask: status for status, (ask, _) in WAITS.items()},
    Action.RESOLVE: DossierStatus.RESOLVED,
    Action.FINISH: DossierStatus.RETURNED,
    Action.RETURN: DossierStatus.RETURNED,
    Action.WITHDRAW: DossierStatus.WITHDRAWN,
    Action.STOP: DossierStatus.STOPPED,
}
_ENDS = frozenset({Action.RESOLVE, Action.FINISH, Action.WITHDRAW, Action.STOP})
_ASKS = frozenset(ask for ask, _ in WAITS.values())
_MAY_LEAD_ELSEWHERE = frozenset({Action.ACCEPT, *(answer for _, answer in WAITS.values())})
_ACTS = frozenset(action.value for action in Action)


class _Facts(msgspec.Struct):
    """What an entry says of the state after it; unset is what it does not say.

    `due` empty says that there is none; `by_day` that it is missed only when its day is over.
    """

    status: DossierStatus | msgspec.UnsetType = msgspec.UNSET
    due: str | msgspec.UnsetType = msgspec.UNSET
    by_day: bool | msgspec.UnsetType = msgspec.UNSET
    holder: int | msgspec.UnsetType = msgspec.UNSET
    outcome: Outcome | msgspec.UnsetType = msgspec.UNSET
    clock_paused: bool | msgspec.UnsetType = msgspec.UNSET


_READ: Final = msgspec.json.Decoder(_Facts)


@dataclass(frozen=True, slots=True)
class _Unknown:
    """What the log does not tell; equal to nothing that is stored."""


_UNKNOWN: Final = _Unknown()


@dataclass(slots=True)
class _Told:
    """A dossier as the log has told it so far: changed in place, there are millions of entries."""

    status: DossierStatus | _Unknown = _UNKNOWN
    due_at: datetime | _Unknown | None = _UNKNOWN
    holder_id: int | _Unknown = _UNKNOWN
    outcome: Outcome | _Unknown | None = None
    ended_at: datetime | None = None
    timeliness: Timeliness | _Unknown | None = None
    is_clock_paused: bool | _Unknown = _UNKNOWN
    is_on_the_way: bool = False
    is_due_by_day: bool | _Unknown = _UNKNOWN


_NAMES: Mapping[str, str] = {
    "status": "trạng thái",
    "due_at": "ngày hẹn",
    "is_due_by_day": "cách tính quá hạn",
    "holder_id": "nơi giữ",
    "outcome": "kết quả",
    "ended_at": "lúc kết thúc",
    "timeliness": "đúng hạn hay quá hạn",
    "is_clock_paused": "thời hạn đang dừng hay đang tính",
}
_LIVES: Select[*tuple[Any, ...]] = (
    select(
        LogEntry.dossier_id.label("dossier"),
        LogEntry.seq,
        LogEntry.unit_id,
        LogEntry.act,
        LogEntry.happened_at,
        LogEntry.facts,
        DossierState.ordinal,
        DossierState.from_at,
        DossierState.to_at,
        *(getattr(DossierState, name) for name in _NAMES),
    )
    .outerjoin(
        DossierState,
        and_(
            DossierState.dossier_id == LogEntry.dossier_id,
            DossierState.log_seq == LogEntry.seq,
            DossierState.unit_id == LogEntry.unit_id,
        ),
    )
    .where(LogEntry.dossier_id.is_not(None), LogEntry.act.in_(sorted(_ACTS)))
    .order_by(LogEntry.dossier_id, LogEntry.seq)
)
_OPEN_ITEMS = select(HandoffItem.dossier_id).where(HandoffItem.state == HandoffItemState.SENT)


def replay_problems(session: Session) -> Iterator[str]:
    """Yield one Vietnamese sentence for each dossier whose log tells another life than its states.

    Reads the log once, in the order of the dossiers; keeps one dossier in memory.
    """
    on_the_way = frozenset(session.scalars(_OPEN_ITEMS))
    lives = session.execute(_LIVES).yield_per(_BATCH)
    for dossier_id, entries in groupby(lives, attrgetter("dossier")):
        wrong = _wrong(list(entries), is_on_the_way=dossier_id in on_the_way)
        if wrong:
            code = session.execute(select(Dossier.code).where(Dossier.id == dossier_id)).scalar()
            yield f"Hồ sơ {code or dossier_id}: nhật ký không khớp với dữ liệu ({wrong})."


def _wrong(life: list[Row[*tuple[Any, ...]]], *, is_on_the_way: bool) -> str:
    """Return what is otherwise in the log than in the states, at the first entry it is seen."""
    told = _Told()
    for ordinal, entry in enumerate(life, start=1):
        try:
            _tell(told, entry)
        except (msgspec.DecodeError, ValueError):
            return f"dòng nhật ký số {entry.seq} không đọc được"
        wrong = _wrong_at(told, entry, ordinal)
        if wrong:
            return f"{wrong}, từ dòng nhật ký số {entry.seq}"
    if any(before.to_at != after.from_at for before, after in pairwise(life)):
        return "thời gian của các trạng thái không nối tiếp nhau"
    if life[-1].to_at != FOREVER:
        return "trạng thái cuối cùng đã bị đóng"
    if told.is_on_the_way != is_on_the_way:
        return "phiếu bàn giao đang đi"
    return ""


def _wrong_at(told: _Told, entry: Row[*tuple[Any, ...]], ordinal: int) -> str:
    if entry.ordinal is None:
        return "việc đã ghi không có trạng thái"
    if entry.ordinal != ordinal:
        return "thứ tự các trạng thái"
    if entry.from_at != entry.happened_at:
        return "thời điểm của việc"
    for name, words in _NAMES.items():
        said = getattr(told, name)
        if said is not _UNKNOWN and said != getattr(entry, name):
            return words
    return ""


def _tell(told: _Told, entry: Row[*tuple[Any, ...]]) -> None:
    """Let `told` be as after `entry`, by what it says and what its act always does."""
    action = Action(entry.act)
    facts = _READ.decode(entry.facts)
    told.status = _status(told, action, facts)
    told.holder_id = _holder(told, action, facts, entry.unit_id)
    if facts.due is not msgspec.UNSET:
        told.due_at = _instant(facts.due)
        told.is_due_by_day = told.is_due_by_day is True  # older entries do not say: by the hour
    if facts.by_day is not msgspec.UNSET:
        told.is_due_by_day = facts.by_day
    if facts.outcome is not msgspec.UNSET:
        told.outcome = facts.outcome
    told.is_clock_paused = _clock_paused(told, action, facts)
    told.is_on_the_way = _ON_ITS_WAY.get(action, told.is_on_the_way)
    if action in _ENDS:
        told.ended_at = entry.happened_at
        told.timeliness = _judged(told, entry.happened_at)


def _status(told: _Told, action: Action, facts: _Facts) -> DossierStatus | _Unknown:
    if facts.status is not msgspec.UNSET:
        return facts.status
    if action in _MAY_LEAD_ELSEWHERE:
        return _UNKNOWN
    return _ALWAYS_LEADS_TO.get(action, told.status)


def _clock_paused(told: _Told, action: Action, facts: _Facts) -> bool | _Unknown:
    """Every wait of an earlier version, which does not say, stopped the time."""
    if facts.clock_paused is not msgspec.UNSET:
        return facts.clock_paused
    if isinstance(told.status, _Unknown):
        return _UNKNOWN
    if told.status not in WAITS:
        return False
    return True if action in _ASKS else told.is_clock_paused


def _holder(told: _Told, action: Action, facts: _Facts, office_id: int) -> int | _Unknown:
    if facts.holder is not msgspec.UNSET:
        return facts.holder
    if action is Action.ACCEPT:
        return _UNKNOWN
    is_at_the_office = action in _OPENING or action is Action.RESOLVE
    return office_id if is_at_the_office else told.holder_id


def _judged(told: _Told, at: datetime) -> Timeliness | _Unknown:
    """Judge again, by DESIGN's words and not by the program's own hand."""
    due_at = told.due_at
    if isinstance(due_at, _Unknown):
        return _UNKNOWN
    if due_at is None:
        return Timeliness.ON_TIME
    if at > (end_of_day(local_date(due_at)) if told.is_due_by_day is True else due_at):
        return Timeliness.LATE
    is_early = local_date(at) < local_date(due_at)
    return Timeliness.EARLY if is_early else Timeliness.ON_TIME


def _instant(text: str) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
