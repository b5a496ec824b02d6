"""The page that asks for the recovery sheet; only a start without the store's key loads it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.runtime.tasks import TaskRunner
from app.ui.signing_in.recovery_page import RecoveryPage, RecoveryWork

if TYPE_CHECKING:
    from app.bootstrap.opening import Opening


def recovering_page(
    tasks: TaskRunner, opening: "Callable[[], Opening]", why: str, recovered: Callable[[], None]
) -> RecoveryPage:
    """Return the page, saying `why`; `recovered` hears that the store is open."""
    work = RecoveryWork(
        recover=lambda digits: opening().recover(digits), again=lambda: opening().open()
    )
    page = RecoveryPage(tasks, work, why)
    page.recovered.connect(recovered)
    return page
