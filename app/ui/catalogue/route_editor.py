"""The route of a case: its steps in order, and how they add up beside the legal time."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import InvalidInputError
from app.services.catalogue.route_units import RouteSum, route_sum
from app.services.container import Services
from app.ui.catalogue.case_forms import StepForm
from app.ui.catalogue.list_editor import steps_editor
from app.ui.catalogue.typed import TypedCase, TypedStep, read_case
from app.ui.look.icons import Icon, Ink, ink_of
from app.ui.look.tokens import Tone, px
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import FieldBox, commit_input_method
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import IconLabel, label, set_tone

_CASE_WIDTH = 168
_ORDINARY_DAY = 450
"""Minutes of a working day until the office has said its own."""


class RouteEditor(QWidget):
    """`edited` follows every change that a person made; `case` is then the case to keep."""

    edited = Signal()

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._cases: tuple[TypedCase, ...] = ()
        self._day = _ORDINARY_DAY
        self.chosen = ComboBox()
        self.chosen.setAccessibleName("Quy trình của trường hợp")
        self.form = StepForm(context, services)
        self.steps = steps_editor(self.form)
        self.sum_icon = IconLabel(Icon.INFO, Ink.QUIET)
        self.sum = label("", wrap=True)
        self.sum.setAccessibleName("Tổng thời gian các bước so với thời hạn")
        self.note = QLineEdit()
        self.note_box = FieldBox("Ghi chú vì sao tổng khác thời hạn", self.note)
        self._arrange()
        self._connect()
        self._show_sum()

    @property
    def place(self) -> int:
        """The place of the case shown among the procedure's."""
        return self.chosen.currentIndex()

    @property
    def case(self) -> TypedCase:
        """The case shown, with the route as typed."""
        return replace(
            self._cases[self.place], route=self.steps.items, route_note=self.note.text().strip()
        )

    def show_cases(self, cases: Sequence[TypedCase], place: int = 0) -> None:
        """Show the route of the case at `place` without telling anybody."""
        self._cases = tuple(cases)
        with QSignalBlocker(self.chosen):
            self.chosen.clear()
            self.chosen.addItems([case.name or "chưa đặt tên" for case in cases])
            self.chosen.setCurrentIndex(max(0, min(place, len(cases) - 1)))
        self._show_case()

    def load_day(self) -> None:
        """Read how long the office's working day is."""
        self._context.read(self._services.routes.working_day).then(self._on_day_read)

    def show_problem(self, field: str, text: str) -> bool:
        """Show a problem of the route (`route_note`, `route.1.value`) where it belongs."""
        if field == "route_note":
            self.note_box.show()
            self.note_box.set_problem(text)
            self.note.setFocus()
            return True
        _route, _, rest = field.partition(".")
        place, _, name = rest.partition(".")
        if not place.isdigit():
            return False
        if name in {"is_lead", "is_parallel"}:
            self.steps.show_items(self.steps.items, int(place))
            self.form.show_flag_problem(name, text)
            return True
        return self.steps.show_problem(int(place), name, text)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        self.chosen.setFixedWidth(px(_CASE_WIDTH))
        head.addWidget(self.chosen)
        head.addWidget(self.sum_icon)
        head.addWidget(self.sum, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 8, 0, 0)
        rows.setSpacing(2)
        rows.addLayout(head)
        rows.addWidget(self.steps, 1)
        rows.addWidget(self.note_box)

    def _connect(self) -> None:
        self.chosen.currentIndexChanged.connect(self._on_case_chosen)
        self.steps.edited.connect(self._on_steps_edited)
        self.steps.add.clicked.connect(self._on_add_clicked)
        self.note.textEdited.connect(self._on_note_edited)

    def _show_case(self) -> None:
        case = self._cases[self.place] if self._cases else TypedCase()
        self.steps.show_items(case.route)
        self.note.setText(case.route_note)
        self.note_box.set_problem("")
        self._show_sum()

    def _show_sum(self) -> None:
        summed = self._summed()
        icon, tone, words = _said(summed, self._cases[self.place] if self._cases else TypedCase())
        self.sum_icon.set_icon(icon, ink_of(tone))
        self.sum.setText(words)
        set_tone(self.sum, tone)
        disagrees = summed is not None and summed.agrees is False
        self.note_box.setVisible(disagrees or bool(self.note.text()))

    def _summed(self) -> RouteSum | None:
        try:
            return route_sum(read_case(self.case, 0), self._day) if self._cases else None
        except InvalidInputError:
            return None

    def _keep(self) -> None:
        cases = list(self._cases)
        cases[self.place] = self.case
        self._cases = tuple(cases)
        self._show_sum()
        self.edited.emit()

    def _on_day_read(self, minutes: int) -> None:
        self._day = minutes
        self._show_sum()

    def _on_case_chosen(self) -> None:
        commit_input_method()
        self._show_case()

    def _on_add_clicked(self) -> None:
        if self._cases:
            self.steps.add_item(TypedStep(is_lead=not self.steps.items))

    def _on_steps_edited(self) -> None:
        """One unit leads: marking another takes the mark from the one before."""
        place, items = self.steps.place, self.steps.items
        leads = [at for at, step in enumerate(items) if step.is_lead]
        if len(leads) > 1 and place in leads:
            for at in leads:
                if at != place:
                    self.steps.set_item(at, replace(items[at], is_lead=False))
        self._keep()

    def _on_note_edited(self) -> None:
        self.note_box.set_problem("")
        self._keep()


def _said(summed: RouteSum | None, case: TypedCase) -> tuple[Icon, Tone, str]:
    if summed is None:
        return Icon.WARNING, Tone.WARN, "Chưa tính được tổng: có thời gian chưa đọc được."
    legal = f"thời hạn {summed.legal_text}"
    if not case.route:
        return Icon.INFO, Tone.QUIET, f"Chưa có bước nào; {legal}."
    total = f"Tổng các bước {summed.total_text}; {legal}"
    if summed.agrees is None:
        return Icon.INFO, Tone.QUIET, f"{total}: không so được."
    if summed.agrees:
        return Icon.DONE, Tone.OK, f"{total}: khớp."
    need = "đã có ghi chú" if case.route_note else "cần ghi chú"
    return Icon.WARNING, Tone.WARN, f"{total}: không khớp, {need}."
