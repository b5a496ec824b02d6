"""The act: once, with its paper; refused at the field; corrected with a new paper."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services.catalogue.procedures import Procedures
from app.ui.intake.registering import noted
from app.ui.runtime.tasks import Change, Failed
from app.ui.shell.messages import NoticeKind
from app.vocabulary.dossiers import Channel, ReturnBy
from tests.services.intake_builders import BIRTH, HUNG, LAND
from tests.services.store_builders import the_actor
from tests.ui.inline import InlineTasks
from tests.ui.intake.desk import A_MINUTE, CARD, Desk


def test_registering_stores_prints_and_tells(qtbot: QtBot, desk: Desk) -> None:
    desk.fill()
    desk.register()
    stored = desk.stored()
    assert [d.code for d in stored] == ["000.00.15.H53-261123-0001"]
    assert desk.printed == [1]
    assert desk.served == [desk.stored()[0].code]
    code, check, due = desk.page.side.done.texts
    assert (code, due) == (stored[0].code, "25/11/2026, 09:00")
    assert check.startswith("Hai số kiểm tra: ")
    assert desk.page.side.is_done_shown
    said = desk.said[-1]
    assert said.text == f"Đã tiếp nhận {stored[0].code} · hẹn 25/11/2026, 09:00"
    assert said.kind is NoticeKind.DONE
    assert [words for words, _act in said.actions] == ["Sửa", "In lại"]


def test_code_and_date_give_way_to_the_very_receipt(qtbot: QtBot, desk: Desk) -> None:
    desk.fill()
    desk.register()
    desk.page.side._timer.setInterval(1)
    desk.page.side._timer.start()
    qtbot.waitUntil(lambda: not desk.page.side.is_done_shown)
    assert desk.typeset[-1].code == desk.stored()[0].code
    assert desk.typeset[-1].qr_payload


def test_the_preview_is_the_paper_before_its_number(desk: Desk) -> None:
    desk.fill()
    desk.ask()
    shown = desk.typeset[-1]
    assert (shown.owner_name, shown.number, shown.code) == (HUNG.name, "", "")
    assert [paper.plain for paper in shown.papers] == [0, 2, 1]
    before = len(desk.typeset)
    desk.ask()
    assert len(desk.typeset) == before


class _Held:
    """Tasks whose writes wait until told."""

    def __init__(self, tasks: InlineTasks) -> None:
        self.tasks = tasks
        self.waiting: list[tuple[Any, ...]] = []

    def write(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        changed: Iterable[Change] = (),
        failed: Failed | None = None,
    ) -> None:
        self.waiting.append((work, done, changed, failed))

    def release(self) -> None:
        for each in self.waiting:
            InlineTasks.write(self.tasks, *each)


def test_two_quick_presses_make_one_dossier(
    desk: Desk, tasks: InlineTasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.fill()
    held = _Held(tasks)
    monkeypatch.setattr(tasks, "write", held.write)
    desk.register()
    assert not desk.page.due_card.register.isEnabled()
    desk.page.register()
    desk.page.due_card.register.click()
    assert len(held.waiting) == 1
    held.release()
    assert len(desk.stored()) == 1
    assert desk.page.due_card.register.isEnabled()


def test_the_same_form_sent_twice_is_the_same_dossier(desk: Desk) -> None:
    desk.fill()
    typed, draft_id = desk.page.typed(), desk.page.keeper.draft_id
    seen: list[str] = []
    desk.page.registering.done.connect(lambda registered, _typed: seen.append(registered.code))
    desk.page.registering.send(typed, draft_id)
    desk.page.registering.send(typed, draft_id)
    assert seen == [desk.stored()[0].code] * 2
    assert len(desk.stored()) == 1


def test_two_forms_in_a_row_are_two_dossiers(desk: Desk) -> None:
    for _time in range(2):
        desk.fill()
        desk.register()
    assert [d.day_number for d in desk.stored()] == [1, 2]


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("owner_name", "", "họ tên"),
        ("owner_id", "07218500123", "12 chữ số"),
        ("birth", "31/02/1985", "Không có ngày"),
        ("birth", "14/03/1990", ""),
        ("phone", "123", "di động"),
        ("email", "khong-phai", "email"),
        ("paid_vnd", "5.000", "lớn hơn"),
        ("owner_name", "Bưởi\u202e", "ký tự"),
    ],
)
def test_a_problem_is_told_at_its_field_and_nothing_is_lost(
    desk: Desk, field: str, text: str, sentence: str
) -> None:
    desk.fill()
    editor = desk.page.board.box(field).editor
    editor.setText(text)  # type: ignore[attr-defined]
    before = desk.page.typed()
    desk.register()
    at = "owner_id" if text == "14/03/1990" else field
    assert desk.stored() == []
    assert sentence in desk.page.board.box(at).problem
    assert desk.page.board.box(at).problem == desk.page.due_card.notice.text
    assert desk.focused() is desk.page.board.box(at).editor
    assert desk.page.typed() == before


def test_no_procedure_is_told_at_the_procedure(desk: Desk) -> None:
    desk.scan(CARD)
    desk.page.sheet.procedure.lookup.setText("khai gì đó")
    desk.register()
    assert "Chưa chọn thủ tục" in desk.page.board.box("procedure").problem
    assert desk.page.sheet.people.owner_name.text() == HUNG.name


def test_text_changed_after_choosing_is_no_procedure(desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.procedure.lookup.setFocus()
    desk.write("x")
    desk.register()
    assert desk.stored() == []
    assert "Chưa chọn thủ tục" in desk.page.board.box("procedure").problem


def test_post_needs_an_address(desk: Desk) -> None:
    desk.fill()
    wishes = desk.page.sheet.wishes
    desk.page.sheet.people.address.clear()
    wishes.return_by.setCurrentIndex(wishes.return_by.findData(ReturnBy.POST))
    desk.register()
    assert "địa chỉ nhận" in desk.page.board.box("return_address").problem
    wishes.return_address.setText("Số 9 đường Mới")
    desk.register()
    assert desk.stored()[0].return_address == "Số 9 đường Mới"


def test_a_procedure_changed_meanwhile_is_told_and_the_form_stays(desk: Desk) -> None:
    desk.fill()
    admin = the_actor(desk.database, "quanly")
    Procedures(desk.tx).end(admin, desk.ids[BIRTH.code], "QĐ 1")
    desk.page.sheet.people.address.setFocus()
    before = desk.page.typed()
    desk.register()
    assert desk.stored() == []
    assert "vừa được cập nhật" in desk.page.due_card.notice.text
    assert desk.focused() is desk.page.sheet.people.address
    assert desk.page.typed() == before
    assert desk.page.due_card.register.isEnabled()


def test_fee_channel_and_case_are_stored(desk: Desk) -> None:
    desk.fill()
    card = desk.page.sheet.procedure
    card.cases.setCurrentIndex(1)
    assert desk.page.sheet.wishes.fee.value() == 8000
    card.channel.setCurrentIndex(card.channel.findData(Channel.POST))
    desk.page.sheet.wishes.paid.setText("8.000")
    desk.register()
    stored = desk.stored()[0]
    assert (stored.fee_vnd, stored.channel) == (8000, Channel.POST)
    view = desk.services.tracking.one(desk.actor, stored.code)
    assert (view.case_name, view.paid_vnd) == ("Có xác minh", 8000)


def test_a_fee_typed_by_hand_stays_when_the_case_changes(desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.wishes.fee.setText("3.000")
    desk.page.sheet.procedure.cases.setCurrentIndex(1)
    assert desk.page.sheet.wishes.fee.value() == 3000


def test_the_due_date_is_live_and_explains_itself(desk: Desk) -> None:
    desk.choose(BIRTH.code)
    assert desk.page.due_card.due_text == "Thứ Tư 25/11/2026, 09:00"
    assert "Ngày Văn hóa" in desk.page.due_card.summary_text
    desk.time.advance(5 * A_MINUTE)
    desk.page.live.ask_due()
    assert desk.page.due_card.due_text == "Thứ Tư 25/11/2026, 09:05"
    desk.page.sheet.procedure.cases.setCurrentIndex(1)
    assert "27/11/2026" in desk.page.due_card.due_text
    desk.page.show_why()
    assert desk.page.side.is_why_shown
    assert "24/11/2026" in desk.page.side.why_text
    desk.page.show_why()
    assert not desk.page.side.is_why_shown


def test_a_year_without_its_notice_is_told(desk: Desk) -> None:
    desk.choose(LAND.code)
    assert not desk.page.due_card.is_unsure
    desk.time.advance(60 * 24 * 400 * A_MINUTE)
    desk.page.live.ask_due()
    assert "2028" in desk.page.due_card.due_text
    assert desk.page.due_card.is_unsure


def test_an_open_dossier_of_the_same_owner_and_procedure_is_told(desk: Desk) -> None:
    desk.fill()
    desk.register()
    desk.fill()
    desk.ask()
    code = desk.stored()[0].code
    assert code in desk.page.due_card.notice.text
    desk.page.due_card.notice.button.click()
    assert desk.opened == [code]
    desk.choose(LAND.code)
    desk.ask()
    assert "cùng thủ tục" not in desk.page.due_card.notice.text


def test_a_wrong_intake_is_corrected_and_its_receipt_issued_again(desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.papers.table.papers.flip(2)
    desk.register()
    code = desk.stored()[0].code
    desk.page.sheet.people.owner_name.setText("Người kế tiếp đang gõ")
    desk.strip_button("Sửa")()
    page = desk.page
    assert page.heading.title_text == f"Sửa {code}"
    assert [entry.is_present for entry in page.typed().papers] == [True, True, False]
    assert not page.sheet.wishes.paid.isEnabled()
    page.sheet.people.owner_name.setText("Trần Thị Bưởi Hồng")
    desk.register()
    assert "lý do" in page.board.box("reason").problem
    assert desk.focused() is page.reason.reason
    desk.write("Go nham ten")
    desk.register()
    view = desk.services.tracking.one(desk.actor, code)
    assert view.owner.name == "Trần Thị Bưởi Hồng"
    void = {form.number: form.is_void for form in view.forms}
    assert void == {"1/TNHS": True, "2/TNHS": False}
    assert desk.typeset[-1].replaces == "1/TNHS"
    assert desk.served == [code], "a correction serves nobody"
    assert desk.said[-1].text.startswith("Đã sửa và in lại giấy tiếp nhận")
    assert page.heading.title_text == "Tiếp nhận hồ sơ"
    assert page.typed().people.owner_name == "Người kế tiếp đang gõ"


def test_leaving_a_correction_brings_the_form_back_and_changes_nothing(desk: Desk) -> None:
    desk.fill()
    desk.register()
    code = desk.stored()[0].code
    desk.choose(LAND.code)
    before, draft_id = desk.page.typed(), desk.page.keeper.draft_id
    desk.page.after_submit.correct()
    desk.page.reason.reason.setText("thử")
    desk.press(Qt.Key.Key_Escape)
    assert desk.page.typed() == before
    assert desk.page.keeper.draft_id == draft_id
    assert len(desk.services.tracking.one(desk.actor, code).forms) == 1


def test_a_corrected_dossier_is_not_its_own_twin_and_keeps_its_time(desk: Desk) -> None:
    desk.fill()
    desk.register()
    desk.time.advance(60 * 26 * A_MINUTE)
    desk.page.after_submit.correct()
    desk.ask()
    assert desk.page.due_card.notice.text == ""
    assert desk.page.due_card.due_text == "Thứ Tư 25/11/2026, 09:00"
    shown, stored = desk.typeset[-1], desk.stored()[0]
    assert (shown.code, shown.received_at) == (stored.code, stored.received_at)
    assert not shown.is_late_entry


def test_the_same_fields_of_a_wrong_procedure_are_corrected(desk: Desk) -> None:
    desk.fill()
    desk.register()
    desk.page.after_submit.correct()
    desk.page.reason.reason.setText("Chọn nhầm thủ tục")
    desk.choose(LAND.code)
    desk.page.sheet.papers.mark_all()
    desk.register()
    view = desk.services.tracking.one(desk.actor, desk.stored()[0].code)
    assert view.row.procedure_code == LAND.code


def test_the_last_act_is_corrected_and_printed_again_by_key(desk: Desk) -> None:
    desk.fill()
    desk.register()
    desk.page.sheet.papers.table.setFocus()
    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert desk.printed == [1, 2]
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.page.heading.title_text == f"Sửa {desk.stored()[0].code}"


def test_printing_again_is_counted(desk: Desk) -> None:
    desk.page.after_submit.print_again()
    assert desk.printed == []
    desk.fill()
    desk.register()
    desk.strip_button("In lại")()
    assert desk.printed == [1, 2]
    assert "bản 2" in desk.said[-1].text


@pytest.mark.parametrize(
    ("note", "names", "expected"),
    [
        ("", (), ""),
        ("", ("A",), "Còn thiếu: A"),
        ("Gấp", ("A", "B"), "Gấp · Còn thiếu: A; B"),
        ("Gấp · Còn thiếu: A; B", ("B",), "Gấp · Còn thiếu: B"),
        ("Còn thiếu: A", (), ""),
        ("Khách nói Còn thiếu: gì đó", (), "Khách nói Còn thiếu: gì đó"),
    ],
)
def test_the_note_says_what_is_missing_once(
    note: str, names: tuple[str, ...], expected: str
) -> None:
    assert noted(note, names) == expected
