"""The day's log: tiles, charts and lists show the figures, and figures open to their rows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.services.counts import GroupFigures
from app.ui.daylog.lists import BEHIND, DUE, OVERDUE, REGISTER
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Change
from app.vocabulary.dossiers import DossierStatus, Timeliness
from app.vocabulary.reports import GroupBy
from tests.reports.summaries import (
    MORNING,
    empty_summary,
    part_figures,
    some_row,
    some_summary,
)
from tests.ui.daylog.pages import NOW, TODAY, MadeUpFigures, MakeDesk


def test_tiles_show_the_figures_and_the_identity(make: MakeDesk) -> None:
    tiles = make().page.tiles
    shown = {
        name: tiles.button(name).number
        for name in ("carried_over", "received", "ended", "open", "open.overdue", "returned")
    }
    assert shown == {
        "carried_over": "128",
        "received": "42",
        "ended": "37",
        "open": "133",
        "open.overdue": "2",
        "returned": "33",
    }
    assert tiles.button("received.online").number == "9"
    assert tiles.button("handoffs.outstanding").number == "10"
    assert tiles.due.number == "2"
    assert tiles.identity.text() == "128 + 42 = 37 + 133"
    assert tiles.identity.property("tone") == "ok"
    assert tiles.identity.accessibleName() == "Số liệu khớp: 128 + 42 = 37 + 133"
    assert not tiles.sign.isHidden()


def test_late_figures_are_marked_late(make: MakeDesk) -> None:
    tiles = make().page.tiles
    assert tiles.button("open.overdue").tone is Tone.LATE
    assert tiles.button("ended.late").tone is Tone.LATE
    assert tiles.button("ended.early").tone is Tone.NORMAL
    calm = make(MadeUpFigures(empty_summary())).page.tiles
    assert calm.button("open.overdue").tone is Tone.NORMAL


def test_lists_show_the_rows_and_their_number(make: MakeDesk) -> None:
    desk = make(MadeUpFigures(some_summary(9)))
    lists = desk.page.lists
    assert lists.tabs.tabText(REGISTER) == "Sổ tiếp nhận · 9"
    assert lists.tabs.tabText(OVERDUE) == "Quá hạn · 3"
    assert lists.tabs.tabText(DUE) == "Đến hạn · 2"
    model = lists.register.rows_model
    texts = [model.index(0, column).data() for column in range(model.columnCount())]
    assert texts == [
        "1",
        "261123-0001",
        "Đăng ký khai sinh, cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi",
        "Nguyễn Thị Ước 1",
        "23/11 07:31",
        "26/11 07:32",
        "Phòng Tư pháp",
        "Lê Thị Hạnh",
        "Đang xử lý",
    ]


def test_how_a_dossier_stands_is_said_in_words_and_colour(make: MakeDesk) -> None:
    rows = (
        some_row(1, timeliness=Timeliness.OVERDUE, due_at=NOW - timedelta(days=2, hours=1)),
        some_row(2, due_at=NOW + timedelta(hours=1)),
        some_row(
            4,
            status=DossierStatus.RETURNED,
            timeliness=Timeliness.LATE,
            ended_at=MORNING,
        ),
        some_row(5, status=DossierStatus.RESOLVED, timeliness=Timeliness.EARLY, ended_at=MORNING),
        some_row(7, due_at=None, timeliness=None),
        some_row(
            8,
            status=DossierStatus.RETURNED,
            timeliness=Timeliness.ON_TIME,
            due_at=NOW + timedelta(hours=1),
            ended_at=MORNING,
        ),
    )
    desk = make(MadeUpFigures(some_summary(received_rows=rows, as_of=NOW)))
    shown = desk.page.lists.register.rows_model.rows
    assert [(one.state, one.tone) for one in shown] == [
        ("Quá hạn 2 ngày", Tone.LATE),
        ("Hôm nay 18:05", Tone.WARN),
        ("Đã trả kết quả · quá hạn", Tone.LATE),
        ("Đã xử lý xong", Tone.QUIET),
        ("Đang xử lý", Tone.NORMAL),
        ("Đã trả kết quả", Tone.QUIET),
    ]


def test_a_row_opens_its_dossier(make: MakeDesk) -> None:
    desk = make()
    table = desk.page.lists.register
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert desk.navigator.calls == [("open_dossier", "000.00.15.H53-261123-0002")]


@pytest.mark.parametrize(
    "name", ["carried_over", "received", "ended.early", "handoffs.outstanding"]
)
def test_a_figure_opens_to_its_rows(make: MakeDesk, name: str) -> None:
    desk = make()
    button = desk.page.tiles.button(name)
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert desk.figures.asked_behind == [(TODAY, TODAY, name, None)]
    lists = desk.page.lists
    assert lists.tabs.currentIndex() == BEHIND
    assert lists.tabs.tabText(BEHIND).endswith("· 2 hồ sơ")
    assert [one.row for one in lists.behind.rows_model.rows] == list(desk.figures.behind)


def test_a_groups_figure_opens_to_its_rows(make: MakeDesk) -> None:
    desk = make()
    split = desk.page.lists.splits[GroupBy.AGENCY]
    model = split.table.rows_model
    assert [model.index(0, column).data() for column in range(10)] == [
        "Phòng Tư pháp",
        *("10", "4", "5", "3", "1", "1", "9", "6", "3"),
    ]
    split.table.clicked.emit(model.index(1, 6))
    assert desk.figures.asked_behind == [
        (TODAY, TODAY, "ended.late", (GroupBy.AGENCY, "000.00.02.H53"))
    ]
    lists = desk.page.lists
    assert "Phòng Tài nguyên" in lists.tabs.tabToolTip(BEHIND)
    split.table.setCurrentIndex(model.index(0, 9))
    QTest.keyClick(split.table, Qt.Key.Key_Return)
    assert desk.figures.asked_behind[-1][2:] == ("open.overdue", (GroupBy.AGENCY, "000.00.01.H53"))
    split.table.clicked.emit(model.index(0, 0))
    assert len(desk.figures.asked_behind) == 2, "a name has no rows of its own"


def test_what_is_behind_a_figure_can_be_put_away(make: MakeDesk) -> None:
    desk = make()
    lists = desk.page.lists
    lists.tabs.setCurrentIndex(OVERDUE)
    desk.page.tiles.button("received").click()
    lists.forget_behind()
    assert lists.tabs.currentIndex() == OVERDUE
    assert not lists.tabs.isTabVisible(BEHIND)


def test_due_dossiers_are_one_press_away(make: MakeDesk) -> None:
    desk = make()
    desk.page.tiles.due.click()
    assert desk.page.lists.tabs.currentIndex() == DUE


def test_charts_speak_their_figures(make: MakeDesk) -> None:
    groups = tuple(
        GroupFigures(f"a{number}", f"Phòng số {number}", part_figures()) for number in range(8)
    )
    summary = replace(some_summary(), groups={GroupBy.AGENCY: groups})
    pictures = make(MadeUpFigures(summary)).page.pictures
    assert "7h 2, 8h 3, 9h 4" in pictures.hours.accessibleDescription()
    spoken = pictures.agencies.accessibleDescription()
    assert "Phòng số 0 6" in spoken
    assert "3 cơ quan khác 18" in spoken
    assert "3 cơ quan khác 9" in spoken


def test_rows_asked_for_in_an_old_period_are_dropped(make: MakeDesk) -> None:
    desk = make()
    desk.tasks.is_holding = True
    desk.page.tiles.button("received").click()
    desk.page.period.go_back()
    desk.tasks.let_go(1)
    desk.tasks.let_go(0)
    assert not desk.page.lists.has_behind


def test_another_period_puts_the_rows_behind_a_figure_away(make: MakeDesk) -> None:
    desk = make()
    desk.page.tiles.button("received").click()
    desk.page.period.go_back()
    assert not desk.page.lists.has_behind
    assert desk.page.lists.tabs.currentIndex() == REGISTER


def test_a_change_refreshes_the_rows_behind_a_figure_in_place(make: MakeDesk) -> None:
    desk = make()
    desk.page.tiles.button("ended.late").click()
    desk.page.lists.tabs.setCurrentIndex(OVERDUE)
    desk.figures.behind = (some_row(9),)
    desk.page.refresh(frozenset({Change.DOSSIERS}))
    assert desk.figures.asked_behind == [(TODAY, TODAY, "ended.late", None)] * 2
    assert [one.row for one in desk.page.lists.behind.rows_model.rows] == [some_row(9)]
    assert desk.page.lists.tabs.currentIndex() == OVERDUE
