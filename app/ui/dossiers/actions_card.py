"""The acts allowed now, as buttons with their keys, and nothing else."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.services.dossiers.records import AllowedAction
from app.ui.desk.cards import HeadedCard, clear_layout
from app.ui.desk.key_button import KeyButton
from app.ui.dossiers.parts import action_icon, action_key
from app.ui.shell.actions import ActionBook
from app.ui.widgets.labels import label
from app.vocabulary import Action

_FIRST = (
    Action.RETURN,
    Action.RESOLVE,
    Action.ACCEPT,
    Action.SUPPLEMENT_IN,
    Action.PAYMENT_IN,
    Action.HANDOFF,
)
"""The act that usually comes next is the filled button."""


class ActionsCard(HeadedCard):
    """`wanted` carries the act that was chosen."""

    wanted = Signal(object)

    def __init__(self, book: ActionBook, parent: QWidget | None = None) -> None:
        super().__init__("Làm được lúc này", parent)
        self._book = book
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._none = label("Hồ sơ đã kết thúc, không còn việc nào.", "quiet", wrap=True)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._none)

    def buttons(self) -> tuple[QPushButton, ...]:
        items = (self._rows.itemAt(at) for at in range(self._rows.count()))
        widgets = (item.widget() for item in items if item is not None)
        return tuple(widget for widget in widgets if isinstance(widget, QPushButton))

    def take_focus(self) -> None:
        """Put the focus on the act that usually comes next."""
        for made in self.buttons()[:1]:
            made.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_actions(self, actions: Sequence[AllowedAction]) -> None:
        clear_layout(self._rows)
        self._none.setVisible(not actions)
        offered = [item.action for item in actions]
        first = next((action for action in _FIRST if action in offered), None)
        for item in sorted(actions, key=lambda item: item.action is not first):
            made = KeyButton(
                item.label,
                action_icon(item.action),
                self._book.key_text(action_key(item.action)),
                is_first=item.action is first,
            )
            made.clicked.connect(partial(self._on_clicked, item.action))
            self._rows.addWidget(made)

    def _on_clicked(self, action: Action, _is_checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signature
        self.wanted.emit(action)
