"""Số hóa: three figures with how they are counted, and words where there is no figure."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.daylog.digital_tab import DigitalTab
from app.ui.daylog.lists import DIGITAL
from app.ui.desk.period_bar import PeriodDays, SpanKind
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime
from tests.ui.contexts import a_context, services_of
from tests.ui.daylog.pages import TODAY, a_desk
from tests.ui.inline import InlineTasks

DAY = PeriodDays(SpanKind.DAY, TODAY, TODAY)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path, FakeTime())
    yield made
    made.database.close()


@pytest.fixture
def tab(counter: Counter, tmp_path: Path, qtbot: QtBot) -> DigitalTab:
    tasks = InlineTasks()
    context = a_context(tasks, lambda: counter.admin, counter.clock)
    made = DigitalTab(context, services_of(counter))
    tasks.setParent(made)
    qtbot.addWidget(made)
    return made


def test_a_period_without_results_has_no_figure(tab: DigitalTab) -> None:
    tab.show_span(DAY)
    assert [line.percent.text() for line in tab.lines] == ["Chưa có dữ liệu"] * 3
    assert "không có hồ sơ nào có kết quả" in tab.lines[0].formula.text()
    assert "ngoài phần mềm này" in tab.lines[2].formula.text()


def test_each_figure_says_of_how_many_and_how_it_is_counted(
    counter: Counter, tab: DigitalTab
) -> None:
    counter.resolved("Anh")
    counter.resolved("Bình")
    tab.show_span(DAY)
    first = tab.lines[0]
    assert first.title.text() == "4.1 Cấp kết quả điện tử"
    assert (first.percent.text(), first.counts.text()) == ("0 %", "0 / 2 hồ sơ")
    assert first.formula.text().startswith("Số hồ sơ có kết quả là bản điện tử ÷")
    assert tab.lines[2].counts.text() == ""


def test_a_refused_reading_leaves_no_old_figure(counter: Counter, tab: DigitalTab) -> None:
    counter.resolved("Anh")
    tab.show_span(DAY)
    tab.show_span(PeriodDays(SpanKind.CUSTOM, TODAY, TODAY.replace(day=1)))
    assert tab.lines[0].percent.text() == ""
    assert tab.problem.text().endswith(".")


def test_the_tab_is_read_when_it_comes_in_sight_and_with_each_period(qtbot: QtBot) -> None:
    desk = a_desk()
    qtbot.addWidget(desk.page)
    desk.page.activated()
    assert desk.digital.asked == []
    desk.page.lists.tabs.setCurrentIndex(DIGITAL)
    desk.page.period.go_back()
    assert len(desk.digital.asked) == 2
    assert desk.digital.asked[0] == (TODAY, TODAY)
    assert desk.page.digital.problem.text() == "Không có số liệu."
