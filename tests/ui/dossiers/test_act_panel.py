"""Each act asks for its own: fields, ready-made reasons, papers back, second requests."""

from contextlib import suppress

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.services.dossiers.records import DossierView
from app.services.forms.notice_records import WithdrawalNoteData
from app.ui.dossiers.act_forms import FIELDS
from app.ui.dossiers.act_panel import ActPanel
from app.ui.dossiers.act_table import form_of
from app.ui.dossiers.dossiers_page import DossiersPage
from app.vocabulary.dossiers import Action, DossierStatus
from app.vocabulary.office import DayKind, ReasonKind
from tests.services.desk_builders import Counter
from tests.ui.desk_pages import Ground
from tests.ui.desk_room import misfits, show_smallest

A = Action


def asked(panel: ActPanel) -> set[str]:
    return {name for name in FIELDS if panel.fields.is_asked(name)}


def _status(counter: Counter, code: str) -> DossierStatus:
    return counter.tracking.one(counter.officer, code).row.status


def at_agency(counter: Counter) -> str:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.handoffs.accept(counter.officer, [code])
    return code


@pytest.mark.parametrize(
    ("action", "fields"),
    [
        (A.ASK_SUPPLEMENT, {"reason", "offered", "items", "note", "ground"}),
        (A.ASK_OPINION, {"whom", "answer_by", "note", "special_law"}),
        (A.ASK_CHECK, {"place", "when", "participants", "note", "special_law"}),
        (A.ASK_PAYMENT, {"note", "ground"}),
        (A.EXTEND, {"reason", "due", "due_time", "note", "approver"}),
        (A.WITHDRAW, {"reason", "note", "papers_back", "receiver_name", "receiver_id"}),
        (A.STOP, {"reason", "note", "ground", "approver", "papers_back"}),
        (A.HANDOFF, {"to"}),
    ],
)
def test_an_act_shows_its_own_fields(
    counter: Counter, page: DossiersPage, action: Action, fields: set[str]
) -> None:
    page.open(counter.code())
    page.act(action)
    assert asked(page.one.panel) == fields


def test_required_papers_are_offered_and_listed_once(counter: Counter, page: DossiersPage) -> None:
    code = counter.code()
    page.open(code)
    page.act(A.ASK_SUPPLEMENT)
    fields = page.one.panel.fields
    offered = [fields.offered.itemText(place) for place in range(fields.offered.count())]
    assert offered == ["Chọn giấy tờ…", "Tờ khai đăng ký"]
    for _twice in range(2):
        fields.offered.activated.emit(1)
    fields.items.appendPlainText("Ảnh 4x6")
    page.confirm()
    form = counter.tracking.one(counter.officer, code).forms[0]
    data = counter.print_queue.form(counter.officer, form.form_id).data
    assert getattr(data, "items", ()) == ("Tờ khai đăng ký", "Ảnh 4x6")


def test_a_reason_fills_note_and_ground_and_gives_way_to_another(
    counter: Counter, page: DossiersPage, qtbot: QtBot
) -> None:
    first, second, *_rest = counter.reasons.of(counter.officer, ReasonKind.SUPPLEMENT)
    page.open(counter.code())
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.act(A.ASK_SUPPLEMENT)
    panel = page.one.panel
    assert panel.fields.reason.lines[:2] == (first, second)
    QTest.keyClick(panel.note, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert panel.note.toPlainText() == first.text
    assert panel.fields.ground.text() == first.ground != ""
    panel.note.appendPlainText("Nộp trước thứ Sáu.")
    panel.fields.reason.pick(2)
    assert panel.note.toPlainText() == f"{second.text}\nNộp trước thứ Sáu."
    panel.fields.ground.setText("Luật Đất đai")
    panel.fields.reason.pick(1)
    assert panel.fields.ground.text() == "Luật Đất đai"
    panel.fields.reason.pick(9)
    assert panel.note.toPlainText().startswith(first.text)


def test_reasons_of_a_refusal_are_listed_only_for_a_refusal(
    counter: Counter, page: DossiersPage
) -> None:
    first, second, *_rest = counter.reasons.of(counter.officer, ReasonKind.REFUSAL)
    code = counter.code(case_id=counter.same_day_case)
    page.open(code)
    page.act(A.RESOLVE)
    panel = page.one.panel
    assert asked(panel) == {"outcome", "document_number", "note"}
    panel.note.setPlainText("đã ký")
    panel.refused.setChecked(True)
    assert asked(panel) == {"outcome", "document_number", "reason", "items", "ground"}
    for place in (1, 2, 1):
        panel.fields.reason.activated.emit(place)
    page.confirm()
    form = counter.tracking.one(counter.officer, code).forms[0]
    data = counter.print_queue.form(counter.officer, form.form_id).data
    assert getattr(data, "reasons", ()) == (first.text, second.text)


def test_papers_given_back_go_to_the_person_named(counter: Counter, page: DossiersPage) -> None:
    code = counter.code()
    page.open(code)
    page.act(A.WITHDRAW)
    panel = page.one.panel
    assert panel.fields.papers_back.isChecked()
    panel.note.setPlainText("nộp nhầm")
    panel.receiver.setText("Lê Thị Nhận")
    panel.fields.receiver_id.setText("072185009999")
    page.confirm()
    form = counter.tracking.one(counter.officer, code).forms[0]
    data = counter.print_queue.form(counter.officer, form.form_id).data
    assert isinstance(data, WithdrawalNoteData)
    assert (data.receiver_name, data.receiver_id) == ("Lê Thị Nhận", "072185009999")
    assert data.returned_at is not None
    assert page.one.allowed.buttons() == ()


def test_papers_not_given_back_have_no_receiver(counter: Counter, page: DossiersPage) -> None:
    code = counter.code()
    page.open(code)
    page.act(A.STOP)
    panel = page.one.panel
    assert not panel.fields.papers_back.isChecked()
    panel.fields.papers_back.setChecked(True)
    assert asked(panel) >= {"receiver_name", "receiver_id"}
    panel.receiver.setText("Ai đó")
    panel.fields.papers_back.setChecked(False)
    panel.note.setPlainText("trùng hồ sơ")
    page.confirm()
    assert _status(counter, code) is DossierStatus.STOPPED
    assert [item.action for item in _view(page).actions] == [A.GIVE_BACK]
    page.act(A.GIVE_BACK)
    page.confirm()
    assert _view(page).actions == ()


def _view(page: DossiersPage) -> DossierView:
    view = page.one.view
    assert view is not None
    return view


@pytest.mark.parametrize("action", [A.WITHDRAW, A.STOP])
def test_papers_at_an_agency_are_not_called_given_back(
    counter: Counter, page: DossiersPage, action: Action
) -> None:
    page.open(at_agency(counter))
    page.act(action)
    panel = page.one.panel
    assert "papers_back" not in asked(panel)
    assert "Phòng Kinh tế" in panel.about
    panel.note.setPlainText("nộp nhầm")
    page.confirm()
    assert panel.action is None


def test_a_wait_keeps_what_was_asked(counter: Counter, page: DossiersPage) -> None:
    code = counter.code()
    page.open(code)
    page.act(A.ASK_OPINION)
    panel = page.one.panel
    page.confirm()
    assert "cơ quan được lấy ý kiến" in panel.board.box("whom").problem
    panel.fields.whom.setText("Sở Xây dựng")
    page.confirm()
    assert _status(counter, code) is DossierStatus.AWAITING_OPINION
    assert any("Lấy ý kiến Sở Xây dựng" in text for text in page.one.timeline.texts())
    page.act(A.OPINION_IN)
    page.confirm()
    page.act(A.ASK_CHECK)
    panel.fields.place.setText("Thửa 12")
    page.confirm()
    assert _status(counter, code) is DossierStatus.AWAITING_CHECK


def test_a_same_day_dossier_is_finished_in_one_step(
    counter: Counter, page: DossiersPage, ground: Ground
) -> None:
    code = counter.code(case_id=counter.same_day_case, fee_vnd=8000)
    page.open(code)
    page.act(A.FINISH)
    panel = page.one.panel
    assert asked(panel) == {"document_number", "receiver_name", "receiver_id", "paid"}
    panel.receiver.setText("")
    page.confirm()
    assert "họ tên người nhận" in panel.board.box("receiver_name").problem
    panel.receiver.setText("Nguyễn Thị Ánh")
    panel.document.setText("15/CT")
    page.confirm()
    view = counter.tracking.one(counter.officer, code)
    assert (view.row.status, view.paid_vnd) == (DossierStatus.RETURNED, 8000)
    assert view.result is not None
    assert view.result.document_number == "15/CT"
    assert "đã giải quyết và trả ngay" in ground.last


def test_a_date_moved_by_the_calendar_is_shown_beside_the_printed_one(
    counter: Counter, page: DossiersPage, ground: Ground
) -> None:
    code = counter.code()
    due_at = counter.tracking.one(counter.officer, code).row.due_at
    assert due_at is not None
    calendar = counter.calendar
    calendar.set_day(counter.admin, due_at.date(), DayKind.OFF, "Bão")
    page.open(code)
    assert (
        "Theo lịch hiện nay là Thứ Hai 30/11/2026, 09:00; ngày đã in giữ nguyên."
        in page.one.due.texts()
    )
    assert "Thứ Sáu 27/11/2026, 09:00" in page.one.due.texts()
    page.act(A.RESCHEDULE)
    assert "27/11/2026 09:00. Theo lịch hiện nay: 30/11/2026 09:00" in page.one.panel.about
    page.one.panel.note.setPlainText("nghỉ bão")
    page.confirm()
    assert "Thứ Hai 30/11/2026, 09:00" in page.one.due.texts()
    assert "hẹn 30/11/2026 09:00" in ground.last
    assert ground.prints == 1


def test_every_question_fits_the_smallest_desk(
    counter: Counter, page: DossiersPage, qtbot: QtBot
) -> None:
    code = counter.code()
    show_smallest(page, qtbot)
    page.open(code)
    offered = {item.action for item in _view(page).actions if form_of(item.action)}
    assert len(offered) >= 7
    for action in sorted(offered):
        page.act(action)
        page.one.paper.ask()
        # What is laid out anew settles with the events of the window, not within a given time.
        with suppress(qtbot.TimeoutError):
            qtbot.waitUntil(lambda: misfits(page) == [])
        assert misfits(page) == [], action
        page.go_back()


def test_acts_that_belong_together_stand_together_the_likeliest_first(
    counter: Counter, page: DossiersPage
) -> None:
    page.open(counter.code())
    assert [made.accessibleName() for made in page.one.allowed.buttons()] == [
        "Bàn giao",
        "Sửa tiếp nhận",
        "Yêu cầu bổ sung",
        "Yêu cầu thực hiện nghĩa vụ tài chính",
        "Lấy ý kiến cơ quan khác",
        "Xác minh thực tế",
        "Hẹn lại ngày trả",
        "Công dân rút hồ sơ",
        "Dừng giải quyết",
    ]
    page.open(at_agency(counter))
    assert page.one.allowed.buttons()[0].accessibleName() == "Nhập kết quả"
