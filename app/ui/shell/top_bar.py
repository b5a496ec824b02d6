"""The bar above every page: the box for scans and searches, who works where, and the time."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from app.ui.look.icons import Icon, Ink, icon
from app.ui.look.tokens import px
from app.ui.widgets.labels import label
from app.ui.widgets.lookup_field import LookupField, LookupSource

TOP_BAR_HEIGHT = 58
_NO_DOSSIER = "Không có hồ sơ nào khớp; hãy gõ ít chữ hơn, hoặc ↵ để tìm ở trang Hồ sơ."


class TopBar(QFrame):
    """`local_now` tells the office's wall-clock time."""

    def __init__(
        self,
        find: LookupSource,
        local_now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setFixedHeight(px(TOP_BAR_HEIGHT))
        self._local_now = local_now
        self.box = LookupField(find, keeps_choice=False, none_found=_NO_DOSSIER)
        self.box.setPlaceholderText("Quét QR hoặc gõ mã hồ sơ, họ tên, số căn cước…   F6")
        self.box.setAccessibleName("Ô quét và tìm")
        self.box.addAction(icon(Icon.SEARCH, Ink.QUIET), QLineEdit.ActionPosition.LeadingPosition)
        self._person = QToolButton()
        self._person.setProperty("kind", "ghost")
        self._person.setIcon(icon(Icon.DOWN, Ink.QUIET))
        self._person.setIconSize(QSize(px(10), px(10)))
        self._person.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._person.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._person.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._clock = label("", "heading")
        self._clock.setAccessibleName("Giờ hiện tại")
        self._arrange()
        self._ticker = QTimer(self, interval=1000)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start()
        self._tick()

    @property
    def person_text(self) -> str:
        return self._person.text()

    @property
    def time_text(self) -> str:
        return self._clock.text()

    def set_person(self, place: str, name: str) -> None:
        """Show the counter and the officer who works at it."""
        self._person.setText(" · ".join(part for part in (place, name) if part))
        self._person.setAccessibleName(f"Người dùng: {self._person.text()}")

    def set_menu(self, actions: Callable[[], Sequence[QAction]]) -> None:
        """Fill the menu under the officer's name with what `actions` gives as it opens."""
        menu = QMenu(self._person)
        # The button runs from right to left to have its arrow last; its menu does not.
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        menu.aboutToShow.connect(partial(_fill, menu, actions))
        self._person.setMenu(menu)

    def menu(self) -> QMenu:
        return self._person.menu()

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(16)
        row.addWidget(self.box, 1)
        row.addWidget(self._person)
        row.addWidget(self._clock)

    def _tick(self) -> None:
        self._clock.setText(f"{self._local_now():%H:%M}")


def _fill(menu: QMenu, actions: Callable[[], Sequence[QAction]]) -> None:
    menu.clear()
    menu.addActions(list(actions()))
