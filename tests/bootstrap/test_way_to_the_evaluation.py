"""From a number of the report to the tab of the evaluation, in the window itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.drill_down.kinds import rows_kinds
from app.reports.quarter.content import RowsReference
from app.reports.quarter.sections.evaluation import EVALUATION
from app.services.periods.calendar import ReportCalendar
from app.ui.evaluation.evaluation_tab import EvaluationTab
from app.ui.reporting.listing import RowsRequest
from tests.bootstrap.started import Started, a_program


@pytest.fixture
def started(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Started]:
    with a_program(qapp, tmp_path, qtbot) as program:
        yield program


def test_an_index_of_the_report_leads_to_its_lines_on_the_tab(started: Started) -> None:
    window = started.sign_in("phu.trach")
    period = ReportCalendar().quarter(2026, 4)
    asked = RowsRequest(
        behind=RowsReference(EVALUATION, period.first_day, period.last_day),
        period=period,
        as_of=started.time.now,
        is_locked=False,
    )
    listing = rows_kinds(window.context, window.services)[EVALUATION].read(window.actor, asked)
    listing.open_row(listing.rows[2])
    started.settle()
    (tab,) = [one for one in window.shell.findChildren(EvaluationTab) if one.isVisible()]
    assert tab.period.period == period
    assert tab.lines.isVisible()
    assert tab.lines.title.text().startswith("Chỉ số 3 · Số lần liên hệ nơi tiếp nhận")
