"""The day's log: the right period is read, figures open, errors show, exports are written."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import NotAllowedError, RuleBrokenError, StoreError
from app.reports.formats import ExportFormat
from app.services.figures.records import (
    Ended,
    Figures,
    GroupFigures,
    HandoffCounts,
    Received,
    StillOpen,
)
from app.ui.daylog.lists import BEHIND, DUE, OVERDUE, REGISTER
from app.ui.daylog.saving import with_suffix
from app.ui.daylog.spans import Span, SpanKind, span_around
from app.ui.tasks import Change
from app.ui.tokens import Tone
from app.vocabulary import DossierStatus, GroupBy, Timeliness
from tests.reports.summaries import (
    DAY,
    MORNING,
    empty_summary,
    part_figures,
    some_figures,
    some_row,
    some_summary,
)
from tests.ui.daylog.pages import NOW, TODAY, Desk, MadeUpFigures, a_desk

MakeDesk = Callable[..., Desk]


@pytest.fixture
def make(qtbot: QtBot) -> MakeDesk:
    def made(*args: MadeUpFigures, **options: object) -> Desk:
        desk = a_desk(*args, **options)  # type: ignore[arg-type]
        qtbot.addWidget(desk.page)
        desk.page.activated()
        return desk

    return made


def kind_chosen(desk: Desk, kind: SpanKind) -> None:
    desk.page.period.kinds.setCurrentIndex(list(SpanKind).index(kind))


def test_the_page_opens_on_today(make: MakeDesk) -> None:
    desk = make()
    assert desk.figures.asked == [(TODAY, TODAY)]
    assert desk.page.period.title.text() == "Thứ Hai 23/11/2026"
    assert not desk.page.period.forth.isEnabled()
    assert not desk.page.period.now.isEnabled()


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


def test_a_row_opens_its_dossier(make: MakeDesk, qtbot: QtBot) -> None:
    desk = make()
    table = desk.page.lists.register
    table.selectRow(1)
    with qtbot.waitSignal(desk.page.dossier_wanted) as told:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert told.args == ["000.00.15.H53-261123-0002"]


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


def test_an_export_is_written_where_asked(make: MakeDesk, tmp_path: Path) -> None:
    path = tmp_path / "tong-hop.xlsx"
    desk = make(path=path)
    desk.page.start_export(ExportFormat.XLSX)
    assert desk.offered == [("tong-hop-2026-11-23.xlsx", ExportFormat.XLSX)]
    assert desk.written == [(desk.page.summary, ExportFormat.XLSX, path)]
    assert "Đã xuất tong-hop.xlsx" in desk.strip.text
    assert [button.text() for button in desk.strip.buttons] == ["Mở tệp"]


def test_turning_back_writes_nothing(make: MakeDesk) -> None:
    desk = make(path=None)
    desk.page.start_export(ExportFormat.PDF)
    assert len(desk.offered) == 1
    assert desk.written == []
    assert desk.strip.text == ""


def test_a_failed_export_is_told(make: MakeDesk, tmp_path: Path) -> None:
    error = StoreError("Ổ đĩa đã đầy nên chưa xuất được.")
    desk = make(path=tmp_path / "a.pdf", write_error=error)
    desk.page.start_export(ExportFormat.PDF)
    assert desk.tasks.notices == [error]
    assert desk.strip.text == ""


def test_the_menu_offers_every_kind_of_file(make: MakeDesk) -> None:
    menu = make().page.export.menu()
    assert [action.text() for action in menu.actions()] == [
        "Bảng tính Excel (XLSX)…",
        "PDF để in và ký…",
        "Số liệu (CSV)…",
        "Sổ tiếp nhận (CSV)…",
    ]


def test_a_menu_entry_writes_its_kind(make: MakeDesk, tmp_path: Path) -> None:
    desk = make(path=tmp_path / "a")
    for action in desk.page.export.menu().actions():
        action.trigger()
    assert [fmt for _, fmt, _ in desk.written] == [
        ExportFormat.XLSX,
        ExportFormat.PDF,
        ExportFormat.CSV,
        ExportFormat.REGISTER_CSV,
    ]


def test_a_day_can_be_closed_and_a_month_cannot(make: MakeDesk) -> None:
    desk = make()
    desk.page.period.go_back()
    desk.page.close_day.click()
    assert desk.closed == [DAY - timedelta(days=1)]
    kind_chosen(desk, SpanKind.MONTH)
    assert desk.page.close_day.isHidden()
    assert make(with_closing=False).page.close_day.isHidden()


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
    desk.page.period.go(Span(SpanKind.CUSTOM, date(2026, 1, 1), TODAY))
    assert desk.page.minimumSizeHint().width() <= 1178


@pytest.mark.parametrize(
    ("name", "fmt", "expected"),
    [
        ("a", ExportFormat.XLSX, "a.xlsx"),
        ("a.XLSX", ExportFormat.XLSX, "a.XLSX"),
        ("tong-hop-23.11", ExportFormat.PDF, "tong-hop-23.11.pdf"),
        ("a.csv", ExportFormat.REGISTER_CSV, "a.csv"),
    ],
)
def test_the_files_ending_is_added_once(name: str, fmt: ExportFormat, expected: str) -> None:
    assert with_suffix(Path("x") / name, fmt) == Path("x") / expected


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


def test_old_figures_do_not_stand_under_a_new_title_for_long(make: MakeDesk, qtbot: QtBot) -> None:
    desk = make()
    desk.tasks.is_holding = True
    desk.page.period.go_back()
    assert desk.page.tiles.button("received").number == "42", "a quick answer needs no blank"
    assert not desk.page.export.isEnabled()
    qtbot.waitUntil(lambda: desk.page.tiles.button("received").number == "–", timeout=2000)
    desk.tasks.let_go()
    assert desk.page.tiles.button("received").number == "42"


def test_a_quick_answer_stays(make: MakeDesk, qtbot: QtBot) -> None:
    desk = make()
    desk.page.period.go_back()
    qtbot.wait(300)
    assert desk.page.tiles.button("received").number == "42"
