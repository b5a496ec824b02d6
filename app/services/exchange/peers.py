"""Units with a store of their own: whose keys are trusted, confirmed by a printed fingerprint."""

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import InvalidInputError, NotFoundError, RuleBrokenError
from app.models.exchange import PeerKey
from app.models.forms import OfficeKey
from app.models.office import Unit
from app.models.people import Officer
from app.models.stored import stored_hex
from app.services.exchange.key_card import KeyCard, read_card, same_fingerprint
from app.services.exchange.records import PeerKeyLine, PeerLine, ProposedKey
from app.services.exchange.waiting import WaitingForPeer, waiting_by_peer
from app.services.forms.certificates import office_key_in_force
from app.services.forms.keys import SigningKey
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.text import clean
from app.vocabulary.office import UnitKind


class Peers:
    """Shows this station's card; reads, confirms and ends the keys of other units."""

    def __init__(self, transactions: Transactions, key: SigningKey) -> None:
        self._tx = transactions
        self._key = key

    def card(self, actor: Actor) -> KeyCard:
        """Return the card of this station's key, to be printed or saved for other offices."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            unit = reading.session.get_one(Unit, actor.office_id)
            return KeyCard(unit.code, unit.name, unit.level, self._key.public_key)

    def office_card(self, actor: Actor) -> KeyCard | None:
        """Return the card of the office's key in force; None for an office without one."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            key = office_key_in_force(reading.session, actor.office_id)
            return None if key is None else office_card(reading.session, key)

    def propose(self, actor: Actor, payload: str) -> ProposedKey:
        """Return what a scanned card says, and whose key it would become; changes nothing.

        Raises InvalidInputError (`card`).
        """
        card = read_card(payload)
        with self._tx.read(actor, Right.SEE_PEERS) as reading:
            _require_other(reading, card)
            unit = _unit_of(reading, card)
            known = _stored(reading, card)
            return ProposedKey(
                card=card,
                unit_name=unit.name if unit else "",
                is_confirmed=known is not None and known.ended_at is None,
            )

    def confirm(
        self, actor: Actor, payload: str, fingerprint: str, unit_id: int | None = None
    ) -> PeerLine:
        """Trust the key of a card whose printed fingerprint was compared and typed.

        It becomes a key of `unit_id`, else of the unit with the card's code, which is added where
        there is none. Raises InvalidInputError (`card`, `fingerprint`, `unit`).
        """
        card = read_card(payload)
        if not same_fingerprint(card, fingerprint):
            raise InvalidInputError(
                "fingerprint",
                "Dấu vân tay không khớp với thẻ. Đừng tin khóa này trước khi hai bên đối chiếu "
                "lại trên giấy hoặc qua điện thoại.",
            )
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            _require_other(work, card)
            unit = _chosen(work, unit_id) or _unit_of(work, card) or _added(work, card)
            _trust(work, card, unit)
            return _line(work, unit.id)

    def end(self, actor: Actor, key_id: int, reason: str) -> PeerLine:
        """Stop trusting a key, for ever. Raises InvalidInputError (`reason`), RuleBrokenError."""
        why = clean(reason, "reason", limit=500)
        if not why:
            raise InvalidInputError("reason", "Chưa có lý do ngừng dùng khóa. Hãy ghi lý do.")
        with self._tx.write(actor, Right.EDIT_OFFICE) as work:
            key = work.session.get(PeerKey, key_id)
            if key is None:
                raise NotFoundError("Không có khóa này. Hãy chọn lại trong danh sách.")
            if key.ended_at is not None:
                raise RuleBrokenError("Khóa này đã ngừng dùng từ trước.")
            work.session.execute(
                update(PeerKey)
                .where(PeerKey.id == key_id)
                .values(ended_at=work.now, end_reason=why)
            )
            said = {"code": key.code, "key": key.public_key, "reason": why}
            work.log("peer_key_ended", {**said, **_kind(is_office=bool(key.is_office))})
            return _line(work, key.peer_id)

    def of(self, actor: Actor) -> tuple[PeerLine, ...]:
        """Return the units with their own store, by name, and what waits for each."""
        with self._tx.read(actor, Right.SEE_PEERS) as reading:
            return _lines(reading)

    def id_of(self, actor: Actor, code: str) -> int:
        """Return the unit a peer's own code, or its code here, stands for. Raises NotFoundError."""
        wanted = code.strip().upper()
        for line in self.of(actor):
            if line.code.upper() == wanted:
                return line.unit_id
        with self._tx.read(actor, Right.SEE_PEERS) as reading:
            found = reading.session.execute(
                select(PeerKey.peer_id)
                .join(Unit, Unit.id == PeerKey.peer_id)
                .where(func.upper(Unit.code) == wanted)
            ).scalar()
        if found is None:
            raise NotFoundError(
                f"Đơn vị {code} chưa có khóa được xác nhận. Hãy nhập thẻ khóa của đơn vị đó trước."
            )
        return found


def office_card(session: Session, key: OfficeKey) -> KeyCard:
    """Return the card of a key by which an office certifies its stations."""
    unit = session.get_one(Unit, key.unit_id)
    public_key = stored_hex(key.public_key)
    return KeyCard(unit.code, unit.name, unit.level, public_key, is_office=True)


def _require_other(reading: Reading, card: KeyCard) -> None:
    office = reading.session.get_one(Unit, reading.actor.office_id)
    if card.code == office.code:
        raise InvalidInputError(
            "card", "Đây là thẻ khóa của chính đơn vị này. Hãy đọc thẻ của đơn vị kia."
        )


def _unit_of(reading: Reading, card: KeyCard) -> Unit | None:
    """Return the unit in force that the card means: one with a key of that code, or the code."""
    session = reading.session
    by_key = select(PeerKey.peer_id).where(PeerKey.code == card.code)
    return session.scalars(
        select(Unit)
        .where((Unit.id.in_(by_key)) | (Unit.code == card.code), Unit.kind != UnitKind.ONE_STOP)
        .order_by(Unit.valid_to.is_not(None), Unit.id)
        .limit(1)
    ).first()


def _chosen(work: Work, unit_id: int | None) -> Unit | None:
    if unit_id is None:
        return None
    unit = work.session.get(Unit, unit_id)
    if unit is None or unit.kind is UnitKind.ONE_STOP or unit.valid_to is not None:
        raise InvalidInputError("unit", "Đơn vị này không nhận được khóa. Hãy chọn cơ quan khác.")
    return unit


def _added(work: Work, card: KeyCard) -> Unit:
    unit = Unit(
        kind=UnitKind.EXTERNAL,
        level=card.level,
        code=card.code,
        name=card.name,
        valid_from=local_date(work.now),
    )
    work.session.add(unit)
    work.session.flush()
    work.log("agency_added", {"code": card.code, "name": card.name})
    return unit


def _trust(work: Work, card: KeyCard, unit: Unit) -> None:
    """Store the key; one that is trusted already stays as it is."""
    known = _stored(work, card)
    if known is not None and known.ended_at is not None:
        raise InvalidInputError(
            "card",
            f"Khóa này đã ngừng dùng ({known.end_reason}). Hãy xin đơn vị đó thẻ của khóa mới.",
        )
    if known is not None:
        if known.peer_id != unit.id:
            raise InvalidInputError("unit", "Khóa này đã thuộc một đơn vị khác. Hãy kiểm tra lại.")
        return
    work.session.execute(
        insert(PeerKey).values(
            peer_id=unit.id,
            code=card.code,
            public_key=card.public_key.hex(),
            fingerprint=card.fingerprint,
            confirmed_at=work.now,
            confirmed_by=work.actor.officer_id,
            ended_at=None,
            end_reason="",
            is_office=card.is_office or None,
        )
    )
    work.log(
        "peer_key_confirmed",
        {
            "code": card.code,
            "name": unit.name,
            "key": card.public_key.hex(),
            "fingerprint": card.fingerprint,
            **_kind(is_office=card.is_office),
        },
    )


def _kind(*, is_office: bool) -> dict[str, object]:
    """Return what the log says of a key besides: that of a station is told as it always was."""
    return {"is_office": True} if is_office else {}


def _stored(reading: Reading, card: KeyCard) -> PeerKey | None:
    return reading.session.scalars(
        select(PeerKey).where(PeerKey.public_key == card.public_key.hex())
    ).first()


def _line(reading: Reading, unit_id: int) -> PeerLine:
    return next(line for line in _lines(reading) if line.unit_id == unit_id)


def _lines(reading: Reading) -> tuple[PeerLine, ...]:
    rows = reading.session.execute(
        select(PeerKey, Unit, Officer.name)
        .join(Unit, Unit.id == PeerKey.peer_id)
        .join(Officer, Officer.id == PeerKey.confirmed_by)
        .order_by(Unit.name, Unit.id, PeerKey.id)
    ).all()
    waiting = waiting_by_peer(reading)
    keys: dict[int, list[PeerKeyLine]] = {}
    units: dict[int, tuple[Unit, str]] = {}
    for key, unit, officer_name in rows:
        units[unit.id] = (unit, key.code)
        keys.setdefault(unit.id, []).append(
            PeerKeyLine(
                key_id=key.id,
                fingerprint=key.fingerprint,
                confirmed_at=key.confirmed_at,
                confirmed_by_name=officer_name,
                ended_at=key.ended_at,
                end_reason=key.end_reason,
                is_office=bool(key.is_office),
            )
        )
    return tuple(
        _with_waiting(unit, code, tuple(keys[unit.id]), waiting.get(unit.id, WaitingForPeer()))
        for unit, code in units.values()
    )


def _with_waiting(
    unit: Unit, code: str, keys: tuple[PeerKeyLine, ...], waiting: WaitingForPeer
) -> PeerLine:
    return PeerLine(
        unit_id=unit.id,
        code=code,
        name=unit.name,
        keys=keys,
        to_send=waiting.to_send,
        results=waiting.results,
        has_unexported=waiting.has_unexported,
        has_unexported_results=waiting.has_unexported_results,
        last_out_at=waiting.last_out_at,
        last_in_at=waiting.last_in_at,
    )
