"""The stored bundles and keys: what was made, what was taken in, and from whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.models.exchange import Bundle, BundleItem, PeerKey
from app.models.office import Unit
from app.services.exchange.envelope import BundleError, BundleHeader, KnownKeys
from app.services.exchange.folder import Kept
from app.services.ledger.transactions import Reading, Work
from app.vocabulary.exchange import BundleDirection, BundleKind
from app.wording.texts import moment_text


@dataclass(frozen=True, slots=True)
class Peer:
    """A unit with its own store: its row here, what it calls itself, its name here."""

    unit_id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class KnownKey:
    """A key that was once confirmed, and for whom; `is_office`: it certifies stations."""

    peer: Peer
    is_office: bool
    ended_at: datetime | None
    end_reason: str


def known_keys(session: Session) -> Mapping[str, KnownKey]:
    """Return every key that was ever confirmed, by its hex."""
    rows = session.execute(
        select(PeerKey, Unit.name).join(Unit, Unit.id == PeerKey.peer_id).order_by(PeerKey.id)
    )
    return {
        key.public_key: KnownKey(
            Peer(key.peer_id, key.code, name), bool(key.is_office), key.ended_at, key.end_reason
        )
        for key, name in rows
    }


def trusted(keys: Mapping[str, KnownKey]) -> KnownKeys:
    """Return the keys as the envelope asks for them: by the code of the unit that signs.

    Ended ones are among them: `peer_of` refuses what rests on one, and says when it ended.
    """
    stations: dict[str, set[str]] = {}
    offices: dict[str, set[str]] = {}
    for public_key, known in keys.items():
        of_kind = offices if known.is_office else stations
        of_kind.setdefault(known.peer.code, set()).add(public_key)
    return KnownKeys(_frozen(stations), _frozen(offices))


def _frozen(by_code: Mapping[str, set[str]]) -> Mapping[str, frozenset[str]]:
    return {code: frozenset(found) for code, found in by_code.items()}


def peer_of(header: BundleHeader, trusted_by: str, keys: Mapping[str, KnownKey]) -> Peer:
    """Return whose bundle it is; `trusted_by` is the key it rests on.

    Raises BundleError where that key has been ended since.
    """
    known = keys.get(trusted_by)
    if known is None or known.ended_at is not None:
        when = "" if known is None or known.ended_at is None else moment_text(known.ended_at)
        why = "" if known is None else known.end_reason
        of_office = known is not None and known.is_office
        said = _OFFICE_KEY_ENDED if of_office else _KEY_ENDED
        raise BundleError(said.format(code=header.from_code, when=when, why=why))
    return known.peer


_KEY_ENDED: Final = (
    "Khóa đã ký gói này của đơn vị {code} ngừng được tin dùng từ {when} ({why}). Hãy xin nơi gửi "
    "thẻ khóa mới và gói ký bằng khóa đó."
)
_OFFICE_KEY_ENDED: Final = (
    "Khóa đơn vị của {code}, đã chứng nhận cho máy ký gói này, ngừng được tin dùng từ {when} "
    "({why}). Hãy xin nơi gửi thẻ khóa đơn vị mới và gói kèm chứng nhận của khóa đó."
)


def peer_of_unit(session: Session, unit_id: int) -> Peer:
    """Return the peer that `unit_id` is. Raises BundleError where it has no key in force."""
    row = session.execute(
        select(PeerKey.code, Unit.name)
        .join(Unit, Unit.id == PeerKey.peer_id)
        .where(PeerKey.peer_id == unit_id, PeerKey.ended_at.is_(None))
        .order_by(PeerKey.id.desc())
    ).first()
    if row is None:
        raise BundleError(
            "Đơn vị nhận chưa có khóa được xác nhận nên câu trả lời của họ sẽ không đọc được. "
            "Hãy nhập thẻ khóa của đơn vị đó trước."
        )
    return Peer(unit_id, row.code, row.name)


def own_code(reading: Reading) -> str:
    """Return what this office calls itself."""
    return reading.session.get_one(Unit, reading.actor.office_id).code


def find_bundle(reading: Reading, direction: BundleDirection, uid: str) -> Bundle | None:
    """Return a bundle that was made or taken in before."""
    return reading.session.scalars(
        select(Bundle).where(
            Bundle.unit_id == reading.actor.office_id,
            Bundle.direction == direction,
            Bundle.uid == uid,
        )
    ).first()


def newest_bundle(
    reading: Reading, direction: BundleDirection, kind: BundleKind, peer_id: int
) -> Bundle | None:
    """Return the newest bundle of a kind to or from a peer, by its sender's numbering."""
    return reading.session.scalars(
        select(Bundle)
        .where(
            Bundle.unit_id == reading.actor.office_id,
            Bundle.direction == direction,
            Bundle.kind == kind,
            Bundle.peer_id == peer_id,
        )
        .order_by(Bundle.serial.desc(), Bundle.id.desc())
        .limit(1)
    ).first()


def answer_of(reading: Reading, bundle: Bundle) -> Bundle | None:
    """Return the bundle that answers `bundle`."""
    return reading.session.scalars(select(Bundle).where(Bundle.answers_id == bundle.id)).first()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBundle:
    """A bundle to be stored; `serial` 0 and `answers_id` for an answer."""

    direction: BundleDirection
    header: BundleHeader
    peer: Peer
    kept: Kept
    serial: int = 0
    answers_id: int | None = None


def store_bundle(work: Work, new: NewBundle, dossier_ids: Iterable[int]) -> int:
    """Store a bundle with the dossiers it speaks of; return its row."""
    header = new.header
    bundle_id: int = work.connection.execute(
        insert(Bundle).returning(Bundle.id),
        {
            "unit_id": work.actor.office_id,
            "direction": new.direction,
            "kind": header.kind,
            "uid": header.uid,
            "peer_id": new.peer.unit_id,
            "answers_id": new.answers_id,
            "serial": new.serial,
            "made_at": header.made_at,
            "entered_at": work.now,
            "entered_by": work.actor.officer_id,
            "size": new.kept.size,
            "sha256": new.kept.sha256,
        },
    ).scalar_one()
    _store_items(work, bundle_id, dossier_ids)
    return bundle_id


def _store_items(work: Work, bundle_id: int, dossier_ids: Iterable[int]) -> None:
    rows = [
        {"bundle_id": bundle_id, "dossier_id": dossier_id}
        for dossier_id in dict.fromkeys(dossier_ids)
    ]
    if rows:
        work.connection.execute(insert(BundleItem), rows)


def log_bundle(work: Work, act: str, header: BundleHeader, kept: Kept, count: int) -> None:
    """Write into the log that a bundle was made or taken in."""
    work.log(
        act,
        {
            "uid": header.uid,
            "kind": header.kind.value,
            "from": header.from_code,
            "to": header.to_code,
            "answers": header.answers,
            "sha256": kept.sha256,
            "count": count,
        },
    )
