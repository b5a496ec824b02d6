"""The portal's code lists, and ours against them."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from app.clock import OFFICE_ZONE, to_local
from app.vocabulary.dossiers import Channel
from app.vocabulary.money_and_post import PaymentKind
from app.vocabulary.people import PersonKind

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
NEWLY_FILED: Final = 1
STATUS_NAMES: Final[Mapping[int, str]] = {
    NEWLY_FILED: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}
ORIGINAL, COPY, ELECTRONIC = 0, 1, 2
_PATTERN: Final = "%Y%m%d%H%M%S"
_SHAPE: Final = re.compile(r"[0-9]{14}")
_FIRST_YEAR, _LAST_YEAR = 2000, 2200


def portal_time(instant: datetime | None) -> str:
    """Return the office's yyyyMMddHHmmss, empty for none."""
    return "" if instant is None else to_local(instant).strftime(_PATTERN)


def instant_of(text: str) -> datetime | None:
    """Return the instant of the office's yyyyMMddHHmmss, None for an empty text.

    Raises ValueError for anything else.
    """
    if not text:
        return None
    if not _SHAPE.fullmatch(text) or not _FIRST_YEAR <= int(text[:4]) < _LAST_YEAR:
        raise ValueError(text)
    local = datetime.strptime(text, _PATTERN).replace(tzinfo=OFFICE_ZONE)
    return local.astimezone(UTC)
