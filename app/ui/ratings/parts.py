"""What the rating dialog and the rating window are connected through."""

from collections.abc import Callable
from dataclasses import dataclass

from app.clock import Clock
from app.services.ledger.records import Actor
from app.services.office.reasons import Reasons
from app.services.ratings.ratings import Ratings
from app.services.ratings.slips import RatingSlips
from app.services.ratings.waiting_taps import WaitingTaps
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionSpec

ENTER: str = "ratings.enter"
LIST: str = "ratings.list"
WINDOW: str = "ratings.window"
RATING_ACTIONS = (
    ActionSpec(ENTER, "Nhập phiếu đánh giá", "", None, Icon.RATING),
    ActionSpec(LIST, "Xem các lượt đánh giá", "", None, Icon.RATING),
    ActionSpec(WINDOW, "Mở hoặc đóng màn hình đánh giá", "", None, Icon.RATING),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingParts:
    """The connections; `actor` tells who works here now. `waiting` keeps taps not stored yet."""

    tasks: TaskRunner
    clock: Clock
    actor: Callable[[], Actor]
    slips: RatingSlips
    ratings: Ratings
    reasons: Reasons
    waiting: WaitingTaps
