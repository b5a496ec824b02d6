"""Hides what stands open beside a covered window, keeps it hidden, and puts it back."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip, QWidget
from shiboken6 import isValid
from typing_extensions import override

from app.ui.runtime.idle_watch import is_public

# They come and go by themselves: out of sight, they are not brought back.
_PASSING: Final = frozenset(
    {Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen}
)


class Curtain(QObject):
    """Dialogs go out of sight with all that was typed in them; menus and lists are closed."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._cover: QWidget | None = None
        self._hidden: list[QWidget] = []

    def draw(self, cover: QWidget) -> None:
        """Hide all beside `cover`: other windows, what floats in this one, what opens later."""
        self._cover = cover
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        floating = (*self._window.children(), *self._window.window().children())
        for widget in (*QApplication.topLevelWidgets(), *floating):
            if isinstance(widget, QWidget) and widget.isVisible() and self._hides(widget):
                self._hide(widget)
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def let_others_show(self) -> None:
        """Hide nothing more; what is hidden stays so."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def open(self) -> None:
        """Put back what was hidden, in its order."""
        self._cover = None
        self.let_others_show()
        hidden, self._hidden = self._hidden, []
        for widget in hidden:
            if isValid(widget):
                widget.show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.Show or not isinstance(watched, QWidget):
            return False
        if not self._hides(watched):
            return False
        if watched.isWindow():
            # It is being shown already: kept off the screen now, hidden when that is through.
            watched.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            QTimer.singleShot(0, watched, lambda: self._hide(watched))
        else:
            watched.hide()
        return False

    def _hide(self, widget: QWidget) -> None:
        widget.hide()
        widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)
        if not widget.isWindow() or widget.windowType() in _PASSING:
            return
        if self._cover is None:  # opened again meanwhile
            widget.show()
        elif widget not in self._hidden:
            self._hidden.append(widget)

    def _hides(self, widget: QWidget) -> bool:
        """Say whether it is a window of its own, or lies over the pages, and not of the cover."""
        around = self._window.window()
        if widget in {around, self._window, self._window.centralWidget()}:
            return False
        if is_public(widget):
            return False
        if not widget.isWindow() and widget.parent() not in {self._window, around}:
            return False
        above: QObject | None = widget
        while above is not None and above is not self._cover:
            above = above.parent()
        return above is None
