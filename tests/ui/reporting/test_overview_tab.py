"""Tổng quan: pictures that say their answer, and behind each the rows it was drawn from."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from app.ui.desk.period_bar import PeriodDays, SpanKind, span_around
from app.ui.desk.tabbed_page import PageTab, TabbedPage, TitledTab
from app.ui.look.tokens import Tone
from app.ui.reporting.overview_tab import OverviewTab
from app.ui.shell.messages import Messages, Strip
from app.ui.widgets.charts import ChartSeries
from app.ui.widgets.labels import label
from app.ui.widgets.layouts import ScrollFrame
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime
from tests.ui.contexts import AnsweringDialogs, a_context, services_of
from tests.ui.dressing import dress
from tests.ui.inline import InlineTasks

TODAY = date(2026, 11, 23)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    made = a_counter(tmp_path, FakeTime())
    yield made
    made.database.close()


@dataclass
class _Desk:
    tab: OverviewTab
    strip: Strip
    answers: AnsweringDialogs
    around: list[QWidget] = field(default_factory=list)
    """What the tab stands in, kept until the test bench closes its windows."""


class _TallTab(PageTab):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addWidget(QLabel("một\n" * 60))
        column.addWidget(label("nhiều chữ " * 90, wrap=True))

    @override
    def load(self) -> None:
        """Nothing is read."""


@pytest.fixture
def desk(counter: Counter, tmp_path: Path, qtbot: QtBot) -> _Desk:
    tasks, strip, holder = InlineTasks(), Strip(), QWidget()
    answers = AnsweringDialogs()
    qtbot.addWidget(holder)
    strip.setParent(holder)
    context = a_context(
        tasks,
        lambda: counter.admin,
        counter.clock,
        messages=Messages(holder, strip.say, counter.clock.now),
        files=answers,
    )
    tab = OverviewTab(context, services_of(counter))
    tasks.setParent(tab)
    qtbot.addWidget(tab)
    return _Desk(tab, strip, answers)


def test_a_quarter_is_shown_at_first_and_each_picture_says_its_answer(
    counter: Counter, desk: _Desk
) -> None:
    counter.returned("Anh")
    counter.resolved("Bình")
    counter.code("Chi")
    desk.tab.load()
    assert desk.tab.period.span == span_around(SpanKind.QUARTER, TODAY)
    assert [card.answer.text() for card in desk.tab.cards] == [
        "Tiếp nhận 3, tăng 3 so với khoảng trước.",
        "Trễ 0/2 hồ sơ đã xong (0 %).",
        "Không lĩnh vực nào có hồ sơ trễ.",
        "Tốn nhiều thời gian nhất: Đã tiếp nhận.",
        "Chưa có dữ liệu.",
        "Đông nhất: Thứ Hai lúc 9 giờ.",
    ]
    assert desk.tab.trend.picture.accessibleDescription().startswith("Tiếp nhận: 04/26 0")
    assert desk.tab.load_card.picture.accessibleDescription() == "T2 9h 3"


def test_late_work_is_said_in_words_and_the_group_named(counter: Counter, desk: _Desk) -> None:
    counter.code("Anh")
    counter.time.advance(timedelta(days=30))
    desk.tab.period.go(PeriodDays(SpanKind.CUSTOM, TODAY, TODAY + timedelta(days=30)))
    assert desk.tab.fields.answer.text() == "Trễ nhiều nhất: Lĩnh vực thử."


def test_the_table_behind_a_picture_is_one_press_away(counter: Counter, desk: _Desk) -> None:
    counter.resolved("Anh")
    desk.tab.load()
    card = desk.tab.agencies
    card.turn.click()
    assert card.is_table
    assert card.turn.text() == "Xem hình"
    assert [group.figures.ended.total for group in card.table.rows_model.rows] == [1]
    desk.tab.turn.click()
    assert all(each.is_table for each in desk.tab.cards)
    desk.tab.turn.click()
    assert not any(each.is_table for each in desk.tab.cards)


def test_a_period_without_dossiers_says_so_in_every_card(desk: _Desk) -> None:
    desk.tab.load()
    assert [card.answer.text() for card in desk.tab.cards][1:] == ["Chưa có dữ liệu."] * 5


def test_what_is_on_the_screen_is_what_is_written(
    counter: Counter, desk: _Desk, tmp_path: Path
) -> None:
    assert not desk.tab.export.isEnabled()
    counter.code("Anh")
    desk.tab.load()
    desk.tab.export.click()
    path = tmp_path / "quy.pdf"
    desk.answers.paths.append(path)
    desk.tab.export.click()
    assert desk.answers.names[0] == "tong-quan-2026-10-01-den-2026-12-31.pdf"
    assert path.read_bytes().startswith(b"%PDF-")
    assert "Đã xuất quy.pdf" in desk.strip.text


def test_a_period_that_cannot_be_counted_leaves_nothing_to_export(desk: _Desk) -> None:
    desk.tab.load()
    desk.tab.period.go(PeriodDays(SpanKind.CUSTOM, date(2010, 1, 1), date(2010, 1, 31)))
    assert desk.tab.view is None
    assert not desk.tab.export.isEnabled()
    assert "trước năm 2018" in desk.tab.problem.text()


FACES = [
    ChartSeries(name=name, tone=Tone.OK, values=[12] * 8)
    for name in ("Hài lòng", "Bình thường", "Không hài lòng")
]


def test_a_legend_of_two_lines_is_whole_where_the_page_scrolls(
    counter: Counter, desk: _Desk, qtbot: QtBot
) -> None:
    dress()
    counter.returned("Anh")
    counter.resolved("Bình")
    page = TabbedPage("Báo cáo", [TitledTab("Tổng quan", lambda: desk.tab)])
    page.show_tab("Tổng quan")
    frame = ScrollFrame(page)
    desk.around.append(frame)
    qtbot.addWidget(frame)
    frame.resize(1000, 400)
    frame.show()
    QApplication.processEvents()
    desk.tab.load()
    QApplication.processEvents()
    names = [one for one in desk.tab.trend.picture.findChildren(QLabel) if one.isVisible()]
    assert len({one.y() for one in names}) == 2
    lines = names[0].parentWidget()
    assert lines is not None
    assert all(lines.rect().contains(one.geometry()) for one in names)
    page.tabs.currentChanged.disconnect()


@pytest.mark.parametrize("room", [(1178, 662), (1092, 614)])
def test_both_rows_of_cards_fit_the_page_of_a_low_screen(
    counter: Counter, desk: _Desk, qtbot: QtBot, room: tuple[int, int]
) -> None:
    dress()
    counter.returned("Anh")
    counter.resolved("Bình")
    tall = _TallTab()
    tabs = [TitledTab("Tổng quan", lambda: desk.tab), TitledTab("Cao", lambda: tall)]
    page = TabbedPage("Báo cáo", tabs)
    page.show_tab("Cao")
    page.show_tab("Tổng quan")
    frame = ScrollFrame(page)
    desk.around.append(frame)
    qtbot.addWidget(frame)
    frame.resize(*room)
    frame.show()
    QApplication.processEvents()
    desk.tab.load()
    QApplication.processEvents()
    assert frame.verticalScrollBar().maximum() == 0
    heights = {card.height() for card in desk.tab.cards}
    assert max(heights) - min(heights) <= 1
    chart = desk.tab.cards[4].picture
    chart.set_figures([f"{month:02}/26" for month in range(5, 13)], FACES)
    QApplication.processEvents()
    assert chart.rect().contains(chart.bars.geometry())
    # The windows are closed one by one: a tab that goes would bring the next to the front.
    page.tabs.currentChanged.disconnect()
