"""What is tapped and told: counted once, never refused for its dossier, ended by the right one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.errors import InvalidInputError, NotAllowedError, NotFoundError
from app.services.ratings.ratings import Ratings
from app.services.ratings.records import Answers, Tap
from app.vocabulary.ratings import Face, RatingSource, SaidContacts
from tests.services.desk_builders import Counter
from tests.services.store_builders import a_stranger

HAPPY = Answers(overall=Face.HAPPY)


def _tap(counter: Counter, code: str = "") -> Tap:
    return Tap(answer_id="tap-1", at=counter.time.now, answers=HAPPY, code=code)


def _count(counter: Counter, ratings: Ratings) -> int:
    day = counter.clock.today()
    return len(ratings.of_period(counter.officer, day, day))


def test_the_same_tap_sent_again_is_counted_once(counter: Counter) -> None:
    first = counter.ratings.tap(counter.officer, _tap(counter))
    again = counter.ratings.tap(counter.officer, _tap(counter))
    assert (again.rating_id, again.was_known) == (first.rating_id, True)
    assert _count(counter, counter.ratings) == 1


def test_a_tap_whose_dossier_is_not_found_is_kept_without_one(counter: Counter) -> None:
    counter.ratings.tap(counter.officer, _tap(counter, code="000.00.15.H53-261123-9999"))
    day = counter.clock.today()
    (line,) = counter.ratings.of_period(counter.officer, day, day)
    assert (line.code, line.answers.overall) == ("", Face.HAPPY)


def test_a_tap_of_a_dossier_is_told_with_it(counter: Counter) -> None:
    code = counter.code()
    counter.ratings.tap(counter.officer, _tap(counter, code=code))
    (line,) = counter.ratings.of_dossier(counter.officer, code)
    assert (line.source, line.officer_name) == (RatingSource.WINDOW, counter.officer.name)
    titles = [step.title for step in counter.tracking.one(counter.officer, code).timeline]
    assert titles[-1] == "Công dân đánh giá"


def test_who_served_is_somebody_of_this_office_else_who_stores_the_tap(counter: Counter) -> None:
    stranger = a_stranger(counter.database).officer_id
    day = counter.clock.today()
    for served, told in (
        (0, counter.officer),
        (4711, counter.officer),
        (stranger, counter.officer),
        (counter.admin.officer_id, counter.admin),
    ):
        counter.time.advance(timedelta(minutes=1))
        tap = replace(_tap(counter), answer_id=f"tap-of-{served}", officer_id=served)
        counter.ratings.tap(counter.officer, tap)
        lines = counter.ratings.of_period(counter.officer, day, day)
        (name,) = (line.officer_name for line in lines if line.rated_at == counter.time.now)
        assert name == told.name, served


def test_a_tap_from_a_clock_that_is_ahead_is_never_in_the_future(counter: Counter) -> None:
    ahead = Tap(answer_id="tap-1", at=counter.time.now + timedelta(hours=1), answers=HAPPY)
    counter.ratings.tap(counter.officer, ahead)
    day = counter.clock.today()
    (line,) = counter.ratings.of_period(counter.officer, day, day)
    assert line.rated_at == counter.time.now


def test_taps_are_taken_after_the_day_was_closed(counter: Counter) -> None:
    code = counter.code()
    counter.time.advance(timedelta(hours=9))
    counter.closings.close(counter.admin, counter.clock.today())
    counter.ratings.tap(counter.officer, _tap(counter, code=code))
    assert len(counter.ratings.of_dossier(counter.officer, code)) == 1


def test_what_is_told_needs_a_dossier_and_a_way_it_was_told(counter: Counter) -> None:
    code = counter.code()
    with pytest.raises(NotFoundError):
        counter.ratings.tell(counter.officer, "H53-1", RatingSource.PHONE, HAPPY, "t-1")
    for source in (RatingSource.SLIP, RatingSource.WINDOW):
        with pytest.raises(InvalidInputError) as refused:
            counter.ratings.tell(counter.officer, code, source, HAPPY, "t-1")
        assert refused.value.field == "source"
    assert _count(counter, counter.ratings) == 0


@pytest.mark.parametrize("contacts", [None, SaidContacts.NONE])
def test_own_fault_without_any_coming_back_is_refused(
    counter: Counter, contacts: SaidContacts | None
) -> None:
    said = Answers(overall=Face.HAPPY, contacts=contacts, is_own_fault=True)
    with pytest.raises(InvalidInputError) as refused:
        counter.ratings.tell(counter.officer, counter.code(), RatingSource.PHONE, said, "t-1")
    assert refused.value.field == "is_own_fault"


def test_only_a_supervisor_ends_what_was_tapped_or_others_entered(counter: Counter) -> None:
    code = counter.code()
    tapped = counter.ratings.tap(counter.officer, _tap(counter)).rating_id
    others = counter.ratings.tell(counter.admin, code, RatingSource.PHONE, HAPPY, "t-1").rating_id
    own = counter.ratings.tell(counter.officer, code, RatingSource.ONLINE, HAPPY, "t-2").rating_id
    for rating_id in (tapped, others):
        with pytest.raises(NotAllowedError, match="chỉ phụ trách bộ phận bỏ được"):
            counter.ratings.end(counter.officer, rating_id, "Ghi nhầm")
        counter.ratings.end(counter.admin, rating_id, "Ghi nhầm")
    counter.ratings.end(counter.officer, own, "Ghi nhầm")
    with pytest.raises(NotFoundError):
        counter.ratings.end(counter.officer, own, "Ghi nhầm lần nữa")


def test_ending_asks_why(counter: Counter) -> None:
    rating_id = counter.ratings.tap(counter.officer, _tap(counter)).rating_id
    with pytest.raises(InvalidInputError) as refused:
        counter.ratings.end(counter.admin, rating_id, "  ")
    assert refused.value.field == "reason"
    assert _count(counter, counter.ratings) == 1
