"""The one table of what can be done by key; menus, palette and cheat sheet are drawn from it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from app.text import words
from app.ui.look.icons import Icon, icon
from app.ui.widgets.forms import commit_input_method


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One act: `key` names it in code, `page` is the page it belongs to (None: everywhere)."""

    key: str
    text: str
    shortcut: str = ""
    page: str | None = None
    icon: Icon | None = None


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
    ActionSpec("window.keys", "Bảng phím tắt", "F1", None, Icon.KEYBOARD),
    ActionSpec("window.theme", "Đổi giao diện sáng/tối", "Ctrl+Shift+L", None, Icon.DARK),
    ActionSpec("window.about", "Về chương trình", "", None, Icon.INFO),
    ActionSpec("window.quit", "Thoát chương trình", "Ctrl+Q", None, Icon.LEAVE),
    ActionSpec("session.lock", "Khóa màn hình", "Ctrl+Alt+L", None, Icon.LOCK),
    ActionSpec("session.change_officer", "Đổi người dùng", "Ctrl+Shift+U", None, Icon.PEOPLE),
    ActionSpec("session.change_password", "Đổi mật khẩu", "", None, Icon.KEY),
    ActionSpec("act.correct", "Sửa lại việc vừa làm", "Ctrl+Z", None, Icon.UNDO),
    ActionSpec("act.print_again", "In lại", "Ctrl+P", None, Icon.PRINT),
    ActionSpec("intake.register", "Tiếp nhận và in", "Ctrl+Return", "intake", Icon.PRINT),
    ActionSpec(
        "intake.same_person", "Người này, thủ tục khác", "Ctrl+Shift+N", "intake", Icon.PERSON
    ),
    ActionSpec("handoff.close_slip", "Đóng và in phiếu bàn giao", "F12", "handoff", Icon.SEND),
    ActionSpec("returning.return", "Trả kết quả", "Ctrl+Return", "returning", Icon.RETURN),
)


class UnknownActionError(LookupError):
    """The table has no action of that key."""


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
        self._keys = {spec.key: changed.get(spec.key, spec.shortcut) for spec in specs}
        self._actions: dict[str, QAction] = {}
        self._pages: frozenset[str] = frozenset()

    @property
    def specs(self) -> tuple[ActionSpec, ...]:
        return tuple(self._specs.values())

    def bind(self, key: str, act: Callable[[], object], owner: QWidget) -> QAction:
        """Return the action of `key` doing `act` while `owner` (a page or the window) is there.

        The word being composed is committed first. Raises UnknownActionError.
        """
        spec = self._spec(key)
        action = QAction(spec.text, owner)
        if self._keys[key]:
            action.setShortcuts(_sequences(self._keys[key]))
        if spec.icon is not None:
            action.setIcon(icon(spec.icon))
        is_local = spec.page is not None
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetWithChildrenShortcut
            if is_local
            else Qt.ShortcutContext.WindowShortcut
        )
        action.triggered.connect(commit_input_method)
        action.triggered.connect(act)
        owner.addAction(action)
        self._actions[key] = action
        action.destroyed.connect(lambda: self._actions.pop(key, None))
        return action

    def action(self, key: str) -> QAction | None:
        """Return the bound action of `key`, None while nobody has bound it."""
        self._spec(key)
        return self._actions.get(key)

    def set_pages(self, pages: Collection[str]) -> None:
        """Say which pages can be brought up, so that their acts are offered at once."""
        self._pages = frozenset(pages)

    def can_do(self, key: str) -> bool:
        """Say whether `key` is bound and enabled now, or belongs to a page not made yet."""
        action = self.action(key)
        if action is None:
            return self._spec(key).page in self._pages
        return action.isEnabled()

    def do(self, key: str) -> None:
        """Do `key`; an act of a page comes with its page (`page_wanted`)."""
        spec = self._spec(key)
        if spec.page is not None:
            self.page_wanted.emit(spec.page)
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

    def _spec(self, key: str) -> ActionSpec:
        if key not in self._specs:
            message = f"no action {key}"
            raise UnknownActionError(message)
        return self._specs[key]


def _sequences(shortcut: str) -> list[QKeySequence]:
    spellings = {shortcut, shortcut.replace("Return", "Enter")}  # the keypad has an Enter too
    return [QKeySequence(spelling) for spelling in sorted(spellings, reverse=True)]


def readable(shortcut: str) -> str:
    """Return a shortcut in the words of the keyboard: Ctrl+↵."""
    return shortcut.replace("Return", "↵")
