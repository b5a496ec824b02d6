"""The rows behind each figure of petitions: as many as the number says, as they stood then."""

from datetime import timedelta

import pytest

from app.clock import end_of_day, local_date
from app.errors import InvalidInputError
from app.services.petitions.catalogue import BY_CODE
from app.services.petitions.petitions import Petitions
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.petitions import PetitionAbout, PetitionAct, PetitionStatus
from tests.services.desk_builders import Counter
from tests.services.petitions.builders import OTHER, PASS_ON, PHONE, typed
from tests.services.petitions.town import DAYS, Town


def test_every_figure_of_every_span_opens_to_as_many_rows_as_it_says(town: Town) -> None:
    met: set[str] = set()
    for first, last in ((0, DAYS), (8, 16)):
        days = town.first_day + timedelta(days=first), town.first_day + timedelta(days=last)
        figures = town.petitions.figures(town.counter.admin, *days)
        for name in BY_CODE:
            number = figures[name]
            rows = town.petitions.rows_behind(town.counter.officer, name, days)
            assert len(rows) == number, f"{name} of {days}"
            assert len({(one.row.petition_id, one.ordinal) for one in rows}) == number, name
            met |= {name} if rows else set()
    assert len(met) > 30, "the town is rich enough to tell figures apart"


def test_a_row_shows_the_petition_as_it_stood_at_the_end_of_the_period(
    counter: Counter, petitions: Petitions
) -> None:
    day = counter.clock.today()
    done = petitions.receive(counter.officer, typed(about=PetitionAbout.CONDUCT))
    counter.time.advance(timedelta(days=40))
    petitions.act(counter.officer, done.petition_id, *OTHER)
    petitions.act(counter.officer, done.petition_id, *PASS_ON)
    (then,) = petitions.rows_behind(counter.officer, "open", (day, day))
    assert (then.row.status, then.row.standing) == (PetitionStatus.RECEIVED, Timeliness.IN_TIME)
    assert then.row.is_open
    last = local_date(counter.time.now) - timedelta(days=1)
    (late,) = petitions.rows_behind(counter.officer, "open.overdue", (day, last))
    assert late.row.standing is Timeliness.OVERDUE
    assert late.row.due_at is not None
    assert late.row.due_at < end_of_day(last)
    (ended,) = petitions.rows_behind(counter.officer, "passed_on", (day, counter.clock.today()))
    assert (ended.act, ended.is_late) == (PetitionAct.FORWARD, True)
    assert ended.row.status is PetitionStatus.PASSED_ON
    assert ended.row.about is PetitionAbout.RULE, "as it was classed"


def test_the_rows_hide_what_the_list_hides(counter: Counter, petitions: Petitions) -> None:
    day = counter.clock.today()
    petitions.receive(counter.officer, typed(content=f"Đề nghị gọi lại cho tôi theo số {PHONE}"))
    (row,) = petitions.rows_behind(counter.officer, "received", (day, day))
    assert PHONE not in row.row.sender_phone
    assert PHONE not in row.row.content


def test_a_figure_has_a_name(counter: Counter, petitions: Petitions) -> None:
    day = counter.clock.today()
    with pytest.raises(InvalidInputError, match="never"):
        petitions.rows_behind(counter.officer, "answered.never", (day, day))
