"""The desk's other answers, small below the first: refuse, guide, return at once, special cases."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from app.ui.intake.parts import Switch
from app.ui.shell.actions import ActionBook
from app.ui.widgets.labels import button, set_property


class OtherActs(QWidget):
    """The keys are in the tooltips; `urge` makes refusal and guide slip stand out."""

    refuse_wanted = Signal()
    guide_wanted = Signal()
    finish_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.refuse = button("Từ chối", "ghost")
        self.guide = button("Hướng dẫn", "ghost")
        self.finish = button("Trả ngay", "ghost")
        self.more = button("Khác…", "ghost")
        self._menu = QMenu(self.more)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for each in (self.refuse, self.guide, self.finish, self.more):
            each.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            # Four of them stand below the narrowest date.
            set_property(each, "is_tight", "true")
            row.addWidget(each, 1)
        kept = self.finish.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.finish.setSizePolicy(kept)
        self.refuse.clicked.connect(self.refuse_wanted)
        self.guide.clicked.connect(self.guide_wanted)
        self.finish.clicked.connect(self.finish_wanted)
        self.more.clicked.connect(self._show_menu)
        self.offer_finish(is_offered=False)

    @property
    def menu_actions(self) -> list[QAction]:
        """What the list offers, without the lines between."""
        return [action for action in self._menu.actions() if not action.isSeparator()]

    def name(self, book: ActionBook, cases: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """Say of each button what it does, in full and by which key; offer `cases` in the menu."""
        for each, key in (
            (self.refuse, "intake.refuse"),
            (self.guide, "intake.guide"),
            (self.finish, "intake.finish"),
        ):
            words, typed = book.text(key), book.key_text(key)
            each.setToolTip(f"{words} ({typed})" if typed else words)
            each.setAccessibleName(words)
        for key, act in cases:
            typed = book.key_text(key)
            made = QAction(f"{book.text(key)}\t{typed}" if typed else book.text(key), self._menu)
            made.triggered.connect(act)
            self._menu.addAction(made)

    def add_switch(self, words: str, switch: Switch) -> None:
        """Offer a setting of the desk below the special cases."""
        self._menu.addSeparator()
        made = QAction(words, self._menu, checkable=True)
        made.triggered.connect(switch.set_on)
        self._menu.aboutToShow.connect(lambda: made.setChecked(switch.is_on()))
        self._menu.addAction(made)

    def offer_finish(self, *, is_offered: bool) -> None:
        """Show the act of same-day cases, or hide it; nothing else moves."""
        self.finish.setVisible(is_offered)

    def urge(self, *, is_urged: bool) -> None:
        """Let refusal and guide slip stand out, or no longer."""
        for each in (self.refuse, self.guide):
            set_property(each, "kind", "plain" if is_urged else "ghost")

    def _show_menu(self) -> None:
        """Open the list above the button, which is at the foot of the page."""
        up = QPoint(0, -self._menu.sizeHint().height())
        self._menu.popup(self.more.mapToGlobal(up))
