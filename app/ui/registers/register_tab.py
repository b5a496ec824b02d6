"""The tabs of the registers: one panel each, and what stands beside it where something does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout
from typing_extensions import override

from app.services.container import Services
from app.services.fields import value_text
from app.services.registers.definitions import FINDINGS, INSPECTIONS, ONE_STOP_UNITS, REGISTERS
from app.services.registers.records import RegisterEntry
from app.ui.desk.tabbed_page import PageTab
from app.ui.registers.coverage_card import CoverageCard
from app.ui.registers.panel import RegisterPanel
from app.ui.shell.page_context import PageContext
from app.vocabulary.reports import RegisterKind
from app.wording.labels import label

_SHARES = (280, 300)


class EntryTab(PageTab):
    """A tab of entries, each of which can be gone to."""

    def open_entry(self, kind: RegisterKind, number: int, of_number: int = 0) -> None:
        """Go to an entry; `of_number` is the entry that it is of itself, or 0."""
        raise NotImplementedError


class RegisterTab(EntryTab):
    """One register."""

    def __init__(self, context: PageContext, services: Services, kind: RegisterKind) -> None:
        super().__init__()
        self.panel = RegisterPanel(context, services, REGISTERS[kind])
        self.rows = QVBoxLayout(self)
        self.rows.setContentsMargins(0, 16, 0, 0)
        self.rows.setSpacing(12)
        self.rows.addWidget(self.panel, 1)
        self.setFocusProxy(self.panel)

    @override
    def load(self) -> None:
        self.panel.load()

    @override
    def open_entry(self, kind: RegisterKind, number: int, of_number: int = 0) -> None:
        self.panel.open_entry(number)


class UnitsTab(RegisterTab):
    """The one-stop units, and how many of each level have what."""

    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__(context, services, ONE_STOP_UNITS.kind)
        self.coverage = CoverageCard(context, services)
        self.rows.insertWidget(0, self.coverage)
        self.panel.changed.connect(self.coverage.load)

    @override
    def load(self) -> None:
        super().load()
        self.coverage.load()


class InspectionsTab(EntryTab):
    """The inspections above; below, what the one in front has found."""

    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self.inspections = RegisterPanel(context, services, INSPECTIONS)
        self.findings = RegisterPanel(context, services, FINDINGS)
        halves = QSplitter(Qt.Orientation.Vertical)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(12)
        halves.addWidget(self.inspections)
        halves.addWidget(self.findings)
        halves.setSizes(_SHARES)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 16, 0, 0)
        rows.addWidget(halves)
        self._shown = -1
        self._asked_for = (0, 0)
        self.inspections.entry_selected.connect(self._on_entry_selected)
        self.setFocusProxy(self.inspections)

    @override
    def load(self) -> None:
        self._shown = -1
        self.inspections.load()

    @override
    def open_entry(self, kind: RegisterKind, number: int, of_number: int = 0) -> None:
        """Go to an inspection, or to a finding of the inspection `of_number`."""
        self._shown = -1
        if kind is INSPECTIONS.kind:
            self.inspections.open_entry(number)
            return
        self._asked_for = (of_number, number)
        self.inspections.open_entry(of_number)

    def _on_entry_selected(self, entry: RegisterEntry | None) -> None:
        number = 0 if entry is None or entry.is_struck else entry.number
        if number == self._shown:
            return
        self._shown = number
        self.findings.show_of(number, _heading(entry))
        inspection, finding = self._asked_for
        if finding and number == inspection:
            self._asked_for = (0, 0)
            self.findings.open_entry(finding)


def _heading(entry: RegisterEntry | None) -> str:
    if entry is None:
        return label(RegisterKind.FINDINGS)
    inspected = value_text(INSPECTIONS.field("inspected"), entry.values["inspected"])
    return f"Tồn tại qua đợt kiểm tra số {entry.number}: {inspected}"
