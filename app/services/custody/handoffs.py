"""Handing over is two acts: the sender puts dossiers on a slip, the receiver accepts each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.errors import (
    ConflictError,
    InvalidInputError,
    NotAllowedError,
    RuleBrokenError,
    UserError,
)
from app.models.base import FOREVER
from app.models.custody import Handoff, HandoffItem
from app.models.office import Unit
from app.models.people import Officer
from app.services.custody.records import SentSlip
from app.services.custody.slips import issue_slip
from app.services.dossiers.decision import moment_of
from app.services.dossiers.lifecycle import require
from app.services.dossiers.route import taken_over
from app.services.dossiers.states import State, change_state, current_state, state_facts
from app.services.forms.issuing import next_number
from app.services.forms.keys import SigningKey
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions, Work
from app.services.office.calendar import CalendarCache
from app.text import clean
from app.vocabulary.dossiers import Action, DossierStatus, HandoffItemState
from app.vocabulary.forms import FormKind
from app.vocabulary.office import UnitKind
from app.vocabulary.people import Role
from app.wording.texts import moment_text

MAX_ITEMS = 500


class Handoffs:
    """Sends slips; accepts, refuses and recalls what is on them."""

    def __init__(
        self, transactions: Transactions, calendars: CalendarCache, key: SigningKey
    ) -> None:
        self._tx = transactions
        self._calendars = calendars
        self._key = key

    def send(
        self,
        actor: Actor,
        to_id: int,
        codes: Sequence[str],
        *,
        note: str = "",
        happened_at: datetime | None = None,
    ) -> SentSlip:
        """Put dossiers on one numbered slip to one unit: all of them or none.

        Raises RuleBrokenError naming the dossier that cannot go, and why.
        """
        with self._tx.write(actor, Right.HAND_OFF) as work:
            wanted = _distinct(codes)
            words = clean(note, "note", limit=2000)
            at = moment_of(work.now, happened_at)
            receiver = _receiver(work.session, to_id)
            states = [_require_sendable(work, code, receiver) for code in wanted]
            _require_one_holder(states)
            number = next_number(work, FormKind.HANDOFF_SLIP, at)
            handoff_id = work.connection.execute(
                insert(Handoff)
                .values(
                    unit_id=actor.office_id,
                    year=number.year,
                    ordinal=number.ordinal,
                    number=number.text,
                    from_id=states[0].holder_id,
                    to_id=to_id,
                    sent_at=at,
                    sent_by=actor.officer_id,
                    note=words,
                )
                .returning(Handoff.id)
            ).scalar_one()
            for ordinal, state in enumerate(states, start=1):
                _put_on_slip(work, handoff_id, ordinal, state, at)
                mark = work.log(
                    Action.HANDOFF.value,
                    {"slip": number.text, "to": receiver.name},
                    dossier_id=state.dossier_id,
                    happened_at=at,
                    personal={"note": words},
                )
                change_state(work.session, Action.HANDOFF, state, replace(state, from_at=at), mark)
            slip, issued = issue_slip(work, handoff_id, number, self._key)
            return SentSlip(
                handoff_id,
                number.text,
                receiver.name,
                tuple(wanted),
                slip,
                issued.form_id,
                issued.job_id,
            )

    def accept(
        self,
        actor: Actor,
        codes: Sequence[str],
        *,
        receiver_name: str = "",
        happened_at: datetime | None = None,
    ) -> None:
        """Accept dossiers that are on the way: custody moves to the receiving unit.

        The counter may record what a receiver signed on paper, naming the person; unnamed, the
        receiving unit stands for them. Raises ConflictError saying who accepted first,
        RuleBrokenError, NotAllowedError.
        """
        with self._tx.write(actor, Right.ACCEPT) as work:
            at = moment_of(work.now, happened_at)
            named = clean(receiver_name, "receiver_name", limit=200)
            for code in _distinct(codes):
                self.accept_one(work, code, named, at)

    def decline(
        self, actor: Actor, code: str, reason: str, *, happened_at: datetime | None = None
    ) -> None:
        """Refuse a dossier that is on the way: the paper goes back, with the reason."""
        with self._tx.write(actor, Right.ACCEPT) as work:
            at = moment_of(work.now, happened_at)
            self.decline_one(work, code, work.actor.name, reason, at)

    def recall(self, actor: Actor, code: str, *, happened_at: datetime | None = None) -> None:
        """Take a dossier back off a slip before it is accepted."""
        self.recall_all(actor, (code,), happened_at=happened_at)

    def recall_all(
        self, actor: Actor, codes: Sequence[str], *, happened_at: datetime | None = None
    ) -> None:
        """Take dossiers back off their slips before they are accepted: all of them or none.

        Raises ConflictError saying who has accepted one already, RuleBrokenError, NotAllowedError.
        """
        with self._tx.write(actor, Right.HAND_OFF) as work:
            at = moment_of(work.now, happened_at)
            for code in _distinct(codes):
                _recall_one(work, code, at)

    def decline_one(self, work: Work, code: str, by: str, reason: str, at: datetime) -> None:
        """Do within an open transaction what `decline` does in its own; `by` is who refused."""
        state, to_id = _on_the_way(work, code)
        require(Action.DECLINE, state.situation, reason)
        _require_party(work, to_id, code)
        text = clean(reason, "note", limit=2000)
        _close_item(work, state, HandoffItemState.REFUSED, at, by, text)
        mark = work.log(
            Action.DECLINE.value,
            {},
            dossier_id=state.dossier_id,
            happened_at=at,
            personal={"reason": text},
        )
        change_state(work.session, Action.DECLINE, state, replace(state, from_at=at), mark)

    def accept_one(self, work: Work, code: str, receiver_name: str, at: datetime) -> None:
        """Do within an open transaction what `accept` does in its own, for one dossier."""
        state, to_id = _on_the_way(work, code)
        require(Action.ACCEPT, state.situation)
        _require_party(work, to_id, code)
        receiver = work.session.get_one(Unit, to_id)
        by = receiver_name or _receiver_unnamed(work, receiver)
        _close_item(work, state, HandoffItemState.ACCEPTED, at, by)
        calendar = self._calendars.load(work.session, state.unit_id)
        after = taken_over(work.session, replace(state, from_at=at, holder_id=to_id), calendar)
        if receiver.kind is not UnitKind.ONE_STOP:
            after = replace(after, status=_in_work(state.status), agency_id=to_id)
        mark = work.log(
            Action.ACCEPT.value,
            {"unit": receiver.name, **state_facts(after)},
            dossier_id=state.dossier_id,
            happened_at=at,
            personal={"by": by},
        )
        change_state(work.session, Action.ACCEPT, state, after, mark)


def _in_work(status: DossierStatus) -> DossierStatus:
    """Return the status of what an agency takes: a pause or an early end stays what it is."""
    return DossierStatus.PROCESSING if status is DossierStatus.RECEIVED else status


def _distinct(codes: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(code.strip().upper() for code in codes))
    if not wanted:
        raise InvalidInputError("codes", "Chưa có hồ sơ nào. Hãy quét hoặc chọn hồ sơ.")
    if len(wanted) > MAX_ITEMS:
        raise InvalidInputError(
            "codes", f"Một phiếu tối đa {MAX_ITEMS} hồ sơ; hãy lập nhiều phiếu."
        )
    return wanted


def _receiver(session: Session, to_id: int) -> Unit:
    unit = session.get(Unit, to_id)
    if unit is None or unit.valid_to is not None:
        raise InvalidInputError("to", "Cơ quan nhận không còn hoạt động. Hãy chọn cơ quan khác.")
    return unit


def _require_sendable(work: Work, code: str, receiver: Unit) -> State:
    state = current_state(work.session, code, work.actor.office_id)
    if state.is_on_the_way:
        raise ConflictError(_whose_slip(work, state))
    require(Action.HANDOFF, state.situation)
    if state.holder_id == receiver.id:
        raise RuleBrokenError(f"Hồ sơ {code} đang do {receiver.name} giữ, không cần bàn giao.")
    _require_party(work, state.holder_id, code)
    return state


def _require_one_holder(states: Sequence[State]) -> None:
    """Refuse a slip for what different units hold: a slip has one sender."""
    first = states[0]
    for state in states:
        if state.holder_id != first.holder_id:
            raise RuleBrokenError(
                f"Hồ sơ {state.code} và {first.code} do hai đơn vị khác nhau giữ nên không thể "
                "chung một phiếu. Hãy lập phiếu riêng cho từng đơn vị giao."
            )


def _require_party(work: Work, unit_id: int, code: str) -> None:
    """Counter staff act for any side (paper receivers); an agency officer for their unit alone.

    The sender's own officer cannot accept or refuse: handing over is the act of two.
    """
    if work.roles & {Role.OFFICER, Role.SUPERVISOR}:
        return
    if work.actor.unit_id != unit_id:
        name = work.session.get_one(Unit, unit_id).name
        raise NotAllowedError(
            f"Việc này với hồ sơ {code} thuộc đơn vị khác ({name}). Hãy nhờ đơn vị đó hoặc Bộ phận "
            "Một cửa."
        )


def _recall_one(work: Work, code: str, at: datetime) -> None:
    state, _to_id = _on_the_way(work, code)
    require(Action.RECALL, state.situation)
    _require_party(work, state.holder_id, code)
    _close_item(work, state, HandoffItemState.RECALLED, at, work.actor.name)
    mark = work.log(Action.RECALL.value, {}, dossier_id=state.dossier_id, happened_at=at)
    change_state(work.session, Action.RECALL, state, replace(state, from_at=at), mark)


def _put_on_slip(work: Work, handoff_id: int, ordinal: int, state: State, at: datetime) -> None:
    work.connection.execute(
        insert(HandoffItem).values(
            handoff_id=handoff_id,
            unit_id=work.actor.office_id,
            dossier_id=state.dossier_id,
            ordinal=ordinal,
            state=HandoffItemState.SENT,
            sent_at=at,
            closed_at=FOREVER,
            closed_by=None,
            receiver_name="",
            reason="",
        )
    )


def _on_the_way(work: Work, code: str) -> tuple[State, int]:
    """Return a dossier on the way and the unit it goes to; say who closed it if somebody did."""
    state = current_state(work.session, code, work.actor.office_id)
    open_item = work.session.execute(
        select(Handoff.to_id)
        .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
        .where(
            HandoffItem.dossier_id == state.dossier_id,
            HandoffItem.state == HandoffItemState.SENT,
        )
    ).scalar()
    if open_item is not None:
        return state, open_item
    raise _answered_before(work, state)


def _whose_slip(work: Work, state: State) -> str:
    """Return which slip a dossier on the way is on: whose, since when, to whom."""
    number, sent_at, sender, to_name = work.session.execute(
        select(Handoff.number, Handoff.sent_at, Officer.name, Unit.name)
        .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
        .join(Officer, Officer.id == Handoff.sent_by)
        .join(Unit, Unit.id == Handoff.to_id)
        .where(
            HandoffItem.dossier_id == state.dossier_id,
            HandoffItem.state == HandoffItemState.SENT,
        )
    ).one()
    return (
        f"Hồ sơ {state.code} đã nằm trên phiếu {number} do {sender} lập lúc "
        f"{moment_text(sent_at)}, đang đi tới {to_name}."
    )


def _answered_before(work: Work, state: State) -> UserError:
    """Return what is said of a dossier that is on no slip (any more): who answered, and when."""
    nowhere = f"Hồ sơ {state.code} không nằm trên phiếu bàn giao nào đang đi."
    last = work.session.execute(
        select(HandoffItem)
        .where(HandoffItem.dossier_id == state.dossier_id)
        .order_by(HandoffItem.id.desc())
        .limit(1)
    ).scalar()
    if last is None:
        return RuleBrokenError(nowhere)
    how = {
        HandoffItemState.ACCEPTED: "đã được {} nhận lúc {}.",
        HandoffItemState.REFUSED: "đã bị {} từ chối nhận lúc {}.",
        HandoffItemState.RECALLED: "đã được {} thu hồi lúc {}.",
    }[last.state]
    done = how.format(last.receiver_name, moment_text(last.closed_at))
    return ConflictError(f"Hồ sơ {state.code} {done}")


def _close_item(
    work: Work,
    state: State,
    to: HandoffItemState,
    at: datetime,
    receiver_name: str,
    reason: str = "",
) -> None:
    work.session.execute(
        update(HandoffItem)
        .where(
            HandoffItem.dossier_id == state.dossier_id,
            HandoffItem.state == HandoffItemState.SENT,
        )
        .values(
            state=to,
            closed_at=at,
            closed_by=work.actor.officer_id,
            receiver_name=receiver_name,
            reason=reason,
        )
    )


def _receiver_unnamed(work: Work, receiver: Unit) -> str:
    """Return who received where nobody was named: the actor at their own unit, else that unit."""
    return work.actor.name if work.actor.unit_id == receiver.id else receiver.name[:200]
