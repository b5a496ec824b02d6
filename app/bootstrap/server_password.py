"""The page that asks for a server's password; only a start without it loads this."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.ui.runtime.tasks import TaskRunner
from app.ui.signing_in.server_password_page import ServerPasswordPage

if TYPE_CHECKING:
    from app.bootstrap.opening import Opening


def server_password_page(
    tasks: TaskRunner, opening: "Callable[[], Opening]", why: str, kept: Callable[[], None]
) -> ServerPasswordPage:
    """Return the page, saying `why`; `kept` hears that the store is open."""
    page = ServerPasswordPage(tasks, lambda password: opening().keep_password(password), why)
    page.kept.connect(kept)
    return page
