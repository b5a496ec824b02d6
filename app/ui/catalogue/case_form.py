"""The form of one case."""

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui.catalogue.fields import choices, choose, field_row
from app.ui.catalogue.typed import WITHOUT_VALUE, TypedCase
from app.ui.look.text_size import px
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.inputs import MoneyEdit
from app.ui.widgets.labels import ElidedLabel
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel
from app.wording.labels import label as word

_SIDE = 182
_PHASES_HEIGHT = 58
_CUTOFF = "Nhận sau giờ này, hẹn hôm sau"


class CaseForm(QWidget):
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = ProblemBoard(self)
        self._shown = TypedCase()
        self.name = QLineEdit()
        self.value = QLineEdit()
        self.unit = choices(TimeUnit, "Đơn vị thời gian")
        self.fee = MoneyEdit()
        self.advance = MoneyEdit()
        self.phases = QPlainTextEdit()
        self.phases.setTabChangesFocus(True)
        self.phases.setFixedHeight(px(_PHASES_HEIGHT))
        self.phases.setPlaceholderText("Thẩm định: 5 ngày làm việc\nTrình ký: 2 ngày làm việc")
        self.sum = ElidedLabel()
        self.sum.setProperty("kind", "caption")
        self.late_cutoff = QLineEdit()
        self.channel_line = QWidget()
        self.channels = {channel: QCheckBox(word(channel)) for channel in Channel}
        self.late_cutoff.setPlaceholderText("không giới hạn")
        self._arrange()
        self._connect()

    @property
    def widget(self) -> QWidget:
        return self

    def show_item(self, item: TypedCase) -> None:
        """Show a case without telling anybody."""
        self._shown = item
        self.name.setText(item.name)
        self.value.setText(item.value)
        choose(self.unit, item.unit)
        self.fee.set_value(item.fee_vnd)
        self.late_cutoff.setText(item.late_cutoff)
        self.advance.set_value(item.advance_vnd)
        self._show_phases(item.phases)
        for channel, box in self.channels.items():
            box.setChecked(channel in item.channels)
        self._follow_unit()

    def item(self) -> TypedCase:
        """Return what is typed now."""
        return replace(
            self._shown,
            name=self.name.text(),
            value=self.value.text(),
            unit=TimeUnit(self.unit.currentData()),
            fee_vnd=self.fee.value(),
            channels=tuple(each for each, box in self.channels.items() if box.isChecked()),
            late_cutoff=self.late_cutoff.text(),
            advance_vnd=self.advance.value(),
            phases=self.phases.toPlainText(),
        )

    def start(self) -> None:
        self.name.setFocus()
        self.name.selectAll()

    def _arrange(self) -> None:
        line = QHBoxLayout(self.channel_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        for box in self.channels.values():
            line.addWidget(box)
        line.addStretch(1)
        self.board.follow(*self.channels.values())
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(
            field_row(
                (self.board.add("name", "Tên trường hợp", self.name), 0),
                (self.board.add("fee_vnd", "Phí, lệ phí (đồng)", self.fee), _SIDE),
            )
        )
        rows.addLayout(
            field_row(
                (self.board.add("value", "Thời hạn", self.value), 0),
                (self.board.add("unit", "Đơn vị", self.unit), _SIDE),
            )
        )
        phases = self.board.add("phases", "Giai đoạn (mỗi dòng một giai đoạn)", self.phases)
        advance = self.board.add("advance_vnd", "Tạm thu khi nhận (đồng)", self.advance)
        timed = field_row((phases, 0), (advance, _SIDE))
        timed.setAlignment(advance, Qt.AlignmentFlag.AlignTop)
        rows.addLayout(timed)
        rows.addWidget(self.sum)
        rows.addLayout(
            field_row(
                (self.board.add("channels", "Kênh tiếp nhận", self.channel_line), 0),
                (self.board.add("late_cutoff", _CUTOFF, self.late_cutoff), _SIDE),
            )
        )

    def _connect(self) -> None:
        for edit in (self.name, self.value, self.fee, self.late_cutoff, self.advance):
            edit.textEdited.connect(self.edited)
        self.phases.textChanged.connect(self._on_phases_changed)
        self.value.textEdited.connect(self._follow_phases)
        self.unit.currentIndexChanged.connect(self._on_unit_changed)
        for box in self.channels.values():
            box.clicked.connect(self.edited)

    def _show_phases(self, text: str) -> None:
        """Show phases without telling anybody."""
        with QSignalBlocker(self.phases):
            self.phases.setPlainText(text)
        self._follow_phases()

    def _on_phases_changed(self) -> None:
        self._follow_phases()
        self.edited.emit()

    def _follow_phases(self) -> None:
        self.sum.set_text(self.item().phases_sum)

    def _on_unit_changed(self) -> None:
        self._follow_unit()
        self._follow_phases()
        self.edited.emit()

    def _follow_unit(self) -> None:
        unit = TimeUnit(self.unit.currentData())
        self.value.setEnabled(unit not in WITHOUT_VALUE)
        self.late_cutoff.setEnabled(unit is TimeUnit.SAME_DAY)
