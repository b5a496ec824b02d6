"""Every number of the report's evaluation opens to what it counts, and a row leads to its page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap.drill_down.evaluation import (
    RowTarget,
    quality_rows,
    rating_rows,
    score_rows,
    time_rows,
)
from app.reports.quarter.content import FigureLine
from app.reports.quarter.sections.evaluation import (
    EVALUATION,
    QUALITY,
    RATINGS,
    TIMES,
    tell_evaluation,
)
from app.services.periods.calendar import ReportPeriod
from app.services.periods.manual_figures import ToldFigures
from app.services.ratings.ratings import Ratings
from app.services.ratings.records import Answers, Tap
from app.services.ratings.slips import RatingSlips
from app.ui.reporting.listing import RowsKind, RowsListing, RowsRequest, apart_text
from app.vocabulary.evaluation import EvaluationIndex, ToldKind
from app.vocabulary.petitions import Finding, PetitionAbout
from app.vocabulary.ratings import Face, SaidTime
from tests.services.desk_builders import Counter, a_counter
from tests.services.evaluation.builders import a_told_figure
from tests.services.petitions.builders import (
    ANSWERED,
    CONDUCT,
    PHONE,
    REFUSED,
    SENDER,
    found,
    to_unit,
    typed,
)
from tests.services.store_builders import FakeTime

KEY = "2026-Q4"
WROTE = "Cán bộ tên Hoa rất tốt"


@dataclass
class Opened:
    """Where rows led."""

    dossiers: list[str] = field(default_factory=list)
    petitions: list[str] = field(default_factory=list)
    tabs: list[EvaluationIndex | None] = field(default_factory=list)

    def opening(self) -> RowTarget:
        """Return the ways that are noted here."""
        return RowTarget(
            dossier=self.dossiers.append,
            petition=lambda _id, number: self.petitions.append(number),
            tab=self._tab,
        )

    def _tab(self, _period: ReportPeriod, index: EvaluationIndex | None) -> None:
        self.tabs.append(index)


@dataclass(frozen=True)
class Report:
    """The section's figures and the kinds their rows are of."""

    counter: Counter
    lines: tuple[FigureLine, ...]
    kinds: Mapping[str, RowsKind]
    period: ReportPeriod
    opened: Opened

    def line(self, words: str) -> FigureLine:
        """Return the line that begins so."""
        return next(line for line in self.lines if line.words.startswith(words))

    def listing(self, line: FigureLine) -> RowsListing[Any]:
        """Read what is behind a line."""
        return self.kinds[self.asked(line).behind.register].read(
            self.counter.admin, self.asked(line)
        )

    def asked(self, line: FigureLine) -> RowsRequest:
        """Return what opening a line asks for."""
        assert line.behind is not None, line.words
        now = self.counter.time.now
        return RowsRequest(behind=line.behind, period=self.period, as_of=now, is_locked=True)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    folder = tmp_path_factory.mktemp("evaluation")
    counter = a_counter(folder, FakeTime())
    _fill(counter, folder)
    made = counter.quarter_reports.of_period(counter.admin, KEY)
    evaluation, opened = counter.evaluation, Opened()
    opening = opened.opening()
    yield Report(
        counter=counter,
        lines=tell_evaluation(made.figures).figures,
        kinds={
            EVALUATION: score_rows(evaluation, counter.evaluated_periods, opening),
            QUALITY: quality_rows(evaluation, opening),
            TIMES: time_rows(evaluation, opening),
            RATINGS: rating_rows(counter.ratings, opening),
        },
        period=made.period,
        opened=opened,
    )
    counter.database.close()


def _fill(counter: Counter, folder: Path) -> None:
    tx, office, admin = counter.tx, counter.office, counter.admin
    office.update(admin, replace(office.facts(admin).edit, gives_rating_slips=True))
    code = counter.resolved()
    counter.code()
    ratings, slips = Ratings(tx), RatingSlips(tx)
    jobs = counter.print_queue.queued(counter.officer)
    payload = next(job.data.qr_payload for job in jobs if "PDG" in job.data.number)
    said = Answers(overall=Face.HAPPY, time=SaidTime.LATER, note=WROTE)
    slips.enter(counter.officer, payload, said, "t-1")
    for at, face in enumerate((Face.UNHAPPY, None)):
        answers = Answers(overall=face, time=SaidTime.LATER)
        tap = Tap(answer_id=f"tap-{at}", at=counter.time.now, answers=answers, code=code)
        ratings.tap(counter.officer, tap)
    petitions = counter.petitions
    for about, acts in (
        (PetitionAbout.CONDUCT, (CONDUCT, to_unit(counter.economy), found(Finding.TRUE), ANSWERED)),
        (PetitionAbout.RULE, (REFUSED,)),
    ):
        petition_id = petitions.receive(admin, typed(about=about)).petition_id
        for act, words in acts:
            petitions.act(admin, petition_id, act, words)
    ToldFigures(tx).tell(admin, KEY, ToldKind.PAID_ONLINE, a_told_figure())


def test_every_number_opens_and_its_rows_come_to_it(report: Report) -> None:
    counted = 0
    for line in report.lines:
        listing = report.listing(line)
        assert apart_text(report.asked(line), listing) == "", line.words
        assert line.behind is not None
        counted += line.behind.count is not None
    assert counted >= 18
    assert {line.behind.register for line in report.lines if line.behind} == set(report.kinds)


def test_the_total_opens_to_its_indices_and_an_index_to_its_dossiers(report: Report) -> None:
    listing = report.listing(report.line("Tổng điểm đánh giá"))
    assert len(listing.rows) == 9
    assert [column.value(listing.rows[0]) for column in listing.columns] == [
        *("Chỉ số 1 · Tổng thời gian giải quyết", "1,0", "1 điểm của 1 hồ sơ")
    ]
    listing.open_row(listing.rows[0])
    assert report.opened.tabs.pop() is EvaluationIndex.TOTAL_TIME
    listing = report.listing(report.line("Chỉ số 1"))
    assert listing.words == "1 hồ sơ"
    listing.open_row(listing.rows[0])
    assert report.opened.dossiers.pop() == listing.rows[0][1].dossier_code


def test_a_ratio_of_petitions_opens_to_petitions_that_say_nothing_of_people(
    report: Report,
) -> None:
    listing = report.listing(report.line("5.2. Phản ánh, kiến nghị được trả lời"))
    ((_, line),) = listing.rows
    assert listing.words == "1 phản ánh, kiến nghị"
    assert line.why.startswith("Đúng hạn: làm lúc 23/11/2026 09:00, hạn ")
    assert not any(each in str(line) for each in (SENDER, PHONE))
    listing.open_row(listing.rows[0])
    assert report.opened.petitions.pop() in line.subject


def test_what_was_told_opens_to_who_told_it(report: Report) -> None:
    line = report.line("3.6")
    assert line.value == "60 %"
    listing = report.listing(line)
    ((_, told),) = listing.rows
    assert "Cổng Dịch vụ công" in told.why
    listing.open_row(listing.rows[0])
    assert report.opened.tabs.pop() is None


def test_answers_and_slips_are_listed_without_what_somebody_wrote(report: Report) -> None:
    listing = report.listing(report.line("Lượt đánh giá"))
    assert listing.words == "3 lượt đánh giá"
    cells = [[column.value(row) for column in listing.columns] for row in listing.rows]
    assert WROTE not in str(listing.rows)
    assert [row[-2] for row in cells] == ["Hài lòng", "Không hài lòng", "–"]
    assert [row[-1] for row in cells] == ["Thời gian: muộn hơn hẹn"] * 3
    assert cells[0][1] == "Phiếu giấy số 1/PDG"
    given = report.listing(report.line("Phiếu đánh giá phát ra"))
    assert [row.is_answered for row in given.rows] == [True, False]
    assert given.rows[1].said == "Chưa trả lời"
    assert report.listing(report.line("Phiếu đánh giá thu về")).words == "1 phiếu"


def test_an_answer_that_differs_opens_its_dossier(report: Report) -> None:
    line = report.line("Hồ sơ người dân trả lời")
    assert line.value == "01/01"
    listing = report.listing(line)
    listing.open_row(listing.rows[0])
    assert report.opened.dossiers.pop() == listing.rows[0].dossier_code


def test_rows_that_are_no_longer_the_locked_number_say_so(report: Report) -> None:
    line = report.line("Lượt đánh giá: hài lòng")
    assert line.behind is not None
    then = replace(line, behind=replace(line.behind, count=5))
    said = apart_text(report.asked(then), report.listing(then))
    assert said == "Số đã khóa: 5; nay liệt kê được 1 lượt đánh giá."
    assert report.period.first_day == date(2026, 10, 1)
