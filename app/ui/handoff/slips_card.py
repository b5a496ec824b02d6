"""Slips on the way, going or coming: the slips, what is on one, and one question at the foot."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.clock import from_local, local_date
from app.services.custody.records import SlipItem, SlipView
from app.ui.desk.cards import GAP, HeadedCard
from app.ui.desk.dossier_columns import Now
from app.ui.files.files_table import FilesTable
from app.ui.handoff.columns import item_columns, refused_columns, slip_columns
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.widgets.forms import FieldBox
from app.ui.widgets.inputs import DateEdit, TimeEdit
from app.ui.widgets.labels import button, chip, label
from app.ui.widgets.table_view import ROW_HEIGHT, RowTable
from app.vocabulary.dossiers import HandoffItemState
from app.wording import buttons as button_words
from app.wording import captions, prompts


class SlipsCard(HeadedCard):
    """Shows slips of one direction; the page gives the buttons of its foot."""

    dossier_opened = Signal(str)
    answered = Signal(str)

    def __init__(
        self,
        title: str,
        now: Now,
        empty_text: str,
        *,
        is_outgoing: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._now = now
        self._slips: tuple[SlipView, ...] = ()
        self.slips = FilesTable[SlipView](
            slip_columns(now, is_outgoing=is_outgoing),
            lambda slip: slip.handoff_id,
            empty_text=empty_text,
        )
        self.slips.setAcceptDrops(is_outgoing)
        self.slips.setAccessibleName(f"{title}: các phiếu")
        self.items = RowTable[SlipItem](
            item_columns(), lambda item: item.item_id, empty_text="Chọn một phiếu để xem hồ sơ."
        )
        self.items.setAccessibleName(f"{title}: hồ sơ trên phiếu đang chọn")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._wide = QHBoxLayout()
        self.answer = QLineEdit()
        self._question = FieldBox("", self.answer)
        self.at_day, self.at_time = DateEdit(lambda: local_date(now())), TimeEdit("Giờ ký nhận")
        self._when = self._signed_row()
        self._foot = QStackedWidget()
        self._arrange()
        self.slips.row_selected.connect(self._show_items)
        self.slips.row_activated.connect(lambda _slip: self.items.setFocus())
        self.items.row_activated.connect(lambda item: self.dossier_opened.emit(item.code))

    def set_slips(self, slips: Sequence[SlipView]) -> None:
        """Show `slips`; the chosen one and the scrolling stay."""
        self._slips = tuple(slips)
        self.slips.set_rows(self._slips)
        if self.slips.current_row() is None and self._slips:
            self.slips.selectRow(0)
        open_count = sum(slip.open_count for slip in self._slips)
        self.set_count(f"{len(slips)} phiếu · {open_count} hồ sơ" if slips else "")
        self._show_items()
        for made in self.buttons():
            made.setEnabled(bool(slips))

    def add_button(self, text: str, which: Icon, act: Callable[[], None]) -> None:
        """Put a button at the foot."""
        made = button(text, "plain", which)
        made.setStyleSheet("padding: 0 6px")
        made.clicked.connect(act)
        self._buttons.addWidget(made, 1)

    def add_wide_button(self, text: str, which: Icon, act: Callable[[], None]) -> None:
        """Put a button on a line of its own below the others."""
        made = button(text, "plain", which)
        made.clicked.connect(act)
        self._wide.addWidget(made)

    def buttons(self) -> tuple[QPushButton, ...]:
        lines = (self._buttons, self._wide)
        places = (line.itemAt(at) for line in lines for at in range(line.count()))
        widgets = (place.widget() for place in places if place is not None)
        return tuple(widget for widget in widgets if isinstance(widget, QPushButton))

    def current_slip(self) -> SlipView | None:
        return self.slips.current_row()

    def open_items(self) -> tuple[SlipItem, ...]:
        """Return the chosen dossiers that are still open; without a choice all of the slip's."""
        slip = self.current_slip()
        if slip is None:
            return ()
        chosen = tuple(
            item for item in self.items.selected_rows() if item.state is HandoffItemState.SENT
        )
        return chosen or tuple(item for item in slip.items if item.state is HandoffItemState.SENT)

    def go_to(self, handoff_id: int) -> None:
        self.slips.go_to(handoff_id)
        self._show_items()

    def ask(self, title: str, hint: str, *, with_time: bool = False) -> None:
        """Ask one thing at the foot, in place of the buttons; `with_time` also when it was."""
        self._when.setVisible(with_time)
        self.at_day.clear()
        self.at_time.clear()
        self._question.title.setText(title)
        self.answer.setAccessibleName(title)
        self.answer.setPlaceholderText(hint)
        self.answer.clear()
        self._question.set_problem("")
        self._show_foot(1)
        self.answer.setFocus()

    def answered_at(self) -> datetime | None:
        """Return when it was, as typed; None where nothing is: now. Raises ValueError."""
        day, hour = self.at_day.value(), self.at_time.value()
        if day is None and hour is None:
            return None
        if hour is None:
            message = "Chưa có giờ ký nhận; hãy gõ như 07:30, hoặc bỏ trống cả ngày và giờ."
            raise ValueError(message)
        return from_local(day or local_date(self._now()), hour)

    @property
    def problem(self) -> str:
        return self._question.problem

    def is_asking(self) -> bool:
        return self._foot.currentIndex() == 1

    def give_answer(self) -> None:
        self.answered.emit(self.answer.text())

    def show_problem(self, text: str) -> None:
        self._question.set_problem(text)
        self._question.tell_cut_problem()
        self.answer.setFocus()

    def stop_asking(self) -> None:
        if self.is_asking():
            self._show_foot(0)
            self.items.setFocus()

    def _arrange(self) -> None:
        plain = QWidget()
        rows = QVBoxLayout(plain)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addStretch(1)
        rows.addLayout(self._buttons)
        rows.addLayout(self._wide)
        asking = QWidget()
        line = QVBoxLayout(asking)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._question)
        line.addWidget(self._when)
        yes = button(button_words.RECORD, "accent", hint="Ctrl+↵")
        yes.clicked.connect(self.give_answer)
        no = button(button_words.LEAVE, hint="Esc")
        no.clicked.connect(self.stop_asking)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(yes, 1)
        keys.addWidget(no)
        line.addLayout(keys)
        self.answer.returnPressed.connect(self.give_answer)
        self._feet = (plain, asking)
        for side in self._feet:
            self._foot.addWidget(side)
        self._show_foot(0)
        self.body.addWidget(self.slips, 2)
        self.body.addWidget(self.items, 3)
        self.body.addWidget(self._foot)

    def _signed_row(self) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(8)
        self.at_day.setAccessibleName("Ngày ký nhận")
        self.at_day.setPlaceholderText(prompts.TODAY)
        self.at_time.setPlaceholderText("giờ")
        self.at_time.setFixedWidth(px(64))
        self.at_day.setFixedWidth(px(104))
        for each in (label(captions.AT, "quiet"), self.at_time, self.at_day):
            row.addWidget(each)
        row.addWidget(label("trống: bây giờ", "caption"), 1)
        for each in (self.at_day, self.at_time):
            each.returnPressed.connect(self.give_answer)
        return made

    def _show_foot(self, place: int) -> None:
        # Only the side in sight may claim height; the question is taller than the buttons.
        for at, side in enumerate(self._feet):
            wanted = QSizePolicy.Policy.Preferred if at == place else QSizePolicy.Policy.Ignored
            side.setSizePolicy(QSizePolicy.Policy.Preferred, wanted)
        self._foot.setCurrentIndex(place)

    def _show_items(self) -> None:
        slip = self.slips.current_row()
        self.items.set_rows(slip.items if slip else ())


_SHOWN = 2


class RefusedCard(QFrame):
    """As low as it can be: the reasons stand beside the count, two lines in sight."""

    dossier_opened = Signal(str)

    def __init__(self, now: Now, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._count = chip("", Tone.LATE)
        self.items = RowTable[SlipItem](
            refused_columns(now), lambda item: item.item_id, empty_text=""
        )
        self.items.setAccessibleName("Hồ sơ bị trả lại và lý do")
        self.items.horizontalHeader().hide()
        self.items.row_activated.connect(lambda item: self.dossier_opened.emit(item.code))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(GAP)
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.items, 1)
        self.hide()

    def set_items(self, items: Sequence[SlipItem]) -> None:
        """Show what came back."""
        self.items.set_rows(items)
        self.items.setFixedHeight(min(len(items), _SHOWN) * px(ROW_HEIGHT))
        self._count.setText(f"Bị trả lại: {len(items)} hồ sơ")
        self.setVisible(bool(items))
