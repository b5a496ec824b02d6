"""The tab of money: a day by officer, a quarter by agency, both to export."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.reports.cash_export import money_bytes
from app.reports.formats import ExportFormat
from app.services.money.records import QuarterSettlement
from app.ui.daylog.lists import MONEY
from app.ui.desk.period_bar import SpanKind, span_around
from tests.reports.money_sheets import a_day
from tests.ui.daylog.pages import TODAY, MakeDesk
from tests.ui.desk_room import misfits, show_smallest


def test_a_day_lists_officers_and_payments(make: MakeDesk) -> None:
    desk = make()
    desk.page.lists.tabs.setCurrentIndex(MONEY)
    tab = desk.page.money
    assert desk.money.asked == [TODAY]
    assert [one.login for one in tab.officers.rows_model.rows] == ["canbo.a", "canbo.b"]
    assert len(tab.payments.rows_model.rows) == 6
    assert tab.total_text == "6 phiếu thu, cộng 210.000 ₫"
    assert desk.page.lists.tabs.tabText(MONEY) == "Thu phí"


def test_money_is_read_only_while_it_is_in_sight(make: MakeDesk) -> None:
    desk = make()
    assert desk.money.asked == []
    desk.page.lists.tabs.setCurrentIndex(MONEY)
    desk.page.period.go_back()
    assert desk.money.asked == [TODAY, TODAY - timedelta(days=1)]


def test_a_quarter_is_settled_and_other_periods_have_no_sheet(make: MakeDesk) -> None:
    desk = make()
    desk.page.lists.tabs.setCurrentIndex(MONEY)
    tab = desk.page.money
    tab.show_span(span_around(SpanKind.QUARTER, date(2026, 8, 5)))
    assert desk.money.asked[-1] == (2026, 3)
    assert isinstance(tab.sheet, QuarterSettlement)
    assert "tạm thu của hồ sơ chưa xong 70.000 ₫" in tab.total_text
    tab.show_span(span_around(SpanKind.MONTH, TODAY))
    assert tab.sheet is None
    assert "Chọn một ngày" in tab.total_text
    assert not tab.pdf.isEnabled()
    assert tab.groups.rows_model.rows == ()


def test_a_late_answer_to_another_period_is_dropped(make: MakeDesk) -> None:
    desk = make()
    desk.page.lists.tabs.setCurrentIndex(MONEY)
    tab = desk.page.money
    desk.tasks.is_holding = True
    tab.show_span(span_around(SpanKind.DAY, date(2026, 11, 20)))
    tab.show_span(span_around(SpanKind.MONTH, TODAY))
    desk.tasks.let_go()
    assert tab.sheet is None


def test_the_sheet_in_sight_is_written_where_asked(make: MakeDesk, tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    desk = make(path=path)
    desk.page.lists.tabs.setCurrentIndex(MONEY)
    desk.page.money.export(ExportFormat.PDF)
    assert desk.files.names == ["thu-phi-2026-11-23.pdf"]
    assert path.read_bytes() == money_bytes(a_day(6, day=TODAY), ExportFormat.PDF)


def test_a_payment_opens_its_dossier(make: MakeDesk) -> None:
    desk = make()
    desk.page.lists.tabs.setCurrentIndex(MONEY)
    tab = desk.page.money
    tab.payments.row_activated.emit(tab.payments.rows_model.rows[0])
    assert desk.navigator.all("open_dossier") == ["000.00.15.H53-261123-0001"]


def test_everything_fits_the_smallest_desk(make: MakeDesk, qtbot: QtBot) -> None:
    desk = make()
    desk.page.lists.tabs.setCurrentIndex(MONEY)
    show_smallest(desk.page, qtbot)
    assert _cut(desk.page) == []
    desk.page.money.show_span(span_around(SpanKind.QUARTER, TODAY))
    assert _cut(desk.page) == []


def _cut(page: QWidget) -> list[str]:
    """Return what does not fit; buttons of an icon alone have their own fixed width."""
    return [found for found in misfits(page) if found != "button "]
