"""The day's log: the right period is read, late answers are dropped, errors show."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import NotAllowedError, RuleBrokenError
from app.services.counts import Ended, Figures, HandoffCounts, Received, StillOpen
from app.ui.desk.period_bar import PeriodDays, SpanKind, span_around
from app.ui.runtime.tasks import Change
from app.vocabulary.reports import GroupBy
from tests.reports.summaries import (
    some_figures,
    some_summary,
)
from tests.ui.daylog.pages import TODAY, Desk, MadeUpFigures, MakeDesk, a_desk


def kind_chosen(desk: Desk, kind: SpanKind) -> None:
    desk.page.period.kinds.setCurrentIndex(list(SpanKind).index(kind))


def test_the_page_opens_on_today(make: MakeDesk) -> None:
    desk = make()
    assert desk.figures.asked == [(TODAY, TODAY)]
    assert desk.page.period.title.text() == "Thứ Hai 23/11/2026"
    assert not desk.page.period.forth.isEnabled()
    assert not desk.page.period.now.isEnabled()


def test_keys_and_buttons_move_the_period(make: MakeDesk, qtbot: QtBot) -> None:
    desk = make()
    QTest.mouseClick(desk.page.period.back, Qt.MouseButton.LeftButton)
    assert desk.figures.asked[-1] == (date(2026, 11, 22),) * 2
    desk.actions.do("daylog.previous")
    assert desk.figures.asked[-1] == (date(2026, 11, 21),) * 2
    desk.actions.do("daylog.next")
    assert desk.figures.asked[-1] == (date(2026, 11, 22),) * 2
    desk.actions.do("daylog.today")
    assert desk.figures.asked[-1] == (TODAY, TODAY)
    count = len(desk.figures.asked)
    desk.actions.do("daylog.next")
    assert len(desk.figures.asked) == count, "the future has no figures"


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (SpanKind.WEEK, date(2026, 11, 23), date(2026, 11, 29)),
        (SpanKind.MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (SpanKind.QUARTER, date(2026, 10, 1), date(2026, 12, 31)),
        (SpanKind.CUSTOM, TODAY, TODAY),
    ],
)
def test_tabs_cut_the_period(make: MakeDesk, kind: SpanKind, first: date, last: date) -> None:
    desk = make()
    kind_chosen(desk, kind)
    assert desk.figures.asked[-1] == (first, last)
    assert desk.page.period.last.isHidden() is (kind is not SpanKind.CUSTOM)
    kind_chosen(desk, SpanKind.DAY)
    assert desk.figures.asked[-1] == (TODAY, TODAY)


def test_a_typed_day_is_gone_to(make: MakeDesk) -> None:
    desk = make()
    desk.page.period.first.setText("2/9/2026")
    QTest.keyClick(desk.page.period.first, Qt.Key.Key_Return)
    assert desk.figures.asked[-1] == (date(2026, 9, 2),) * 2
    assert desk.page.period.title.text() == "Thứ Tư 02/09/2026"


def test_a_typed_period_is_gone_to(make: MakeDesk) -> None:
    desk = make()
    kind_chosen(desk, SpanKind.CUSTOM)
    desk.page.period.first.setText("15/09/2026")
    desk.page.period.last.setText("14/11/2026")
    QTest.keyClick(desk.page.period.last, Qt.Key.Key_Return)
    assert desk.figures.asked[-1] == (date(2026, 9, 15), date(2026, 11, 14))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("31/02/2026", "14/11/2026", "Không có ngày 31/02/2026"),
        ("", "14/11/2026", "Hãy gõ ngày tháng năm"),
        ("15/11/2026", "14/11/2026", "Ngày cuối kỳ đứng trước ngày đầu kỳ"),
    ],
)
def test_a_wrong_date_is_told_and_reads_nothing(
    make: MakeDesk, first: str, last: str, words: str
) -> None:
    desk = make()
    kind_chosen(desk, SpanKind.CUSTOM)
    count = len(desk.figures.asked)
    desk.page.period.first.setText(first)
    desk.page.period.last.setText(last)
    QTest.keyClick(desk.page.period.last, Qt.Key.Key_Return)
    assert len(desk.figures.asked) == count
    assert words in desk.strip.text
    fields = (desk.page.period.first, desk.page.period.last)
    assert "true" in [field.property("problem") for field in fields]


def test_a_broken_identity_is_an_error_and_cannot_be_exported(make: MakeDesk) -> None:
    desk = make(MadeUpFigures(some_summary(total=some_figures(carried_over=129))))
    tiles = desk.page.tiles
    assert "129 + 42 ≠ 37 + 133" in tiles.identity.text()
    assert tiles.identity.property("tone") == "late"
    assert tiles.identity.accessibleName().startswith("Lỗi số liệu")
    assert not desk.page.export.isEnabled()


@pytest.mark.parametrize(
    "error",
    [
        RuleBrokenError("Số liệu không khớp ở “Tổng số”: hãy báo quản trị."),
        NotAllowedError("Chỉ phụ trách bộ phận được xem số liệu."),
    ],
)
def test_figures_that_cannot_be_had_leave_nothing_old(
    make: MakeDesk, error: RuleBrokenError
) -> None:
    desk = make()
    desk.figures.error = error
    desk.page.period.go_back()
    assert desk.page.tiles.identity.text() == error.message
    assert desk.page.tiles.button("received").number == "–"
    assert not desk.page.tiles.button("received").isEnabled()
    assert desk.page.lists.register.rows_model.rowCount() == 0
    assert desk.page.summary is None
    assert not desk.page.export.isEnabled()
    desk.figures.error = None
    desk.page.refresh(frozenset({Change.DOSSIERS}))
    assert desk.page.tiles.button("received").number == "42"


def test_only_what_is_counted_here_is_read_again(make: MakeDesk) -> None:
    desk = make()
    count = len(desk.figures.asked)
    desk.page.refresh(frozenset({Change.PRINT_QUEUE}))
    assert len(desk.figures.asked) == count
    desk.page.refresh(frozenset({Change.HANDOFFS, Change.PRINT_QUEUE}))
    assert len(desk.figures.asked) == count + 1


def test_an_open_day_is_told_nothing_of_closing_to_who_may_not_close_it(make: MakeDesk) -> None:
    desk = make()
    assert desk.page.closing.button.isHidden()
    assert desk.page.closing.bar.isHidden()


def test_the_page_can_be_shown_and_fits(make: MakeDesk, qtbot: QtBot) -> None:
    many = Figures(
        carried_over=12_812,
        received=Received(10_230, 9_999, 3_003),
        ended=Ended(12_020, 9_916, 1_001),
        open=StillOpen(12_131, 976),
        paused=1_700,
        refused=410,
        withdrawn=515,
        stopped=600,
        supplements=814,
        returned=22_933,
        waiting_collection=1_711,
        fees_vnd=1_253_250_000,
        handoffs=HandoffCounts(24_100, 23_800, 1_200, 1_000),
    )
    desk = make(MadeUpFigures(replace(some_summary(400), total=many)))
    assert desk.page.tiles.identity.text() == "12.812 + 23.232 = 22.937 + 13.107"
    with qtbot.waitExposed(desk.page):
        desk.page.show()
    for kind in SpanKind:
        desk.page.period.go(span_around(kind, TODAY))
        assert desk.page.minimumSizeHint().width() <= 1178
    desk.page.period.go(PeriodDays(SpanKind.CUSTOM, date(2026, 1, 1), TODAY))
    assert desk.page.minimumSizeHint().width() <= 1178


def test_a_late_answer_to_an_old_period_is_dropped(make: MakeDesk) -> None:
    desk = make()
    desk.tasks.is_holding = True
    desk.page.period.go_back()
    desk.page.period.go_back()
    desk.tasks.let_go(1)
    desk.tasks.let_go(0)
    assert desk.figures.asked[-2:] == [(date(2026, 11, 21),) * 2, (date(2026, 11, 22),) * 2]
    assert desk.page.summary is not None
    assert desk.page.summary.first_day == date(2026, 11, 21)


def test_old_figures_do_not_stand_under_a_new_title_for_long(make: MakeDesk, qtbot: QtBot) -> None:
    desk = make()
    desk.tasks.is_holding = True
    desk.page.period.go_back()
    assert desk.page.tiles.button("received").number == "42", "a quick answer needs no blank"
    assert not desk.page.export.isEnabled()
    qtbot.waitUntil(lambda: desk.page.tiles.button("received").number == "–", timeout=60_000)
    desk.tasks.let_go()
    assert desk.page.tiles.button("received").number == "42"


def test_a_quick_answer_stays(make: MakeDesk, qtbot: QtBot) -> None:
    desk = make()
    desk.page.period.go_back()
    qtbot.wait(300)
    assert desk.page.tiles.button("received").number == "42"


def _told(desk: Desk) -> tuple[str, str, str]:
    lists = desk.page.lists
    return (
        desk.page.tiles.identity.text(),
        lists.register.told_empty,
        lists.splits[GroupBy.AGENCY].table.told_empty,
    )


def test_first_count_says_that_it_counts_and_claims_no_empty_register(qtbot: QtBot) -> None:
    desk = a_desk()
    qtbot.addWidget(desk.page)
    desk.tasks.is_holding = True
    desk.page.activated()
    assert _told(desk) == ("Đang tính số liệu…",) * 3
    desk.tasks.let_go()
    assert "Đang tính" not in "".join(_told(desk))
    assert "F2" in desk.page.lists.register.told_empty


def test_slow_count_of_the_same_period_says_so_and_keeps_its_figures(
    make: MakeDesk, qtbot: QtBot
) -> None:
    desk = make()
    desk.tasks.is_holding = True
    desk.page.activated()
    assert "Đang tính" not in desk.page.tiles.identity.text(), "a quick answer needs no word"
    qtbot.waitUntil(lambda: "Đang tính" in desk.page.tiles.identity.text(), timeout=60_000)
    assert desk.page.tiles.button("received").number == "42"
    desk.tasks.let_go()
    assert "Đang tính" not in desk.page.tiles.identity.text()


def test_figures_that_cannot_be_counted_are_not_told_as_none(make: MakeDesk) -> None:
    figures = MadeUpFigures()
    desk = make(figures)
    figures.error = RuleBrokenError("Kho dữ liệu đang bận; hãy thử lại.")
    desk.page.activated()
    assert _told(desk) == ("Kho dữ liệu đang bận; hãy thử lại.", *(["Chưa có số liệu."] * 2))
