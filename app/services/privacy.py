"""What the log tells of people's data: files taken out unmasked, foreign dossiers opened."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import Row, Select, and_, select

from app.models.dossiers import Dossier
from app.models.log import TELLS_OF_PRIVACY, LogDetail, LogEntry
from app.models.people import Officer
from app.models.stored import stored_date
from app.services.access.approvals import take_approval
from app.services.ledger.details import joined
from app.services.ledger.records import Actor, required_reason
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.ledger.visibility import EXPORTS, FOREIGN_ACT, Masks, Use, masks_for
from app.vocabulary.people import GuardedAct
from app.wording import nouns

# Files with people's numbers and addresses in full: for a reason, after the own password, logged.
#
# Without a disclosure an export reads and hides; with one the same export is an act: the approval
# is
# used up, and the log tells who took out what, of which days, how many lines, and why.

DISCLOSED_ACT: Final = "exported_unmasked"
"""The entry of an export in which people's facts are not hidden."""


BOOK_REASON: Final = "Lập sổ theo dõi hồ sơ theo mẫu ban hành kèm theo Thông tư"
"""Why the register book is taken out in full where nobody gives another reason: it is its form."""


class Exported(StrEnum):
    """What is taken out."""

    REGISTER = "register"
    PORTAL = "portal"
    LOG = "log"


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Why a file shall hold people's facts in full, and the id of the approval of it."""

    reason: str
    approval_id: int


@dataclass(slots=True)
class Exporting:
    """An open transaction of an export; whoever reads says how many `lines` it took out."""

    reading: Reading
    masks: Masks
    lines: int = 0


def disclosure_subject(what: Exported, first_day: date, last_day: date) -> str:
    """Return what the own password is asked for again."""
    return f"{what.value} {first_day.isoformat()} {last_day.isoformat()}"


class Exports:
    """Opens the transactions of exports: a reading that hides, or an act that tells all."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    @contextmanager
    def opened(
        self, actor: Actor, what: tuple[Exported, date, date], disclosure: Disclosure | None
    ) -> Generator[Exporting]:
        """Open the transaction of an export of `what` (which, from, to) and say what it hides.

        Raises NotAllowedError without the right or the approval, InvalidInputError (`reason`) for
        a disclosure without a reason.
        """
        if disclosure is None:
            with self._tx.read(actor, Right.SEE_FIGURES) as reading:
                yield Exporting(reading, EXPORTS)
            return
        reason = required_reason(disclosure.reason, nouns.UNMASKED_EXPORT)
        which, first_day, last_day = what
        with self._tx.write(actor, Right.SEE_FIGURES) as work:
            subject = disclosure_subject(which, first_day, last_day)
            take_approval(work, disclosure.approval_id, GuardedAct.EXPORT_UNMASKED, subject)
            export = Exporting(work, masks_for(Use.UNMASKED_EXPORT, work.roles))
            yield export
            work.log(
                DISCLOSED_ACT,
                {
                    "what": which.value,
                    "from": first_day.isoformat(),
                    "until": last_day.isoformat(),
                    "lines": export.lines,
                    "station": actor.station,
                },
                personal={"reason": reason},
            )


SHOWN: Final = 500
"""What a list shows at most, newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisclosureLine:
    """One file taken out unmasked: of which days, how many lines of it, why."""

    seq: int
    at: datetime
    login: str
    officer_name: str
    what: Exported
    first_day: date
    last_day: date
    lines: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningLine:
    """One dossier opened by a unit that has nothing to do with it."""

    seq: int
    at: datetime
    login: str
    officer_name: str
    unit_name: str
    code: str
    reason: str


class PrivacyLog:
    """Reads the log for who answers for the office; changes nothing."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def disclosures(self, actor: Actor, limit: int = SHOWN) -> tuple[DisclosureLine, ...]:
        """Return the files taken out unmasked, newest first."""
        return tuple(
            DisclosureLine(
                seq=row.seq,
                at=row.entered_at,
                login=row.login,
                officer_name=row.name,
                what=Exported(said["what"]),
                first_day=stored_date(said["from"]),
                last_day=stored_date(said["until"]),
                lines=said["lines"],
                reason=said.get("reason", ""),
            )
            for row, said in self._read(actor, DISCLOSED_ACT, limit)
        )

    def openings(self, actor: Actor, limit: int = SHOWN) -> tuple[OpeningLine, ...]:
        """Return the openings of foreign dossiers, newest first."""
        return tuple(
            OpeningLine(
                seq=row.seq,
                at=row.entered_at,
                login=row.login,
                officer_name=row.name,
                unit_name=said["opener"],
                code=row.code,
                reason=said.get("reason", ""),
            )
            for row, said in self._read(actor, FOREIGN_ACT, limit)
        )

    def _read(
        self, actor: Actor, act: str, limit: int
    ) -> Sequence[tuple[Row[*tuple[Any, ...]], dict[str, Any]]]:
        with self._tx.read(actor, Right.SEE_DISCLOSURES) as reading:
            own = (LogEntry.unit_id == actor.office_id, LogEntry.act == act)
            rows = reading.session.execute(_TOLD.where(*own).limit(limit)).all()
        return [(row, joined(row.facts, row.personal)) for row in rows]


_TOLD: Final[Select[*tuple[Any, ...]]] = (
    select(
        LogEntry.seq,
        LogEntry.entered_at,
        LogEntry.facts,
        LogDetail.facts.label("personal"),
        Officer.login,
        Officer.name,
        Dossier.code,
    )
    .join(Officer, Officer.id == LogEntry.officer_id)
    .outerjoin(
        LogDetail, and_(LogDetail.unit_id == LogEntry.unit_id, LogDetail.seq == LogEntry.seq)
    )
    .outerjoin(Dossier, Dossier.id == LogEntry.dossier_id)
    .where(TELLS_OF_PRIVACY)
    .order_by(LogEntry.seq.desc())
)
