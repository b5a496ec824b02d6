"""The acts allowed now, as buttons with their keys, the likeliest first, and nothing else."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.services.dossiers.records import AllowedAction
from app.ui.desk.cards import HeadedCard, clear_layout
from app.ui.desk.key_button import KeyButton
from app.ui.dossiers.act_table import ACT_SPECS, action_key, usual_next
from app.ui.look.icons import Icon
from app.ui.look.text_size import px
from app.ui.shell.actions import ActionBook
from app.ui.widgets.labels import label
from app.vocabulary.dossiers import Action

_GROUPS = tuple(dict.fromkeys(spec.group for spec in ACT_SPECS.values()))
"""Acts that belong together stand together, small, under one word; the first has none."""
_ACTION = "action"
_LOW = 26


class SmallButton(KeyButton):
    """One act of a group: no frame, a lower line."""

    def __init__(self, words: str, which: Icon, key_text: str) -> None:
        super().__init__(words, which, key_text)
        self.setProperty("kind", "ghost")
        # Without the line around it; the style sheet gives every button the height of a field.
        inner = px(_LOW) - 2
        self.setStyleSheet(f"QPushButton {{ min-height: {inner}px; max-height: {inner}px; }}")

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), px(_LOW))


class ActionsCard(HeadedCard):
    """`wanted` carries the act that was chosen."""

    wanted = Signal(object)

    def __init__(self, book: ActionBook, parent: QWidget | None = None) -> None:
        super().__init__("Làm được lúc này", parent)
        self._book = book
        self._made: list[QPushButton] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._none = label("Hồ sơ đã kết thúc, không còn việc nào.", "quiet", wrap=True)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._none)

    def buttons(self) -> tuple[QPushButton, ...]:
        """Return the acts offered, in the order they stand."""
        return tuple(self._made)

    def take_focus(self, action: Action | None = None) -> None:
        """Put the focus on `action`, else on the act that usually comes next."""
        offered = sorted(self.buttons(), key=lambda made: made.property(_ACTION) != action)
        for made in offered[:1]:
            made.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_actions(self, actions: Sequence[AllowedAction]) -> None:
        clear_layout(self._rows)
        self._made.clear()
        self._none.setVisible(not actions)
        first = usual_next([item.action for item in actions])
        for item in actions:
            if item.action is first:
                self._add_first(item)
        rest = [item for item in actions if item.action is not first]
        for group in _GROUPS:
            self._add_group(group, [one for one in rest if ACT_SPECS[one.action].group == group])

    def _add_first(self, item: AllowedAction) -> None:
        key_text = self._book.key_text(action_key(item.action))
        made = KeyButton(item.label, ACT_SPECS[item.action].icon, key_text, is_first=True)
        self._rows.addWidget(self._bound(item.action, made))

    def _add_group(self, title: str, items: Sequence[AllowedAction]) -> None:
        if not items:
            return
        group = QWidget()
        rows = QVBoxLayout(group)
        rows.setContentsMargins(0, 2, 0, 0)
        rows.setSpacing(0)
        if title:
            rows.addWidget(label(title, "caption"))
        for item in items:
            key_text = self._book.key_text(action_key(item.action))
            made = SmallButton(item.label, ACT_SPECS[item.action].icon, key_text)
            rows.addWidget(self._bound(item.action, made))
        self._rows.addWidget(group)

    def _bound(self, action: Action, made: QPushButton) -> QPushButton:
        made.setProperty(_ACTION, action.value)
        made.clicked.connect(partial(self._on_clicked, action))
        self._made.append(made)
        return made

    def _on_clicked(self, action: Action, _is_checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signature
        self.wanted.emit(action)
