"""What the log tells of people's data: files taken out unmasked, foreign dossiers opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Row, Select, and_, select

from app.models.dossiers import Dossier
from app.models.log import TELLS_OF_PRIVACY, LogDetail, LogEntry
from app.models.people import Officer
from app.models.stored import stored_date
from app.services.ledger.details import joined
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.services.ledger.visibility import FOREIGN_ACT
from app.services.privacy.disclosures import DISCLOSED_ACT, Exported

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
