"""Every figure opens to what is behind it, and each line says why in a sentence."""

from datetime import timedelta

import pytest

from app.errors import InvalidInputError, NotFoundError
from app.services.dossiers.decision import Decision
from app.services.evaluation.evaluation import Evaluation
from app.services.evaluation.facts import FactNotes
from app.services.evaluation.records import ScoredLine, ScoreOf
from app.vocabulary.dossiers import Action, Channel, Outcome
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from tests.services.desk_builders import Counter
from tests.services.evaluation.builders import MONDAY, a_fact

DAY = timedelta(days=1)
FRIDAY, LATER = MONDAY + 4 * DAY, MONDAY + 25 * DAY
GRANTED = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ-UBND")


@pytest.fixture
def busy(routed: Counter, notes: FactNotes) -> Counter:
    """An early dossier by the route, one on time that came online, a late one."""
    notes.note(routed.admin, ["1.000001"], a_fact())
    routed.resolved(channel=Channel.ONLINE)
    for wait in (timedelta(hours=1), 7 * DAY):
        code = routed.code()
        routed.handoffs.send(routed.officer, routed.economy, [code])
        routed.handoffs.accept(routed.economy_officer, [code])
        routed.time.advance(wait)
        routed.decisions.decide(routed.officer, code, Action.RESOLVE, GRANTED)
    return routed


def _lines(
    busy: Counter, evaluation: Evaluation, index: EvaluationIndex, kind: str = "unit", key: str = ""
) -> tuple[ScoredLine, ...]:
    of = ScoreOf(EvaluatedKind(kind), key, index)
    return evaluation.lines(busy.admin, MONDAY, LATER, of)


def test_a_scored_dossier_says_how_early_or_late_it_was(
    busy: Counter, evaluation: Evaluation
) -> None:
    lines = _lines(busy, evaluation, EvaluationIndex.TOTAL_TIME)
    assert [line.points for line in lines] == [1, 2, 0]
    assert [line.why for line in lines] == [
        "Trả đúng hạn: 1 điểm (hẹn 23/11/2026 17:00, có kết quả 23/11/2026 09:00)",
        "Trả sớm 4 ngày: 2 điểm (hẹn 27/11/2026 09:00, có kết quả 23/11/2026 10:00)",
        "Trả trễ 3 ngày: 0 điểm (hẹn 27/11/2026 10:00, có kết quả 30/11/2026 10:00)",
    ]
    assert lines[1].subject == "Thủ tục 1.000001"
    assert lines[1].about == "Phòng Kinh tế"
    assert all(line.dossier_code for line in lines)


def test_an_agencys_steps_are_told_with_their_own_time(
    busy: Counter, evaluation: Evaluation
) -> None:
    lines = _lines(busy, evaluation, EvaluationIndex.OWN_TIME, "agency", "PKT")
    assert [line.points for line in lines] == [2, 0]
    assert lines[1].why == (
        "Phòng Kinh tế xong trễ 5 ngày: 0 điểm (hạn của bước 25/11/2026 10:00, xong 30/11/2026 "
        "10:00)"
    )


def test_every_index_has_as_many_lines_and_points_as_it_says(
    busy: Counter, evaluation: Evaluation
) -> None:
    table = evaluation.of_period(busy.admin, MONDAY, LATER)
    per_dossier = set(EvaluationIndex) - {
        EvaluationIndex.AT_ONE_STOP,
        EvaluationIndex.ONLINE,
        EvaluationIndex.COMPLAINTS,
    }
    seen = 0
    for row in table.rows:
        for score in row.scores:
            if score.index not in per_dossier:
                continue
            of = ScoreOf(row.kind, row.key, score.index)
            lines = evaluation.lines(busy.admin, MONDAY, LATER, of)
            assert len(lines) == score.count
            assert sum(line.points or 0 for line in lines) == score.points
            seen += len(lines)
    assert seen > 20


def test_a_share_opens_to_its_procedures_and_its_online_dossiers(
    busy: Counter, evaluation: Evaluation
) -> None:
    lines = _lines(busy, evaluation, EvaluationIndex.AT_ONE_STOP)
    assert [line.why for line in lines] == [
        "Tiếp nhận, thẩm định, phê duyệt, trả kết quả, ghi nhận từ 23/11/2026",
        "Chưa ghi nhận, tính là không",
    ]
    lines = _lines(busy, evaluation, EvaluationIndex.ONLINE)
    assert [line.why for line in lines] == [
        "Hồ sơ nộp trực tuyến trong kỳ",
        "Trực tuyến toàn trình, ghi nhận từ 23/11/2026",
        "Chưa ghi nhận, tính là không",
    ]
    assert [bool(line.dossier_code) for line in lines] == [True, False, False]


def test_a_quality_figure_opens_to_its_dossiers_with_the_measures_reasons(
    busy: Counter, evaluation: Evaluation
) -> None:
    ask = Decision(note="Thiếu", items=("Tờ khai",), ground="Điều 1", approver="Lê Văn Duyệt")
    code = busy.code()
    for _one in range(2):
        busy.decisions.decide(busy.officer, code, Action.ASK_SUPPLEMENT, ask)
        busy.decisions.decide(busy.officer, code, Action.SUPPLEMENT_IN, Decision())
    busy.decisions.decide(busy.officer, busy.code(), Action.ASK_SUPPLEMENT, ask)
    lines = evaluation.quality_lines(busy.admin, MONDAY, LATER, "on_time_all")
    by = "theo cách đo QĐ 766/QĐ-TTg"
    assert [line.why for line in lines] == [
        f"Không quá hạn: hẹn 23/11/2026 17:00 {by}, xong 23/11/2026 09:00",
        f"Không quá hạn: hẹn 27/11/2026 09:00 {by}, xong 23/11/2026 10:00",
        f"Quá hạn: hẹn 27/11/2026 10:00 {by}, xong 30/11/2026 10:00",
        "Quá hạn: yêu cầu bổ sung lần hai",
        f"Không quá hạn: hẹn 03/12/2026 10:00 {by}, tạm dừng từ 30/11/2026 10:00",
    ]
    quality = evaluation.quality(busy.admin, MONDAY, LATER)
    for row in quality.processing:
        for cell in ("received", "done", "done_late", "running", "running_late", "paused"):
            found = evaluation.quality_lines(busy.admin, MONDAY, LATER, cell, row.key)
            assert len(found) == row[cell], (row.key, cell)
    scanned = evaluation.quality_lines(busy.admin, MONDAY, LATER, "scanned")
    assert [line.why for line in scanned] == ["Thiếu tệp của giấy tờ hoặc kết quả"] * 3
    electronic = evaluation.quality_lines(busy.admin, MONDAY, LATER, "electronic")
    assert electronic[0].why == "Kết quả không phải bản điện tử"


def test_an_unknown_row_or_figure_is_refused(busy: Counter, evaluation: Evaluation) -> None:
    with pytest.raises(NotFoundError):
        _lines(busy, evaluation, EvaluationIndex.ONLINE, "agency", "KHÔNG CÓ")
    with pytest.raises(InvalidInputError):
        evaluation.quality_lines(busy.admin, MONDAY, LATER, "không có")
