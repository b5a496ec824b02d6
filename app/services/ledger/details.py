"""What a log entry says of people: kept apart, pinned by its hash, erased without a broken chain.

The entry's own facts hold `personal`: the SHA-256 of a salt and the facts kept apart. Without the
salt a hash of so few words could be guessed; it goes with them when they are erased. Entries of
versions before 0.3 have no such part: they keep what they said.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Final

import msgspec
from sqlalchemy import Row, Select, and_, insert, or_, select
from sqlalchemy.orm import Session, aliased

from app.errors import StoreError
from app.models.log import LogDetail, LogEntry
from app.models.office import Unit
from app.models.stored import stored_json
from app.services.ledger.chain import Since

PINNED: Final = "personal"
"""The key of an entry's facts under which the hash of the part kept apart stands."""

ERASED_ACT: Final = "erased"
"""The entry of a dossier whose personal data were erased."""

RETENTION_ACT: Final = "retention_run"
"""The entry of the run itself; its `details` are entries of no dossier that lost theirs."""


class _Erased(msgspec.Struct):
    """What the entry of a run of retention says of entries without a dossier."""

    details: tuple[int, ...] = ()


_SALT_BYTES: Final = 16
_BATCH: Final = 1000
# Built once: what every act runs must not be put together anew each time.
_INSERT = insert(LogDetail)


@dataclass(frozen=True, slots=True)
class Sealed:
    """The part kept apart as it is stored, and the hash that the entry holds."""

    salt: str
    facts: str
    digest: str


def sealed(personal: Mapping[str, object] | None) -> Sealed | None:
    """Return the part to be kept apart; None where nothing is said of anybody."""
    said = {key: value for key, value in (personal or {}).items() if value}
    if not said:
        return None
    salt = token_hex(_SALT_BYTES)
    facts = msgspec.json.encode(said, order="sorted").decode()
    return Sealed(salt, facts, digest_of(salt, facts))


def digest_of(salt: str, facts: str) -> str:
    """Return the hash that pins the part kept apart, in hex."""
    return hashlib.sha256(f"{salt}{facts}".encode()).hexdigest()


def keep(session: Session, unit_id: int, seq: int, part: Sealed) -> None:
    """Store the part kept apart beside its entry."""
    values = {"unit_id": unit_id, "seq": seq, "salt": part.salt, "facts": part.facts}
    session.connection().execute(_INSERT, values)


def joined(facts: str, detail: str | None) -> dict[str, Any]:
    """Return all an entry says; `personal` is left only where that part was erased."""
    said = stored_json(facts, dict[str, Any])
    if PINNED in said and detail is not None:
        del said[PINNED]
        said |= stored_json(detail, dict[str, Any])
    return said


def detail_problems(session: Session, since: Since | None = None) -> Iterator[str]:
    """Yield one Vietnamese sentence for each part kept apart that its entry does not bear out.

    A part may be missing only where a later entry says that it was erased. With `since`, only the
    entries of that part of the log are looked at.
    """
    pinned, stray = _PINNED, _STRAY
    if since is not None:
        pinned = pinned.where(LogEntry.id >= since.first_id)
        stray = stray.where(
            or_(
                *(
                    and_(LogDetail.unit_id == unit_id, LogDetail.seq >= start.seq)
                    for unit_id, start in since.starts.items()
                )
            )
        )
    codes = {unit.id: unit.code for unit in session.scalars(select(Unit))}
    erased = frozenset(_erased_without_dossier(session, since))
    for row in session.execute(pinned).yield_per(_BATCH):
        wrong = _wrong(row, erased)
        if wrong:
            yield f"Nhật ký của {codes.get(row.unit_id, row.unit_id)}, dòng số {row.seq}: {wrong}."
    for unit_id, seq in session.execute(stray):
        yield (
            f"Nhật ký của {codes.get(unit_id, unit_id)}, dòng số {seq}: có phần riêng tư mà dòng "
            "này không nhắc tới."
        )


_later = aliased(LogEntry)
_IS_ERASED = (
    select(_later.id)
    .where(
        _later.dossier_id == LogEntry.dossier_id,
        _later.act == ERASED_ACT,
        _later.seq > LogEntry.seq,
    )
    .exists()
)
_WITH_DETAIL = and_(LogDetail.unit_id == LogEntry.unit_id, LogDetail.seq == LogEntry.seq)
_NAMES_DETAIL = LogEntry.facts.contains(f'"{PINNED}":')
_PINNED: Select[*tuple[Any, ...]] = (
    select(
        LogEntry.unit_id,
        LogEntry.seq,
        LogEntry.facts,
        LogDetail.salt,
        LogDetail.facts.label("detail"),
        _IS_ERASED.label("is_erased"),
    )
    .outerjoin(LogDetail, _WITH_DETAIL)
    .where(_NAMES_DETAIL)
    .order_by(LogEntry.unit_id, LogEntry.seq)
)
_STRAY = (
    select(LogDetail.unit_id, LogDetail.seq)
    .outerjoin(LogEntry, and_(_WITH_DETAIL, _NAMES_DETAIL))
    .where(LogEntry.id.is_(None))
    .order_by(LogDetail.unit_id, LogDetail.seq)
)


def _wrong(row: Row[*tuple[Any, ...]], erased: frozenset[tuple[int, int]]) -> str:
    try:
        pinned = stored_json(row.facts, dict[str, object]).get(PINNED)
    except StoreError:
        return "không đọc được"
    is_erased = row.is_erased or (row.unit_id, row.seq) in erased
    if row.detail is None:
        return "" if is_erased else "phần riêng tư bị mất"
    if is_erased:
        return "phần riêng tư đã xóa lại có trong kho"
    return "" if pinned == digest_of(row.salt, row.detail) else "phần riêng tư bị sửa"


def _erased_without_dossier(session: Session, since: Since | None) -> Iterator[tuple[int, int]]:
    told = select(LogEntry.unit_id, LogEntry.facts).where(LogEntry.act == RETENTION_ACT)
    if since is not None:  # what an earlier entry erased is of earlier entries
        told = told.where(LogEntry.id >= since.first_id)
    for unit_id, facts in session.execute(told):
        for seq in stored_json(facts, _Erased).details:
            yield unit_id, seq
