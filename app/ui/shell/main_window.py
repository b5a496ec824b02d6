"""The shell: rail, top bar, pages, strip. It composes and passes on; it decides nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import Change, TaskRunner
from app.ui.runtime.view_memory import ViewMemory
from app.ui.shell.actions import DIALOGS, TAB_KEYS, ActionBook, tab_key
from app.ui.shell.focus import FocusKeeper
from app.ui.shell.lock_overlay import Curtain
from app.ui.shell.messages import NoticeKind, Strip, StripAction
from app.ui.shell.page import (
    Activated,
    DraftKeeping,
    PageSpec,
    Refreshable,
    ScanExpecting,
    ScanTaker,
    TabChooser,
    bring_to_front,
)
from app.ui.shell.palette import CheatSheet, CommandPalette
from app.ui.shell.sidebar import Rail
from app.ui.shell.top_bar import TopBar
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.layouts import ScrollFrame
from app.ui.widgets.lookup_field import LookupSource
from app.wording import headings

FULL_WIDTH = 1280
"""Below this width, in pixels at 100 %, the rail folds to its icons."""
_MENU = (
    "session.lock",
    "session.change_officer",
    "session.change_password",
    "window.theme",
    "window.text_larger",
    "window.text_smaller",
    "window.keys",
    "window.about",
    "window.quit",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowParts:
    """What the window is given: the worker, the actions, the box's search and the time."""

    tasks: TaskRunner
    actions: ActionBook
    find: LookupSource
    local_now: Callable[[], datetime]
    title: str = headings.PROGRAM
    memory: ViewMemory = field(default_factory=ViewMemory)


class MainWindow(QMainWindow):
    """What the one window shows of a signed-in person: it stands in it, and alone in tests.

    Pages are made when first shown and refreshed when in front.

    `box_chosen` carries the value of a found row; `box_entered` the text of the box, or of a scan
    that the page in front did not take.
    """

    box_chosen = Signal(object)
    box_entered = Signal(str)
    closing = Signal()

    def __init__(self, pages: Sequence[PageSpec], parts: WindowParts) -> None:
        super().__init__()
        self._specs = {spec.key: spec for spec in pages}
        self._made: dict[str, QWidget] = {}
        self._frames: dict[str, ScrollFrame] = {}
        self._stale: dict[str, frozenset[Change]] = {}
        self._front = ""
        self._parts = parts
        self.actions_book = parts.actions
        self.rail = Rail(parts.title)
        self._rail_frame = ScrollFrame(self.rail)
        self.top_bar = TopBar(parts.find, parts.local_now)
        self.strip = Strip()
        self._pages = QStackedWidget()
        self._shell = QWidget()
        self._layers = QStackedWidget()
        self._curtain = Curtain(self)
        self._focus_before: QWidget | None = None
        self._focus = FocusKeeper(self._shell, parts.actions, lambda: self._made.get(self._front))
        self.setWindowTitle(parts.title)
        parts.memory.give_to(self)
        self._arrange()
        self._connect()
        self._bind_actions()

    def show_page(self, key: str) -> QWidget:
        """Bring page `key` to the front, making it first if need be."""
        commit_input_method()
        page = self.page(key)
        self._pages.setCurrentWidget(self._frames[key])
        self.rail.mark(key)
        self._parts.memory.page = key
        self._offer_tabs(has_tabs=isinstance(page, TabChooser))
        self._front = key
        changes = self._stale.pop(key, frozenset())
        if changes and isinstance(page, Refreshable):
            page.refresh(changes)
        if isinstance(page, Activated):
            page.activated()
        return page

    def has_page(self, key: str) -> bool:
        """Say whether this person has the page."""
        return key in self._specs

    def page(self, key: str) -> QWidget:
        """Return page `key`, making it first if need be."""
        if key not in self._made:
            frame = self._frames[key] = ScrollFrame(self._specs[key].make, self._pages)
            made = self._made[key] = frame.inside
            self._pages.addWidget(frame)
            self._remember_tab(key, made)
        return self._made[key]

    def _remember_tab(self, key: str, page: QWidget) -> None:
        """Bring the tab last in front there again, and keep which one comes next."""
        tabs = page.findChild(QTabWidget)
        if not isinstance(tabs, QTabWidget):
            return
        kept = self._parts.memory.tabs
        for at in range(tabs.count()):
            if tabs.tabText(at) == kept.get(key):
                tabs.setCurrentIndex(at)
        tabs.currentChanged.connect(lambda at: kept.update({key: tabs.tabText(at)}))

    @property
    def page_key(self) -> str:
        """The page in front."""
        return self._front

    def say(
        self,
        text: str,
        kind: NoticeKind = NoticeKind.DONE,
        actions: Sequence[StripAction] = (),
    ) -> None:
        """Tell on the strip what happened, with the buttons that correct it."""
        self.strip.say(text, kind, actions)

    def set_state(self, key: str, text: str, tone: Tone = Tone.QUIET) -> None:
        """Show the state of a machine (printer, backup) on the strip."""
        self.strip.set_state(key, text, tone)

    def set_badge(self, page_key: str, count: int) -> None:
        """Show how much waits on a page; 0 shows nothing."""
        self.rail.set_badge(page_key, count)

    def set_note(self, key: str, text: str, which: Icon, act: Callable[[], None]) -> None:
        """Show a line at the foot of the rail (late, on the way here)."""
        self.rail.set_note(key, text, which, act)

    def set_person(self, place: str, name: str) -> None:
        """Show counter and officer."""
        self.top_bar.set_person(place, name)

    def take_scan(self, text: str) -> None:
        """Give a scan to the dialog or page in front; what a page does not take goes to the box."""
        if self.is_covered():
            return
        dialog = QApplication.activeModalWidget()
        if dialog is not None:
            self._give_to_dialog(dialog, text)
            return
        page = self._made.get(self._front)
        if isinstance(page, ScanTaker) and page.handle_scan(text):
            return
        self.box_entered.emit(text)

    def expects_scan(self, text: str) -> bool:
        """Say whether the page in front asks for `text`, though its shape names no scan."""
        is_free = not self.is_covered() and QApplication.activeModalWidget() is None
        page = self._made.get(self._front)
        return is_free and isinstance(page, ScanExpecting) and page.expects_scan(text)

    def cover(self, widget: QWidget) -> None:
        """Show `widget` alone: no page, dialog or list of the program in sight, no key working."""
        commit_input_method()
        self._focus_before = self._shell.focusWidget()
        self._layers.addWidget(widget)
        self._layers.setCurrentWidget(widget)
        self._curtain.draw(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def uncover(self) -> None:
        """Take the cover away and put it out of the window; all is as it was, the focus too."""
        cover = self._layers.currentWidget()
        if cover is self._shell or cover is None:
            return
        self._layers.setCurrentWidget(self._shell)
        self._layers.removeWidget(cover)
        cover.deleteLater()
        if self._focus_before is not None and isValid(self._focus_before):
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus_before = None
        self._curtain.open()

    def let_others_show(self) -> None:
        """Stay covered, but let another window of the program come up in this one's place."""
        self._curtain.let_others_show()

    @property
    def covered_part(self) -> QWidget:
        """What a cover takes the place of: keys bound here rest while it is there."""
        return self._shell

    def keep_drafts(self) -> None:
        """Let every page store what is typed on it."""
        for page in self._made.values():
            if isinstance(page, DraftKeeping):
                page.keep_draft()

    def is_covered(self) -> bool:
        return self._layers.currentWidget() is not self._shell

    def come_to_front(self) -> None:
        """Show the window above others: a second start asks for this."""
        bring_to_front(self.window())

    def refresh(self, changes: frozenset[Change]) -> None:
        """Let the page in front read again now, the others when they come to the front."""
        for key, page in self._made.items():
            if key == self._front and isinstance(page, Refreshable):
                page.refresh(changes)
            else:
                self._stale[key] = self._stale.get(key, frozenset()) | changes

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_folded(is_folded=self.width() < px(FULL_WIDTH))
        is_cut = self.rail.minimumSizeHint().height() > self.height()
        bar = self._rail_frame.verticalScrollBar().sizeHint().width()
        self._rail_frame.setFixedWidth(self.rail.maximumWidth() + is_cut * bar)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        commit_input_method()
        self.closing.emit()
        super().closeEvent(event)

    def show_palette(self) -> CommandPalette:
        """Open the palette over the window."""
        palette = CommandPalette(self.actions_book, self)
        palette.open()
        return palette

    def show_keys(self) -> CheatSheet:
        """Open the cheat sheet over the window."""
        front_first = sorted(self._specs, key=lambda key: key != self._front)
        titles = {key: self._specs[key].title for key in front_first}
        titles[DIALOGS] = "Trong hộp thoại"
        sheet = CheatSheet(self.actions_book, titles, self)
        sheet.open()
        return sheet

    def choose_tab(self, place: int) -> None:
        """Bring the tab at `place` (from 0) of the page in front to the front."""
        page = self._made.get(self._front)
        if isinstance(page, TabChooser):
            page.choose_tab(place)

    def go_to_box(self) -> None:
        """Put the focus into the box with its text selected."""
        self.top_bar.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top_bar.box.selectAll()

    def _arrange(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        right.addWidget(self._pages, 1)
        right.addWidget(self.strip)
        whole = QHBoxLayout(self._shell)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._rail_frame)
        whole.addLayout(right, 1)
        self._layers.addWidget(self._shell)
        self.setCentralWidget(self._layers)
        for spec in self._specs.values():
            self.rail.add_page(spec.key, spec.title, spec.icon, self._key_text(spec))

    def _key_text(self, spec: PageSpec) -> str:
        book, key = self.actions_book, f"page.{spec.key}"
        return book.key_text(key) if book.has(key) else spec.shortcut

    def _connect(self) -> None:
        self.rail.page_chosen.connect(self.show_page)
        self.actions_book.page_wanted.connect(self._bring)
        self.top_bar.box.chosen.connect(self.box_chosen)
        self.top_bar.box.entered.connect(self.box_entered)
        self._parts.tasks.changed.connect(self.refresh)
        self._parts.tasks.busy_changed.connect(self._on_busy_changed)

    def _bring(self, key: str) -> None:
        """Show a page that an act belongs to, where another one is in front."""
        if key != self._front:
            self.show_page(key)

    def _bind_actions(self) -> None:
        book = self.actions_book
        book.set_home(self._shell)
        book.set_pages(self._specs)
        for key in self._specs:
            if book.has(f"page.{key}"):
                book.bind(f"page.{key}", partial(self.show_page, key), self._shell)
        book.bind("window.box", self.go_to_box, self._shell)
        book.bind("window.palette", self.show_palette, self._shell)
        book.bind("window.keys", self.show_keys, self._shell)
        book.bind("window.quit", self.close, self)
        for place in range(TAB_KEYS):
            book.bind(tab_key(place), partial(self.choose_tab, place), self._shell)
        self.top_bar.set_menu(self._menu_actions)

    def _offer_tabs(self, *, has_tabs: bool) -> None:
        for place in range(TAB_KEYS):
            action = self.actions_book.action(tab_key(place))
            if action is not None:
                action.setEnabled(has_tabs)

    def _give_to_dialog(self, dialog: QWidget, text: str) -> None:
        if not (isinstance(dialog, ScanTaker) and dialog.handle_scan(text)):
            self.say("Chưa dùng mã vừa quét; hãy đóng hộp thoại rồi quét lại.", NoticeKind.WARNING)

    def _on_busy_changed(self, is_busy: bool) -> None:  # noqa: FBT001 - a signal's argument
        self.strip.set_state("busy", "Đang làm việc…" if is_busy else "")

    def _menu_actions(self) -> list[QAction]:
        bound = (self.actions_book.action(key) for key in _MENU)
        return [action for action in bound if action is not None]
