"""The return page at a counter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.outputs import OutputPlace
from app.reports.cash_export import export_money
from app.reports.formats import ExportFormat
from app.services.access.approvals import Approvals
from app.services.forms.records import FormData
from app.services.ledger.transactions import Transactions
from app.ui.approving.approval_dialog import ApprovalParts
from app.ui.returning.parts import RETURNING_ACTIONS, ReturningParts, ReturningServices
from app.ui.returning.returning_page import ReturningPage
from app.ui.widgets.pdf_view import PageImage, PageSource
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime, cheap_passwords
from tests.ui.desk_pages import Ground


@dataclass
class Papers:
    """Forms asked for, receipts looked at, files written."""

    folder: Path
    shown: list[int] = field(default_factory=list)
    set: list[FormData] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    served: list[str] = field(default_factory=list)

    def typeset(self, data: FormData) -> PageSource:
        self.set.append(data)
        return NoPages()

    def ask_path(self, parent: QWidget, name: str, fmt: ExportFormat) -> Path | None:
        assert parent.isWidgetType()
        assert name.endswith(fmt.suffix)
        self.offered.append(name)
        return self.folder / name


class NoPages:
    """A document without pages."""

    sizes: Sequence[tuple[float, float]] = ()

    def render(self, page: int, dpi: float) -> PageImage:
        raise NotImplementedError


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path, FakeTime())
    yield made
    made.database.close()


@pytest.fixture
def ground(counter: Counter, qtbot: QtBot) -> Ground:
    window = QWidget()
    qtbot.addWidget(window)
    return Ground(counter, window, *RETURNING_ACTIONS)


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    return Papers(tmp_path)


@pytest.fixture
def page(counter: Counter, ground: Ground, papers: Papers, qtbot: QtBot) -> ReturningPage:
    tx = Transactions(counter.database, counter.clock)
    made = ReturningPage(
        ReturningParts(
            tasks=ground.tasks,
            actions=ground.actions,
            messages=ground.messages,
            clock=counter.clock,
            actor=lambda: counter.officer,
            services=ReturningServices(
                returning=counter.returning,
                decisions=counter.decisions,
                scans=counter.scans,
                cashier=counter.cashier,
                cash=counter.cash,
                postings=counter.postings,
            ),
            approval=ApprovalParts(
                tasks=ground.tasks,
                approvals=Approvals(tx, cheap_passwords()),
                actor=lambda: counter.officer,
            ),
            print_job=ground.print_job,
            open_dossier=ground.open_dossier,
            show_form=papers.shown.append,
            typeset=papers.typeset,
            write_money=lambda sheet, fmt, path: export_money(sheet, fmt, OutputPlace(path)),
            ask_path=papers.ask_path,
            served=papers.served.append,
        ),
        filter_after_ms=0,
    )
    qtbot.addWidget(made)
    ground.tasks.changed.connect(made.refresh)
    made.activated()
    return made
