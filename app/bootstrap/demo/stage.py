"""The program on a stage: its clock is moved by hand, its keys are pressed, its pages are kept.

Nothing here waits for a fixed time: the stage goes on when the worker has answered everything and
what it needs is there; after a long while it says what it waited for.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import (
    QDeadlineTimer,
    QEvent,
    QEventLoop,
    QItemSelectionModel,
    QKeyCombination,
    QModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QMainWindow,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from app.bootstrap.counter_window import CounterWindow
from app.bootstrap.demo.clipping import clipped
from app.bootstrap.demo.places import Places
from app.bootstrap.program import Program
from app.clock import Clock, from_local
from app.settings import Settings, SettingsFile
from app.ui.look.theme import apply_theme
from app.ui.runtime.crash import install_crash_hooks
from app.ui.shell.crash_dialog import CrashDialog
from app.ui.signing_in.sign_in_page import SignInPage

NO_KEY: Final = Qt.KeyboardModifier.NoModifier
CTRL: Final = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT: Final = CTRL | Qt.KeyboardModifier.ShiftModifier
SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
ALT: Final = Qt.KeyboardModifier.AltModifier
_SOON_MS: Final = 600
_LATER_MS: Final = 5_000
_REPEATED_MS: Final = 60_000
_PATIENCE_MS: Final = 120_000
"""Far more than a loaded machine takes: what has not come by then does not come."""
_LOOK_AGAIN_MS: Final = 20
SIZE: Final = (1366, 768)

PageKind = TypeVar("PageKind", bound=QWidget)


class StageError(RuntimeError):
    """The play did not go as written: the program answered something else."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of the day and what it shows."""

    path: Path
    caption: str


class _Played(Program):
    """The program, keeping what went wrong for the stage."""

    def __init__(self, app: QApplication, data: Path, clock: Clock) -> None:
        super().__init__(app, data, "", clock)
        self.failures: list[BaseException] = []

    @override
    def report(self, error: BaseException) -> None:
        self.failures.append(error)
        super().report(error)


class Stage:
    """Plays the program over a fresh data folder; close it when the play is over."""

    def __init__(self, app: QApplication, places: Places, begins: datetime) -> None:
        self.app = app
        self._loop = QEventLoop()
        self._now = begins
        self.places = places
        self.clock = Clock(lambda: self._now)
        self.shots: list[Shot] = []
        self.cut: list[str] = []
        settings = Settings(
            theme="light",
            pdf_folder=str(places.papers.resolve()),
            keystore="file",  # the keys of a play are not left in the person's own keystore
        )
        SettingsFile(places.store).save(settings)
        apply_theme(app, "light")
        self.program = _Played(app, places.store, self.clock)
        self._undo_hooks = install_crash_hooks(self.program.report)
        self.program.start(settings)
        self.size = SIZE
        self.activate()

    @property
    def window(self) -> CounterWindow:
        """The window of whoever signed in. Raises StageError before anybody has."""
        if self.program.window is None:
            message = "nobody has signed in"
            raise StageError(message)
        return self.program.window

    @property
    def front(self) -> QMainWindow:
        """The one window."""
        return self.program.gate

    def page(self, kind: type[PageKind], key: str) -> PageKind:
        """Return a page of the window, made if need be."""
        found = self.window.shell.page(key)
        if not isinstance(found, kind):
            message = f"page {key} is {type(found).__name__}"
            raise StageError(message)
        return found

    def child(self, kind: type[PageKind]) -> PageKind:
        """Return the dialog of that kind that is open over the window."""
        found = self.window.shell.findChild(kind)
        if not isinstance(found, kind) or not found.isVisible():
            message = f"no {kind.__name__} is open"
            raise StageError(message)
        return found

    def at(self, hour: int, minute: int, day: date | None = None) -> None:
        """Let it become that time of the same or another day; what ticks, ticks."""
        before = self.clock.today()
        self._now = from_local(day or before, time(hour, minute))
        self._hurry(_REPEATED_MS, is_repeated=True)
        self.settle()

    def settle(self, patience_ms: int = _SOON_MS) -> None:
        """Go on when the worker is idle and nothing is due within `patience_ms`."""
        while True:
            self.app.processEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            if self._is_working():
                self._loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            elif not self._hurry(patience_ms):
                break
        self._check()

    def until(self, is_so: Callable[[], object], what: str) -> None:
        """Go on when it is so; raise StageError naming `what` it waited for in vain."""
        deadline = QDeadlineTimer(_PATIENCE_MS)
        self.settle()
        while not is_so():
            if deadline.hasExpired():
                message = f"waited {_PATIENCE_MS // 1000} s in vain for {what}"
                raise StageError(message)
            self.app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, _LOOK_AGAIN_MS)
            self.settle()

    def _is_working(self) -> bool:
        window = self.program.window
        is_backing_up = window is not None and window.context.backups.is_running
        return is_backing_up or not self.program.tasks.is_idle

    def rest(self) -> None:
        """Let passing messages pass: the large code, the draft that is saved after two seconds."""
        self.settle(_LATER_MS)

    def take(self, name: str, caption: str, widget: QWidget | None = None) -> Path:
        """Keep a picture of the window in sight, or of `widget`, and what of its words is cut."""
        self.settle()
        path = self.places.pictures / f"{len(self.shots) + 1:02}-{name}.png"
        self.cut += [f"{path.stem} · {line}" for line in clipped(widget or self.front)]
        self._save(widget or self.front, path)
        self.shots.append(Shot(path, caption))
        return path

    def keep(self, path: Path, widget: QWidget | None = None) -> None:
        """Keep a picture outside the day's order."""
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._save(widget or self.front, path)

    def focused(self) -> QWidget:
        """Return the widget that keys go to."""
        return QApplication.focusWidget() or self.front

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY) -> None:
        """Press one key where the focus is; a page's key brings that page to the front."""
        self._take_keys()
        wanted = self._page_of(key, held)
        QTest.keyClick(self.focused(), key, held)
        self.settle()
        if wanted:
            shell = self.window.shell
            self.until(lambda: shell.page_key == wanted, f"the page {wanted} in front")

    def _page_of(self, key: Qt.Key, held: Qt.KeyboardModifier) -> str:
        """Return the page that a key opens now, "" for every other key."""
        window = self.program.window
        if window is None or window.shell.is_covered() or QApplication.activeModalWidget():
            return ""
        pressed = QKeySequence(QKeyCombination(held, key)).toString()
        pages = (spec for spec in window.actions.specs if spec.key.startswith("page."))
        found = (spec.key.removeprefix("page.") for spec in pages if spec.shortcut == pressed)
        return next((page for page in found if window.shell.has_page(page)), "")

    def _take_keys(self) -> None:
        """Let a window of the program be the one that keys go to."""

        def is_active() -> bool:
            if QApplication.activeWindow() is None:
                self.front.activateWindow()
            return QApplication.activeWindow() is not None

        self.until(is_active, "a window that takes keys")

    def type(self, text: str) -> None:
        """Type where the focus is: keys, and Vietnamese words as an input method commits them."""
        self._take_keys()
        target = self.focused()
        if text.isascii():
            QTest.keyClicks(target, text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            self.app.sendEvent(target, event)
        self.settle()

    def click(self, widget: QWidget) -> None:
        """Click on a widget: a field takes the focus, a button does its act."""
        name = widget.accessibleName() or type(widget).__name__
        self.until(
            lambda: widget.isVisible() and widget.isEnabled(), f"{name} to be seen and enabled"
        )
        self._take_keys()
        where = widget.rect().center()
        if isinstance(widget, QAbstractButton):
            where.setX(12)
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NO_KEY, where)
        self.settle()

    def fill(self, widget: QWidget, text: str) -> None:
        """Click into a field and type."""
        self.click(widget)
        self.type(text)

    def choose(self, box: QComboBox, place: int) -> None:
        """Choose the entry at `place` with the arrow keys."""
        box.setFocus(Qt.FocusReason.TabFocusReason)
        while box.currentIndex() != place:
            before = box.currentIndex()
            self.press(Qt.Key.Key_Down if before < place else Qt.Key.Key_Up)
            if box.currentIndex() == before:
                message = f"no entry {place} in {box.accessibleName()}"
                raise StageError(message)

    def choose_opened(self, box: QComboBox, place: int) -> None:
        """Open a list that acts on each choice, go down to `place`, and choose it."""
        box.setFocus(Qt.FocusReason.TabFocusReason)
        self.press(Qt.Key.Key_Down, ALT)
        for _step in range(place - box.currentIndex()):
            QTest.keyClick(box.view(), Qt.Key.Key_Down, NO_KEY)
        QTest.keyClick(box.view(), Qt.Key.Key_Return, NO_KEY)
        self.settle()

    def select(self, view: QAbstractItemView, row: int) -> None:
        """Go to a row of a table and select it."""
        view.setFocus(Qt.FocusReason.MouseFocusReason)
        index = view.model().index(row, 0, QModelIndex())
        flag = QItemSelectionModel.SelectionFlag
        view.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.settle()

    def scan(self, text: str) -> None:
        """Hold a code before the scanner."""
        self.window.shell.take_scan(text)
        self.settle()

    def sign_in(self, login: str, password: str, counter: str = "") -> None:
        """Sign in on the page in sight."""
        page = self.program.gate.centralWidget()
        if not isinstance(page, SignInPage):
            message = "the sign-in page is not in sight"
            raise StageError(message)
        page.login.clear()
        self.fill(page.login, login)
        if counter:
            page.counter.clear()
            self.fill(page.counter, counter)
        self.fill(page.password, password)
        self.press(Qt.Key.Key_Return)
        self.activate()
        # The script begins where a person's work does, not where they left the window.
        self.window.shell.show_page(self.window.first_page)
        self.settle()

    def change_officer(self) -> None:
        """Give the desk to somebody else, also where it was left covered overnight."""
        if self.window.screen_lock.is_locked:
            self.window.change_officer_wanted.emit()
        else:
            self.press(Qt.Key.Key_U, CTRL_SHIFT)
        self.activate()

    def activate(self) -> None:
        """Bring the window in sight to the front, so that its keys work."""
        self.settle()
        if self.front.isMaximized():
            self.front.showNormal()
        self.front.resize(*self.size)

        def is_active() -> bool:
            if not self.front.isActiveWindow():
                self.front.activateWindow()
            return self.front.isActiveWindow() or QApplication.activeModalWidget() is not None

        self.until(is_active, "the window to be active")

    @contextmanager
    def no_paper(self) -> Iterator[None]:
        """Let the printer fail meanwhile: its folder cannot be written."""
        aside = self.places.out / "giay-to-tam-mat"
        self.places.papers.rename(aside)
        self.places.papers.write_bytes(b"")
        try:
            yield
        finally:
            self.places.papers.unlink()
            aside.rename(self.places.papers)

    def close(self) -> None:
        """Close the window as a person does, and let everything go."""
        window, gate = self.program.window, self.program.gate
        self.front.close()
        if window is not None:
            window.shell.deleteLater()
            window.deleteLater()
        gate.deleteLater()
        self.program.deleteLater()
        self._undo_hooks()
        self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _save(self, widget: QWidget, path: Path) -> None:
        if not widget.grab().save(str(path)):
            message = f"could not write {path}"
            raise StageError(message)

    def _hurry(self, patience_ms: int, *, is_repeated: bool = False) -> bool:
        """Let timers that are due within `patience_ms` fire now; say whether there were any."""
        owners = (self.app, *QApplication.topLevelWidgets())
        due = [
            timer
            for owner in owners
            for timer in owner.findChildren(QTimer)
            if timer.isActive()
            and timer.isSingleShot() is not is_repeated
            and timer.interval() <= patience_ms
        ]
        intervals = [timer.interval() for timer in due]
        for timer in due:
            timer.start(0)
        self.app.processEvents()
        for timer, interval in zip(due, intervals, strict=True):
            if isValid(timer):
                timer.setInterval(interval)
        return bool(due)

    def _check(self) -> None:
        """Raise StageError where the program reported a fault of its own."""
        if self.program.failures:
            message = "the program reported a fault"
            raise StageError(message) from self.program.failures[0]
        if any(isinstance(each, CrashDialog) for each in QApplication.topLevelWidgets()):
            message = "a crash report is open"
            raise StageError(message)
