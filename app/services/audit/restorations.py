"""The sheets of restorations: what two people sign, and what proves that they did restore.

The digits of a sheet are those of a chain head (`closing.confirming`) that begin with 2: the number
and the hash of the entry `store_restored`, which holds what was lost.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidInputError
from app.models.office import Unit
from app.models.people import Officer
from app.models.stored import stored_hex
from app.models.watermark import Restoration
from app.services.audit.records import AuditProblem
from app.services.closing.confirming import Anchor, anchor_digits, read_anchor
from app.services.forms.issuing import letterhead
from app.services.forms.notice_records import Letterhead

_LEAD: Final = "2"
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class RestorationSheet:
    """What the sheet of a restoration says: entry `seq` lost `lost_from` to `lost_to`.

    `held` is how far this machine knew the log to go, None where the entry is too old to say it.
    """

    head: Letterhead
    seq: int
    at: datetime
    backup: datetime | None
    lost_from: int
    lost_to: int
    lost_numbers: int
    held: int | None
    people: tuple[str, str]
    digits: str


def sheet_of(session: Session, told: Restoration) -> RestorationSheet:
    """Return the sheet of a restoration, the same each time."""
    officer = session.get(Officer, told.officer)
    login = str(told.facts.get("second", ""))
    second = session.scalar(select(Officer.name).where(Officer.login == login))
    held = told.facts.get("held")
    return RestorationSheet(
        head=letterhead(session.get_one(Unit, told.office)),
        seq=told.seq,
        at=told.at,
        backup=_moment(told.facts.get("backup_made_at")),
        lost_from=told.lost_from,
        lost_to=told.lost_to,
        lost_numbers=sum(one.last - one.first + 1 for one in told.numbers),
        held=held if type(held) is int else None,
        people=("" if officer is None else officer.name, second or login),
        digits=anchor_digits(Anchor(told.seq, stored_hex(told.head)), _LEAD),
    )


def _moment(said: object) -> datetime | None:
    with suppress(ValueError, TypeError):
        at = datetime.fromisoformat(str(said))
        return at if at.tzinfo is not None else None
    return None


def read_sheets(words: Iterable[str]) -> tuple[Anchor, ...]:
    """Return which entries the digits of sheets name. Raises InvalidInputError (`restoration`)."""
    return tuple(_read(word) for word in words)


def _read(word: str) -> Anchor:
    try:
        return read_anchor(word, _LEAD)
    except InvalidInputError:
        raise InvalidInputError(
            "restoration",
            f"Dãy số “{word[:_SHOWN]}…” không phải của phiếu khôi phục kho; hãy gõ lại đủ 100 chữ "
            "số trên phiếu.",
        ) from None


def trusted_of(told: Iterable[Restoration], sheets: Iterable[Anchor]) -> list[Restoration]:
    """Return the restorations that the log tells of and whose sheets were given."""
    named = {(one.seq, one.head.hex()) for one in sheets}
    return [one for one in told if (one.seq, one.head) in named]


def sheet_problems(told: Iterable[Restoration], sheets: Iterable[Anchor]) -> Iterator[AuditProblem]:
    """Yield a problem for each sheet whose restoration the log does not tell."""
    named = {(one.seq, one.head) for one in told}
    for one in sheets:
        if (one.seq, one.head.hex()) not in named:
            yield AuditProblem(
                message=f"Trái với phiếu khôi phục kho: dòng {one.seq} của nhật ký không kể lần "
                "khôi phục đó.",
                seq=one.seq,
            )
