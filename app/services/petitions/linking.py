"""What a petition speaks of, by what was typed or scanned, and to whom it can be forwarded."""

from dataclasses import dataclass

from sqlalchemy import or_, select

from app.errors import InvalidInputError
from app.models.catalogue import Procedure, ProcedureVersion
from app.models.dossiers import Dossier
from app.models.office import Unit
from app.models.people import Officer
from app.services.ledger.transactions import Reading
from app.services.petitions.records import (
    KnownOfficer,
    NewPetition,
    PetitionChoices,
    PetitionSaid,
    Receiver,
)
from app.vocabulary.office import UnitKind
from app.vocabulary.petitions import PetitionAct


@dataclass(frozen=True, slots=True)
class Linked:
    """The rows a petition speaks of; None for none."""

    dossier_id: int | None
    officer_id: int | None
    procedure_id: int | None
    procedure_name: str


def linked(reading: Reading, new: NewPetition) -> Linked:
    """Find what `new` names; a dossier brings its procedure along.

    Raises InvalidInputError (`dossier_code`, `officer_login`, `procedure_code`).
    """
    dossier_id, of_dossier = _dossier(reading, new.dossier_code)
    procedure_id = _procedure(reading, new.procedure_code) or of_dossier
    return Linked(
        dossier_id,
        _officer(reading, new.officer_login),
        procedure_id,
        procedure_name(reading, procedure_id),
    )


def procedure_name(reading: Reading, procedure_id: int | None) -> str:
    """Return code and newest name of a procedure, "" for none."""
    if procedure_id is None:
        return ""
    row = reading.session.execute(
        select(Procedure.code, ProcedureVersion.name)
        .join(ProcedureVersion, ProcedureVersion.procedure_id == Procedure.id)
        .where(Procedure.id == procedure_id)
        .order_by(ProcedureVersion.number.desc())
    ).first()
    return f"{row.code} {row.name}" if row else ""


def receiver_name(reading: Reading, act: PetitionAct, said: PetitionSaid) -> str:
    """Return to whom an act forwards, "" for an act that does not.

    Raises InvalidInputError (`to_name`) where it is said to nobody, or to a unit that is not here.
    """
    if act is not PetitionAct.FORWARD:
        return ""
    if said.to_unit_id is None:
        if not said.to_name:
            raise InvalidInputError(
                "to_name", "Chưa có nơi nhận. Hãy chọn đơn vị hoặc gõ tên cơ quan có thẩm quyền."
            )
        return said.to_name
    known = {one.unit_id: one.name for one in _receivers(reading)}
    if said.to_unit_id not in known:
        raise InvalidInputError("to_name", "Đơn vị nhận không còn trong danh mục. Hãy chọn lại.")
    return known[said.to_unit_id]


def choices_of(reading: Reading) -> PetitionChoices:
    """Return the units a petition can be forwarded to, and the officers it can speak of."""
    officers = reading.session.execute(
        select(Officer.login, Officer.name)
        .where(Officer.office_id == reading.actor.office_id, Officer.is_active)
        .order_by(Officer.name)
    )
    return PetitionChoices(
        receivers=_receivers(reading),
        officers=tuple(KnownOfficer(login=row.login, name=row.name) for row in officers),
    )


def _receivers(reading: Reading) -> tuple[Receiver, ...]:
    is_own = or_(Unit.id == reading.actor.office_id, Unit.kind == UnitKind.AGENCY)
    rows = reading.session.execute(
        select(Unit.id, Unit.name)
        .where(is_own, Unit.valid_to.is_(None))
        .order_by(Unit.kind != UnitKind.ONE_STOP, Unit.name)
    )
    return tuple(Receiver(unit_id=row.id, name=row.name) for row in rows)


def _dossier(reading: Reading, code: str) -> tuple[int | None, int | None]:
    if not code:
        return None, None
    row = reading.session.execute(
        select(Dossier.id, ProcedureVersion.procedure_id)
        .join(ProcedureVersion, ProcedureVersion.id == Dossier.version_id)
        .where(Dossier.code == code, Dossier.unit_id == reading.actor.office_id)
    ).first()
    if row is None:
        raise InvalidInputError(
            "dossier_code", f"Không có hồ sơ {code}. Hãy quét lại giấy tiếp nhận hoặc để trống."
        )
    return row.id, row.procedure_id


def _officer(reading: Reading, login: str) -> int | None:
    if not login:
        return None
    found = reading.session.scalars(
        select(Officer.id).where(
            Officer.login == login, Officer.office_id == reading.actor.office_id
        )
    ).first()
    if found is None:
        raise InvalidInputError("officer_login", f"Không có tài khoản {login}. Hãy chọn lại.")
    return found


def _procedure(reading: Reading, code: str) -> int | None:
    if not code:
        return None
    found = reading.session.scalars(select(Procedure.id).where(Procedure.code == code)).first()
    if found is None:
        raise InvalidInputError("procedure_code", f"Danh mục không có thủ tục {code}.")
    return found
