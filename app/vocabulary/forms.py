"""Printed forms, the sets they are of, and how far a copy has come."""

from enum import StrEnum


class FormKind(StrEnum):
    """A printed document with a number in its own book."""

    RECEIPT = "receipt"
    HANDOFF_SLIP = "handoff_slip"
    RETURN_RECEIPT = "return_receipt"
    SUPPLEMENT_REQUEST = "supplement_request"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP_NOTICE = "stop_notice"
    CONTROL_SLIP = "control_slip"
    GUIDE_SLIP = "guide_slip"
    FEE_RECEIPT = "fee_receipt"
    WITHDRAWAL_NOTE = "withdrawal_note"
    POST_LABEL = "post_label"
    DAY_CLOSING = "day_closing"
    PETITION_RECEIPT = "petition"
    PETITION_ANSWER = "petition_answer"
    RATING_SLIP = "rating_slip"


class PrintState(StrEnum):
    """One copy in the print outbox."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class FormSet(StrEnum):
    """Which circular's forms a dossier gets, by the day of its receipt."""

    TT01_2018 = "tt01_2018"
    TT03_2025 = "tt03_2025"
