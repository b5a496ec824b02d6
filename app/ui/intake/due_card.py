"""The due date with its why, the button that registers, and the desk's other answers below it."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.clock import local_date
from app.services.dossiers.records import DueView
from app.ui.intake.notices import NoticeLine
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import (
    ElidedLabel,
    button,
    card,
    chip,
    label,
    set_property,
    set_tone,
    tooltip,
)
from app.wording import captions, states
from app.wording.texts import WEEKDAYS, day_text, time_text

_SUMMARY_HEIGHT = 56


class OtherActs(QWidget):
    """The keys are in the tooltips; `urge` makes refusal and guide slip stand out."""

    refuse_wanted = Signal()
    guide_wanted = Signal()
    finish_wanted = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.refuse = button(states.REFUSED, "ghost")
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
        self._name_buttons()
        self.offer_finish(is_offered=False)

    @property
    def menu_actions(self) -> list[QAction]:
        """What the list offers, without the lines between."""
        return [action for action in self._menu.actions() if not action.isSeparator()]

    def offer(self, cases: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """Offer special cases in the menu, and below them the setting of the desk."""
        book = self._context.actions
        for key, act in cases:
            typed = book.key_text(key)
            made = QAction(f"{book.text(key)}\t{typed}" if typed else book.text(key), self._menu)
            made.triggered.connect(act)
            self._menu.addAction(made)
        self._menu.addSeparator()
        switch = QAction("In giấy tiếp nhận cả khi trả ngay", self._menu, checkable=True)
        switch.triggered.connect(self._keep_same_day_receipt)
        settings = self._context.settings
        self._menu.aboutToShow.connect(lambda: switch.setChecked(settings.load().same_day_receipt))
        self._menu.addAction(switch)

    def offer_finish(self, *, is_offered: bool) -> None:
        """Show the act of same-day cases, or hide it; nothing else moves."""
        self.finish.setVisible(is_offered)

    def urge(self, *, is_urged: bool) -> None:
        """Let refusal and guide slip stand out, or no longer."""
        for each in (self.refuse, self.guide):
            set_property(each, "kind", "plain" if is_urged else "ghost")

    def _name_buttons(self) -> None:
        """Say of each button what it does, in full and by which key."""
        book = self._context.actions
        for each, key in (
            (self.refuse, "intake.refuse"),
            (self.guide, "intake.guide"),
            (self.finish, "intake.finish"),
        ):
            words, typed = book.text(key), book.key_text(key)
            each.setToolTip(f"{words} ({typed})" if typed else words)
            each.setAccessibleName(words)

    def _keep_same_day_receipt(self, is_on: bool) -> None:  # noqa: FBT001 - a Qt slot
        """Print the receipt of what is returned at once too (NĐ 61/2018 Đ17.4 asks for none)."""
        self._context.settings.change(lambda kept: replace(kept, same_day_receipt=is_on))

    def _show_menu(self) -> None:
        """Open the list above the button, which is at the foot of the page."""
        up = QPoint(0, -self._menu.sizeHint().height())
        self._menu.popup(self.more.mapToGlobal(up))


def due_words(due: DueView) -> tuple[str, str]:
    """Return weekday and due instant as they are read out: Thứ Tư; 25/11/2026, 09:42."""
    if due.due_at is None:
        return "", "Báo khi có kết quả"
    day = local_date(due.due_at)
    return WEEKDAYS[day.weekday()], f"{day_text(day)}, {time_text(due.due_at)}"


class DuePreviewCard(QWidget):
    """`why_wanted` asks for the steps; `register_wanted` for the act.

    `other_acts` are the desk's other answers, below the first one.
    """

    register_wanted = Signal()
    why_wanted = Signal()

    def __init__(self, context: PageContext, act: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = context.actions.key_text("intake.register")
        self._due = ElidedLabel("–")
        self._due.setProperty("kind", "large")
        self._weekday = label("", "heading")
        set_tone(self._weekday, Tone.ACCENT)
        self._summary = label("", "quiet", wrap=True)
        self._summary.setFixedHeight(px(_SUMMARY_HEIGHT))
        self._summary.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._unsure = chip("Lịch nghỉ chưa xác nhận", Tone.WARN)
        self._unsure.setToolTip(
            tooltip("Lịch nghỉ của năm có ngày hẹn chưa có thông báo; ngày hẹn có thể tính lại.")
        )
        self.why = button("Vì sao?", "ghost")
        self.why.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        kept = self.why.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.why.setSizePolicy(kept)
        self.notice = NoticeLine()
        self.register = button("", "accent", Icon.PRINT)
        self.register.setMinimumHeight(px(40))
        self.other_acts = OtherActs(context)
        self._arrange()
        self.set_act(act)
        self.show_due(None)
        self.why.clicked.connect(self.why_wanted)
        self.register.clicked.connect(self.register_wanted)

    @property
    def due_text(self) -> str:
        return f"{self._weekday.text()} {self._due.text()}".strip()

    @property
    def summary_text(self) -> str:
        return self._summary.text()

    @property
    def is_unsure(self) -> bool:
        return not self._unsure.isHidden()

    def set_act(self, words: str) -> None:
        """Say what the button does."""
        self.register.setText(f" {words}   {self._key}" if self._key else f" {words}")
        self.register.setAccessibleName(words)

    def show_due(self, due: DueView | None) -> None:
        """Show a due date and its reason in one line; None while there is no case."""
        weekday, instant = due_words(due) if due else ("", "–")
        self._weekday.setText(weekday)
        self._due.set_text(instant)
        self._summary.setText(due.summary if due else "Ngày hẹn hiện ở đây khi đã chọn thủ tục.")
        self._summary.setToolTip(tooltip("\n".join(due.steps)) if due else "")
        self._unsure.setVisible(bool(due and due.is_unconfirmed))
        self.why.setVisible(bool(due and due.steps))

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(captions.DUE, "heading"))
        head.addWidget(self._weekday)
        head.addWidget(self._unsure)
        head.addStretch(1)
        head.addWidget(self.why)
        frame = card()
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(16, 6, 16, 8)
        rows.setSpacing(4)
        rows.addLayout(head)
        rows.addWidget(self._due)
        rows.addWidget(self._summary)
        rows.addWidget(self.notice)
        rows.addWidget(self.register)
        rows.addWidget(self.other_acts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)


def steps_text(steps: Sequence[str]) -> str:
    """Return the steps of a due date, a paragraph each."""
    return "\n\n".join(f"{number}.  {step}" for number, step in enumerate(steps, start=1))
