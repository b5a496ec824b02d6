"""Giao diện: light or dark, size of text, when the screen is locked, the keys of every act."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.settings import LONGEST_IDLE_MINUTES, Settings, ThemeMode
from app.ui.look.tokens import Tone, px, text_percent
from app.ui.shell.actions import ActionSpec, keys_in_force, may_meet, readable
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import plain_column
from app.ui.widgets.forms import TAKES_EVERY_KEY
from app.ui.widgets.inputs import ComboBox, SpinBox
from app.ui.widgets.labels import button, card, label, set_tone
from app.ui.widgets.layouts import FlowRow
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.window_state import TEXT_PERCENTS
from app.wording import buttons, captions

_MODIFIERS = {
    Qt.Key.Key_Control,
    Qt.Key.Key_Shift,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_unknown,
}
_LEAVES = {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape}


class KeyEdit(QLineEdit):
    """Backspace empties it; Tab and Esc keep their meaning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = ""
        self.setReadOnly(True)
        self.setProperty(TAKES_EVERY_KEY, True)  # noqa: FBT003 - Qt's own signature
        self.setPlaceholderText("Nhấn phím mới")
        self.setAccessibleName("Phím mới")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def keys(self) -> str:
        """Return the keys in the spelling that is stored, such as Ctrl+Return."""
        return self._keys

    def set_keys(self, keys: str) -> None:
        self._keys = keys
        self.setText(readable(keys))

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Otherwise the window would do what the keys mean now.
            if event.key() not in _LEAVES:
                event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bare = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if key in _LEAVES:
            event.ignore()
        elif key is Qt.Key.Key_Backspace and bare == Qt.KeyboardModifier.NoModifier:
            self.set_keys("")
        elif key not in _MODIFIERS:
            pressed = QKeySequence(QKeyCombination(bare, key))
            text = pressed.toString(QKeySequence.SequenceFormat.PortableText)
            self.set_keys(text.replace("Enter", "Return"))


_FUNCTION_KEY = re.compile(r"(?:Shift\+)?F\d{1,2}|Ins|Del|Esc")
_WITH_MODIFIER = re.compile(r"(?:Ctrl|Alt|Meta)\+")


def problem_with(
    keys: str, spec: ActionSpec, specs: Sequence[ActionSpec], changed: Mapping[str, str]
) -> str:
    """Return why `spec` cannot have `keys`; empty when it can. No keys at all is allowed."""
    if spec.is_fixed:
        return "Phím của mọi hộp thoại là cố định, không đổi được."
    if not keys:
        return ""
    if not (_FUNCTION_KEY.fullmatch(keys) or _WITH_MODIFIER.match(keys)):
        return "Phím một chữ sẽ tranh với bộ gõ; hãy dùng phím F hoặc kèm Ctrl, Alt."
    in_force = keys_in_force(specs, changed)
    for other in specs:
        is_taken = other.key != spec.key and in_force[other.key] == keys
        if is_taken and may_meet(spec, other):
            return f"Phím {readable(keys)} đang dùng cho “{other.text}”; hãy chọn phím khác."
    return ""


_MODES: tuple[tuple[ThemeMode, str], ...] = (
    ("system", "Theo &hệ thống"),
    ("light", "&Sáng"),
    ("dark", "&Tối"),
)


@dataclass(frozen=True, slots=True)
class _Row:
    spec: ActionSpec
    keys: str

    @property
    def is_changed(self) -> bool:
        return self.keys != self.spec.shortcut


_COLUMNS: list[Column[_Row]] = [
    plain_column(captions.WORK, "spec.text"),
    plain_column(
        "Phím",
        lambda row: readable(row.keys) or "(không có)",
        180,
        tone=lambda row: Tone.ACCENT if row.is_changed else Tone.NORMAL,
    ),
    plain_column(
        "Mặc định", lambda row: readable(row.spec.shortcut), 140, tone=lambda _row: Tone.QUIET
    ),
]


class AppearanceTab(QWidget):
    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self._context = context
        self._changed: dict[str, str] = {}
        self.modes = {mode: QRadioButton(text) for mode, text in _MODES}
        self._group = QButtonGroup(self)
        self.text_size = ComboBox()
        self.idle = SpinBox()
        self._idle_kept = LONGEST_IDLE_MINUTES
        self.table = RowTable(
            _COLUMNS, lambda row: row.spec.key, empty_text="Chưa có thao tác nào để đặt phím."
        )
        self.keys = KeyEdit()
        self.assign = button("Đặt &phím", "accent")
        self.restore = button(buttons.DEFAULTS)
        self.notice = label("", "body")
        self._arrange()
        self._connect()
        self.setFocusProxy(self.table)

    def load(self) -> None:
        self._context.tasks.read(self._context.settings.load, self._show)

    def _show(self, settings: Settings) -> None:
        self.modes[settings.theme].setChecked(True)
        self._idle_kept = settings.lock_after_minutes
        self.idle.setValue(settings.lock_after_minutes)
        self._changed = dict(settings.shortcuts)
        in_force = keys_in_force(self._context.actions.specs, self._changed)
        self.table.set_rows(
            [_Row(spec, in_force[spec.key]) for spec in self._context.actions.specs]
        )
        if self.table.current_row() is None and self._context.actions.specs:
            self.table.selectRow(0)

    def _arrange(self) -> None:
        looks = QHBoxLayout()
        looks.setSpacing(24)
        looks.addWidget(label("Màu nền", "heading"))
        for radio in self.modes.values():
            self._group.addButton(radio)
            looks.addWidget(radio)
        looks.addStretch(1)
        waits = FlowRow()
        waits.addWidget(self._text_size_row())
        waits.addStretch()
        waits.addWidget(self._idle_row())
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(label("Phím mới cho việc đang chọn", "caption"))
        self.keys.setFixedWidth(px(160))
        for widget in (self.keys, self.assign, self.restore):
            foot.addWidget(widget)
        foot.addWidget(self.notice, 1)
        box = card()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(16, 12, 16, 12)
        rows.setSpacing(8)
        rows.addWidget(label("Phím tắt (dùng từ lần mở chương trình sau)", "heading"))
        rows.addWidget(self.table, 1)
        rows.addLayout(foot)
        top = card()
        choices = QVBoxLayout(top)
        choices.setContentsMargins(16, 12, 16, 12)
        choices.setSpacing(8)
        choices.addLayout(looks)
        choices.addLayout(waits)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 16, 0, 0)
        whole.setSpacing(12)
        whole.addWidget(top)
        whole.addWidget(box, 1)

    def _text_size_row(self) -> QWidget:
        title = label("&Cỡ chữ")
        title.setBuddy(self.text_size)
        for percent in TEXT_PERCENTS:
            self.text_size.addItem(f"{percent} %", percent)
        self.text_size.setCurrentIndex(self.text_size.findData(text_percent()))
        self.text_size.setAccessibleName("Cỡ chữ của tài khoản này")
        return _in_row(title, self.text_size, label("của tài khoản này, dùng ngay", "quiet"))

    def _idle_row(self) -> QWidget:
        title = label("&Khóa màn hình sau khi không ai dùng")
        title.setBuddy(self.idle)
        self.idle.setRange(1, LONGEST_IDLE_MINUTES)
        self.idle.setSuffix(" phút")
        self.idle.setKeyboardTracking(False)
        self.idle.setFixedWidth(px(104))
        self.idle.setAccessibleName("Số phút không ai dùng thì khóa màn hình")
        return _in_row(title, self.idle, label("dùng từ lần mở chương trình sau", "quiet"))

    def _connect(self) -> None:
        self.text_size.activated.connect(self._on_text_size_chosen)
        self.idle.valueChanged.connect(self._on_idle_changed)
        for mode, radio in self.modes.items():
            radio.clicked.connect(partial(self._on_mode_chosen, mode))
        self.assign.clicked.connect(self._on_assign)
        self.restore.clicked.connect(self._on_restore)
        self.table.row_selected.connect(self._on_row_selected)

    def _on_mode_chosen(self, mode: ThemeMode) -> None:
        self._context.apply_theme(mode)
        self._context.tasks.write(
            lambda: self._context.settings.change(lambda settings: replace(settings, theme=mode)),
            partial(self._on_saved, "Đã lưu màu nền."),
        )

    def _on_text_size_chosen(self, at: int) -> None:
        self._context.take_text_size(TEXT_PERCENTS[at])

    def _on_idle_changed(self, minutes: int) -> None:
        if minutes == self._idle_kept:
            return
        self._context.tasks.write(
            lambda: self._context.settings.change(
                lambda settings: replace(settings, lock_after_minutes=minutes)
            ),
            partial(self._on_saved, f"Màn hình khóa sau {minutes} phút không ai dùng."),
        )

    def _on_assign(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._give(row.spec, self.keys.keys())

    def _on_restore(self) -> None:
        row = self.table.current_row()
        if row is not None:
            self._give(row.spec, row.spec.shortcut)

    def _give(self, spec: ActionSpec, keys: str) -> None:
        problem = problem_with(keys, spec, self._context.actions.specs, self._changed)
        set_tone(self.notice, Tone.LATE)
        self.notice.setText(problem)
        if problem:
            return
        changed = {key: value for key, value in self._changed.items() if key != spec.key}
        if keys != spec.shortcut:
            changed[spec.key] = keys
        self._context.tasks.write(
            lambda: self._context.settings.change(
                lambda settings: replace(settings, shortcuts=changed)
            ),
            partial(self._on_saved, f"Đã đặt phím cho “{spec.text}”."),
        )

    def _on_saved(self, text: str, _nothing: None) -> None:
        self._context.messages.done(text)
        self.load()

    def _on_row_selected(self) -> None:
        self.keys.set_keys("")
        self.notice.setText("")


def _in_row(*widgets: QWidget) -> QWidget:
    """Return widgets side by side that stay on one line."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for each in widgets:
        row.addWidget(each)
    return made
