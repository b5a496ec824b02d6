"""What waits between this store and another one: not answered, not exported, not acknowledged."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from app.models.custody import Handoff, HandoffItem
from app.models.exchange import Bundle, BundleItem, ForeignDossier, PeerKey
from app.models.outcomes import Result
from app.services.exchange.rows import newest_bundle
from app.services.ledger.transactions import Reading
from app.vocabulary.dossiers import HandoffItemState
from app.vocabulary.exchange import BundleDirection, BundleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingForPeer:
    """What waits for one peer."""

    to_send: int = 0
    results: int = 0
    has_unexported: bool = False
    has_unexported_results: bool = False
    last_out_at: datetime | None = None
    last_in_at: datetime | None = None


def is_unanswered(reading: Reading, peer_id: int) -> ColumnElement[bool]:
    """Return the condition on `HandoffItem` joined with `Handoff`: on the way to this peer."""
    return (
        (HandoffItem.unit_id == reading.actor.office_id)
        & (HandoffItem.state == HandoffItemState.SENT)
        & (Handoff.to_id == peer_id)
    )


def is_unacknowledged(peer_id: int) -> ColumnElement[bool]:
    """Return the condition on `ForeignDossier`: this peer does not have its result yet."""
    return (ForeignDossier.peer_id == peer_id) & ForeignDossier.acknowledged_at.is_(None)


def waiting_by_peer(reading: Reading) -> Mapping[int, WaitingForPeer]:
    """Return what waits for each unit with a store of its own."""
    ids = reading.session.scalars(select(PeerKey.peer_id).distinct()).all()
    return {peer_id: _waiting(reading, peer_id) for peer_id in ids}


def _waiting(reading: Reading, peer_id: int) -> WaitingForPeer:
    session = reading.session
    sent = set(
        session.scalars(
            select(HandoffItem.dossier_id)
            .join(Handoff, Handoff.id == HandoffItem.handoff_id)
            .where(is_unanswered(reading, peer_id))
        )
    )
    results = set(
        session.scalars(
            select(ForeignDossier.dossier_id)
            .join(Result, Result.dossier_id == ForeignDossier.dossier_id)
            .where(is_unacknowledged(peer_id))
        )
    )
    times = session.execute(
        select(Bundle.direction, func.max(Bundle.entered_at))
        .where(Bundle.unit_id == reading.actor.office_id, Bundle.peer_id == peer_id)
        .group_by(Bundle.direction)
    )
    last = {row[0]: row[1] for row in times}
    return WaitingForPeer(
        to_send=len(sent),
        results=len(results),
        has_unexported=bool(sent - _exported(reading, BundleKind.HANDOVER, peer_id)),
        has_unexported_results=bool(results - _exported(reading, BundleKind.RESULT, peer_id)),
        last_out_at=last.get(BundleDirection.OUT),
        last_in_at=last.get(BundleDirection.IN),
    )


def _exported(reading: Reading, kind: BundleKind, peer_id: int) -> set[int]:
    """Return the dossiers of the newest bundle of this kind made for the peer."""
    newest = newest_bundle(reading, BundleDirection.OUT, kind, peer_id)
    if newest is None:
        return set()
    return set(
        reading.session.scalars(
            select(BundleItem.dossier_id).where(BundleItem.bundle_id == newest.id)
        )
    )
