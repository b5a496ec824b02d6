"""What few dossiers need: another unit's competence, an earlier receipt, a lower fee."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from sqlalchemy import update

from app.models.catalogue import ProcedureCase
from app.models.office import Unit
from app.ui.intake.typed import TypedIntake, decode, encode
from tests.services.intake_builders import BIRTH, LAND
from tests.services.store_builders import an_agency
from tests.ui.intake.desk import Desk

_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def other(desk: Desk) -> int:
    return an_agency(desk.database, "XBT", "UBND xã Bình Thử")


def for_unit(desk: Desk, unit_id: int) -> None:
    desk.press(Qt.Key.Key_O, _CTRL_SHIFT)
    box = desk.page.sheet.special.competent
    box.setCurrentIndex(box.findData(unit_id))


def late(desk: Desk, day: str, time: str) -> None:
    desk.press(Qt.Key.Key_I, _CTRL_SHIFT)
    special = desk.page.sheet.special
    special.day.setText(day)
    special.time.setText(time)


def test_special_cases_are_out_of_the_way_and_on_the_menu(desk: Desk) -> None:
    assert not desk.page.sheet.special.isVisible()
    offered = [act.text().split("\t")[0] for act in desk.page.due_card.other_acts.menu_actions]
    assert offered[:2] == ["Tiếp nhận cho đơn vị khác", "Nhập bù hồ sơ đã nhận trên giấy"]


def test_a_dossier_for_another_unit_promises_no_day(desk: Desk, other: int) -> None:
    desk.fill()
    assert desk.page.due_card.due_text != "Báo khi có kết quả"
    for_unit(desk, other)
    assert desk.page.due_card.due_text == "Báo khi có kết quả"
    assert "cơ quan có thẩm quyền nhận được" in desk.page.due_card.summary_text
    desk.ask()
    assert "UBND xã Bình Thử" in desk.typeset[-1].due_text
    desk.register()
    assert [d.competent_id for d in desk.stored()] == [other]
    assert desk.said[-1].text.endswith("chưa định ngày trả")
    assert not desk.page.sheet.special.isVisible()


def test_the_key_again_gives_the_dossier_back_to_the_office(desk: Desk, other: int) -> None:
    desk.fill()
    for_unit(desk, other)
    desk.press(Qt.Key.Key_O, _CTRL_SHIFT)
    assert not desk.page.sheet.special.isVisible()
    desk.register()
    assert [d.competent_id for d in desk.stored()] == [None]


def test_a_correction_shows_the_unit_and_keeps_it(desk: Desk, other: int) -> None:
    desk.fill()
    for_unit(desk, other)
    desk.register()
    desk.page.after_submit.correct()
    special = desk.page.sheet.special
    assert special.competent.isVisible()
    assert special.competent.currentText() == "UBND xã Bình Thử"
    desk.page.sheet.people.phone.setText("0912345678")
    desk.page.reason.reason.setText("thiếu số điện thoại")
    desk.register()
    assert [(d.competent_id, d.phone) for d in desk.stored()] == [(other, "0912345678")]


def test_a_unit_that_ended_since_is_kept_by_a_correction(desk: Desk, other: int) -> None:
    desk.fill()
    for_unit(desk, other)
    desk.register()
    with desk.database.write() as session:
        session.get_one(Unit, other).valid_to = datetime(2026, 11, 23, tzinfo=UTC).date()
    desk.page.after_submit.correct()
    assert desk.page.typed().special.competent_id == other
    desk.page.reason.reason.setText("sửa tên")
    desk.register()
    assert [d.competent_id for d in desk.stored()] == [other]


def test_what_was_received_on_paper_is_entered_with_its_time(desk: Desk) -> None:
    desk.fill()
    late(desk, "20112026", "8h10")
    assert desk.page.due_card.due_text == "Thứ Hai 23/11/2026, 08:10"
    desk.ask()
    assert desk.typeset[-1].is_late_entry
    desk.register()
    stored = desk.stored()[0]
    assert stored.received_at == datetime(2026, 11, 20, 1, 10, tzinfo=UTC)
    assert stored.is_late_entry
    assert stored.code == "000.00.15.H53-261120-0001"


@pytest.mark.parametrize(
    ("day", "time", "field", "said"),
    [
        ("", "", "received", "Chưa ghi ngày đã nhận"),
        ("20112026", "", "received_time", "Chưa ghi giờ đã nhận"),
        ("20112026", "sáng", "received_time", "Chưa đọc được giờ"),
        ("32/11/2026", "08:00", "received", "Không có ngày"),
        ("24/11/2026", "08:00", "received", "ở tương lai"),
        ("01/01/2017", "08:00", "received", "trước năm 2018"),
    ],
)
def test_a_time_that_cannot_be_is_said_at_its_field(
    desk: Desk, day: str, time: str, field: str, said: str
) -> None:
    desk.fill()
    late(desk, day, time)
    desk.register()
    assert said in desk.page.board.box(field).problem
    assert desk.stored() == []


def test_a_correction_keeps_its_time_of_receipt(desk: Desk) -> None:
    desk.fill()
    desk.register()
    desk.page.after_submit.correct()
    desk.press(Qt.Key.Key_I, _CTRL_SHIFT)
    assert not desk.page.sheet.special.is_late


def test_less_than_the_fee_asks_for_its_ground_and_only_then(desk: Desk) -> None:
    desk.fill(LAND.code)
    special, wishes = desk.page.sheet.special, desk.page.sheet.wishes
    assert not special.asks_ground
    wishes.fee.setText("20.000")
    assert special.ground.isVisible()
    desk.register()
    assert "căn cứ miễn, giảm" in desk.page.board.box("exempt_ground").problem
    special.ground.setText("Hộ nghèo")
    desk.ask()
    assert desk.typeset[-1].note == "Miễn, giảm phí, lệ phí: Hộ nghèo"
    desk.register()
    assert [(d.fee_vnd, d.exempt_ground) for d in desk.stored()] == [(20_000, "Hộ nghèo")]
    desk.page.after_submit.correct()
    assert (special.ground.isVisible(), special.ground.text()) == (True, "Hộ nghèo")
    wishes.fee.setText("50.000")
    assert not special.ground.isVisible()
    assert desk.page.typed().special.exempt_ground == ""


def _advance(desk: Desk, code: str, advance: int) -> None:
    form = desk.services.choices.form(desk.actor, desk.ids[code])
    with desk.database.write() as session:
        session.execute(
            update(ProcedureCase)
            .where(ProcedureCase.id == form.cases[0].case_id)
            .values(advance_vnd=advance)
        )


def test_the_advance_of_the_case_is_proposed_and_what_is_typed_stays(desk: Desk) -> None:
    _advance(desk, LAND.code, 20_000)
    desk.choose(LAND.code)
    paid = desk.page.sheet.wishes.paid
    assert paid.value() == 20_000
    paid.set_value(7_000)
    desk.choose(BIRTH.code)
    assert paid.value() == 7_000
    paid.set_value(20_000)
    desk.choose(LAND.code)
    desk.choose(BIRTH.code)
    assert paid.value() == 0


def test_a_correction_takes_no_money(desk: Desk) -> None:
    _advance(desk, LAND.code, 20_000)
    desk.fill(LAND.code)
    desk.register()
    desk.page.after_submit.correct()
    assert desk.page.sheet.wishes.paid.value() == 0
    desk.page.reason.reason.setText("sửa tên")
    desk.register()
    assert desk.services.tracking.one(desk.actor, desk.stored()[0].code).paid_vnd == 20_000


def test_a_draft_keeps_what_is_special_and_an_older_one_is_read(desk: Desk, other: int) -> None:
    desk.fill()
    for_unit(desk, other)
    late(desk, "20112026", "8h10")
    typed = desk.page.typed()
    assert decode(encode(typed)) == typed
    assert (typed.special.competent_id, typed.special.is_late) == (other, True)
    assert decode('{"procedure_id": 3}') == TypedIntake(procedure_id=3)
    # RecordingNavigator rows alone are nothing typed.
    desk.page.sheet.clear()
    desk.press(Qt.Key.Key_I, _CTRL_SHIFT)
    assert desk.page.typed().is_blank


def test_everything_special_at_once_fits_the_smallest_desk(desk: Desk, other: int) -> None:
    page = desk.page
    desk.fill(LAND.code)
    for_unit(desk, other)
    late(desk, "20112026", "8h10")
    page.sheet.wishes.fee.setText("1.000")
    QApplication.processEvents()
    assert (page.width(), page.height()) == (1178, 662)
    for control in (*page.findChildren(QLineEdit), *page.findChildren(QComboBox)):
        if control.isVisible():
            place = QRect(control.mapTo(page, QPoint(0, 0)), control.size())
            assert page.rect().contains(place), control.accessibleName()


def test_long_words_of_a_case_are_cut_with_an_ellipsis_and_whole_in_the_list(desk: Desk) -> None:
    desk.choose(BIRTH.code)
    box = desk.page.sheet.procedure.cases
    box.setItemText(0, "Trường hợp có yếu tố nước ngoài phải xác minh · 15 ngày làm việc")
    box.setCurrentIndex(1)
    box.setCurrentIndex(0)
    assert box.toolTip() == box.currentText()
    box.showPopup()
    QApplication.processEvents()
    widest = box.fontMetrics().horizontalAdvance(box.itemText(0))
    assert box.view().width() >= widest
    box.hidePopup()
    kind = desk.page.sheet.people.kind
    room = kind.width() - 44
    assert all(
        kind.fontMetrics().horizontalAdvance(kind.itemText(place)) <= room
        for place in range(kind.count())
    )


def test_the_time_counts_from_its_receipt_not_from_now(desk: Desk) -> None:
    desk.time.advance(timedelta(hours=1))
    desk.fill()
    late(desk, "23/11/2026", "09:30")
    assert desk.page.due_card.due_text.endswith("09:30")
