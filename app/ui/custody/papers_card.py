"""The papers of the chosen unit: by kind, one's own, what rests; those held longest first."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTabBar, QWidget

from app.services.custody.custody_board import BUCKET_WORDS
from app.services.custody.location_records import Bucket, CustodyView, StandIn
from app.services.ledger.records import Actor
from app.ui.custody.columns import (
    BUCKET_LOOKS,
    CustodyPaperLine,
    CustodyUnitLine,
    Wish,
    counts,
    paper_columns,
    paper_lines,
)
from app.ui.desk.cards import HeadedCard
from app.ui.look.icons import Icon, icon, ink_of
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.inputs import SpinBox
from app.ui.widgets.labels import button, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import buttons, captions, headings
from app.wording.texts import day_text, number_text

USUAL_DAYS, MOST_DAYS = 3, 60
BUCKETS: tuple[Bucket | None, ...] = (None, *Bucket)
_KEYS = "←→ đổi loại · Tab tới giấy tờ · ↵ mở hồ sơ"


class UnitPapersCard(HeadedCard):
    """`days_changed`: what rests must be read again; `opened` carries a dossier's code."""

    days_changed = Signal()
    opened = Signal(str)

    def __init__(
        self,
        key_of: Callable[[str], str],
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(captions.PAPERS, parent)
        self._view: CustodyView | None = None
        self._unit: CustodyUnitLine | None = None
        self._actor: Actor | None = None
        self._now = now
        self.mine = QCheckBox(f"Của tôi   {key_of('custody.mine')}")
        self.untouched = QCheckBox(f"Chưa ai động tới   {key_of('custody.untouched')}")
        self.days = SpinBox()
        self.kinds = QTabBar()
        self.table = RowTable[CustodyPaperLine](
            paper_columns(), lambda line: line.paper.code, empty_text=""
        )
        self.pass_on = button("Chuyển…", "plain", Icon.PEOPLE, hint=key_of("custody.move"))
        self.put = button("Nơi để…", "plain", Icon.PAPER, hint=key_of("custody.place"))
        self._dress()
        self._arrange()
        self._connect()

    @property
    def codes(self) -> tuple[str, ...]:
        """The chosen papers."""
        return tuple(line.paper.code for line in self.table.selected_rows())

    def show_view(self, view: CustodyView, unit: CustodyUnitLine | None, actor: Actor) -> None:
        """Show the papers of `unit`; what is chosen stays where it is still here."""
        self._view, self._unit, self._actor = view, unit, actor
        self.set_title(unit.name if unit else captions.PAPERS)
        self._refill()

    def choose(self, bucket: Bucket | None) -> None:
        """Show one kind of papers, or all."""
        self.kinds.setCurrentIndex(BUCKETS.index(bucket))

    def go_to(self, code: str) -> bool:
        """Go to a paper, whatever was narrowed before; False where it is not here."""
        for box in (self.mine, self.untouched):
            with QSignalBlocker(box):
                box.setChecked(False)
        with QSignalBlocker(self.kinds):
            self.kinds.setCurrentIndex(0)
        self._refill()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.clearSelection()
        return self.table.go_to(code)

    def _dress(self) -> None:
        self.days.setRange(1, MOST_DAYS)
        self.days.setValue(USUAL_DAYS)
        self.days.setSuffix(" ngày")
        self.days.setAccessibleName("Số ngày làm việc chưa ai động tới")
        self.table.setAccessibleName("Giấy tờ, giữ lâu nhất trước")
        self.kinds.setAccessibleName("Loại giấy tờ")
        self.kinds.setDrawBase(False)
        self.kinds.setExpanding(False)
        for bucket in BUCKETS:
            place = self.kinds.addTab(_word(bucket))
            if bucket is not None:
                which, tone = BUCKET_LOOKS[bucket]
                self.kinds.setTabIcon(place, icon(which, ink_of(tone)))

    def _arrange(self) -> None:
        for widget in (self.mine, self.untouched, self.days):
            self.head.addWidget(widget)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.pass_on)
        foot.addWidget(self.put)
        foot.addStretch(1)
        foot.addWidget(label(_KEYS, "caption"))
        self.body.addWidget(self.kinds)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.kinds.currentChanged.connect(self._refill)
        self.mine.toggled.connect(self._refill)
        self.untouched.toggled.connect(self._refill)
        self.days.valueChanged.connect(self._on_days_changed)
        self.table.row_activated.connect(self._on_row_activated)
        self.table.selectionModel().selectionChanged.connect(self._show_buttons)

    def _refill(self) -> None:
        if self._view is None or self._actor is None:
            return
        wish = Wish(
            unit_id=self._unit.unit_id if self._unit else 0,
            is_mine=self.mine.isChecked(),
            is_untouched=self.untouched.isChecked(),
        )
        lines = paper_lines(self._view, wish, self._actor, self._now())
        told = counts(lines)
        for place, bucket in enumerate(BUCKETS):
            self.kinds.setTabText(place, f"{_word(bucket)} ({number_text(told[bucket])})")
        chosen = BUCKETS[self.kinds.currentIndex()]
        self.table.set_empty_text(self._nothing())
        self.table.set_rows([line for line in lines if chosen in {None, line.paper.bucket}])
        if self.table.current_row() is None and self.table.rows_model.rows:
            self.table.selectRow(0)
        self._show_buttons()

    def _nothing(self) -> str:
        if self.untouched.isChecked():
            return f"Không có giấy tờ nào nằm yên {self.days.value()} ngày làm việc trở lên."
        if self.mine.isChecked():
            return "Bạn chưa giữ giấy tờ nào ở đây. Ctrl+M ghi ai giữ giấy tờ đang chọn."
        return "Không có giấy tờ nào thuộc loại này."

    def _show_buttons(self) -> None:
        for one in (self.pass_on, self.put):
            one.setEnabled(bool(self.codes))

    def _on_days_changed(self) -> None:
        with QSignalBlocker(self.untouched):
            self.untouched.setChecked(True)
        self.days_changed.emit()

    def _on_row_activated(self, line: CustodyPaperLine) -> None:
        self.opened.emit(line.paper.code)


def _word(bucket: Bucket | None) -> str:
    return captions.ALL if bucket is None else BUCKET_WORDS[bucket]


class StandInsCard(HeadedCard):
    """Who stands in for whom, today and later."""

    def __init__(self, add_key: str, end_key: str, parent: QWidget | None = None) -> None:
        super().__init__(headings.DEPUTIES, parent)
        self.table = RowTable[StandIn](
            _COLUMNS,
            lambda row: row.stand_in_id,
            empty_text=f"Không có ai vắng. {add_key} để nhờ đồng nghiệp thay.",
        )
        self.table.setAccessibleName("Ai thay ai")
        self.table.setSortingEnabled(False)
        self.add = button("Ủy quyền…", "plain", Icon.ADD, hint=add_key)
        self.end = button(buttons.END, "ghost", Icon.CLOSE)
        self.end.setToolTip(end_key)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.add)
        foot.addStretch(1)
        foot.addWidget(self.end)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(foot)
        self.table.row_selected.connect(self._show_end)
        self._show_end()

    def show_stand_ins(self, rows: Sequence[StandIn]) -> None:
        self.table.set_rows(rows)
        self.set_count(str(len(rows)) if rows else "")
        self._show_end()

    def _show_end(self) -> None:
        self.end.setEnabled(self.table.current_row() is not None)


def _whole(row: StandIn) -> str:
    days = f"{day_text(row.from_day)} đến {day_text(row.until_day)}"
    return f"{row.deputy_name} thay {row.officer_name}, {days}: {row.reason}"


_COLUMNS: tuple[Column[StandIn], ...] = (
    text_column("Vắng", "officer_name", tip=_whole),
    text_column("Người thay", "deputy_name", tip=_whole),
    digits_column(
        "Đến",
        lambda row: day_text(row.until_day)[:5],
        72,
        tip=_whole,
        tone=lambda row: Tone.ACCENT if row.is_in_force else Tone.QUIET,
    ),
)
