"""The one window of the program: first start, sign-in, and the pages of whoever signed in."""

from dataclasses import replace

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent, QScreen
from PySide6.QtWidgets import QMainWindow, QWidget
from typing_extensions import override

from app.window_state import WindowPlacement, WindowState
from app.wording import headings

LEAST_SIZE = (800, 560)


class Gate(QMainWindow):
    """Holds one page at a time; `painted` tells of the first paint, `closing` of the end."""

    painted = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._has_painted = False
        self.setWindowTitle(headings.PROGRAM)
        self.setMinimumSize(*LEAST_SIZE)

    def show_page(self, page: QWidget) -> None:
        """Put `page` in place of the one before, which Qt takes away."""
        self.setCentralWidget(page)
        page.setFocus()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_painted:
            self._has_painted = True
            self.painted.emit()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)


# Puts the window where an account left it, within what the machine's screens show today.

USUAL_SIZE = (1366, 768)


def place(window: QWidget, state: WindowState) -> None:
    """Give `window` the place of `state`, or all the screen; a screen that is gone is not used."""
    screen = _screen_of(state)
    room = screen.availableGeometry()
    window.setGeometry(clamped(state.placed or _usual(room), room))
    if state.is_maximised:
        window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)
    else:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMaximized)


def placed(window: QWidget, state: WindowState) -> WindowState:
    """Return `state` with the place that `window` has now."""
    normal = window.normalGeometry() if window.isMaximized() else window.geometry()
    where = WindowPlacement(
        left=normal.left(), top=normal.top(), width=normal.width(), height=normal.height()
    )
    return replace(
        state, screen=window.screen().name(), placed=where, is_maximised=window.isMaximized()
    )


def clamped(wanted: WindowPlacement, room: QRect) -> QRect:
    """Return the wanted place made smaller and moved until it lies within `room`."""
    width, height = min(wanted.width, room.width()), min(wanted.height, room.height())
    left = max(room.left(), min(wanted.left, room.left() + room.width() - width))
    top = max(room.top(), min(wanted.top, room.top() + room.height() - height))
    return QRect(left, top, width, height)


def _usual(room: QRect) -> WindowPlacement:
    """Return the middle of the screen, for a window that is taken out of its maximised state."""
    width, height = USUAL_SIZE
    return WindowPlacement(
        left=room.left() + (room.width() - width) // 2,
        top=room.top() + (room.height() - height) // 2,
        width=width,
        height=height,
    )


def _screen_of(state: WindowState) -> QScreen:
    named = (one for one in QGuiApplication.screens() if one.name() == state.screen)
    return next(named, QGuiApplication.primaryScreen())
