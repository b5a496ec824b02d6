"""Bundles that bring times of a day which is closed here."""

from datetime import timedelta

import pytest

from app.clock import end_of_day, local_date
from app.errors import RuleBrokenError
from app.vocabulary.people import Role
from tests.services.exchange_builders import Place, answer_of, carried
from tests.services.store_builders import FakeTime, an_actor


def test_what_happened_on_a_closed_day_is_of_the_first_open_moment(
    here: Place, there: Place, time: FakeTime
) -> None:
    """The other office closed nothing: here its times lie in a day that is closed."""
    code = here.counter.code()
    here.send([code])
    time.advance(timedelta(minutes=10))
    taken = there.take(carried(here.export()))
    boss = an_actor(here.counter.database, Role.SUPERVISOR, login="phutrach")
    day = local_date(time.now)
    here.counter.closings.close(boss, day)
    with pytest.raises(RuleBrokenError, match="đã khóa"):
        here.take(answer_of(taken.reply))
    time.advance(timedelta(days=1))
    done = here.take(answer_of(taken.reply))
    assert [line.problem for line in done.lines] == [""]
    accepted = here.counter.tracking.one(here.counter.officer, code).timeline[-1]
    assert accepted.happened_at == end_of_day(day)
