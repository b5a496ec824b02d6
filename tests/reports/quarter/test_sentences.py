"""What a report says of its figures, section by section."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.reports.quarter.content import RowsReference
from app.reports.quarter.sections.evaluation import tell_evaluation
from app.reports.quarter.sections.one_stop import tell_one_stop, tell_overdue
from app.reports.quarter.sections.petitions import tell_petitions
from app.reports.quarter.sections.publishing import tell_publishing
from app.reports.quarter.sections.registers import (
    tell_communication,
    tell_inspections,
    tell_regulations,
)
from app.reports.quarter.sections.tasks import suggested_tasks, task_text
from app.reports.quarter.text import report_text, sections_of
from app.services.evaluation.records import EvaluationRow, IndexScore, QualityFigure, SaidTimes
from app.services.petitions.figures import TimelinessCount
from app.services.publishing.records import LevelCounts
from app.services.registers.figures import InspectionLine, RegulationLine
from app.services.reporting.records import OverdueLine, Remark, TaskLine
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.vocabulary.office import Level
from app.vocabulary.reports import LateReason, RemarkPlace, ReportSection
from tests.reports.quarter.figures import (
    CALENDAR,
    QUARTER,
    a_quarter_report,
    compared,
    dossier_counts,
    dossiers,
    petitions,
    published,
    ratings,
    registers,
    report_figures,
    units,
)


def _regulation(**fields: Any) -> RegulationLine:
    whole = RegulationLine(
        document_no="800/QĐ-UBND",
        issued_on=date(2018, 4, 4),
        issuer="UBND tỉnh",
        subject="Quy định tổ chức đánh giá",
        is_legal=False,
        procedures=0,
    )
    return replace(whole, **fields)


def test_a_quarter_without_regulations_says_so_and_names_other_documents() -> None:
    told = tell_regulations(compared(registers(issued=(_regulation(),), regulations=1)))
    assert told.sentences == (
        "Trong quý II năm 2019, không ban hành văn bản quy phạm pháp luật có quy định về TTHC.",
        "Đã ban hành Quyết định số 800/QĐ-UBND ngày 4/4/2018 của UBND tỉnh (Quy định tổ chức đánh "
        "giá).",
    )


def test_regulations_with_procedures_are_counted_and_compared() -> None:
    law = _regulation(document_no="12/2019/QĐ-UBND", is_legal=True, procedures=3)
    now = registers(issued=(law,), legal_with_procedures=1, regulations=1)
    told = tell_regulations(compared(now, registers(legal_with_procedures=2)))
    assert "đã ban hành 01 văn bản quy phạm pháp luật có quy định về 03 TTHC" in told.sentences[0]
    assert "giảm 01 văn bản (50 %) so với quý I năm 2019" in told.sentences[0]
    assert len(told.sentences) == 1


def test_lists_published_are_told_by_level_and_a_mismatch_is_not_hidden() -> None:
    stated = LevelCounts(203, 142, 13, 49)
    wrong = "Quyết định 12/QĐ-UBND ghi tổng số 203 thủ tục, nhưng các cấp ghi … = 204 (lệch 1)."
    told = tell_publishing(compared(published(stated, (wrong,))))
    assert told.sentences[0] == (
        "Trong quý II năm 2019, đã công bố danh mục TTHC của Sở Khoa học và Công nghệ (Quyết định "
        "12/QĐ-UBND ngày 15/05/2019) với tổng số là 203 TTHC, trong đó cấp tỉnh là 142 thủ tục, "
        "cấp huyện là 13 thủ tục và cấp xã là 49 thủ tục."
    )
    assert told.sentences[1] == f"Số liệu cần đối chiếu: {wrong}"
    assert [line.value for line in told.figures[:5]] == ["01", "203", "142", "13", "49"]


def test_decisions_whose_sums_miss_each_other_are_told_even_where_each_adds_up() -> None:
    told = tell_publishing(compared(published(LevelCounts(10, 4, None, 5))))
    assert "10 thủ tục, nhưng các cấp ghi 4 + 5 = 9 (lệch 1)" in told.sentences[1]


def test_nothing_published_is_not_the_same_as_nothing_known_to_be_in_force() -> None:
    told = tell_publishing(compared(published()))
    assert told.sentences == (
        "Trong quý II năm 2019, chưa ghi nhận quyết định công bố danh mục TTHC.",
        "Danh mục TTHC đang có hiệu lực đến hết 30/06/2019: chưa có dữ liệu.",
    )
    assert {line.value for line in told.figures[1:]} == {"chưa có dữ liệu"}


def test_what_is_in_force_and_has_no_process_is_told() -> None:
    total = replace(
        published().total,
        authority=LevelCounts(120, 100, 0, 20),
        one_stop=LevelCounts(90, 80, 0, 10),
        same_level=LevelCounts(5, 5, 0, 0),
        across_levels=LevelCounts(7, 7, 0, 0),
        processes=LevelCounts(80, 80, 0, 0),
    )
    told = tell_publishing(compared(published(total=total, agencies=(total,))))
    assert told.sentences[1:] == (
        "Đến hết 30/06/2019, có 120 TTHC đang có hiệu lực (cấp tỉnh 100, cấp huyện 0 và cấp xã "
        "20).",
        "Thực hiện theo cơ chế một cửa, một cửa liên thông: 90 TTHC, trong đó liên thông cùng cấp: "
        "05 TTHC, liên thông các cấp: 07 TTHC; đã ban hành quy trình nội bộ: 80 TTHC.",
    )


def test_dossiers_are_told_as_form_06a_and_compared() -> None:
    now = dossiers(dossier_counts(34, (150, 50, 0), (100, 80, 20), (30, 4)))
    before = dossiers(dossier_counts(0, (100, 60, 0), (60, 60, 6), (34, 0)))
    told = tell_one_stop(compared(now, before))
    assert told.sentences == (
        "Trong quý II năm 2019, phải giải quyết 234 hồ sơ; trong đó tiếp nhận trong kỳ 200 hồ sơ "
        "(trực tuyến 50, trực tiếp và qua bưu chính 150), từ kỳ trước chuyển sang 34 hồ sơ.",
        "Số hồ sơ tiếp nhận trong kỳ: tăng 40 hồ sơ (25 %) so với quý I năm 2019, quý II năm "
        "2018 chưa có dữ liệu.",
        "Đã giải quyết 200 hồ sơ (tăng 74 hồ sơ (58,7 %) so với quý I năm 2019, quý II năm 2018 "
        "chưa có dữ liệu): trước hạn 100, đúng hạn 80, quá hạn 20; tỷ lệ giải quyết trước hạn và "
        "đúng hạn đạt 90 % (quý I năm 2019: 95,2 %).",
        "Đang giải quyết 34 hồ sơ: trong hạn 30, quá hạn 04.",
    )
    assert told.figures[-1].behind == RowsReference(
        "dossiers", QUARTER.first_day, QUARTER.last_day, "open.overdue", 4
    )
    assert told.charts[0].series[0].values == (234, 100, 80, 20, 34)


def test_a_quarter_without_dossiers_has_no_data_and_no_zero_in_its_sentence() -> None:
    told = tell_one_stop(compared(dossiers(dossier_counts())))
    assert told.sentences == (
        "Trong quý II năm 2019, chưa có dữ liệu về tiếp nhận, giải quyết hồ sơ TTHC.",
    )


def test_late_entries_of_a_locked_period_are_told() -> None:
    counts = replace(dossier_counts(0, (3, 0, 0), (3, 0, 0)), late_received=2, late_ended=1)
    told = tell_one_stop(compared(dossiers(counts)))
    assert "nhập bù: 02 hồ sơ tiếp nhận, 01 hồ sơ đã giải quyết." in told.sentences[-1]


def test_petitions_all_answered_are_told_as_settled() -> None:
    now = petitions(4, answered=TimelinessCount(in_time=4), open_in_time=0)
    told = tell_petitions(compared(now))
    assert told.sentences == (
        "Trong quý II năm 2019, đã tiếp nhận 04 phản ánh, kiến nghị về quy định hành chính, TTHC; "
        "quý I năm 2019 và quý II năm 2018 chưa có dữ liệu để so sánh.",
        "Đã xử lý dứt điểm 04 phản ánh, kiến nghị theo quy định; trả lời đúng hạn 04/04 (100 %).",
    )


def test_petitions_still_open_and_late_are_not_called_settled() -> None:
    now = petitions(3, answered=TimelinessCount(in_time=1, late=1), open_in_time=0, open_overdue=1)
    told = tell_petitions(compared(now, petitions(5)))
    assert "giảm 02 phản ánh, kiến nghị (40 %) so với quý I năm 2019" in told.sentences[0]
    assert told.sentences[1] == (
        "Đã xử lý 02 phản ánh, kiến nghị; đang xử lý 01, trong đó quá hạn 01; trả lời đúng hạn "
        "01/02 (50 %)."
    )


def test_no_inspection_is_claimed_where_nothing_is_known() -> None:
    told = tell_inspections(compared(registers()), "quý III năm 2019")
    assert told.sentences == (
        "Trong quý II năm 2019, chưa có dữ liệu về kiểm tra công tác kiểm soát TTHC.",
    )


def test_an_inspection_ahead_is_told_with_its_month_and_the_plan_to_come() -> None:
    ahead = InspectionLine(
        subject="Công tác CCHC",
        inspected="các sở",
        planned_month=date(2019, 9, 1),
        decision_no="",
        held_on=None,
    )
    told = tell_inspections(compared(registers(ahead=(ahead,))), "quý III năm 2019")
    assert told.sentences == (
        "Dự kiến ban hành kế hoạch kiểm tra trong quý III năm 2019 và thực hiện kiểm tra dự kiến "
        "trong tháng 9 năm 2019: Công tác CCHC tại các sở.",
    )
    decided = replace(ahead, decision_no="Quyết định 5/QĐ-UBND")
    told = tell_inspections(compared(registers(ahead=(decided,))), "quý III năm 2019")
    assert told.sentences[-1].startswith("Theo Quyết định 5/QĐ-UBND, thực hiện kiểm tra dự kiến")


def test_cameras_are_told_as_a_share_that_is_never_rounded_up() -> None:
    equipment = (units(Level.DISTRICT, 9, 9), units(Level.COMMUNE, 2000, 1999))
    told = tell_communication(compared(registers(equipment=equipment)))
    assert told.sentences[-1] == (
        "Đến cuối kỳ, 2.008/2.009 Bộ phận Một cửa (99,9 %) có camera giám sát."
    )


def _unit_row(*points: int | None) -> EvaluationRow:
    scores = tuple(
        IndexScore(index=index, points=value or 0, count=0 if value is None else 1, why="")
        for index, value in zip(EvaluationIndex, points, strict=True)
    )
    return EvaluationRow(kind=EvaluatedKind.UNIT, key="H53", name="Trung tâm", scores=scores)


def test_the_evaluation_is_told_with_its_class_and_what_has_no_data() -> None:
    empty = report_figures()
    row = _unit_row(2, 2, None, None, 2, 2, None, None, 1)
    quality = QualityFigure(
        key="on_time", number="2.1", title="Tỷ lệ đúng hạn", formula="", part=99, whole=100
    )
    now = replace(
        empty,
        evaluation=replace(empty.evaluation, rows=(row,)),
        quality=replace(empty.quality, figures=(quality,)),
        ratings=ratings(happy=3, neutral=1, unhappy=0, unsaid=2),
    )
    told = tell_evaluation(compared(now, empty))
    assert told.sentences[0] == (
        "Kết quả đánh giá quý II năm 2019 (Thông tư 01/2018/TT-VPCP, Điều 13 đến Điều 15): đạt "
        "9,0/10 điểm (quy về thang 18: 16,20 điểm), xếp loại xuất sắc (quý I năm 2019: chưa có dữ "
        "liệu; quý II năm 2018: chưa có dữ liệu)."
    )
    assert told.sentences[1] == "04/09 chỉ số chưa có dữ liệu, không tính vào tổng điểm."
    assert told.sentences[2] == (
        "Có 06 lượt đánh giá của người dân, tổ chức (04 lượt chọn mức độ): hài lòng 03 (75 %), "
        "bình thường 01, không hài lòng 0."
    )
    measured = "Các tỷ lệ của bộ chỉ số chất lượng phục vụ"
    assert told.sentences[3] == f"{measured}: tỷ lệ đúng hạn 99 %."
    later = replace(now, period=CALENDAR.quarter(2026, 4))
    told = tell_evaluation(compared(later, empty))
    assert "(Thông tư 03/2025/TT-VPCP): đạt" in told.sentences[0]
    assert told.sentences[3].startswith(f"{measured} (Quyết định 766/QĐ-TTg): ")


@pytest.mark.parametrize(
    ("times", "shown", "sentence"),
    [
        (
            SaidTimes(answered=20, differing=3, said_late=1),
            "03/20",
            "Có 20 hồ sơ được người dân, tổ chức trả lời về thời gian trả kết quả; 03 hồ sơ trả "
            "lời khác với hệ thống, trong đó 01 hồ sơ được trả lời là muộn mà hệ thống ghi không "
            "quá hạn (chỉ để đối chiếu, không tính điểm).",
        ),
        (
            SaidTimes(answered=2, differing=0, said_late=0),
            "0/02",
            "Có 02 hồ sơ được người dân, tổ chức trả lời về thời gian trả kết quả; 0 hồ sơ trả lời "
            "khác với hệ thống (chỉ để đối chiếu, không tính điểm).",
        ),
        (SaidTimes(answered=0, differing=0, said_late=0), "chưa có dữ liệu", ""),
        (None, "chưa có dữ liệu", ""),
    ],
)
def test_answers_about_the_time_are_told_beside_the_system(
    times: SaidTimes | None, shown: str, sentence: str
) -> None:
    empty = report_figures()
    now = replace(empty, evaluation=replace(empty.evaluation, said_times=times))
    told = tell_evaluation(compared(now, empty))
    line = next(each for each in told.figures if "khác hệ thống" in each.words)
    assert line.value == shown
    said = [each for each in told.sentences if "về thời gian trả kết quả" in each]
    assert said == ([sentence] if sentence else [])


def test_an_evaluation_without_data_is_no_zero() -> None:
    told = tell_evaluation(compared(report_figures()))
    assert "0" not in "".join(told.sentences).replace("2019", "")
    assert told.figures[0].value == "chưa có dữ liệu"


def _late(reason: LateReason | None) -> OverdueLine:
    return OverdueLine(
        code="H53-190501-0001",
        procedure_name="Cấp phép",
        agency_name="Sở",
        received_on=date(2019, 5, 1),
        due_on=date(2019, 5, 6),
        ended_on=None,
        days=55,
        reason=reason,
        note="",
    )


def test_overdue_dossiers_are_told_with_their_reasons() -> None:
    now = dossiers(dossier_counts(0, (5, 0, 0), (2, 0, 1), (1, 1)))
    told = tell_overdue(compared(now), (_late(LateReason.COORDINATION), _late(None)))
    assert told.sentences[0].startswith(
        "Trong quý II năm 2019, có 02 hồ sơ quá hạn (01 đã giải quyết, 01 đang giải quyết)"
    )
    assert "chưa ghi nguyên nhân: 01 hồ sơ." in told.sentences[1]


def test_no_overdue_dossier_is_not_the_same_as_no_dossier() -> None:
    some = tell_overdue(compared(dossiers(dossier_counts(0, (1, 0, 0), (1, 0, 0)))), ())
    none = tell_overdue(compared(dossiers(dossier_counts())), ())
    assert some.sentences == ("Trong quý II năm 2019, không có hồ sơ quá hạn.",)
    assert none.sentences == ("Trong quý II năm 2019, chưa có dữ liệu về hồ sơ quá hạn.",)


def _task(text: str, **fields: Any) -> TaskLine:
    return replace(TaskLine(task_id=1, text=text, owner="", due=None, done_on=None), **fields)


def test_figures_suggest_tasks_that_nobody_has_set_yet() -> None:
    figures = report_figures(
        registers=registers(equipment=(units(Level.COMMUNE, 10, 4),), inspections_late=2),
        dossiers=dossiers(dossier_counts(0, (3, 0, 0), (0, 0, 0), (0, 3))),
        published=published(LevelCounts(203, 142, 13, 49)),
    )
    before = (_task("Lắp máy xếp hàng"), _task("Việc đã xong", done_on=date(2019, 5, 1)))
    report = a_quarter_report(figures, set_before=before)
    suggested = suggested_tasks(report)
    assert [text.split(" (")[0] for text in suggested] == [
        "Giải quyết dứt điểm 03 hồ sơ quá hạn, xin lỗi người dân, tổ chức theo quy định",
        "Thực hiện 02 đợt kiểm tra chậm kế hoạch",
        "Lắp máy xếp hàng",
        "Hoàn thành việc trang bị hệ thống camera giám sát 100 % Bộ phận Một cửa các cấp",
        "Công bố danh mục tên TTHC thực hiện tại Trung tâm Hành chính công, tên TTHC thực hiện "
        "liên thông cùng cấp, khác cấp",
        "Đẩy mạnh công tác thông tin, tuyên truyền về cải cách hành chính, kiểm soát TTHC",
    ]
    assert "hiện đạt 40 %: cấp xã 4/10" in suggested[3]
    have = (_task("Lắp Camera cho các xã"), _task("Tuyên truyền trên đài"))
    left = suggested_tasks(replace(report, tasks=have))
    assert len(left) == 4
    assert not any("amera" in text or "tuyên truyền" in text for text in left)


def test_a_task_is_a_line_with_who_and_until_when() -> None:
    task = _task("Lắp camera.", owner="VP UBND", due=date(2019, 9, 30))
    assert task_text(task) == "Lắp camera (VP UBND thực hiện, trước ngày 30/09/2019)."


def test_remarks_stand_where_they_were_placed_and_notes_say_what_is_not_locked() -> None:
    when = datetime(2019, 7, 9, tzinfo=UTC)
    remarks = (
        Remark(ReportSection.PETITIONS, RemarkPlace.BEFORE, "Trước.\n\nTrước nữa.", when, "A"),
        Remark(ReportSection.NEXT_TASKS, RemarkPlace.AFTER, "Cuối phần hai.", when, "A"),
    )
    report = a_quarter_report(remarks=remarks, tasks=(_task("Việc một"),))
    sections = {each.section: each for each in sections_of(report)}
    assert sections[ReportSection.PETITIONS].before == ("Trước.", "Trước nữa.")
    assert sections[ReportSection.ONE_STOP].before == ()
    text = report_text(report)
    assert text.parts[1].end == ("Cuối phần hai.",)
    assert text.parts[1].tasks == ("Việc một.",)
    assert text.notes == (
        "Số liệu chưa khóa: có thể thay đổi khi kỳ báo cáo được khóa (quý II năm 2019).",
    )
    locked = replace(report.figures, now=replace(report.figures.now, is_locked=True))
    assert report_text(replace(report, figures=locked)).notes == ()


def test_a_period_that_is_not_over_says_until_when_it_was_counted() -> None:
    report = a_quarter_report()
    early = replace(report.figures.now.dossiers, as_of=datetime(2019, 5, 25, 9, tzinfo=UTC))
    now = replace(report.figures.now, dossiers=early)
    notes = report_text(replace(report, figures=replace(report.figures, now=now))).notes
    assert notes[0] == "Kỳ báo cáo chưa kết thúc: số liệu tính đến 25/05/2019 16:00."


def test_a_report_of_nothing_at_all_is_sensible() -> None:
    text = report_text(a_quarter_report())
    assert text.subject == (
        "Kết quả công tác kiểm soát thủ tục hành chính quý II năm 2019 của tỉnh Tây Ninh"
    )
    said = [sentence for section in text.parts[0].sections for sentence in section.told.sentences]
    assert len(text.parts[0].sections) == 8
    assert all(sentence.endswith(".") for sentence in said)
    assert text.parts[1].lead == ("Chưa đề ra nhiệm vụ cho quý III năm 2019.",)


@pytest.mark.parametrize("section", [one for one in ReportSection if one.value != "next_tasks"])
def test_every_figure_of_a_section_opens_to_its_rows(section: ReportSection) -> None:
    figures = report_figures(
        published=published(LevelCounts(3, 1, 1, 1)),
        petitions=petitions(2),
        ratings=ratings(happy=1),
    )
    told = {each.section: each.told for each in sections_of(a_quarter_report(figures))}[section]
    assert told.figures
    assert all(line.behind is not None for line in told.figures)
