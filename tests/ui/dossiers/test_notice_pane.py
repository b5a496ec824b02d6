"""The very paper stands beside the question before it is printed, and follows what is typed."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from app.services.forms.notice_records import (
    ApologyData,
    RefusalData,
    StopNoticeData,
    SupplementRequestData,
    WithdrawalNoteData,
)
from app.services.forms.records import FormData
from app.ui.dossiers.dossiers_page import DossiersPage
from app.vocabulary.dossiers import Action
from tests.services.desk_builders import Counter
from tests.ui.desk_pages import Ground
from tests.ui.desk_room import SMALLEST, show_smallest

if TYPE_CHECKING:
    from collections.abc import Callable

A = Action


def _answer(page: DossiersPage) -> None:
    panel = page.one.panel
    panel.refused.setChecked(True)
    panel.note.setPlainText("lý do một")
    panel.fields.items.setPlainText("mục một")
    panel.due.setText("21/12/2026")


@pytest.mark.parametrize(
    ("action", "form"),
    [
        (A.ASK_SUPPLEMENT, SupplementRequestData),
        (A.EXTEND, ApologyData),
        (A.STOP, StopNoticeData),
        (A.WITHDRAW, WithdrawalNoteData),
        (A.RESOLVE, RefusalData),
    ],
)
def test_the_paper_is_seen_unnumbered_before_it_is_printed(
    counter: Counter,
    page: DossiersPage,
    papers: list[FormData],
    ground: Ground,
    action: Action,
    form: type[FormData],
) -> None:
    code = counter.code(case_id=counter.same_day_case)
    page.open(code)
    page.act(action)
    _answer(page)
    page.one.paper.ask()
    assert isinstance(papers[-1], form)
    assert papers[-1].number == ""
    assert page.one.paper.pages.page_count >= 1
    assert page.one.paper.missing == ""
    assert ground.prints == 0
    page.confirm()
    issued = counter.tracking.one(counter.officer, code).forms[0]
    printed = counter.print_queue.form(counter.officer, issued.form_id).data
    assert isinstance(printed, form)
    assert ground.prints == 1


def test_the_paper_follows_what_is_typed_after_a_moment(
    counter: Counter, page: DossiersPage, papers: list[FormData], qtbot: QtBot
) -> None:
    page.open(counter.code())
    page.act(A.STOP)
    page.one.panel.note.setPlainText("trùng hồ sơ")
    assert papers == []
    qtbot.waitUntil(lambda: len(papers) == 1, timeout=60_000)
    page.one.paper.ask()
    assert len(papers) == 1
    page.one.panel.note.setPlainText("trùng hồ sơ khác")
    qtbot.waitUntil(lambda: len(papers) == 2, timeout=60_000)
    last = papers[-1]
    assert isinstance(last, StopNoticeData)
    assert last.reason == "trùng hồ sơ khác"


def test_what_the_paper_lacks_is_said_without_blaming_a_field(
    counter: Counter, page: DossiersPage, papers: list[FormData]
) -> None:
    page.open(counter.code())
    page.act(A.EXTEND)
    page.one.paper.ask()
    assert "cần ghi lý do" in page.one.paper.missing
    page.one.panel.note.setPlainText("quá tải")
    page.one.panel.due.setText("32/13")
    page.one.paper.ask()
    assert "đọc được ngày" in page.one.paper.missing
    assert page.one.panel.board.box("due").problem == ""
    assert papers == []
    page.one.panel.due.setText("21/12/2026")
    page.one.paper.ask()
    assert page.one.paper.missing == ""
    assert len(papers) == 1


def test_a_granted_result_has_no_paper(counter: Counter, page: DossiersPage) -> None:
    page.open(counter.code(case_id=counter.same_day_case))
    page.act(A.RESOLVE)
    assert page.one.paper.isHidden()
    page.one.panel.refused.setChecked(True)
    assert not page.one.paper.isHidden()
    page.one.panel.granted.setChecked(True)
    assert page.one.paper.isHidden()


def test_a_paper_of_a_question_left_comes_no_more(
    counter: Counter, page: DossiersPage, papers: list[FormData], qtbot: QtBot
) -> None:
    page.open(counter.code())
    page.act(A.STOP)
    page.one.panel.note.setPlainText("trùng hồ sơ")
    page.go_back()
    qtbot.wait(400)
    assert papers == []
    assert page.one.paper.isHidden()


def test_an_answer_to_a_question_left_is_dropped(
    counter: Counter, page: DossiersPage, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.open(counter.code())
    page.act(A.STOP)
    page.one.panel.note.setPlainText("trùng hồ sơ")
    under_way: list[Callable[[], None]] = []
    read = ground.tasks.read
    monkeypatch.setattr(
        ground.tasks, "read", lambda *given: under_way.append(partial(read, *given))
    )
    page.one.paper.ask()
    monkeypatch.undo()
    page.go_back()
    page.act(A.WITHDRAW)
    for late in under_way:
        late()
    assert len(under_way) == 1
    assert page.one.paper.pages.page_count == 0


def test_the_paper_takes_the_place_of_the_facts_on_a_small_desk_alone(
    counter: Counter, page: DossiersPage, qtbot: QtBot
) -> None:
    show_smallest(page, qtbot)
    page.open(counter.code())
    page.act(A.STOP)
    assert (page.one.facts.isVisible(), page.one.paper.isVisible()) == (False, True)
    page.resize(1732, 974)
    qtbot.waitUntil(page.one.facts.isVisible)
    assert page.one.paper.isVisible()
    page.resize(*SMALLEST)
    qtbot.waitUntil(lambda: not page.one.facts.isVisible())
    page.go_back()
    assert (page.one.facts.isVisible(), page.one.paper.isVisible()) == (True, False)


def test_the_strip_offers_to_see_and_print_the_notice_again(
    counter: Counter, page: DossiersPage, ground: Ground
) -> None:
    code = counter.code()
    page.open(code)
    page.act(A.ASK_SUPPLEMENT)
    page.one.panel.fields.items.setPlainText("bản chính")
    page.confirm()
    assert "phiếu số 1/HDHS đang in" in ground.last
    form_id = counter.tracking.one(counter.officer, code).forms[0].form_id
    ground.correct("Xem")
    assert ground.navigator.calls == [("open_form", form_id)]
    ground.correct("In lại")
    assert "Đã gửi in lại" in ground.last
    assert counter.tracking.one(counter.officer, code).forms[0].copy_count == 2


def test_a_control_slip_is_printed_and_grows(
    counter: Counter, page: DossiersPage, ground: Ground
) -> None:
    code = counter.code()
    page.open(code)
    page.one.forms.slip.click()
    assert "phiếu số 1/PKS đang in" in ground.last
    assert ground.prints == 1
    counter.time.advance(timedelta(hours=1))
    ground.actions.do("dossiers.control_slip")
    assert ground.prints == 2
    slip = counter.tracking.one(counter.officer, code).forms[0]
    assert (slip.number, slip.copy_count) == ("1/PKS", 2)
    assert page.one.forms.count_text == "2"


def test_many_forms_scroll_newest_first(counter: Counter, page: DossiersPage) -> None:
    code = counter.code()
    for number in range(6):
        counter.corrections.correct(
            counter.officer, code, counter.as_typed(f"Tên {number}"), "sai tên"
        )
    page.open(code)
    lines = page.one.forms.lines()
    assert [line.is_void for line in lines] == [False] + [True] * 6
    assert lines[0].words.text().startswith("7/TNHS")


def test_a_scanned_notice_opens_its_dossier_and_is_named(
    counter: Counter, page: DossiersPage, ground: Ground
) -> None:
    code = counter.code()
    page.open(code)
    page.act(A.ASK_SUPPLEMENT)
    page.one.panel.fields.items.setPlainText("bản chính")
    page.confirm()
    form = counter.tracking.one(counter.officer, code).forms[0]
    payload = counter.print_queue.form(counter.officer, form.form_id).data.qr_payload
    page.go_back()
    page.handle_scan(payload)
    assert page.shown_code() == code
    assert ground.last == (f"Giấy thật: Phiếu yêu cầu bổ sung, hoàn thiện số 1/HDHS, hồ sơ {code}.")
