"""Whether the stored certificates hold, and which stations have none: asked by check and audit."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.models.forms import OfficeKey, PublicKey, StationCertificate
from app.models.office import Unit
from app.services.forms.certificates import certificate_of, is_certified


@dataclass(frozen=True, slots=True)
class JudgedCertificate:
    """A stored certificate; `fault` says in Vietnamese why it proves nothing, "" where it does."""

    office_key_id: int
    key_id: int
    signature: str
    fault: str


def judged_certificates(session: Session) -> Iterator[JudgedCertificate]:
    """Yield every certificate of the store, by its keys."""
    rows = session.execute(
        select(StationCertificate, OfficeKey, PublicKey, Unit.code)
        .join(OfficeKey, OfficeKey.key_id == StationCertificate.office_key_id)
        .join(PublicKey, PublicKey.key_id == StationCertificate.key_id)
        .join(Unit, Unit.id == OfficeKey.unit_id)
        .order_by(StationCertificate.office_key_id, StationCertificate.key_id)
    )
    for row, office_key, station, code in rows:
        fault = _fault(row, office_key, station, code)
        yield JudgedCertificate(office_key.key_id, station.key_id, row.signature, fault)


def _fault(row: StationCertificate, office_key: OfficeKey, station: PublicKey, code: str) -> str:
    if not is_certified(certificate_of(office_key, row), row.unit_code, station.public_key):
        return "chữ ký không đúng"
    if row.unit_code != code or station.unit_id != office_key.unit_id:
        return "thuộc đơn vị khác"
    is_over = office_key.ended_at is not None and row.issued_at > office_key.ended_at
    if row.issued_at < office_key.made_at or is_over:
        return "lập ngoài thời gian dùng khóa đơn vị đó"
    return ""


def certificate_problems(session: Session) -> Iterator[str]:
    """Yield one Vietnamese sentence for each certificate that proves nothing."""
    for one in judged_certificates(session):
        if one.fault:
            yield (
                f"Chứng nhận của khóa đơn vị số {one.office_key_id} cho khóa ký số {one.key_id}: "
                f"{one.fault}."
            )


def certificate_notes(session: Session) -> Iterator[str]:
    """Yield one Vietnamese sentence for each station that the office's key has not certified."""
    certified = exists().where(
        StationCertificate.office_key_id == OfficeKey.key_id,
        StationCertificate.key_id == PublicKey.key_id,
    )
    rows = session.execute(
        select(PublicKey.key_id, PublicKey.station)
        .join(OfficeKey, OfficeKey.unit_id == PublicKey.unit_id)
        .where(PublicKey.ended_at.is_(None), OfficeKey.ended_at.is_(None), ~certified)
        .order_by(PublicKey.key_id)
    )
    for key_id, station in rows:
        yield f"Khóa ký số {key_id} ({station}) chưa được khóa đơn vị chứng nhận."
