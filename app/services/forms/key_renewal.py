"""Renewing this station's signing key: the old one signs no more and is verified for ever."""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from sqlalchemy import select, update

from app.errors import InvalidInputError, StoreError
from app.models.database import Database
from app.models.forms import PublicKey
from app.services.access.approvals import take_approval
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.forms.signing import guarded, new_key
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.text import clean
from app.vocabulary.people import GuardedAct

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
            raise InvalidInputError("reason", "Hãy ghi lý do thay khóa ký.")
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
