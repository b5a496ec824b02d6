"""The portal's code lists, and ours against them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from app.clock import to_local
from app.vocabulary import Channel, PaymentKind, PersonKind

CHANNELS: Final[Mapping[Channel, int]] = {
    Channel.COUNTER: 1,
    Channel.ONLINE: 2,
    Channel.POST: 3,
}
PERSON_KINDS: Final[Mapping[PersonKind, int]] = {
    PersonKind.CITIZEN: 0,
    PersonKind.ENTERPRISE: 1,
    PersonKind.HOUSEHOLD_BUSINESS: 2,
    PersonKind.ORGANISATION: 1,  # the portal has no other kind for organisations
}
FEE_TAKEN: Final[Mapping[PaymentKind, int]] = {PaymentKind.ADVANCE: 1, PaymentKind.FINAL: 4}
FEE_CODE: Final = "PHI_LE_PHI"
"""Fees are taken as one sum, without the portal's own codes."""
ORIGINAL, COPY, ELECTRONIC = 0, 1, 2
_PATTERN: Final = "%Y%m%d%H%M%S"


def portal_time(instant: datetime | None) -> str:
    """Return the office's yyyyMMddHHmmss, empty for none."""
    return "" if instant is None else to_local(instant).strftime(_PATTERN)
