"""The desk's other answers to a half-typed form: refused, guided, returned at once."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.services.forms.notice_records import GuideSlipData, RefusalData
from app.services.office.reasons import Reasons
from app.ui.shell.messages import NoticeKind
from app.vocabulary.dossiers import DossierStatus
from app.vocabulary.office import ReasonKind
from tests.services.intake_builders import BIRTH, HUNG, WITNESS
from tests.services.store_builders import the_actor
from tests.ui.intake.desk import Desk

_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
LOW = (1178, 594)


def refuse(desk: Desk) -> None:
    desk.press(Qt.Key.Key_X, _CTRL_SHIFT)


def guide(desk: Desk) -> None:
    desk.press(Qt.Key.Key_M, _CTRL_SHIFT)


def test_refusal_is_asked_beside_the_form_and_issued_with_the_usual_key(desk: Desk) -> None:
    desk.fill()
    refuse(desk)
    page = desk.page
    assert page.deciding.refusal.isVisible()
    assert not page.due_card.isVisible()
    assert desk.focused() is page.deciding.refusal.reasons
    desk.write("Khong thuoc tham quyen")
    page.deciding.refusal.ground.setText("Điều 17 NĐ 61/2018")
    desk.register()
    stored = desk.stored()
    assert [d.code for d in stored] == ["000.00.15.H53-261123-0001"]
    view = desk.services.tracking.one(desk.actor, stored[0].code)
    assert view.row.status is DossierStatus.NOT_ACCEPTED
    said = desk.said[-1]
    assert said.text == f"Đã từ chối tiếp nhận {stored[0].code} · phiếu số 1/PTC"
    assert said.kind is NoticeKind.DONE
    assert [words for words, _act in said.actions] == ["In lại", "Mở hồ sơ"]
    assert desk.printed == [1]
    assert desk.served == [stored[0].code]
    assert page.typed().is_blank
    assert page.due_card.isVisible()
    assert page.side.is_done_shown
    notice = desk.forms[-1]
    assert isinstance(notice, RefusalData)
    assert (notice.number, notice.reasons) == ("1/PTC", ("Khong thuoc tham quyen",))
    desk.strip_button("In lại")()
    assert desk.said[-1].text.startswith("Đã gửi in lại Phiếu từ chối")


def test_the_very_notice_is_shown_while_it_is_typed(desk: Desk) -> None:
    desk.fill()
    refuse(desk)
    panel = desk.page.deciding.refusal
    panel.reasons.setPlainText("Một\n\nHai")
    desk.page.deciding.ask()
    shown = desk.forms[-1]
    assert isinstance(shown, RefusalData)
    assert (shown.number, shown.reasons, shown.is_at_desk) == ("", ("Một", "Hai"), True)
    assert shown.subject.owner_name == HUNG.name
    desk.page.go_back()
    assert not panel.isVisible()
    desk.ask()
    assert desk.typeset[-1] is desk.forms[-1]
    assert desk.page.sheet.people.owner_name.text() == HUNG.name


def test_a_ready_sentence_brings_its_ground(desk: Desk) -> None:
    boss = the_actor(desk.database, "quanly")
    office = Reasons(desk.tx)
    for line in office.of(boss, ReasonKind.REFUSAL):
        office.end(boss, line.reason_id)
    office.add(boss, ReasonKind.REFUSAL, "Đất đang có tranh chấp", "Điều 236 Luật Đất đai")
    desk.fill()
    refuse(desk)
    panel = desk.page.deciding.refusal
    assert panel.ready.isVisible()
    panel.reasons.setPlainText("Thiếu giấy chứng sinh")
    panel.ready.setCurrentIndex(1)
    panel.ready.activated.emit(1)
    assert panel.said() == (
        ("Thiếu giấy chứng sinh", "Đất đang có tranh chấp"),
        "Điều 236 Luật Đất đai",
    )


def test_without_ready_sentences_their_box_stays_away(desk: Desk) -> None:
    boss = the_actor(desk.database, "quanly")
    office = Reasons(desk.tx)
    for line in office.of(boss, ReasonKind.REFUSAL):
        office.end(boss, line.reason_id)
    desk.fill()
    refuse(desk)
    assert not desk.page.deciding.refusal.ready.isVisible()


def test_what_is_missing_is_told_at_its_field(desk: Desk) -> None:
    desk.fill()
    refuse(desk)
    desk.register()
    panel = desk.page.deciding.refusal
    assert "Chưa có lý do từ chối" in panel.board.box("reasons").problem
    assert desk.stored() == []
    panel.reasons.setPlainText("Lý do")
    desk.page.sheet.people.owner_name.clear()
    desk.register()
    assert desk.page.board.box("owner_name").problem
    assert "Chưa có họ tên" in panel.problem
    assert desk.stored() == []


@pytest.mark.parametrize("ask", [refuse, guide])
def test_nothing_is_asked_before_a_procedure_is_chosen(desk: Desk, ask: object) -> None:
    (refuse if ask is refuse else guide)(desk)
    assert not desk.page.deciding.is_open
    assert "Chưa chọn thủ tục" in desk.page.due_card.notice.text
    assert desk.page.due_card.isVisible()


@pytest.mark.parametrize("ask", [refuse, guide])
def test_a_dossier_being_corrected_is_neither(desk: Desk, ask: object) -> None:
    desk.fill()
    desk.register()
    desk.page.after_submit.correct()
    (refuse if ask is refuse else guide)(desk)
    assert not desk.page.deciding.is_open
    assert "Đang sửa" in desk.page.due_card.notice.text
    desk.page.register_and_finish()
    assert "Đang sửa" in desk.page.due_card.notice.text
    assert len(desk.stored()) == 1


def test_a_guide_slip_lists_what_is_not_ticked(desk: Desk) -> None:
    desk.fill()
    papers = desk.page.sheet.papers.table.papers
    papers.flip(1)
    papers.flip(2)  # this one is not required
    guide(desk)
    panel = desk.page.deciding.guide
    assert panel.person.text() == HUNG.name
    assert panel.missing_text == "Còn thiếu 1: Giấy chứng sinh."
    assert desk.focused() is panel.advice
    desk.write("Xin lai")
    desk.register()
    slip = desk.forms[-1]
    assert isinstance(slip, GuideSlipData)
    assert (slip.number, slip.advice) == ("1/PHD", "Xin lai")
    assert [(paper.name, paper.original, paper.plain) for paper in slip.missing] == [
        ("Giấy chứng sinh", 1, 2)
    ]
    assert desk.stored() == []
    assert desk.printed == [1]
    assert desk.said[-1].text == "Đã lập phiếu hướng dẫn 1/PHD"
    assert desk.page.typed().is_blank


def test_who_finds_the_paper_after_all_is_gone_on_with(desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.papers.table.papers.flip(1)
    guide(desk)
    desk.register()
    desk.strip_button("Nhập tiếp")()
    assert desk.page.sheet.people.owner_name.text() == HUNG.name
    desk.page.sheet.papers.table.papers.flip(1)
    desk.register()
    assert [d.owner_name for d in desk.stored()] == [HUNG.name]


def test_the_slip_is_for_who_brings_the_papers(desk: Desk) -> None:
    desk.fill()
    people = desk.page.sheet.people
    people.authorised.setChecked(True)
    people.submitter_name.setText("Trần Văn Thay")
    people.submitter_phone.setText("0987654321")
    guide(desk)
    panel = desk.page.deciding.guide
    assert (panel.person.text(), panel.phone.text()) == ("Trần Văn Thay", "0987654321")
    assert panel.missing_text == "Đã đủ giấy tờ bắt buộc."
    desk.register()
    assert "chưa nói thiếu gì" in panel.board.box("advice").problem
    panel.phone.setText("gọi sau")
    panel.advice.setPlainText("x")
    desk.register()
    assert panel.board.box("phone").problem
    assert desk.services.guiding.newest(desk.actor) == []


def test_missing_papers_offer_both_papers(desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.papers.table.papers.flip(0)
    acts = desk.page.due_card.other_acts
    assert acts.refuse.property("kind") == "ghost"
    desk.register()
    assert "hoặc lập phiếu ở dưới" in desk.page.due_card.notice.text
    assert (acts.refuse.property("kind"), acts.guide.property("kind")) == ("plain", "plain")
    acts.guide.click()
    assert desk.page.deciding.guide.isVisible()
    assert acts.refuse.property("kind") == "ghost"
    assert desk.stored() == []


def test_the_next_form_is_not_urged(desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.papers.table.papers.flip(0)
    desk.register()
    desk.register()
    assert len(desk.stored()) == 1
    assert desk.page.due_card.other_acts.refuse.property("kind") == "ghost"


def test_one_panel_gives_way_to_the_other(desk: Desk) -> None:
    desk.fill()
    refuse(desk)
    guide(desk)
    deciding = desk.page.deciding
    assert (deciding.refusal.isVisible(), deciding.guide.isVisible()) == (False, True)


def test_another_form_puts_the_panel_away(desk: Desk) -> None:
    desk.fill()
    desk.register()
    desk.fill()
    refuse(desk)
    desk.page.after_submit.correct()
    assert not desk.page.deciding.is_open
    assert desk.page.due_card.isVisible()


def test_a_same_day_dossier_is_received_and_returned_with_one_key(desk: Desk) -> None:
    desk.fill(WITNESS.code)
    acts = desk.page.due_card.other_acts
    assert acts.finish.isVisible()
    desk.press(Qt.Key.Key_Return, _CTRL_SHIFT)
    code = desk.stored()[0].code
    view = desk.services.tracking.one(desk.actor, code)
    assert view.row.status is DossierStatus.RETURNED
    assert (view.paid_vnd, view.result and view.result.collector_name) == (2000, HUNG.name)
    assert desk.said[-1].text == f"Đã tiếp nhận và trả ngay {code}"
    assert [words for words, _act in desk.said[-1].actions] == ["In giấy", "Mở hồ sơ"]
    assert desk.printed == [0]
    assert desk.page.typed().is_blank


def test_its_receipt_is_printed_where_the_desk_wants_it(desk: Desk) -> None:
    acts = desk.page.due_card.other_acts
    wish = acts.menu_actions[-1]
    wish.trigger()
    assert desk.settings.load().same_day_receipt
    desk.fill(WITNESS.code)
    acts.finish.click()
    assert desk.printed == [1]


def test_an_ordinary_case_offers_no_return_at_once_and_refuses_it(desk: Desk) -> None:
    desk.fill(BIRTH.code)
    assert not desk.page.due_card.other_acts.finish.isVisible()
    desk.press(Qt.Key.Key_Return, _CTRL_SHIFT)
    assert "trong ngày" in desk.page.due_card.notice.text
    assert desk.stored() == []


@pytest.mark.parametrize("ask", [refuse, guide])
@pytest.mark.parametrize("size", [(1178, 662), LOW])
def test_a_panel_stays_inside_the_page(desk: Desk, ask: object, size: tuple[int, int]) -> None:
    page = desk.page
    page.resize(*size)
    desk.fill()
    (refuse if ask is refuse else guide)(desk)
    QApplication.processEvents()
    assert (page.width(), page.height()) == size
    controls = [
        *page.findChildren(QLineEdit),
        *page.findChildren(QPushButton),
        *page.findChildren(QPlainTextEdit),
    ]
    for control in controls:
        if control.isVisible():
            place = QRect(control.mapTo(page, QPoint(0, 0)), control.size())
            assert page.rect().contains(place), control.accessibleName()


def test_two_quick_presses_make_one_slip(qtbot: QtBot, desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.papers.table.papers.flip(1)
    guide(desk)
    desk.register()
    desk.register()
    assert len(desk.services.guiding.newest(desk.actor)) == 1
