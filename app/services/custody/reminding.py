"""Reminding the unit that has a dossier: the citizen stands at the counter and asks for it.

A reminder is an entry of the log. It stands on that unit's work list until the unit has done
anything with the dossier.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import RuleBrokenError
from app.models.base import FOREVER
from app.models.dossiers import DossierState
from app.models.log import LogEntry
from app.models.office import Unit
from app.services.dossiers.states import State, current_state
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.wording.texts import moment_text

REMINDED: Final = "agency_reminded"
_STANDING: Final = (
    select(LogEntry.dossier_id, func.max(LogEntry.entered_at).label("at"))
    .join(DossierState, DossierState.dossier_id == LogEntry.dossier_id)
    .where(
        LogEntry.act == REMINDED,
        LogEntry.entered_at >= DossierState.from_at,
        DossierState.to_at == FOREVER,
        DossierState.is_open,
    )
    .group_by(LogEntry.dossier_id)
)


@dataclass(frozen=True, slots=True)
class Reminded:
    """Which unit was reminded of which dossier."""

    code: str
    unit_name: str


class Reminding:
    """Reminds the units that hold dossiers."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def remind(self, actor: Actor, code: str) -> Reminded:
        """Put a dossier on the work list of the unit that has it, once a day.

        Raises NotFoundError; RuleBrokenError where no other unit works on it or it was asked today.
        """
        with self._tx.write(actor, Right.RETURN) as work:
            state = current_state(work.session, code, actor.office_id)
            _require_elsewhere(state)
            unit_name = work.session.get_one(Unit, state.holder_id).name
            last = _last(work.session, state)
            if last is not None and local_date(last) == local_date(work.now):
                raise RuleBrokenError(
                    f"Hôm nay đã nhắc {unit_name} về hồ sơ này, lúc {moment_text(last)}."
                )
            work.log(REMINDED, {"to": unit_name}, dossier_id=state.dossier_id)
            return Reminded(code, unit_name)


def reminders_of(reading: Reading) -> Mapping[int, datetime]:
    """Return since when the reader's unit has been reminded of each dossier that it holds."""
    actor = reading.actor
    own = _STANDING.where(
        DossierState.unit_id == actor.office_id, DossierState.holder_id == actor.unit_id
    )
    return {row.dossier_id: row.at for row in reading.connection.execute(own)}


def _last(session: Session, state: State) -> datetime | None:
    found = _STANDING.where(LogEntry.dossier_id == state.dossier_id)
    row = session.connection().execute(found).first()
    return None if row is None else row.at


def _require_elsewhere(state: State) -> None:
    if state.ended_at is not None:
        raise RuleBrokenError("Hồ sơ đã giải quyết xong nên không cần nhắc.")
    if state.is_on_the_way:
        raise RuleBrokenError(
            "Giấy đang trên đường, chưa cơ quan nào nhận. Hãy xem phiếu bàn giao của hồ sơ."
        )
    if state.holder_id == state.unit_id:
        raise RuleBrokenError("Giấy đang ở Bộ phận Một cửa nên không có cơ quan nào để nhắc.")
