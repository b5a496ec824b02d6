"""A day closed, opened again and confirmed in the window, over a real store."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.errors import RuleBrokenError
from app.services.closing.confirming import Anchor, anchor_digits, in_groups
from app.services.closing.records import Closed
from app.services.container import Services
from app.services.forms.records import FormData
from app.services.ledger.records import Actor
from app.ui.approving.approval_dialog import ApprovalDialog
from app.ui.daylog.closing import PageClosing
from app.ui.daylog.closing_dialogs import CloseDayDialog, ClosingSheetDialog, ReopenDialog
from app.ui.desk.period_bar import PeriodDays, SpanKind, span_around
from app.ui.shell.messages import Messages, Strip
from app.ui.widgets.pdf_view import PagePicture, PageSource
from app.vocabulary.people import Role
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import GOOD_PASSWORD, FakeTime, an_actor
from tests.ui.contexts import RecordingNavigator, a_context, services_of
from tests.ui.inline import InlineTasks
from tests.ui.record_forms import submit

MONDAY = date(2026, 11, 23)

D = TypeVar("D", bound=QWidget)


class _NoPages:
    """A document without a page."""

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        return ()

    def render(self, page: int, dpi: float) -> PagePicture:
        raise NotImplementedError


@dataclass
class Room:
    """The closing of a page, on a real counter, and what was asked of its surroundings."""

    counter: Counter
    boss: Actor
    page: QWidget
    strip: Strip
    services: Services
    navigator: RecordingNavigator = field(default_factory=RecordingNavigator)
    set: list[FormData] = field(default_factory=list)
    prints: list[None] = field(default_factory=list)

    def __post_init__(self) -> None:
        tasks = InlineTasks()
        tasks.setParent(self.page)
        context = a_context(
            tasks,
            lambda: self.boss,
            self.counter.clock,
            messages=Messages(self.page, self.strip.say, self.counter.clock.now),
            navigate=self.navigator,
            printing=SimpleNamespace(typeset=self._typeset),
            print_queued=lambda: self.prints.append(None),
        )
        self.closing = PageClosing(context, self.services, self.page)
        self.closing.button.setParent(self.page)
        self.closing.bar.setParent(self.page)

    def look(self, day: date = MONDAY, kind: SpanKind = SpanKind.DAY) -> None:
        """Bring a period to the page."""
        span = span_around(kind, day)
        self.closing.show_span(span)
        self.closing.show_summary(
            self.counter.summaries.of_period(self.boss, span.first, span.last)
        )

    def dialog(self, kind: type[D]) -> D:
        """Return the one dialog of its kind that is open."""
        (found,) = [each for each in self.page.findChildren(kind) if each.isVisible()]
        return found

    def _typeset(self, data: FormData) -> PageSource:
        self.set.append(data)
        return _NoPages()


@pytest.fixture
def room(tmp_path: Path, qtbot: QtBot) -> Iterator[Room]:
    counter = a_counter(tmp_path, FakeTime())
    boss = an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    an_actor(counter.database, Role.SUPERVISOR, login="phutrach.2")
    made = _room(counter, boss, tmp_path)
    qtbot.addWidget(made.page)
    made.page.resize(1100, 300)
    made.page.show()
    yield made
    counter.database.close()


def _room(counter: Counter, actor: Actor, folder: Path) -> Room:
    page = QWidget()
    return Room(counter, actor, page, Strip(page), services_of(counter))


def close(room: Room) -> Closed:
    closed = room.counter.closings.close(room.boss, MONDAY)
    room.counter.time.advance(timedelta(days=1))
    return closed


def test_what_waits_is_shown_beside_the_sheet_and_then_closed(room: Room) -> None:
    code = room.counter.code()
    room.counter.handoffs.send(room.counter.officer, room.counter.economy, [code])
    room.look()
    assert room.closing.bar.isHidden()
    room.closing.start()
    dialog = room.dialog(CloseDayDialog)
    assert "gửi Phòng Kinh tế" in dialog.waiting.text()
    assert "2 bản in chưa ra giấy" in dialog.waiting.text()
    assert len(room.set) == 1
    dialog.submit.click()
    assert len(room.prints) == 1
    assert "Đã khóa ngày 23/11/2026; phiếu 1/PKN" in room.strip.text
    room.look()
    assert not room.closing.button.isEnabled()
    said = room.closing.bar.state.text()
    assert said.startswith("Đã khóa lúc 23/11/2026 09:00 bởi Người phutrach.")
    assert "số 1/PKN" in said
    room.closing.bar.sheet.click()
    (form_id,) = room.navigator.all("open_form")
    assert form_id


def test_figures_that_changed_meanwhile_are_shown_before_they_are_closed(room: Room) -> None:
    room.look()
    room.closing.start()
    dialog = room.dialog(CloseDayDialog)
    room.counter.code()
    dialog.submit.click()
    assert "vừa thay đổi ở quầy khác" in dialog.notice.text()
    assert dialog.isVisible()
    assert len(room.set) == 2
    dialog.submit.click()
    assert room.counter.closings.standing(room.boss, MONDAY).is_day_closed


def test_a_day_that_cannot_be_closed_says_why(room: Room) -> None:
    room.look()
    room.closing.start()
    close(room)
    dialog = room.dialog(CloseDayDialog)
    dialog.read()
    assert "đã khóa" in dialog.notice.text()
    assert not dialog.submit.isEnabled()


def test_what_an_officer_sees_who_enters_into_a_closed_day(room: Room) -> None:
    room.counter.closings.close(room.boss, MONDAY)
    with pytest.raises(RuleBrokenError, match="phụ trách mở lại"):
        room.counter.code()


def test_reopening_asks_for_reason_and_second_person_and_stays_visible(room: Room) -> None:
    close(room)
    room.look()
    room.closing.bar.reopen.click()
    dialog = room.dialog(ReopenDialog)
    dialog.submit.click()
    assert "lý do" in dialog.board.box("reason").problem
    submit(dialog, reason="Quên một hồ sơ")
    asked = room.page.findChildren(ApprovalDialog)[0]
    asked.choose_second("phutrach.2")
    asked.password.setText(GOOD_PASSWORD)
    asked.submit.click()
    assert "Đã mở lại ngày 23/11/2026; người thứ hai: Người phutrach.2" in room.strip.text
    room.look()
    assert room.closing.bar.state.text() == ""
    undone = room.closing.bar.undone.text()
    assert "lần khóa 1" in undone
    assert "Người phutrach và Người phutrach.2, lý do: Quên một hồ sơ" in undone
    assert room.closing.button.isEnabled()
    room.look(kind=SpanKind.MONTH)
    assert "Quên một hồ sơ" in room.closing.bar.undone.text()
    assert room.closing.button.isHidden()


def test_reopening_warns_where_the_day_lies_in_a_locked_report_period(room: Room) -> None:
    close(room)
    room.look()
    room.closing.bar.reopen.click()
    dialog = room.dialog(ReopenDialog)
    assert dialog.warning.isHidden()
    dialog.reject()
    room.counter.time.advance(timedelta(days=1))
    room.counter.periods.lock(room.boss, f"{MONDAY}..{MONDAY}")
    room.look()
    room.closing.bar.reopen.click()
    assert (
        room.page.findChildren(ReopenDialog)[-1]
        .warning.text()
        .startswith("Những ngày này thuộc kỳ báo cáo đã khóa: Từ 23/11/2026 đến 23/11/2026.")
    )


def test_yesterdays_sheet_is_asked_for_until_it_was_held_against_the_store(room: Room) -> None:
    closed = close(room)
    tuesday = MONDAY + timedelta(days=1)
    room.look(tuesday)
    assert "Chưa quét phiếu khóa ngày 23/11/2026" in room.closing.bar.to_do.text()
    room.closing.bar.digits.click()
    dialog = room.dialog(ClosingSheetDialog)
    digits = anchor_digits(Anchor(closed.sheet.log_seq, bytes.fromhex(closed.sheet.chain_head)))
    wrong = digits[:-1] + ("1" if digits[-1] != "1" else "2")
    dialog.digits.setText(wrong)
    dialog.submit.click()
    assert "không đúng" in dialog.board.box("anchor").problem
    assert room.strip.text == ""
    dialog.digits.setText(in_groups(digits))
    dialog.submit.click()
    assert "Kho dữ liệu khớp với phiếu khóa ngày 23/11/2026" in room.strip.text
    room.look(tuesday)
    assert room.closing.bar.to_do.text() == ""
    room.look(MONDAY)
    assert "Phiếu đã quét đối chiếu lúc 24/11/2026 09:00" in room.closing.bar.state.text()


def test_a_scan_in_the_dialog_is_taken(room: Room) -> None:
    closed = close(room)
    room.look(MONDAY + timedelta(days=1))
    room.closing.bar.digits.click()
    dialog = room.dialog(ClosingSheetDialog)
    assert dialog.handle_scan(closed.sheet.qr_payload)
    assert "Kho dữ liệu khớp với phiếu khóa ngày 23/11/2026" in room.strip.text


def test_days_left_open_are_named(room: Room) -> None:
    room.counter.code()
    room.counter.time.advance(timedelta(days=7))
    room.look(MONDAY + timedelta(days=7))
    said = room.closing.bar.to_do.text()
    assert said.startswith("Ngày làm việc chưa khóa: 25/11/2026, 26/11/2026, 27/11/2026 và 1")


def test_who_may_not_close_sees_how_the_day_stands(
    room: Room, tmp_path: Path, qtbot: QtBot
) -> None:
    close(room)
    looking = an_actor(room.counter.database, Role.ADMINISTRATOR, login="quan.tri")
    other = _room(room.counter, looking, tmp_path)
    qtbot.addWidget(other.page)
    other.look()
    assert other.closing.button.isHidden()
    assert other.closing.bar.reopen.isHidden()
    assert "Đã khóa" in other.closing.bar.state.text()


def test_a_day_closed_with_a_later_one_says_so(room: Room) -> None:
    friday = MONDAY - timedelta(days=3)
    room.counter.closings.close(room.boss, MONDAY)
    room.look(friday)
    assert "Khóa cùng các ngày đến 23/11/2026" in room.closing.bar.state.text()
    assert PeriodDays(SpanKind.DAY, friday, friday) == span_around(SpanKind.DAY, friday)
