"""How a unit stands with its figures, in words."""

from collections.abc import Mapping
from typing import Final

from app.services.province.records import SendState

SEND_WORDS: Final[Mapping[SendState, str]] = {
    SendState.OWN: "Đơn vị mình",
    SendState.SENT: "Đã gửi",
    SendState.REFUSED: "Bị từ chối",
    SendState.MISSING: "Chưa gửi",
}
