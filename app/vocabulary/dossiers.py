"""Dossiers: how they come, where they stand, what is done with them and what they hold."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Channel(StrEnum):
    """How a dossier came in (national codes 1, 2, 3)."""

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"


class ReturnBy(StrEnum):
    """How the citizen wants the result."""

    COUNTER = "counter"
    POST = "post"


class DossierStatus(StrEnum):
    """Where the work on a dossier is; who holds the paper is custody, not status."""

    RECEIVED = "received"
    NOT_ACCEPTED = "not_accepted"
    PROCESSING = "processing"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    AWAITING_OPINION = "awaiting_opinion"
    AWAITING_CHECK = "awaiting_check"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    RESOLVED = "resolved"
    RETURNED = "returned"


class Outcome(StrEnum):
    """What the agency decided."""

    GRANTED = "granted"
    REFUSED = "refused"


class Action(StrEnum):
    """What a person can do to a dossier; `services/dossiers/lifecycle.py` says when."""

    REGISTER = "register"
    NOT_ACCEPT = "not_accept"
    CORRECT = "correct"
    HANDOFF = "handoff"
    ACCEPT = "accept"
    DECLINE = "decline"
    RECALL = "recall"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLEMENT_IN = "supplement_in"
    ASK_PAYMENT = "ask_payment"
    PAYMENT_IN = "payment_in"
    ASK_OPINION = "ask_opinion"
    OPINION_IN = "opinion_in"
    ASK_CHECK = "ask_check"
    CHECK_IN = "check_in"
    END_PHASE = "end_phase"
    EXTEND = "extend"
    RESCHEDULE = "reschedule"
    RESOLVE = "resolve"
    FINISH = "finish"
    RETURN = "return"
    WITHDRAW = "withdraw"
    STOP = "stop"
    GIVE_BACK = "give_back"


WAITS: Final[Mapping[DossierStatus, tuple[Action, Action]]] = {
    DossierStatus.AWAITING_SUPPLEMENT: (Action.ASK_SUPPLEMENT, Action.SUPPLEMENT_IN),
    DossierStatus.AWAITING_PAYMENT: (Action.ASK_PAYMENT, Action.PAYMENT_IN),
    DossierStatus.AWAITING_OPINION: (Action.ASK_OPINION, Action.OPINION_IN),
    DossierStatus.AWAITING_CHECK: (Action.ASK_CHECK, Action.CHECK_IN),
}
"""Each status of waiting, the act that begins it and the one that ends it."""


class HandoffItemState(StrEnum):
    """One dossier's place on a handoff slip."""

    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    RECALLED = "recalled"


class WorkKind(StrEnum):
    """Why a dossier, a petition or an entry of a register is on a work list, worst first."""

    LATE = "late"
    STEP_LATE = "step_late"
    PETITION_LATE = "petition_late"
    DUE_TODAY = "due_today"
    PETITION_TODAY = "petition_today"
    REMINDED = "reminded"
    NEAR_DUE = "near_due"
    PETITION_NEAR = "petition_near"
    SUPPLEMENT_OVER = "supplement_over"
    HANDOVER_DUE = "handover_due"
    NOT_ACCEPTED_YET = "not_accepted_yet"
    ENTRY_LATE = "entry_late"
    WAITING_COLLECTION = "waiting_collection"
    PAPERS_TO_GIVE_BACK = "papers_to_give_back"
    ENTRY_DUE = "entry_due"


class AttachmentKind(StrEnum):
    """What a kept file shows."""

    PAPER = "paper"
    RESULT = "result"
    SIGNED_SLIP = "signed_slip"


class Timeliness(StrEnum):
    """How an ended or open dossier stands against its due instant."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    IN_TIME = "in_time"
    OVERDUE = "overdue"


class Verdict(StrEnum):
    """What a scanned receipt is."""

    GENUINE = "genuine"
    VOID = "void"
    UNKNOWN = "unknown"
    FORGED = "forged"


# Payments, and which way a parcel goes.


class PaymentKind(StrEnum):
    """When money is taken: an advance on intake, or what is left (national codes 1 and 4).

    One made void is neither, and of no amount.
    """

    ADVANCE = "advance"
    FINAL = "final"
    VOIDED = "voided"


class PostDirection(StrEnum):
    """Whether the post brings a dossier or takes a result away."""

    IN = "in"
    OUT = "out"
