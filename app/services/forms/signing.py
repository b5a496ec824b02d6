"""Which key this station signs with: its own, known to the store by its public half."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.clock import Clock
from app.errors import InvalidInputError, StoreError
from app.models.database import Database, lock_office
from app.models.forms import PublicKey
from app.services.access.approvals import take_approval
from app.services.forms.certificates import certify_own, forget_ended
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.forms.receipt_qr import KEY_ID_MAX
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.services.safekeeping.keystore import UnreachableKeyError
from app.text import clean
from app.vocabulary.people import GuardedAct
from app.wording import sentences

_PROBE: Final = b""
_ENDED: Final = "SELECT ended_at FROM public_keys WHERE key_id = :key_id"


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

    It refuses to sign once its end is in the store; ended keys that are still held, the office's
    too, are destroyed.
    With `at_once` the system's keystore is asked for the key now, and a key that it does not give
    is passed over. Raises StoreError when all key ids are used up.
    """
    database, folder = station.database, station.folder
    with database.write() as session:
        lock_office(session, station.office_id)
        forget_ended(session, folder)
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

    A station that holds the office's key certifies its new one at once. Raises StoreError when
    all key ids are used up.
    """
    newest = session.execute(select(func.max(PublicKey.key_id))).scalar()
    key_id = max([-1 if newest is None else newest, *folder.ids()]) + 1
    if key_id > KEY_ID_MAX:
        raise StoreError(sentences.KEY_IDS_USED_UP)
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
    certify_own(session, folder, office_id, key_id, now)
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
        row = database.look(_ENDED, {"key_id": key_id})
        if row is None or row.ended_at is not None:
            raise StoreError(
                "Khóa ký của máy này đã được thay. Hãy đóng chương trình rồi mở lại để dùng khóa "
                "mới."
            )
        return sign(said)

    return checked


# Renewing this station's signing key: the old one signs no more and is verified for ever.

_LOG: Final = logging.getLogger(__name__)
_REASON_MAX: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class StationKey:
    """One signing key the office has or had; `is_own` is the one this program signs with."""

    key_id: int
    station: str
    made_at: datetime
    ended_at: datetime | None
    end_reason: str
    is_own: bool


class KeyRenewal:
    """Puts a new key in the place of the station's present one, with two people."""

    def __init__(
        self, database: Database, transactions: Transactions, folder: KeyFolder, key: SigningKey
    ) -> None:
        self._guard = partial(guarded, database)
        self._tx = transactions
        self._folder = folder
        self._key = key

    @property
    def subject(self) -> str:
        """What an approval of a renewal is about: the key that will end."""
        return str(self._key.key_id)

    def keys(self, actor: Actor) -> tuple[StationKey, ...]:
        """Return every signing key of the office, newest first."""
        with self._tx.read(actor, Right.SAFEGUARD) as reading:
            rows = reading.session.scalars(
                select(PublicKey)
                .where(PublicKey.unit_id == actor.office_id)
                .order_by(PublicKey.key_id.desc())
            )
            return tuple(
                StationKey(
                    key_id=row.key_id,
                    station=row.station,
                    made_at=row.made_at,
                    ended_at=row.ended_at,
                    end_reason=row.end_reason,
                    is_own=row.key_id == self._key.key_id,
                )
                for row in rows
            )

    def renew(self, actor: Actor, approval_id: int, reason: str) -> int:
        """End the station's key with its reason, sign with a new one, and return the new id.

        Raises InvalidInputError (reason), NotAllowedError without a second person's approval,
        StoreError when all key ids are used up.
        """
        why = clean(reason, "reason", limit=_REASON_MAX)
        if not why:
            raise InvalidInputError("reason", sentences.NO_KEY_REASON)
        old_id = self._key.key_id
        with self._tx.write(actor, Right.SAFEGUARD) as work:
            approved = take_approval(work, approval_id, GuardedAct.RENEW_KEY, str(old_id))
            fresh = new_key(work.session, self._folder, actor.office_id, actor.station, work.now)
            work.session.execute(
                update(PublicKey)
                .where(PublicKey.key_id == old_id)
                .values(ended_at=work.now, end_reason=why)
            )
            work.log(
                "key_renewed",
                {
                    "old_key": old_id,
                    "new_key": fresh.key_id,
                    "public_key": fresh.public_key.hex(),
                    "approved_by": approved.approved_by,
                },
                personal={"reason": why},
            )
        self._key.become(self._guard(fresh))
        self._destroy(old_id)
        return fresh.key_id

    def _destroy(self, key_id: int) -> None:
        """Destroy the old private key; where that fails the next start tries again."""
        try:
            self._folder.forget(key_id)
        except StoreError:
            _LOG.warning("the ended signing key %d could not be destroyed yet", key_id)
