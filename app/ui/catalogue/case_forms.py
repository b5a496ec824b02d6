"""The forms of one case, one required document and one step of a route."""

from collections.abc import Sequence
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

from app.services.catalogue.cases import TIMED_UNITS
from app.services.catalogue.records import PaperDraft
from app.services.catalogue.route_units import RouteUnit
from app.services.catalogue.validation import MOST_COPIES
from app.services.container import Services
from app.services.ledger.records import Actor
from app.text import words
from app.ui.catalogue.fields import choices, choose, field_row
from app.ui.catalogue.typed import WITHOUT_VALUE, TypedCase, TypedStep
from app.ui.look.tokens import px
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.inputs import MoneyEdit, SpinBox
from app.ui.widgets.labels import ElidedLabel
from app.ui.widgets.lookup_field import LookupField, LookupRow
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel
from app.wording import captions
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
        self.unit = choices(TimeUnit, captions.TIME_UNIT)
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
                (self.board.add("fee_vnd", captions.FEE_IN_DONG, self.fee), _SIDE),
            )
        )
        rows.addLayout(
            field_row(
                (self.board.add("value", captions.TIME_LIMIT, self.value), 0),
                (self.board.add("unit", captions.UNIT, self.unit), _SIDE),
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
                (self.board.add("channels", captions.RECEPTION_CHANNEL, self.channel_line), 0),
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


COUNTS = {
    "original": captions.ORIGINAL,
    "certified": captions.CERTIFIED_COPY,
    "plain": captions.PLAIN_COPY,
    "electronic": captions.ELECTRONIC_COPY,
}
_COUNT_WIDTH = 88


class PaperForm(QWidget):
    """The form of one required document."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = ProblemBoard(self)
        self.name = QPlainTextEdit()
        self.name.setFixedHeight(px(60))
        self.counts = {field: SpinBox() for field in COUNTS}
        self.is_required = QCheckBox("Bắt buộc")
        self.board.follow(self.is_required)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self.board.add("name", captions.PAPER_NAME, self.name))
        counts = (
            (self.board.add(field, COUNTS[field], box), _COUNT_WIDTH)
            for field, box in self.counts.items()
        )
        line = field_row(*counts)
        line.addWidget(self.is_required)
        line.addStretch(1)
        rows.addLayout(line)
        self.name.textChanged.connect(self.edited)
        self.is_required.clicked.connect(self.edited)
        for box in self.counts.values():
            box.setRange(0, MOST_COPIES)
            box.valueChanged.connect(self.edited)

    @property
    def widget(self) -> QWidget:
        return self

    def show_item(self, item: PaperDraft) -> None:
        """Show a paper without telling anybody."""
        self.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        if item.name != self.name.toPlainText():
            self.name.setPlainText(item.name)
        for field, box in self.counts.items():
            box.setValue(getattr(item, field))
        self.is_required.setChecked(item.is_required)
        self.blockSignals(False)  # noqa: FBT003 - Qt's own signature

    def item(self) -> PaperDraft:
        """Return what is typed now."""
        return PaperDraft(
            name=self.name.toPlainText(),
            is_required=self.is_required.isChecked(),
            **{field: box.value() for field, box in self.counts.items()},
        )

    def start(self) -> None:
        self.name.setFocus()
        self.name.selectAll()


_MOST_OFFERED = 50
_UNIT_WIDTH, _VALUE_WIDTH = 150, 84


class StepForm(QWidget):
    """The form of one step of a route."""

    edited = Signal()

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shown = TypedStep()
        self.board = ProblemBoard(self)
        self.unit_name = LookupField(
            lambda text: context.read(_find_units, services, text),
            none_found="Không có đơn vị nào khớp; tên gõ ở đây vẫn được giữ.",
        )
        self.work = QLineEdit()
        self.value = QLineEdit()
        self.unit = choices((unit for unit in TimeUnit if unit in TIMED_UNITS), captions.TIME_UNIT)
        self.is_parallel = QCheckBox("Song song với bước trên")
        self.is_lead = QCheckBox(captions.LEAD)
        self._arrange()
        self._connect()

    @property
    def widget(self) -> QWidget:
        return self

    def show_item(self, item: TypedStep) -> None:
        """Show a step without telling anybody."""
        self._shown = item
        self.unit_name.show_choice(_row(item.unit_code, item.unit_name))
        self.unit_name.setCursorPosition(0)
        self.work.setText(item.work)
        self.value.setText(item.value)
        choose(self.unit, item.unit)
        self.is_parallel.setChecked(item.is_parallel)
        self.is_lead.setChecked(item.is_lead)

    def item(self) -> TypedStep:
        """Return what is typed now; a unit nobody has chosen has no code."""
        chosen = self.unit_name.choice
        return replace(
            self._shown,
            unit_code=str(chosen.value) if chosen is not None else "",
            unit_name=self.unit_name.text().strip(),
            work=self.work.text(),
            value=self.value.text(),
            unit=TimeUnit(self.unit.currentData()),
            is_parallel=self.is_parallel.isChecked(),
            is_lead=self.is_lead.isChecked(),
        )

    def start(self) -> None:
        self.unit_name.setFocus()

    def show_flag_problem(self, field: str, text: str) -> None:
        """Show what is wrong with a check box on the line beside it."""
        self.board.box("work").set_problem(text)
        (self.is_lead if field == "is_lead" else self.is_parallel).setFocus()

    def _arrange(self) -> None:
        self.board.follow(self.is_parallel, self.is_lead)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(
            field_row(
                (self.board.add("unit_name", "Đơn vị thực hiện", self.unit_name), 0),
                (self.board.add("value", captions.TIME, self.value), _VALUE_WIDTH),
                (self.board.add("unit", "Tính theo", self.unit), _UNIT_WIDTH),
            )
        )
        last = field_row((self.board.add("work", captions.WORK, self.work), 0))
        last.addWidget(self.is_parallel)
        last.addWidget(self.is_lead)
        rows.addLayout(last)

    def _connect(self) -> None:
        self.unit_name.chosen.connect(self._on_edited)
        for edit in (self.unit_name, self.work, self.value):
            edit.textEdited.connect(self._on_edited)
        self.unit.currentIndexChanged.connect(self._on_edited)
        for box in (self.is_parallel, self.is_lead):
            box.clicked.connect(self._on_edited)

    def _on_edited(self) -> None:
        self.edited.emit()


def _find_units(actor: Actor, services: Services, text: str) -> Sequence[LookupRow]:
    wanted = words(text)
    fitting = [unit for unit in services.routes.units(actor) if _fits(unit, wanted)]
    return [
        LookupRow(value=unit.code, title=unit.name, detail=f"{unit.code} · {word(unit.level)}")
        for unit in fitting[:_MOST_OFFERED]
    ]


def _fits(unit: RouteUnit, wanted: Sequence[str]) -> bool:
    known = words(f"{unit.name} {unit.code}")
    return all(any(own.startswith(each) for own in known) for each in wanted)


def _row(code: str, name: str) -> LookupRow | None:
    return LookupRow(value=code, title=name, detail=code) if name else None
