"""What a scan means at a desk: which dossier, and whether the act the desk does is allowed now."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select

from app.models.custody import Handoff, HandoffItem
from app.models.office import Unit
from app.services.custody.desk import HandoffDesk
from app.services.custody.records import ScannedDossier, ScannedHandoff
from app.services.dossiers.lifecycle import CHANGES, refusal
from app.services.dossiers.records import DossierRow
from app.services.dossiers.search import Search
from app.services.dossiers.states import current_state
from app.services.forms.verification import Verification
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.money.cashier import fee_refusal
from app.vocabulary.dossiers import Action, HandoffItemState, Verdict

MAX_MEANT = 20
_SHOWN_CHARS = 40
_SLIP_MARK = "/"
"""Numbers of forms hold it (5/PBG), codes of dossiers never do."""

Judge = Callable[[Reading, DossierRow], ScannedHandoff]


class DeskScans:
    """Reads scans and typed codes for the desks; changes nothing."""

    def __init__(self, transactions: Transactions, search: Search, desk: HandoffDesk) -> None:
        self._tx = transactions
        self._search = search
        self._desk = desk

    def for_handoff(self, actor: Actor, text: str) -> ScannedHandoff:
        """Return whether the dossier goes on a slip, has arrived here, or neither and why."""
        return self._read(actor, text, _judge_handoff)

    def for_action(self, actor: Actor, text: str, action: Action) -> ScannedDossier:
        """Return the dossier meant and why `action` cannot be done to it now, if so.

        Raises NotAllowedError where the act is not the actor's.
        """

        def judge(reading: Reading, row: DossierRow) -> ScannedHandoff:
            state = current_state(reading.session, row.code, actor.office_id)
            return ScannedHandoff(ScannedDossier(row, refusal(action, state.situation)))

        return self._read(actor, text, judge, CHANGES[action].right).dossier

    def for_fees(self, actor: Actor, text: str) -> ScannedDossier:
        """Return the dossier meant and why no money can be taken for it now, if so.

        Raises NotAllowedError where taking money is not the actor's.
        """

        def judge(reading: Reading, row: DossierRow) -> ScannedHandoff:
            state = current_state(reading.session, row.code, actor.office_id)
            return ScannedHandoff(ScannedDossier(row, fee_refusal(state)))

        return self._read(actor, text, judge, Right.RETURN).dossier

    def _read(
        self, actor: Actor, text: str, judge: Judge, right: Right = Right.LOOK_UP
    ) -> ScannedHandoff:
        found = self._search.find(actor, text, MAX_MEANT)
        proof = found.verification
        if proof is not None and proof.verdict is not Verdict.GENUINE:
            row = found.rows[0] if found.rows else None
            return ScannedHandoff(ScannedDossier(row, proof.message, proof.verdict))
        if proof is not None and (not found.rows or _SLIP_MARK in proof.code):
            return self._read_form(actor, proof)
        if not found.rows:
            return _nothing(f"Không tìm thấy “{_short(text)}”. Hãy quét lại hoặc gõ mã hồ sơ.")
        with self._tx.read(actor, right) as reading:
            judged = [judge(reading, row) for row in found.rows]
        meant = _only_possible(judged, text)
        verdict = proof.verdict if proof else None
        return replace(meant, dossier=replace(meant.dossier, verdict=verdict))

    def _read_form(self, actor: Actor, proof: Verification) -> ScannedHandoff:
        """Read a genuine form that is no receipt of a dossier this person may see."""
        if _SLIP_MARK not in proof.code:
            return _nothing(f"Hồ sơ {proof.code} không thuộc đơn vị của bạn.", proof.verdict)
        if proof.is_guide:
            return _nothing(proof.message, proof.verdict)
        slip = self._desk.slip_of_form(actor, proof.code)
        if slip is None:
            return _nothing(f"Phiếu {proof.code} không còn hồ sơ nào đang đi.", proof.verdict)
        if slip.to_id != actor.unit_id:
            return _nothing(f"Phiếu {proof.code} đi tới {slip.to_name}.", proof.verdict)
        return ScannedHandoff(ScannedDossier(None, "", proof.verdict), has_arrived=True, slip=slip)


def _judge_handoff(reading: Reading, row: DossierRow) -> ScannedHandoff:
    state = current_state(reading.session, row.code, reading.actor.office_id)
    if state.is_on_the_way:
        return _judge_moving(reading, row)
    if state.holder_id != reading.actor.unit_id:
        return _refused(row, f"Hồ sơ {row.code} không ở đây: {row.holder_name} đang giữ.")
    return _refused(row, refusal(Action.HANDOFF, state.situation))


def _judge_moving(reading: Reading, row: DossierRow) -> ScannedHandoff:
    to_id, to_name, number = reading.session.execute(
        select(Handoff.to_id, Unit.name, Handoff.number)
        .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
        .join(Unit, Unit.id == Handoff.to_id)
        .where(
            HandoffItem.dossier_id == row.dossier_id,
            HandoffItem.state == HandoffItemState.SENT,
        )
    ).one()
    if to_id == reading.actor.unit_id:
        return ScannedHandoff(ScannedDossier(row), has_arrived=True)
    return _refused(row, f"Hồ sơ {row.code} đã nằm trên phiếu {number} đang đi tới {to_name}.")


def _only_possible(judged: list[ScannedHandoff], text: str) -> ScannedHandoff:
    """Return the one that can be acted on; a single dossier with its refusal; else ask for more."""
    possible = [one for one in judged if not one.dossier.refusal]
    if len(possible) == 1:
        return possible[0]
    if len(judged) == 1:
        return judged[0]
    return _nothing(
        f"“{_short(text)}” khớp {len(judged)} hồ sơ. Hãy quét giấy tiếp nhận hoặc gõ cả ngày "
        "và số, ví dụ 261123-0042."
    )


def _refused(row: DossierRow, reason: str) -> ScannedHandoff:
    return ScannedHandoff(ScannedDossier(row, reason))


def _nothing(reason: str, verdict: Verdict | None = None) -> ScannedHandoff:
    return ScannedHandoff(ScannedDossier(None, reason, verdict))


def _short(text: str) -> str:
    typed = " ".join(text.split())
    return typed if len(typed) <= _SHOWN_CHARS else f"{typed[:_SHOWN_CHARS]}…"
