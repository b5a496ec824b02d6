"""The office's key and what it certifies: that a key is one of its stations'.

The signed bytes are `motcua-certificate-1`, a line feed, and four fields, each in UTF-8 behind its
length in bytes (8 bytes, big-endian): the office's code, the station's public key (64 lower-case
hexadecimal letters), its key id in decimal, the moment of issue (UTC, ISO 8601, as a log entry's).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.errors import RuleBrokenError, StoreError
from app.models.forms import OfficeKey, PublicKey, StationCertificate
from app.models.office import Unit
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.forms.receipt_qr import KEY_ID_MAX
from app.services.forms.signatures import framed, is_signature
from app.services.safekeeping.keystore import UnreachableKeyError
from app.wording import sentences

_DOMAIN: Final = b"motcua-certificate-1\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """An office key's signature over a station's key; keys and signature in hex."""

    office_key: str
    key_id: int
    issued_at: datetime
    signature: str


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where a station keeps its private keys, and its name."""

    folder: KeyFolder
    station: str


def certified_bytes(unit_code: str, public_key: str, key_id: int, issued_at: datetime) -> bytes:
    """Return the bytes that a certificate signs; their layout is this module's docstring."""
    moment = issued_at.astimezone(UTC).isoformat()
    return framed(_DOMAIN, (unit_code, public_key, str(key_id), moment))


def is_certified(certificate: Certificate, unit_code: str, public_key: str) -> bool:
    """Say whether a certificate is its office key's, over this code and this key (hex).

    What came in a file may be anything: no moment of a zone, or one that UTC has no room for.
    """
    if certificate.issued_at.tzinfo is None:
        return False
    try:
        signed = certified_bytes(unit_code, public_key, certificate.key_id, certificate.issued_at)
        office_key = bytes.fromhex(certificate.office_key)
    except (ValueError, OverflowError):
        return False
    return is_signature(signed, certificate.signature, office_key)


def office_key_in_force(session: Session, office_id: int) -> OfficeKey | None:
    """Return the office's key that is not ended; None for an office without one."""
    return session.scalars(
        select(OfficeKey).where(OfficeKey.unit_id == office_id, OfficeKey.ended_at.is_(None))
    ).first()


def held_key(folder: KeyFolder, row: OfficeKey) -> SigningKey | None:
    """Return the private half of an office key; None at a station that does not hold it.

    Signing raises UnreachableKeyError where the system's keystore does not give it.
    """
    key = folder.office.promised(row.key_id)
    return None if key is None or key.public_key.hex() != row.public_key else key


def make_office_key(session: Session, place: KeyPlace, office_id: int, now: datetime) -> SigningKey:
    """Make an office key and register its public half; the caller holds the lock and logs it.

    Raises StoreError where the key cannot be kept.
    """
    folder = place.folder.office
    newest = session.execute(select(func.max(OfficeKey.key_id))).scalar()
    key_id = max([newest or 0, *folder.ids()]) + 1
    if key_id > KEY_ID_MAX:
        raise StoreError(sentences.KEY_IDS_USED_UP)
    key = folder.load_or_create(key_id)
    session.execute(
        insert(OfficeKey).values(
            key_id=key_id,
            unit_id=office_id,
            public_key=key.public_key.hex(),
            station=place.station,
            made_at=now,
            end_reason="",
        )
    )
    return key


def certify(session: Session, office_key: SigningKey, key_id: int, now: datetime) -> None:
    """Certify the key of a station of the office; the caller holds the lock.

    Raises UnreachableKeyError where the system's keystore does not give the office key.
    """
    code, public_key = session.execute(
        select(Unit.code, PublicKey.public_key)
        .join(PublicKey, PublicKey.unit_id == Unit.id)
        .where(PublicKey.key_id == key_id)
    ).one()
    session.execute(
        insert(StationCertificate).values(
            office_key_id=office_key.key_id,
            key_id=key_id,
            unit_code=code,
            issued_at=now,
            signature=office_key.sign(certified_bytes(code, public_key, key_id, now)).hex(),
        )
    )


def certify_own(
    session: Session, folder: KeyFolder, office_id: int, key_id: int, now: datetime
) -> None:
    """Certify this station's new key where it holds the office's key and can reach it."""
    if not folder.office.ids():
        return
    row = office_key_in_force(session, office_id)
    office_key = None if row is None else held_key(folder, row)
    if office_key is None:
        return
    try:
        certify(session, office_key, key_id, now)
    except UnreachableKeyError:
        return  # like any other station it is certified later; its papers need no certificate


def forget_ended(session: Session, folder: KeyFolder) -> None:
    """Destroy office keys that are still held after their end. Raises StoreError."""
    held = folder.office.ids()
    if not held:
        return
    ended = session.scalars(
        select(OfficeKey.key_id).where(OfficeKey.key_id.in_(held), OfficeKey.ended_at.is_not(None))
    )
    for key_id in ended.all():
        folder.office.forget(key_id)


def own_certificate(session: Session, office_id: int, key_id: int) -> Certificate | None:
    """Return what vouches for a station's key abroad; None for an office without an office key.

    Raises RuleBrokenError for a station that the office's key has not certified.
    """
    office_key = office_key_in_force(session, office_id)
    if office_key is None:
        return None
    row = session.get(StationCertificate, (office_key.key_id, key_id))
    if row is None:
        raise RuleBrokenError(
            f"Khóa ký số {key_id} của máy này chưa được khóa đơn vị chứng nhận nên đơn vị khác sẽ "
            f"không tin gói ký ở đây. Hãy nhờ quản trị viên mở trang Bảo quản, thẻ Khóa và mã hóa "
            f"ở máy {office_key.station}, chọn khóa số {key_id} rồi bấm “Chứng nhận…”."
        )
    return certificate_of(office_key, row)


def certificate_of(office_key: OfficeKey, row: StationCertificate) -> Certificate:
    """Return a stored certificate as it leaves the store."""
    return Certificate(
        office_key=office_key.public_key,
        key_id=row.key_id,
        issued_at=row.issued_at,
        signature=row.signature,
    )
