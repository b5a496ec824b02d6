"""Told figures, answers about the time, and lists that are not the locked number."""

from pathlib import Path

from app.services.ratings.records import Answers
from app.ui.evaluation import evaluation_tab as views
from app.vocabulary.evaluation import EvaluationIndex, ToldKind
from app.vocabulary.ratings import RatingSource, SaidTime
from tests.services.desk_builders import Counter
from tests.services.petitions.builders import REFUSED, typed
from tests.ui.evaluation.pages import Desk, load


def test_what_the_portal_counted_is_told_and_opens_to_who_told_it(
    counter: Counter, desk: Desk
) -> None:
    load(desk)
    desk.tab.show_kind(views.QUALITY)
    button = desk.tab.told.buttons[ToldKind.PAID_ONLINE]
    assert (button.text().strip(), button.isEnabled()) == ("Nhập 3.6…", True)
    dialog = desk.tab.told.start_telling(ToldKind.PAID_ONLINE)
    assert dialog is not None
    dialog.part.setText("30")
    dialog.whole.setText("20")
    dialog.source.setText("Cổng Dịch vụ công")
    dialog.submit.click()
    assert "lớn hơn mẫu số" in dialog.board.box("part").problem
    dialog.part.setText("12")
    dialog.submit.click()
    assert "Đã ghi số" in desk.strip.text
    table = desk.tab.quality.table
    shown = [column.value(table.rows_model.rows[2]) for column in table.rows_model.columns]
    assert shown[-2:] == ["12 / 20", "60 %"]
    table.clicked.emit(table.rows_model.index(2, 0))
    ((_, line),) = desk.tab.lines.table.rows_model.rows
    assert "Cổng Dịch vụ công" in line.why
    assert counter.admin is not None


def test_what_may_not_be_told_is_not_offered(desk: Desk) -> None:
    desk.answers.may_note = False
    load(desk)
    assert not any(button.isEnabled() for button in desk.tab.told.buttons.values())
    desk.answers.may_note = True
    desk.is_locked.append(True)
    desk.tab.load()
    assert not any(button.isEnabled() for button in desk.tab.told.buttons.values())
    assert "mở khóa kỳ" in desk.tab.told.words.text()
    assert desk.tab.told.start_telling(ToldKind.REUSED) is None


def _rate(counter: Counter, code: str, time: SaidTime) -> None:
    ratings = counter.ratings
    answers = Answers(time=time)
    ratings.tell(counter.admin, code, RatingSource.PHONE, answers, f"{code}-{time}"[-36:])


def test_answers_that_say_another_time_than_the_system_are_listed(
    counter: Counter, desk: Desk
) -> None:
    late, sooner, same = (counter.resolved() for _one in range(3))
    _rate(counter, sooner, SaidTime.SOONER)
    _rate(counter, late, SaidTime.LATER)
    _rate(counter, same, SaidTime.AS_PROMISED)
    load(desk)
    desk.tab.show_kind(views.TIMES)
    assert desk.tab.times.lead.text().startswith(
        "3 hồ sơ được trả lời về thời gian; 2 hồ sơ trả lời khác hệ thống, trong đó 1 hồ sơ"
    )
    rows = desk.tab.times.table.rows_model.rows
    assert [one.dossier_code for one in rows] == [late, sooner]
    assert rows[0].said.startswith("Muộn hơn hẹn (qua điện thoại")
    assert rows[0].recorded.startswith("Đúng hạn (hẹn 23/11/2026 17:00, xong")
    desk.tab.times.table.row_activated.emit(rows[0])
    assert desk.answers.opened == [late]


def test_a_list_behind_a_locked_number_says_where_it_is_another(
    counter: Counter, desk: Desk
) -> None:
    code = counter.resolved()
    _rate(counter, code, SaidTime.LATER)
    desk.is_locked.append(True)
    load(desk)
    row = desk.tab.agencies.table.rows_model.rows[0]
    desk.tab.agencies.score_chosen.emit(row, EvaluationIndex.TOTAL_TIME)
    assert desk.tab.lines.apart.isHidden()
    _rate(counter, counter.resolved(), SaidTime.LATER)  # the frozen table does not know it
    desk.tab.agencies.score_chosen.emit(row, EvaluationIndex.TOTAL_TIME)
    assert desk.tab.lines.apart.text() == "Số đã khóa: 1; nay liệt kê được 2 hồ sơ."
    desk.tab.quality.figure_chosen.emit("2", "on_time_done", "")
    assert desk.tab.lines.apart.text() == "Số đã khóa: 1; nay liệt kê được 2 hồ sơ."
    desk.tab.processing.figure_chosen.emit("Tiếp nhận", "received", "")
    assert desk.tab.lines.apart.text() == "Số đã khóa: 1; nay liệt kê được 2 hồ sơ."
    desk.tab.show_kind(views.TIMES)
    assert desk.tab.times.lead.text().endswith("Số đã khóa: 1; nay liệt kê được 2 hồ sơ.")
    desk.is_locked.clear()
    desk.tab.load()
    desk.tab.agencies.score_chosen.emit(row, EvaluationIndex.TOTAL_TIME)
    assert desk.tab.lines.apart.isHidden()


def test_a_class_that_rests_on_few_indices_says_what_is_missing(
    counter: Counter, desk: Desk
) -> None:
    counter.resolved()
    load(desk)
    row = desk.tab.agencies.table.rows_model.rows[0]
    grade = desk.tab.agencies.table.rows_model.columns[-1]
    assert grade.value(row) == "Tốt · 2/9"
    assert grade.tip is not None
    assert grade.tip(row) == (
        "“· 2/9”: chỉ dựa trên 2 trong 9 chỉ số; chưa có dữ liệu của chỉ số 2, 3, 4, 5, 6, 7, 9. "
        "Tổng 3,0 trên tối đa 4 điểm được quy về thang 18 là 13,50 điểm. Ít chỉ số có dữ liệu: "
        "không nên so với nơi có đủ."
    )
    assert "“· 2/9”" in desk.tab.as_of.text()


def test_a_ratio_of_petitions_opens_to_its_petitions_and_one_of_them_opens(
    counter: Counter, desk: Desk, tmp_path: Path
) -> None:
    petitions = counter.petitions
    done = petitions.receive(counter.admin, typed())
    petitions.act(counter.admin, done.petition_id, *REFUSED)
    load(desk)
    desk.tab.quality.figure_chosen.emit("5.2", "petitions_refused", "")
    (numbered,) = desk.tab.lines.table.rows_model.rows
    assert numbered[1].why.startswith("Đúng hạn: làm lúc 23/11/2026 09:00, hạn 26/11/2026 17:00")
    desk.tab.lines.table.row_activated.emit(numbered)
    assert desk.answers.opened == [done.number]
    desk.tab.quality.figure_chosen.emit("5.2", "petitions_answered", "")
    assert len(desk.tab.lines.table.rows_model.rows) == 0
