"""Dossiers that another unit decides (phi địa giới): which unit, and when their time begins.

NĐ 118/2025/NĐ-CP, Điều 17 khoản 3: the time is counted from when the competent unit receives.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import InvalidInputError
from app.models.office import Unit
from app.services.dossiers.route import held_since
from app.services.dossiers.states import State
from app.services.office.records import AgencyLine
from app.vocabulary.office import UnitKind

_OTHERS = (UnitKind.AGENCY, UnitKind.EXTERNAL)


def competent_units(session: Session) -> tuple[AgencyLine, ...]:
    """Return the units that a dossier may be taken in for, by name."""
    rows = session.execute(
        select(Unit.id, Unit.code, Unit.name)
        .where(Unit.kind.in_(_OTHERS), Unit.valid_to.is_(None))
        .order_by(Unit.name, Unit.id)
    )
    return tuple(AgencyLine(unit_id=row.id, code=row.code, name=row.name) for row in rows)


def competent_unit_of(session: Session, code: str) -> int | None:
    """Return the unit of this code; None for an empty code.

    Raises InvalidInputError (`competent`) for a unit that cannot be the competent one.
    """
    wanted = code.strip()
    if not wanted:
        return None
    for line in competent_units(session):
        if line.code == wanted:
            return line.unit_id
    raise InvalidInputError(
        "competent", f"Không có đơn vị mã “{wanted[:40]}” để tiếp nhận thay. Hãy kiểm tra lại mã."
    )


def competent_name(session: Session, competent_id: int | None, kept_id: int | None = None) -> str:
    """Return the name of the unit a dossier is taken in for; "" for the office's own.

    `kept_id` is the unit a corrected dossier has already: it may have ended since. Raises
    InvalidInputError (`competent_id`).
    """
    if competent_id is None:
        return ""
    unit = session.get(Unit, competent_id)
    is_kept = competent_id == kept_id
    if unit is None or unit.kind not in _OTHERS or (unit.valid_to is not None and not is_kept):
        raise InvalidInputError(
            "competent_id", "Đơn vị có thẩm quyền này không còn dùng. Hãy chọn lại đơn vị."
        )
    return unit.name


def clock_start(session: Session, state: State, competent_id: int | None) -> datetime | None:
    """Return when a corrected dossier's time began; None while it has not begun yet.

    The same unit keeps what was; another one begins when it got the paper, if it has it.
    """
    if competent_id is None:
        return state.received_at
    if competent_id == state.competent_id:
        return state.clock_from
    return held_since(session, state) if state.holder_id == competent_id else None
