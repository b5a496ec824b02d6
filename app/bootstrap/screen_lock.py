"""Covers a window when nobody is at it, and lets the same person back in by their password."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from app.clock import Clock
from app.errors import UserError
from app.services.access.signing_in import SignIn
from app.services.ledger.records import Actor
from app.ui.runtime.idle_watch import IdleWatch, SystemLock
from app.ui.runtime.tasks import Tasks
from app.ui.shell.main_window import MainWindow
from app.ui.signing_in.sign_in_page import Credentials, SignInLook, SignInPage


class ScreenLock(QObject):
    """Locks after `limit` without a touch, with the machine's own screen, and when asked to.

    What is typed is stored first; then the store itself takes nothing from this session until
    `unlocked` carries who is back at work.
    """

    locked = Signal()
    unlocked = Signal(object)
    other_person_wanted = Signal()

    def __init__(
        self,
        shell: MainWindow,
        tasks: Tasks,
        sign_in: SignIn,
        actor: Callable[[], Actor],
        limit: timedelta,
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        self._tasks = tasks
        self._sign_in = sign_in
        self._actor = actor
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            message = "a window without an application"
            raise TypeError(message)
        # The machine's clock, not the store's: it is this desk that nobody touches.
        self._idle = IdleWatch(app, limit, Clock().now, self)
        self._idle.idle.connect(self.lock)
        self.system = SystemLock(self)
        self.system.locked.connect(self.lock)

    @property
    def is_locked(self) -> bool:
        """Whether the window is covered now."""
        return self._shell.is_covered()

    def start(self) -> None:
        """Watch from now on."""
        self._idle.start()

    def remove(self) -> None:
        """Watch no more; a covered window stays so until it is taken away."""
        self._idle.stop()
        self._shell.let_others_show()
        self.system.blockSignals(True)  # noqa: FBT003 - Qt's own signature

    def lock(self, why: str = "") -> None:
        """Store what is typed, lock the session, cover the window; `why` is said on the cover."""
        if self.is_locked:
            return
        actor = self._actor()
        self._shell.keep_drafts()
        self._tasks.write(lambda: self._sign_in.lock(actor), _ignore, failed=_stay_covered)
        look = SignInLook(
            counter_name=actor.counter_name or actor.unit_name,
            office_name=actor.unit_name,
            last_login=actor.login,
            is_locked=True,
        )
        page = SignInPage(self._tasks, self._unlock, look)
        if why:
            page.show_problem("", why)
        page.signed_in.connect(self._on_signed_in)
        page.other_person_wanted.connect(self.other_person_wanted)
        self._idle.stop()
        self._shell.cover(page)
        self.locked.emit()

    def _unlock(self, typed: Credentials) -> Actor:
        return self._sign_in.unlock(self._actor(), typed.password)

    def _on_signed_in(self, actor: Actor) -> None:
        self._shell.uncover()
        self._idle.start()
        self.unlocked.emit(actor)


def _ignore(_none: None) -> None:
    """Nothing follows: the cover is there already."""


def _stay_covered(_error: UserError) -> None:
    """Do nothing: with the store out of reach the window stays covered all the same."""
