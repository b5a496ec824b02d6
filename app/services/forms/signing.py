"""Which key this station signs with: its own, known to the store by its public half."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.orm import Session

from app.clock import Clock
from app.errors import StoreError
from app.models.database import Database, lock_office
from app.models.forms import PublicKey
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.forms.receipt_qr import KEY_ID_MAX
from app.services.safekeeping.keystore import UnreachableKeyError

_PROBE: Final = b""
_ENDED: Final = select(PublicKey.ended_at).where(PublicKey.key_id == bindparam("key_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """One desk of an office: its store, its keys and its name."""

    database: Database
    clock: Clock
    folder: KeyFolder
    office_id: int
    name: str


def station_key(station: Station, *, at_once: bool = False) -> SigningKey:
    """Return this station's signing key, making and registering one where it has none.

    It refuses to sign once its end is in the store; ended keys that are still held are destroyed.
    With `at_once` the system's keystore is asked for the key now, and a key that it does not give
    is passed over. Raises StoreError when all key ids are used up.
    """
    database, folder = station.database, station.folder
    with database.write() as session:
        lock_office(session, station.office_id)
        rows = session.execute(select(PublicKey.key_id, PublicKey.public_key, PublicKey.ended_at))
        known = {row.key_id: (row.public_key, row.ended_at) for row in rows}
        for key_id in folder.ids():
            key = folder.load(key_id) if at_once else folder.promised(key_id)
            public_key, ended_at = known.get(key_id, ("", None))
            if key is None or key.public_key.hex() != public_key:
                continue
            if ended_at is None:
                return guarded(database, key)
            folder.forget(key_id)
        now = station.clock.now()
        key = new_key(session, folder, station.office_id, station.name, now)
    return guarded(database, key)


def assure_key(station: Station, key: SigningKey) -> None:
    """Ask for the station's key before it has to sign, and let `key` be one that can.

    A locked keystore stops no counter: another key takes its place until it opens again. Raises
    StoreError.
    """
    try:
        key.sign(_PROBE)
    except UnreachableKeyError:
        key.become(station_key(station, at_once=True))


def new_key(
    session: Session, folder: KeyFolder, office_id: int, station: str, now: datetime
) -> SigningKey:
    """Make a key under the next id and register its public half; the caller holds the lock.

    Raises StoreError when all key ids are used up.
    """
    newest = session.execute(select(func.max(PublicKey.key_id))).scalar()
    key_id = max([-1 if newest is None else newest, *folder.ids()]) + 1
    if key_id > KEY_ID_MAX:
        raise StoreError("Đã dùng hết số hiệu khóa ký. Hãy liên hệ quản trị viên.")
    key = folder.load_or_create(key_id)
    session.execute(
        insert(PublicKey).values(
            key_id=key_id,
            unit_id=office_id,
            public_key=key.public_key.hex(),
            station=station,
            made_at=now,
        )
    )
    return key


def guarded(database: Database, key: SigningKey) -> SigningKey:
    """Return `key` as one that signs nothing after its end.

    Whoever ends a key holds the office's lock, as whoever signs does: what is read here cannot
    change before the signature is stored.
    """
    return SigningKey(key.key_id, _checked(database, key), key.public_key)


def _checked(database: Database, key: SigningKey) -> Callable[[bytes], bytes]:
    key_id, sign = key.key_id, key.sign

    def checked(said: bytes) -> bytes:
        with database.read() as session:
            row = session.connection().execute(_ENDED, {"key_id": key_id}).first()
        if row is None or row.ended_at is not None:
            raise StoreError(
                "Khóa ký của máy này đã được thay. Hãy đóng chương trình rồi mở lại để dùng khóa "
                "mới."
            )
        return sign(said)

    return checked
