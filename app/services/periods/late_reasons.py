"""Why a dossier is late: one of the national report's reasons, recorded by who knows; newest holds.

It changes neither status nor date, so it may be recorded after the day was closed. A period that is
locked keeps the reasons it was locked with.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select

from app.errors import RuleBrokenError
from app.models.dossiers import Dossier
from app.models.people import Officer
from app.models.periods import DossierLateReason
from app.services.deadlines.judging import is_late
from app.services.dossiers.states import State, current_state
from app.services.fields import Field, FieldKind, field_in, read_text
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.reports import LateReason

LATE_REASON: Final = "late_reason"
_BATCH: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class LateReasonLine:
    """Why a dossier is late, and who said so when."""

    code: str
    reason: LateReason
    note: str
    recorded_at: datetime
    recorded_by: str


LATE: Final = (
    Field(
        name="reason",
        title="&Nguyên nhân",
        kind=FieldKind.CHOICE,
        choices=tuple(LateReason),
        default=next(iter(LateReason)),
    ),
    Field(name="note", title="&Ghi thêm (nếu cần)", is_required=False),
)


class LateReasons:
    """Records why dossiers are late, and tells it."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def record(self, actor: Actor, code: str, reason: LateReason, note: str = "") -> LateReasonLine:
        """Say why a dossier is late. Raises NotFoundError, RuleBrokenError for one that is not."""
        words = read_text(field_in(LATE, "note"), note)
        with self._tx.write(actor, Right.DECIDE) as work:
            state = current_state(work.session, code, actor.office_id)
            if not _is_late(state, work.now):
                raise RuleBrokenError(f"Hồ sơ {code} không quá hạn nên không cần lý do quá hạn.")
            work.session.add(
                DossierLateReason(
                    unit_id=actor.office_id,
                    dossier_id=state.dossier_id,
                    reason=reason,
                    note=words,
                    recorded_at=work.now,
                    recorded_by=actor.officer_id,
                )
            )
            work.log(
                LATE_REASON,
                {"late_reason": reason.value},
                dossier_id=state.dossier_id,
                personal={"note": words} if words else None,
            )
            return LateReasonLine(
                code=code,
                reason=reason,
                note=words,
                recorded_at=work.now,
                recorded_by=actor.name,
            )

    def of(self, actor: Actor, codes: Sequence[str]) -> dict[str, LateReasonLine]:
        """Return the newest reason of each of these dossiers that has one."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return {
                line.code: line
                for part in _parts(sorted(set(codes)))
                for line in _newest(reading, part)
            }

    def known(self, actor: Actor, code: str) -> LateReasonLine | None:
        """Return what was said last of one dossier, to whoever may say another reason.

        Raises NotFoundError.
        """
        with self._tx.read(actor, Right.DECIDE) as reading:
            current_state(reading.session, code, actor.office_id)
            return next(_newest(reading, [code]), None)


def _newest(reading: Reading, codes: Sequence[str]) -> Iterator[LateReasonLine]:
    newest = select(func.max(DossierLateReason.id)).group_by(DossierLateReason.dossier_id)
    rows = reading.session.execute(
        select(DossierLateReason, Dossier.code, Officer.name)
        .join(Dossier, Dossier.id == DossierLateReason.dossier_id)
        .join(Officer, Officer.id == DossierLateReason.recorded_by)
        .where(
            Dossier.unit_id == reading.actor.office_id,
            Dossier.code.in_(codes),
            DossierLateReason.id.in_(newest),
        )
    )
    for said, code, name in rows:
        yield LateReasonLine(
            code=code,
            reason=said.reason,
            note=said.note,
            recorded_at=said.recorded_at,
            recorded_by=name,
        )


def _parts(codes: Sequence[str]) -> Iterable[Sequence[str]]:
    return (codes[first : first + _BATCH] for first in range(0, len(codes), _BATCH))


def _is_late(state: State, now: datetime) -> bool:
    if state.ended_at is not None:
        return state.timeliness is Timeliness.LATE
    is_over = is_late(state.due_at, now, is_by_day=state.is_due_by_day)
    return is_over and not state.is_clock_paused
