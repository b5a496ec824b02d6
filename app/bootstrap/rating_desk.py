"""Ratings at one window: slips scanned anywhere, and the citizens' panel on the second screen."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen

from app.bootstrap.screen_lock import ScreenLock
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.office.records import ReasonLine
from app.services.ratings.slips import is_rating_slip
from app.ui.ratings.tap_queue import TapQueue
from app.ui.runtime.tasks import Change
from app.ui.shell.main_window import MainWindow
from app.ui.shell.page_context import PageContext
from app.vocabulary.office import ReasonKind
from app.vocabulary.ratings import Face

if TYPE_CHECKING:
    from app.ui.ratings.entry_dialog import SlipEntryDialog
    from app.ui.ratings.rating_window import RatingWindow

_ALONE = (960, 640)
"""The panel's size where there is no second screen."""
_KINDS = {
    Face.HAPPY: ReasonKind.RATING_GOOD,
    Face.NEUTRAL: ReasonKind.RATING_POOR,
    Face.UNHAPPY: ReasonKind.RATING_POOR,
}
_Offered = tuple[str, Mapping[ReasonKind, Sequence[ReasonLine]]]


class RatingDesk(QObject):
    """Opens the dialog and the panel for who may enter ratings; tells the panel who was served."""

    def __init__(
        self, context: PageContext, services: Services, shell: MainWindow, lock: ScreenLock
    ) -> None:
        super().__init__(shell)
        self._context = context
        self._services = services
        self._shell = shell
        self._dialog: SlipEntryDialog | None = None
        self.window: RatingWindow | None = None
        self._may = context.may(Right.ENTER_RATINGS)
        self._queue = TapQueue(context, services, parent=self)
        lock.locked.connect(self._on_locked)
        # Queued: who is back is known to the window first.
        lock.unlocked.connect(self._on_unlocked, Qt.ConnectionType.QueuedConnection)
        context.tasks.changed.connect(self._on_changed)
        context.served = self._on_served
        if self._may:
            context.actions.bind("ratings.enter", self.open_entry, shell.covered_part)
            context.actions.bind("ratings.list", self.open_list, shell.covered_part)
            context.actions.bind("ratings.window", self.toggle_window, shell.covered_part)
            QTimer.singleShot(0, self, self._begin)

    def take(self, text: str) -> bool:
        """Open the dialog on a scanned rating slip; say whether the scan was one."""
        if not (self._may and is_rating_slip(text)):
            return False
        self.open_entry().take(text)
        return True

    def open_entry(self) -> "SlipEntryDialog":
        """Open the dialog that takes one slip after another."""
        from app.ui.ratings.entry_dialog import SlipEntryDialog

        if self._dialog is None:
            self._dialog = SlipEntryDialog(self._context, self._services, self._shell)
            self._dialog.finished.connect(self._on_dialog_closed)
            self._dialog.open()
        return self._dialog

    def open_list(self) -> None:
        """Show what was entered, answer by answer."""
        from app.ui.ratings.list_dialog import RatingListDialog

        RatingListDialog(self._context, self._services, self._shell).open()

    def toggle_window(self) -> None:
        """Open the panel, or close it; this desk remembers which."""
        is_open = self.window is None
        if is_open:
            self._open_window()
        else:
            self._close_window()
        self._context.settings.change(lambda settings: replace(settings, rating_window=is_open))

    def end(self) -> None:
        """Close the panel with its window; what the store has not taken is kept."""
        self._close_window()
        self._queue.end()

    def _begin(self) -> None:
        """Take up taps left behind, and open the panel where this desk had it open."""
        self._queue.begin()
        if self._context.settings.load().rating_window and self.window is None:
            self._open_window()

    def _open_window(self) -> None:
        from app.ui.ratings.rating_window import RatingWindow

        self.window = RatingWindow(self._queue, self._context.clock)
        screen = second_screen(self._shell.screen(), QGuiApplication.screens())
        if screen is None:
            self.window.resize(*_ALONE)
            self.window.show()
        else:
            self.window.setGeometry(screen.geometry())
            self.window.showFullScreen()
        self._read_served()

    def _close_window(self) -> None:
        window, self.window = self.window, None
        if window is not None:
            window.put_away()
            window.deleteLater()

    def _read_served(self) -> None:
        """Read again whose desk it is and what can be chosen from."""
        if self.window is None:
            return
        self._context.read(_offered, self._services).then(self._on_read)

    def _on_read(self, offered: _Offered) -> None:
        from app.ui.ratings.rating_window import ServedDossier

        if self.window is None or self._shell.is_covered():
            return
        office_name, reasons = offered
        actor = self._context.actor()
        self.window.stand_before(
            ServedDossier(
                office_name=office_name,
                counter_name=actor.counter_name,
                officer_name=actor.name,
                officer_id=actor.officer_id,
                reasons={face: reasons[kind] for face, kind in _KINDS.items()},
            )
        )

    def _on_served(self, code: str) -> None:
        if self.window is not None:
            self.window.link(code)

    def _on_locked(self) -> None:
        if self.window is not None:
            self.window.set_resting(is_resting=True)

    def _on_unlocked(self, _actor: object) -> None:
        """Let the panel take taps again: somebody is back at the desk."""
        self._read_served()

    def _on_changed(self, changes: frozenset[Change]) -> None:
        if Change.OFFICE in changes and not self._shell.is_covered():
            self._read_served()

    def _on_dialog_closed(self) -> None:
        self._dialog = None


def _offered(actor: Actor, services: Services) -> _Offered:
    kinds = frozenset(_KINDS.values())
    reasons = {kind: services.reasons.of(actor, kind) for kind in kinds}
    return services.office.facts(actor).edit.name, reasons


def second_screen(own: QScreen, screens: Sequence[QScreen]) -> QScreen | None:
    """Return a screen that is not the officer's; None where there is but one."""
    return next((each for each in screens if each is not own), None)
