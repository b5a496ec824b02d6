"""Rows of petitions for lists: what has to be done first, the most urgent at the top."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.orm import Session

from app.models.dossiers import Dossier
from app.models.petitions import Petition
from app.services.ledger.personal import Masks
from app.services.ledger.transactions import Reading
from app.services.petitions.lifecycle import OPEN_STATUSES
from app.services.petitions.records import PetitionFilter, PetitionRow
from app.text import fold
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.petitions import PetitionStatus

_BATCH: Final = 500
_OPEN: Final = Petition.status.in_(sorted(OPEN_STATUSES))
_TO_DO: Final = or_(_OPEN, Petition.due_at.is_not(None))
_OLDEST_TO_DO: Final = case((_TO_DO, Petition.id), else_=-Petition.id)
_ROWS: Final[Select[*tuple[Any, ...]]] = select(
    Petition, Dossier.code.label("dossier_code")
).outerjoin(Dossier, Dossier.id == Petition.dossier_id)


def select_petitions(
    reading: Reading, wanted: PetitionFilter, masks: Masks, limit: int
) -> tuple[PetitionRow, ...]:
    """Return the office's petitions that `wanted` asks for, as far as `masks` shows them."""
    statement = _ROWS.where(*_conditions(reading, wanted)).order_by(
        _TO_DO.desc(), Petition.due_at.is_(None), Petition.due_at, _OLDEST_TO_DO
    )
    text = fold(wanted.text)
    with reading.session.execute(statement.execution_options(yield_per=_BATCH)) as rows:
        found = (row for row in rows if not text or text in _words(row))
        return tuple(row_of(row, reading.now, masks) for row in islice(found, limit))


def count_open(reading: Reading) -> tuple[int, int]:
    """Return how many of the office's petitions are open, and how many of all are overdue."""
    own = Petition.unit_id == reading.actor.office_id
    is_open = select(func.count()).where(own, _OPEN)
    is_late = select(func.count()).where(own, Petition.due_at < reading.now)
    session = reading.session
    return session.execute(is_open).scalar_one(), session.execute(is_late).scalar_one()


def petition_row(reading: Reading, petition_id: int, masks: Masks) -> PetitionRow:
    """Return the row of one petition."""
    row = reading.session.execute(_ROWS.where(Petition.id == petition_id)).one()
    return row_of(row, reading.now, masks)


def petition_rows(
    session: Session, petition_ids: Sequence[int], now: datetime, masks: Masks
) -> dict[int, PetitionRow]:
    """Return the rows of petitions by their ids, judged against `now`."""
    found: dict[int, PetitionRow] = {}
    for first in range(0, len(petition_ids), _BATCH):
        part = petition_ids[first : first + _BATCH]
        rows = session.execute(_ROWS.where(Petition.id.in_(part)))
        found |= {row.Petition.id: row_of(row, now, masks) for row in rows}
    return found


def row_of(row: Row[*tuple[Any, ...]], now: datetime, masks: Masks) -> PetitionRow:
    """Return one line; what has to be done next is judged against `now`."""
    petition: Petition = row.Petition
    is_waiting = petition.status is PetitionStatus.AWAITING_INFORMATION
    return PetitionRow(
        petition_id=petition.id,
        number=petition.number,
        year=petition.year,
        received_at=petition.received_at,
        channel=petition.channel,
        kind=petition.kind,
        about=petition.about,
        petition_class=petition.petition_class,
        status=petition.status,
        sender_name=petition.sender_name,
        sender_phone=masks.phone(petition.sender_phone),
        sender_address=masks.address(petition.sender_address),
        content=masks.words(petition.content),
        dossier_code=row.dossier_code or "",
        due_at=petition.due_at,
        standing=standing(petition.due_at, now),
        waits_since=petition.last_at if is_waiting else None,
        is_open=petition.status in OPEN_STATUSES,
    )


def standing(due_at: datetime | None, now: datetime) -> Timeliness | None:
    """Return how what is due at `due_at` stands at `now`."""
    if due_at is None:
        return None
    return Timeliness.OVERDUE if now > due_at else Timeliness.IN_TIME


def _conditions(reading: Reading, wanted: PetitionFilter) -> Iterator[ColumnElement[bool]]:
    yield Petition.unit_id == reading.actor.office_id
    if wanted.status is not None:
        yield Petition.status == wanted.status
    if wanted.channel is not None:
        yield Petition.channel == wanted.channel
    if wanted.about is not None:
        yield Petition.about == wanted.about
    if wanted.only_open:
        yield _OPEN
    if wanted.only_overdue:
        yield Petition.due_at < reading.now


def _words(row: Row[*tuple[Any, ...]]) -> str:
    petition: Petition = row.Petition
    said: Sequence[str] = (
        petition.number,
        petition.sender_name,
        petition.sender_phone,
        petition.content,
        row.dossier_code or "",
    )
    return fold(" ".join(said))
