"""Payments, and which way a parcel goes."""

from enum import StrEnum


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
