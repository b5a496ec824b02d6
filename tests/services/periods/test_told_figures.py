"""What another system counted: told of a period with its source, and nothing told is lost."""

from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import InvalidInputError, NotAllowedError, RuleBrokenError
from app.services.evaluation.evaluation import Evaluation
from app.services.evaluation.records import QualityFigure, ScoredLine
from app.services.figures.digitisation import Digitisation
from app.services.ledger.transactions import Transactions
from app.services.periods.calendar import ReportPeriod, custom_period
from app.services.periods.manual_figures import ToldDraft, ToldFigures
from app.services.periods.sections import EvaluatedPeriods
from app.vocabulary.evaluation import ToldKind
from tests.services.desk_builders import a_counter
from tests.services.evaluation.builders import a_told_figure
from tests.services.periods.builders import BEGINNING, FIRST, Reporter, a_reporter, week
from tests.services.store_builders import FakeTime, a_copied_store, logged_acts

PAID, REUSED = ToldKind.PAID_ONLINE, ToldKind.REUSED


@pytest.fixture
def desk(tmp_path: Path, empty_store: Path) -> Reporter:
    database = a_copied_store(empty_store, tmp_path)
    reporter = a_reporter(a_counter(tmp_path, FakeTime(BEGINNING), database))
    reporter.go_to(week(3).first_day)
    return reporter


def _tx(desk: Reporter) -> Transactions:
    return Transactions(desk.counter.database, desk.counter.clock)


def _tell(desk: Reporter, period: ReportPeriod, draft: ToldDraft, kind: ToldKind = PAID) -> bool:
    return ToldFigures(_tx(desk)).tell(desk.boss, period.key, kind, draft)


def _figure(desk: Reporter, period: ReportPeriod, kind: ToldKind = PAID) -> QualityFigure:
    made = Evaluation(_tx(desk)).quality(desk.boss, period.first_day, period.last_day)
    found = made.figure(kind.value)
    assert found is not None
    return found


def _lines(desk: Reporter, period: ReportPeriod) -> tuple[ScoredLine, ...]:
    evaluation = Evaluation(_tx(desk))
    return evaluation.quality_lines(desk.boss, period.first_day, period.last_day, PAID.value)


def test_what_was_told_is_shown_with_its_source_and_nothing_told_is_no_data(desk: Reporter) -> None:
    empty = _figure(desk, week(1))
    assert (empty.part, empty.whole, empty.percent) == (None, None, None)
    assert "phụ trách nhập số" in empty.note
    assert _tell(desk, week(1), a_told_figure())
    figure = _figure(desk, week(1))
    assert (figure.part, figure.whole, figure.percent) == (12, 20, Decimal("60.00"))
    assert "Cổng Dịch vụ công, 23/11/2026 (Người phutrach, 16/11/2026 08:00)" in figure.note
    assert _figure(desk, week(1), REUSED).percent is None
    assert _figure(desk, week(2)).percent is None
    assert logged_acts(desk.counter.database)[-1] == "figure_told"


def test_the_digitisation_figures_tell_the_same(desk: Reporter) -> None:
    _tell(desk, week(1), a_told_figure(3, 8), REUSED)
    one = week(1)
    made = Digitisation(_tx(desk)).of_period(desk.boss, one.first_day, one.last_day)
    assert (made.reused.counted, made.reused.of, made.reused.percent) == (3, 8, Decimal("37.50"))


def test_what_is_told_again_ends_what_was_told_and_both_stand_behind_the_figure(
    desk: Reporter,
) -> None:
    _tell(desk, week(1), a_told_figure())
    assert not _tell(desk, week(1), a_told_figure())
    desk.go_to(week(3).first_day, 10)
    assert _tell(desk, week(1), a_told_figure(13))
    assert _figure(desk, week(1)).part == 13
    newest, oldest = _lines(desk, week(1))
    assert newest.subject == "Số nhập tay 13/20, kỳ 02/11/2026–08/11/2026"
    assert "đã thay" not in newest.why
    assert oldest.why == (
        "Nguồn: Cổng Dịch vụ công, 23/11/2026; nhập lúc 16/11/2026 08:00; đã thay hoặc bỏ lúc "
        "16/11/2026 10:00"
    )
    assert _tell(desk, week(1), ToldDraft(part=None, whole=None, source="Cổng tính lại"))
    assert _figure(desk, week(1)).percent is None
    assert len(_lines(desk, week(1))) == 2


def test_a_longer_period_has_the_sum_of_those_that_fill_it_and_no_other(desk: Reporter) -> None:
    both = custom_period(FIRST, week(2).last_day)
    _tell(desk, week(1), a_told_figure(12, 20))
    assert _figure(desk, both).percent is None
    _tell(desk, week(2), a_told_figure(3, 10))
    figure = _figure(desk, both)
    assert (figure.part, figure.whole) == (15, 30)
    assert "cộng 2 kỳ đã nhập: 02/11/2026–08/11/2026, 09/11/2026–15/11/2026" in figure.note
    _tell(desk, both, a_told_figure(14, 30))
    assert _figure(desk, both).part == 14


def test_a_bad_number_is_refused_at_its_field(desk: Reporter) -> None:
    for draft, field in (
        (a_told_figure(21, 20), "part"),
        (a_told_figure(-1, 20), "part"),
        (a_told_figure(None, 20), "part"),
        (a_told_figure(1, None), "whole"),
        (a_told_figure(None, None), "part"),
        (a_told_figure(source=" "), "source"),
        (a_told_figure(source="x" * 301), "source"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            _tell(desk, week(1), draft)
        assert refused.value.field == field
    with pytest.raises(InvalidInputError) as refused:
        _tell(desk, week(4), a_told_figure())
    assert refused.value.field == "period"
    with pytest.raises(NotAllowedError):
        ToldFigures(_tx(desk)).tell(desk.counter.officer, week(1).key, PAID, a_told_figure())


def test_a_locked_period_takes_no_more_and_keeps_what_it_was_told(desk: Reporter) -> None:
    _tell(desk, week(1), a_told_figure())
    desk.lock(week(1))
    with pytest.raises(RuleBrokenError, match="mở khóa"):
        _tell(desk, week(1), a_told_figure(13))
    with pytest.raises(RuleBrokenError, match="đã khóa số liệu"):
        _tell(desk, custom_period(FIRST, FIRST), a_told_figure(13))
    assert _tell(desk, custom_period(FIRST, week(2).last_day), a_told_figure(13))
    frozen = EvaluatedPeriods(_tx(desk)).of_period(desk.boss, week(1).key).quality
    kept = frozen.figure(PAID.value)
    assert kept is not None
    assert kept.part == 12
    desk.reopen(week(1))
    assert _tell(desk, week(1), a_told_figure(13))
