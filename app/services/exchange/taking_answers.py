"""What another store answered is carried out here, by the same acts a person would do."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update

from app.errors import RuleBrokenError, UserError
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier
from app.models.exchange import ForeignDossier
from app.models.office import Unit
from app.models.outcomes import Result
from app.services.custody.handoffs import Handoffs
from app.services.custody.records import Collection
from app.services.custody.returning import hand_over
from app.services.dossiers.decision import Decision
from app.services.dossiers.decisions import Decisions
from app.services.dossiers.lifecycle import require
from app.services.dossiers.states import State, change_state, current_state
from app.services.exchange.attaching import attach
from app.services.exchange.content import AnswerLine, ResultLine
from app.services.exchange.records import DoneLine
from app.services.exchange.rows import Peer
from app.services.ledger.closed_days import first_open_moment
from app.services.ledger.transactions import Work
from app.vocabulary.dossiers import Action, DossierStatus, HandoffItemState
from app.wording.labels import label
from app.wording.texts import moment_text


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one line: the dossier's row here, and what is left to do."""

    line: DoneLine
    dossier_id: int | None


class AnswerTaking:
    """Carries out a peer's answers and results, within one transaction.

    Each dossier stands alone: what cannot be done with one is told and undone for that one.
    """

    def __init__(self, work: Work, peer: Peer, handoffs: Handoffs, decisions: Decisions) -> None:
        self._work = work
        self._peer = peer
        self._handoffs = handoffs
        self._decisions = decisions

    def handover_answer(self, said: AnswerLine) -> Taken:
        """Accept or refuse a dossier on the way, as the receiver says it did."""
        return self._attempt(said.code, lambda: self._answer(said), is_accepted=said.is_accepted)

    def result(self, said: ResultLine) -> Taken:
        """Record a result; a dossier still on the way was accepted by whoever resolved it."""
        return self._attempt(said.code, lambda: self._resolve(said))

    def result_answer(self, said: AnswerLine) -> Taken:
        """Close a dossier whose result its sender has, or say why it has not taken it."""
        if not said.is_accepted:
            return Taken(
                DoneLine(code=said.code, is_accepted=False, problem=said.reason), self._row(said)
            )
        return self._attempt(said.code, lambda: self._close(said))

    def _attempt(self, code: str, act: Callable[[], int], *, is_accepted: bool = True) -> Taken:
        try:
            with self._work.session.begin_nested():
                return Taken(DoneLine(code=code, is_accepted=is_accepted), act())
        except UserError as problem:
            return Taken(DoneLine(code=code, is_accepted=False, problem=problem.message), None)

    def _answer(self, said: AnswerLine) -> int:
        item = self._item(said)
        code = said.code
        if item.state is HandoffItemState.SENT:
            at = self._when(self._state(code), said.at)
            if said.is_accepted:
                self._handoffs.accept_one(self._work, code, said.by, at)
            else:
                self._handoffs.decline_one(self._work, code, said.by, said.reason, at)
        elif (item.state is HandoffItemState.ACCEPTED) is not said.is_accepted:
            raise RuleBrokenError(self._contradiction(said, item))
        return item.dossier_id

    def _contradiction(self, said: AnswerLine, item: HandoffItem) -> str:
        answered = "đã nhận" if said.is_accepted else f"không nhận ({said.reason})"
        stands = {
            HandoffItemState.RECALLED: "đã được thu hồi",
            HandoffItemState.REFUSED: "đã được ghi là không nhận",
            HandoffItemState.ACCEPTED: f"đã được {item.receiver_name} nhận",
        }
        return (
            f"Hồ sơ {said.code}: {self._peer.name} trả lời {answered} lúc {moment_text(said.at)}, "
            f"nhưng ở đây hồ sơ {stands[item.state]} lúc {moment_text(item.closed_at)}. Hãy liên "
            "hệ đơn vị đó; nếu giấy tờ ở bên kia, hãy lập lại phiếu bàn giao và gửi gói mới."
        )

    def _item(self, said: AnswerLine) -> HandoffItem:
        """Return the place of a dossier on the slip that the answer names."""
        item = self._work.session.scalars(
            select(HandoffItem)
            .join(Handoff, Handoff.id == HandoffItem.handoff_id)
            .join(Dossier, Dossier.id == HandoffItem.dossier_id)
            .where(
                HandoffItem.unit_id == self._work.actor.office_id,
                Dossier.code == said.code,
                Handoff.to_id == self._peer.unit_id,
                Handoff.number == said.slip,
                Handoff.year == said.slip_year,
            )
        ).first()
        if item is None:
            raise RuleBrokenError(
                f"Hồ sơ {said.code} không nằm trên phiếu {said.slip} năm {said.slip_year} giao tới "
                f"{self._peer.name}. Hãy liên hệ đơn vị đó để đối chiếu."
            )
        return item

    def _resolve(self, said: ResultLine) -> int:
        state = self._state(said.code)
        known = self._work.session.get(Result, state.dossier_id)
        if known is not None:
            self._require_same(said, known)
            attach(self._work, state.dossier_id, said.files)
            return state.dossier_id
        if state.is_on_the_way:
            state = self._accepted_by_result(said, state)
        if state.holder_id != self._peer.unit_id:
            holder = self._work.session.get_one(Unit, state.holder_id).name
            raise RuleBrokenError(
                f"Hồ sơ {said.code} đang do {holder} giữ, trạng thái “{label(state.status)}”, nên "
                f"kết quả từ {self._peer.name} chưa ghi được."
            )
        self._decisions.decide_within(
            self._work,
            said.code,
            Action.RESOLVE,
            Decision(
                outcome=said.outcome,
                document_number=said.document_number,
                note=said.note,
                happened_at=self._when(state, said.resolved_at),
            ),
        )
        if said.is_electronic:
            self._work.session.execute(
                update(Result)
                .where(Result.dossier_id == state.dossier_id)
                .values(is_electronic=True)
            )
        attach(self._work, state.dossier_id, said.files)
        return state.dossier_id

    def _accepted_by_result(self, said: ResultLine, state: State) -> State:
        to_id = self._work.session.execute(
            select(Handoff.to_id)
            .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
            .where(
                HandoffItem.dossier_id == state.dossier_id,
                HandoffItem.state == HandoffItemState.SENT,
            )
        ).scalar_one()
        if to_id != self._peer.unit_id:
            to = self._work.session.get_one(Unit, to_id).name
            raise RuleBrokenError(
                f"Hồ sơ {said.code} đang trên đường tới {to} nên kết quả từ {self._peer.name} "
                "chưa ghi được."
            )
        at = self._when(state, said.accepted_at)
        self._handoffs.accept_one(self._work, said.code, said.accepted_by, at)
        return self._state(said.code)

    def _require_same(self, said: ResultLine, known: Result) -> None:
        if (known.outcome, known.document_number) != (said.outcome, said.document_number):
            raise RuleBrokenError(
                f"Hồ sơ {said.code} đã có kết quả “{label(known.outcome)}” số "
                f"“{known.document_number}” ghi lúc {moment_text(known.resolved_at)}, khác với kết "
                f"quả {self._peer.name} gửi. Hãy liên hệ đơn vị đó để đối chiếu."
            )

    def _close(self, said: AnswerLine) -> int:
        """Return the result to the unit that sent the dossier, which has said it has it."""
        work, state = self._work, self._state(said.code)
        foreign = work.session.get(ForeignDossier, state.dossier_id)
        if foreign is None or foreign.peer_id != self._peer.unit_id:
            raise RuleBrokenError(f"Hồ sơ {said.code} không phải do {self._peer.name} chuyển tới.")
        work.session.execute(
            update(ForeignDossier)
            .where(
                ForeignDossier.dossier_id == state.dossier_id,
                ForeignDossier.acknowledged_at.is_(None),
            )
            .values(acknowledged_at=work.now)
        )
        if state.status is DossierStatus.RETURNED:
            return state.dossier_id
        require(Action.RETURN, state.situation)
        at = self._when(state, said.at)
        to = Collection(self._peer.name, is_authorised=True, note=f"Người nhận: {said.by}")
        hand_over(work, state, to, at)
        mark = work.log(
            Action.RETURN.value,
            {"authorised": True, "by_post": False, "paid_vnd": 0},
            dossier_id=state.dossier_id,
            happened_at=at,
            personal={"note": to.note},
        )
        after = replace(state, status=DossierStatus.RETURNED, from_at=at)
        change_state(work.session, Action.RETURN, state, after, mark)
        return state.dossier_id

    def _when(self, state: State, at: datetime) -> datetime:
        """Return when it happened, by this store: two clocks differ, and nothing runs backwards.

        What happened there on a day that is closed here is of this office's first open moment.
        """
        first = first_open_moment(self._work.session, self._work.actor.office_id)
        return max(state.from_at, min(max(at, first or at), self._work.now))

    def _state(self, code: str) -> State:
        return current_state(self._work.session, code, self._work.actor.office_id)

    def _row(self, said: AnswerLine) -> int | None:
        return self._work.session.execute(
            select(Dossier.id).where(
                Dossier.code == said.code, Dossier.unit_id == self._work.actor.office_id
            )
        ).scalar()
