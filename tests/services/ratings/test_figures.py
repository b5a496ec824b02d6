"""What the answers of a span come to: counted case by case, frozen once the span is over."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import msgspec
import pytest

from app.services.figures.period import Period, period_of
from app.services.ratings.figures import (
    DossierRating,
    FaceCounts,
    RatingFigures,
    figures_in,
    ratings_in,
)
from app.services.ratings.ratings import Ratings
from app.services.ratings.records import Answers, Tap
from app.vocabulary.office import ReasonKind
from app.vocabulary.ratings import (
    Face,
    RatingSource,
    SaidAttitude,
    SaidContacts,
    SaidOthers,
    SaidTime,
)
from tests.services.desk_builders import Counter

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
HAPPY, NEUTRAL, UNHAPPY = Face.HAPPY, Face.NEUTRAL, Face.UNHAPPY


@dataclass(frozen=True, slots=True)
class Desk:
    """The counter and what citizens say at it."""

    counter: Counter
    ratings: Ratings

    def tap(self, *faces: Face, code: str = "") -> None:
        for face in faces:
            self.say(Answers(overall=face), code)

    def say(self, answers: Answers, code: str = "") -> int:
        tap = Tap(answer_id=str(uuid4()), at=self.counter.time.now, answers=answers, code=code)
        return self.ratings.tap(self.counter.officer, tap).rating_id

    def figures(self, day: date) -> RatingFigures:
        return self.ratings.figures(self.counter.admin, day, day)

    def span(self, day: date) -> Period:
        return period_of(self.counter.officer.office_id, day, day, self.counter.time.now)

    def of_dossiers(self, day: date) -> tuple[DossierRating, ...]:
        with self.counter.database.read() as session:
            return ratings_in(session, self.span(day))


@pytest.fixture
def desk(counter: Counter) -> Desk:
    return Desk(counter, counter.ratings)


@pytest.mark.parametrize(
    ("faces", "expected", "percent"),
    [
        ((), (0, 0, 0), None),
        ((HAPPY,), (1, 0, 0), "100.00"),
        ((UNHAPPY,), (0, 0, 1), "0.00"),
        ((HAPPY, HAPPY, NEUTRAL), (2, 1, 0), "66.67"),
        ((HAPPY, NEUTRAL, UNHAPPY), (1, 1, 1), "33.33"),
    ],
)
def test_faces_are_counted_and_nobody_is_not_nought(
    desk: Desk, faces: tuple[Face, ...], expected: tuple[int, int, int], percent: str | None
) -> None:
    desk.tap(*faces)
    counted = desk.figures(MONDAY).faces
    assert (counted.happy, counted.neutral, counted.unhappy) == expected
    assert counted.happy_percent == (None if percent is None else Decimal(percent))


def test_answers_without_a_face_are_counted_apart(desk: Desk) -> None:
    desk.tap(HAPPY)
    desk.say(Answers(attitude=SaidAttitude.GOOD))
    counted = desk.figures(MONDAY).faces
    assert counted == FaceCounts(happy=1, unsaid=1)
    assert (counted.total, counted.said, counted.happy_percent) == (2, 1, Decimal("100.00"))


def test_answers_are_split_by_source_officer_and_agency(desk: Desk) -> None:
    counter = desk.counter
    economy, culture = counter.code(), counter.code(case_id=counter.same_day_case)
    desk.tap(HAPPY, UNHAPPY, code=economy)
    desk.tap(NEUTRAL, code=culture)
    desk.tap(HAPPY)
    told = Answers(overall=UNHAPPY)
    desk.ratings.tell(counter.admin, culture, RatingSource.PHONE, told, "t-1")
    made = desk.figures(MONDAY)
    assert [(group.name, group.faces.total) for group in made.by_source] == [
        ("Màn hình tại quầy", 4),
        ("Qua điện thoại", 1),
    ]
    assert [(group.key, group.faces) for group in made.by_officer] == [
        ("canbo.a", FaceCounts(happy=2, neutral=1, unhappy=2)),
    ]
    assert [(group.name, group.faces) for group in made.by_agency] == [
        ("Phòng Kinh tế", FaceCounts(happy=1, unhappy=1)),
        ("Phòng Văn hóa - Xã hội", FaceCounts(neutral=1, unhappy=1)),
        ("Không theo cơ quan nào", FaceCounts(happy=1)),
    ]
    assert made.faces.total == sum(group.faces.total for group in made.by_agency) == 5


def test_reasons_are_counted_the_most_given_first(desk: Desk) -> None:
    counter = desk.counter
    good = counter.reasons.of(counter.officer, ReasonKind.RATING_GOOD)
    poor = counter.reasons.of(counter.officer, ReasonKind.RATING_POOR)
    assert len(good) >= 3
    assert len(poor) >= 3
    desk.say(Answers(overall=HAPPY, reasons=(good[0].reason_id, good[1].reason_id)))
    desk.say(Answers(overall=HAPPY, reasons=(good[1].reason_id,)))
    desk.say(Answers(overall=UNHAPPY, reasons=(poor[0].reason_id,)))
    counted = desk.figures(MONDAY).by_reason
    assert (counted[0].text, counted[0].count) == (good[1].text, 2)
    assert {(each.kind, each.count) for each in counted[1:]} == {
        (ReasonKind.RATING_GOOD, 1),
        (ReasonKind.RATING_POOR, 1),
    }


def test_an_ended_answer_counts_no_more_but_a_past_span_keeps_its_figures(desk: Desk) -> None:
    desk.tap(UNHAPPY)
    wrong = desk.say(Answers(overall=UNHAPPY))
    desk.ratings.end(desk.counter.admin, wrong, "Bấm thử máy")
    assert desk.figures(MONDAY).faces.unhappy == 1
    late = desk.say(Answers(overall=UNHAPPY))
    desk.counter.time.advance(timedelta(days=1))
    desk.ratings.end(desk.counter.admin, late, "Bấm thử máy")
    assert desk.figures(MONDAY).faces.unhappy == 2
    assert desk.figures(TUESDAY).faces.total == 0


def test_rows_for_scoring_are_of_dossiers_alone_and_carry_each_answer(desk: Desk) -> None:
    code = desk.counter.code()
    desk.tap(HAPPY)
    said = Answers(
        overall=NEUTRAL,
        time=SaidTime.LATER,
        contacts=SaidContacts.MORE,
        is_own_fault=True,
        others=SaidOthers.ONE_STOP,
        attitude=SaidAttitude.COMPLAINT,
    )
    desk.say(said, code)
    (row,) = desk.of_dossiers(MONDAY)
    assert (row.code, row.source, row.agency_id) == (
        code,
        RatingSource.WINDOW,
        desk.counter.economy,
    )
    assert row.officer_id == desk.counter.officer.officer_id
    assert (row.overall, row.time, row.contacts, row.is_own_fault) == (
        NEUTRAL,
        SaidTime.LATER,
        SaidContacts.MORE,
        True,
    )
    assert (row.others, row.attitude) == (SaidOthers.ONE_STOP, SaidAttitude.COMPLAINT)
    assert desk.of_dossiers(TUESDAY) == ()


def test_figures_are_plain_values_that_can_be_kept(desk: Desk) -> None:
    desk.tap(HAPPY, UNHAPPY)
    with desk.counter.database.read() as session:
        made = figures_in(session, desk.span(MONDAY))
    kept = msgspec.json.encode(made)
    assert msgspec.json.decode(kept, type=RatingFigures) == made
    assert made.response_percent is None
