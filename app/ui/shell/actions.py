"""The one table of what can be done by key; menus, palette and cheat sheet are drawn from it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from app.text import words
from app.ui.look.icons import Icon, icon
from app.ui.widgets import dialogs
from app.ui.widgets.forms import commit_input_method
from app.wording import buttons, headings

DIALOGS: Final = "dialog"
"""In place of a page: the acts of every dialog."""


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One act: `key` names it in code, `page` is the page it belongs to (None: everywhere).

    `place` is the tab or panel of the page that has to be in sight. Acts of one `family` stand on
    one line of the cheat sheet. Keys that are `is_fixed` are the same at every desk.
    """

    key: str
    text: str
    shortcut: str = ""
    page: str | None = None
    icon: Icon | None = None
    place: str = ""
    family: str = ""
    is_fixed: bool = False


TAB_KEYS = 9
"""Ctrl+1 to Ctrl+9 choose the tabs of the page in front."""


def tab_key(place: int) -> str:
    """Return the name of the act that chooses the tab at `place` (from 0)."""
    return f"tabs.{place + 1}"


ACTIONS = (
    ActionSpec("page.worklist", "Mở trang Việc cần làm", "F11", None, Icon.WORK),
    ActionSpec("page.intake", "Mở trang Tiếp nhận", "F2", None, Icon.INTAKE),
    ActionSpec("page.handoff", "Mở trang Bàn giao", "F3", None, Icon.HANDOFF),
    ActionSpec("page.exchange", "Mở trang Trao đổi gói", "Shift+F3", None, Icon.EXCHANGE),
    ActionSpec("page.custody", "Mở trang Giấy tờ ở đâu", "Ctrl+F11", None, Icon.PLACE),
    ActionSpec("page.returning", "Mở trang Trả kết quả", "F4", None, Icon.RETURN),
    ActionSpec("page.dossiers", "Mở trang Hồ sơ", "F5", None, Icon.DOSSIER),
    ActionSpec("page.petitions", "Mở trang Phản ánh, kiến nghị", "Shift+F5", None, Icon.PETITION),
    ActionSpec("page.daylog", "Mở trang Nhật ký ngày", "F7", None, Icon.DAY_LOG),
    ActionSpec("page.reporting", "Mở trang Báo cáo", "F8", None, Icon.REPORT),
    ActionSpec("page.registers", "Mở trang Sổ quản lý", "Shift+F8", None, Icon.REGISTERS),
    ActionSpec("page.catalogue", "Mở trang Danh mục", "F9", None, Icon.CATALOGUE),
    ActionSpec("page.administration", "Mở trang Quản trị", "F10", None, Icon.ADMIN),
    ActionSpec("page.safekeeping", "Mở trang Bảo quản", "Ctrl+F10", None, Icon.LOCK),
    ActionSpec("window.box", "Tới ô quét và tìm", "F6", None, Icon.SEARCH),
    ActionSpec("window.palette", "Tìm mọi thao tác theo tên", "Ctrl+K", None, Icon.PALETTE),
    ActionSpec("window.keys", headings.KEYS, "F1", None, Icon.KEYBOARD),
    *(
        ActionSpec(
            tab_key(place),
            f"Mở thẻ {place + 1} của trang",
            f"Ctrl+{place + 1}",
            family="Mở một thẻ của trang",
        )
        for place in range(TAB_KEYS)
    ),
    ActionSpec("window.theme", "Đổi giao diện sáng/tối", "Ctrl+Shift+L", None, Icon.DARK),
    ActionSpec("window.about", "Về chương trình", "", None, Icon.INFO),
    ActionSpec("window.text_larger", "Chữ to hơn", "Ctrl+=", None, Icon.ADD),
    ActionSpec("window.text_smaller", "Chữ nhỏ hơn", "Ctrl+-", None, Icon.REMOVE),
    ActionSpec("window.quit", "Thoát chương trình", "Ctrl+Q", None, Icon.LEAVE),
    ActionSpec("session.lock", "Khóa màn hình", "Ctrl+Alt+L", None, Icon.LOCK),
    ActionSpec("session.change_officer", "Đổi người dùng", "Ctrl+Shift+U", None, Icon.PEOPLE),
    ActionSpec("session.change_password", buttons.CHANGE_PASSWORD, "", None, Icon.KEY),
    ActionSpec("act.back", "Thôi, quay lại", "Esc", None, Icon.LEFT),
    ActionSpec("act.correct", "Sửa lại việc vừa làm", "Ctrl+Z", None, Icon.UNDO),
    ActionSpec("act.print_again", buttons.PRINT_AGAIN, "Ctrl+P", None, Icon.PRINT),
    ActionSpec("intake.register", buttons.REGISTER_AND_PRINT, "Ctrl+Return", "intake", Icon.PRINT),
    ActionSpec(
        "intake.same_person", "Người này, thủ tục khác", "Ctrl+Shift+N", "intake", Icon.PERSON
    ),
    ActionSpec("handoff.close_slip", "Đóng và in phiếu bàn giao", "F12", "handoff", Icon.SEND),
    ActionSpec("returning.return", headings.RETURN, "Ctrl+Return", "returning", Icon.RETURN),
    *(
        ActionSpec(f"{DIALOGS}.{name}", text, shortcut, DIALOGS, is_fixed=True)
        for name, text, shortcut in (
            ("confirm", buttons.RECORD, dialogs.CONFIRM),
            ("leave", "Thôi, đóng lại", dialogs.LEAVE),
            ("find", "Tìm", dialogs.FIND),
            ("print_again", "In lại giấy đang xem", dialogs.PRINT_AGAIN),
            ("add", "Thêm dòng", dialogs.ADD),
            ("remove", "Bỏ dòng đang chọn", dialogs.REMOVE),
        )
    ),
)


class UnknownActionError(LookupError):
    """The table has no action of that key."""


@dataclass(frozen=True, slots=True)
class _Owner:
    widget: QWidget
    act: Callable[[], object]


@dataclass(frozen=True, slots=True)
class _Bound:
    action: QAction
    owners: list[_Owner] = field(default_factory=list)

    @property
    def alive(self) -> list[_Owner]:
        """The owners there are still; with the first of them the action goes."""
        return [one for one in self.owners if isValid(one.widget)]


def keys_in_force(specs: Sequence[ActionSpec], changed: Mapping[str, str]) -> dict[str, str]:
    """Return the keys of every act by its name; a key the desk gave to an act is no other's."""
    given = [(spec, changed[spec.key]) for spec in specs if changed.get(spec.key)]

    def shipped(spec: ActionSpec) -> str:
        is_taken = any(
            keys == spec.shortcut and one is not spec and may_meet(spec, one) for one, keys in given
        )
        return "" if is_taken else spec.shortcut

    return {spec.key: changed[spec.key] if spec.key in changed else shipped(spec) for spec in specs}


class ActionBook(QObject):
    """The bound actions of one window; `shortcuts` holds the keys an office has changed."""

    page_wanted = Signal(str)

    def __init__(
        self,
        specs: tuple[ActionSpec, ...] = ACTIONS,
        shortcuts: Mapping[str, str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        changed = shortcuts or {}
        self._specs = {spec.key: spec for spec in specs}
        self._keys = keys_in_force(specs, changed)
        self._bound: dict[str, _Bound] = {}
        self._pages: frozenset[str] = frozenset()
        self._home: QWidget | None = None

    def set_home(self, home: QWidget) -> None:
        """Say which part of the window is in sight whenever a page is."""
        self._home = home

    @property
    def specs(self) -> tuple[ActionSpec, ...]:
        return tuple(self._specs.values())

    def bind(
        self, key: str, act: Callable[[], object], owner: QWidget, *, is_everywhere: bool = False
    ) -> QAction:
        """Return the action of `key` doing `act` while `owner` is in sight, wherever the focus is.

        Of several owners in sight the one with the focus acts, else the innermost. With
        `is_everywhere` the key works while another page is in front, too. The word being composed
        is committed first. Raises UnknownActionError.
        """
        bound = self._bound.get(key) or self._make(self._spec(key), owner)
        bound.owners.append(_Owner(owner, act))
        owner.addAction(bound.action)
        if is_everywhere and self._home is not None:
            self._home.addAction(bound.action)
        return bound.action

    def action(self, key: str) -> QAction | None:
        """Return the bound action of `key`, None while nobody has bound it."""
        self._spec(key)
        bound = self._bound.get(key)
        return bound.action if bound is not None else None

    def is_live(self, keys: QKeySequence) -> bool:
        """Say whether pressing `keys` in the window now would do one of the acts."""
        return any(
            bound.action.isEnabled()
            and keys in bound.action.shortcuts()
            and any(
                isinstance(part, QWidget) and part.isVisible()
                for part in bound.action.associatedObjects()
            )
            for bound in self._bound.values()
        )

    def go_to(self, page: str) -> None:
        """Bring `page` to the front (`page_wanted`)."""
        self.page_wanted.emit(page)

    def set_pages(self, pages: Collection[str]) -> None:
        """Say which pages can be brought up, so that their acts are offered at once."""
        self._pages = frozenset(pages)

    def can_do(self, key: str) -> bool:
        """Say whether `key` is bound and enabled now, or belongs to a page not made yet.

        An act of a tab or panel can be done while that is in sight.
        """
        spec, bound = self._spec(key), self._bound.get(key)
        if bound is None:
            return spec.page in self._pages and not spec.place
        is_in_sight = not spec.place or any(one.widget.isVisible() for one in bound.alive)
        return bound.action.isEnabled() and is_in_sight

    def do(self, key: str) -> None:
        """Do `key`; an act of a page comes with its page (`page_wanted`)."""
        spec = self._spec(key)
        if spec.page is not None:
            self.go_to(spec.page)
        action = self.action(key)
        if action is not None:
            action.trigger()

    def has(self, key: str) -> bool:
        return key in self._specs

    def text(self, key: str) -> str:
        """Return the words of `key`."""
        return self._spec(key).text

    def key_text(self, key: str) -> str:
        """Return the shortcut as people read it on their keys."""
        self._spec(key)
        return readable(self._keys[key])

    def find(self, text: str) -> tuple[ActionSpec, ...]:
        """Return the actions whose words, without marks, contain every word of `text`."""
        wanted = words(text)
        return tuple(
            spec
            for spec in self._specs.values()
            if all(any(own.startswith(word) for own in words(spec.text)) for word in wanted)
        )

    def _make(self, spec: ActionSpec, owner: QWidget) -> _Bound:
        action = QAction(spec.text, owner)
        if self._keys[spec.key]:
            action.setShortcuts(dialogs.sequences(self._keys[spec.key]))
        if spec.icon is not None:
            action.setIcon(icon(spec.icon))
        # Qt leaves out the keys of a hidden widget: of pages, only the one in front has its keys.
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda: self._run(spec.key))
        action.destroyed.connect(lambda: self._bound.pop(spec.key, None))
        self._bound[spec.key] = _Bound(action)
        return self._bound[spec.key]

    def _run(self, key: str) -> None:
        commit_input_method()
        _nearest(self._bound[key].alive).act()

    def _spec(self, key: str) -> ActionSpec:
        if key not in self._specs:
            message = f"no action {key}"
            raise UnknownActionError(message)
        return self._specs[key]


def may_meet(one: ActionSpec, other: ActionSpec) -> bool:
    """Say whether two acts can be in sight at once, so that they cannot have the same keys."""
    if DIALOGS in {one.page, other.page}:
        return one.page == other.page
    if one.page is None or other.page is None:
        return True
    is_one_place = one.place == other.place or not (one.place and other.place)
    return one.page == other.page and is_one_place


def _nearest(owners: Sequence[_Owner]) -> _Owner:
    """Return the owner in sight that has the focus, else the innermost in sight, else the first."""
    focused: QWidget | None = QApplication.focusWidget()

    def nearness(one: _Owner) -> tuple[bool, bool, int]:
        has_focus = focused is not None and (
            one.widget is focused or one.widget.isAncestorOf(focused)
        )
        return one.widget.isVisible(), has_focus, _depth(one.widget)

    return max(owners, key=nearness)


def _depth(widget: QWidget) -> int:
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent)


def readable(shortcut: str) -> str:
    """Return a shortcut in the words of the keyboard: Ctrl+↵."""
    return shortcut.replace("Return", "↵")
