"""The office's own key: made, replaced by two people, and what it certifies.

Other offices confirm its fingerprint once; then they trust every station that it has certified.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select, update

from app.errors import InvalidInputError, NotFoundError, RuleBrokenError, StoreError
from app.models.forms import OfficeKey, PublicKey, StationCertificate
from app.models.office import Unit
from app.models.row_digests import framed_key
from app.models.stored import stored_hex
from app.services.access.approvals import take_approval
from app.services.exchange.key_card import KeyCard
from app.services.exchange.peers import office_card
from app.services.forms.certificates import (
    KeyPlace,
    certify,
    certify_own,
    held_key,
    make_office_key,
    office_key_in_force,
)
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.ledger.bound_rows import keys_as_committed
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.text import clean
from app.vocabulary.people import GuardedAct
from app.wording import sentences

_LOG: Final = logging.getLogger(__name__)
_REASON_MAX: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeKeyState:
    """The office's key in force: who holds it and which keys of stations it has certified.

    `is_held`: at this station. `fingerprint` is what other offices compare.
    """

    key_id: int
    fingerprint: str
    station: str
    made_at: datetime
    is_held: bool
    certified: frozenset[int]

    @property
    def subject(self) -> str:
        """What an approval of a replacement is about: the key that will end."""
        return str(self.key_id)


class OfficeKeys:
    """Makes, replaces and uses the office's key; `key` is the station's own."""

    def __init__(self, transactions: Transactions, folder: KeyFolder, key: SigningKey) -> None:
        self._tx = transactions
        self._folder = folder
        self._key = key

    def state(self, actor: Actor) -> OfficeKeyState | None:
        """Return the office's key in force; None for an office without one."""
        with self._tx.read(actor, Right.SAFEGUARD) as reading:
            row = office_key_in_force(reading.session, actor.office_id)
            return None if row is None else self._state(reading, row)

    def make(self, actor: Actor) -> OfficeKeyState:
        """Make the first key of an office that has none, and certify this station by it.

        Raises RuleBrokenError where the office has one, StoreError where it cannot be kept.
        """
        with self._tx.write(actor, Right.SAFEGUARD) as work:
            if office_key_in_force(work.session, actor.office_id) is not None:
                raise RuleBrokenError(
                    "Đơn vị đã có khóa đơn vị. Muốn thay, hãy ghi lý do và mời người thứ hai."
                )
            row = self._made(work)
            work.log("office_key_made", _told(row))
            return self._state(work, row)

    def replace(self, actor: Actor, approval_id: int, reason: str) -> OfficeKeyState:
        """End the office's key with its reason and put a new one, held here, in its place.

        Other stations have to be certified anew, and other offices have to confirm it. Raises
        InvalidInputError (`reason`), RuleBrokenError where there is none, NotAllowedError without
        a second person's approval, StoreError.
        """
        why = clean(reason, "reason", limit=_REASON_MAX)
        if not why:
            raise InvalidInputError("reason", sentences.NO_OFFICE_KEY_REASON)
        with self._tx.write(actor, Right.SAFEGUARD) as work:
            old = office_key_in_force(work.session, actor.office_id)
            if old is None:
                raise RuleBrokenError(NO_OFFICE_KEY)
            old_id, act = old.key_id, GuardedAct.RENEW_OFFICE_KEY
            approved = take_approval(work, approval_id, act, str(old_id))
            work.session.execute(
                update(OfficeKey)
                .where(OfficeKey.key_id == old_id)
                .values(ended_at=work.now, end_reason=why)
            )
            row = self._made(work)
            said = {**_told(row), "old_key": old_id, "approved_by": approved.approved_by}
            work.log("office_key_renewed", said, personal={"reason": why})
            state = self._state(work, row)
        try:
            self._folder.office.forget(old_id)
        except StoreError:
            _LOG.warning("the ended office key %d could not be destroyed yet", old_id)
        return state

    def card(self, actor: Actor, key_id: int) -> KeyCard:
        """Return the card of a station's key, to be compared before it is certified.

        Raises NotFoundError.
        """
        with self._tx.read(actor, Right.SAFEGUARD) as reading:
            row = _station_key(reading, key_id)
            unit = reading.session.get_one(Unit, row.unit_id)
            return KeyCard(unit.code, unit.name, unit.level, stored_hex(row.public_key))

    def certify(self, actor: Actor, key_id: int) -> OfficeKeyState:
        """Certify the key of a station by the office's key, which this station has to hold.

        Raises NotFoundError, RuleBrokenError for a key that has ended, has a certificate, or that
        nobody of the office put into the store; StoreError where the office's key is not to be had.
        """
        with self._tx.read(actor, Right.SAFEGUARD) as reading:
            row = _station_key(reading, key_id)
            stands = keys_as_committed(reading.session, PublicKey.__tablename__)
            if framed_key((key_id,)) not in stands:
                raise RuleBrokenError(
                    f"Khóa ký số {key_id} không do việc nào trong nhật ký ghi vào kho. Đừng chứng "
                    "nhận khóa này; hãy chạy kiểm toán nhật ký."
                )
        with self._tx.write(actor, Right.SAFEGUARD) as work:
            row = _station_key(work, key_id)
            if row.ended_at is not None:
                raise RuleBrokenError(f"Khóa ký số {key_id} đã được thay nên không chứng nhận nữa.")
            office_key, held = self._held(work)
            if work.session.get(StationCertificate, (office_key.key_id, key_id)) is not None:
                raise RuleBrokenError(f"Khóa ký số {key_id} đã có chứng nhận của khóa đơn vị.")
            certify(work.session, held, key_id, work.now)
            said = {"key": key_id, "office_key": office_key.key_id, "public_key": row.public_key}
            work.log("station_certified", said)
            return self._state(work, office_key)

    def _made(self, work: Work) -> OfficeKey:
        """Make a key that is held here, and certify this station by it."""
        office_id = work.actor.office_id
        place = KeyPlace(self._folder, work.actor.station)
        key = make_office_key(work.session, place, office_id, work.now)
        certify_own(work.session, self._folder, office_id, self._key.key_id, work.now)
        return work.session.get_one(OfficeKey, key.key_id)

    def _held(self, work: Work) -> tuple[OfficeKey, SigningKey]:
        row = office_key_in_force(work.session, work.actor.office_id)
        if row is None:
            raise RuleBrokenError(NO_OFFICE_KEY)
        held = held_key(self._folder, row)
        if held is None:
            raise RuleBrokenError(
                f"Máy này không giữ khóa đơn vị. Hãy chứng nhận ở máy {row.station}; nếu máy đó "
                "đã mất hoặc hỏng thì thay khóa đơn vị."
            )
        return row, held

    def _state(self, reading: Reading, row: OfficeKey) -> OfficeKeyState:
        certified = select(StationCertificate.key_id).where(
            StationCertificate.office_key_id == row.key_id
        )
        return OfficeKeyState(
            key_id=row.key_id,
            fingerprint=office_card(reading.session, row).fingerprint,
            station=row.station,
            made_at=row.made_at,
            is_held=held_key(self._folder, row) is not None,
            certified=frozenset(reading.session.scalars(certified)),
        )


NO_OFFICE_KEY: Final = (
    "Đơn vị chưa có khóa đơn vị. Hãy tạo khóa đơn vị trước (trang Bảo quản, thẻ Khóa và mã hóa)."
)


def _told(row: OfficeKey) -> dict[str, object]:
    return {"new_key": row.key_id, "public_key": row.public_key, "station": row.station}


def _station_key(reading: Reading, key_id: int) -> PublicKey:
    row = reading.session.get(PublicKey, key_id)
    if row is None or row.unit_id != reading.actor.office_id:
        raise NotFoundError(f"Đơn vị không có khóa ký số {key_id}. Hãy xem lại danh sách khóa.")
    return row
