"""The form of one step of a route."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from app.services.catalogue.cases import TIMED_UNITS
from app.services.catalogue.route_units import RouteUnit
from app.services.container import Services
from app.services.ledger.records import Actor
from app.text import words
from app.ui.catalogue.fields import choices, choose, field_row
from app.ui.catalogue.typed import TypedStep
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.lookup_field import LookupField, LookupRow
from app.vocabulary.catalogue import TimeUnit
from app.wording.labels import label as word

_MOST_OFFERED = 50
_UNIT_WIDTH, _VALUE_WIDTH = 150, 84


class StepForm(QWidget):
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
        self.unit = choices((unit for unit in TimeUnit if unit in TIMED_UNITS), "Đơn vị thời gian")
        self.is_parallel = QCheckBox("Song song với bước trên")
        self.is_lead = QCheckBox("Chủ trì")
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
                (self.board.add("value", "Thời gian", self.value), _VALUE_WIDTH),
                (self.board.add("unit", "Tính theo", self.unit), _UNIT_WIDTH),
            )
        )
        last = field_row((self.board.add("work", "Việc", self.work), 0))
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
