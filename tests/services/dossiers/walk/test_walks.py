"""Random people do random things to several dossiers for weeks; a plain book is kept beside it.

After every step the store and the book agree, what the book forbids was refused and changed
nothing, the clock names its date, the summary adds up, no past day has changed, the log replays
and the program's own check is content.

MOTCUA_WALK=long walks for many minutes instead of seconds.
"""

import os
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from app.errors import ConflictError, InvalidInputError, NotAllowedError, RuleBrokenError
from app.paths import STORE_NAME
from tests.office_life.book import Life
from tests.office_life.counting import counted, shown
from tests.office_life.dates import counted_due
from tests.office_life.driver import instant
from tests.services.deadlines import oracle
from tests.services.dossiers.walk import rules, world
from tests.services.dossiers.walk.rules import Attempt
from tests.services.dossiers.walk.world import CASES, World

if TYPE_CHECKING:
    from app.services.counts import Figures

REFUSALS = (RuleBrokenError, ConflictError, NotAllowedError, InvalidInputError)
IS_LONG = os.environ.get("MOTCUA_WALK") == "long"
MODEST = settings(
    max_examples=1500 if IS_LONG else 8,
    stateful_step_count=60 if IS_LONG else 30,
    deadline=None,
    # A short walk that fails is told as it went; the long one takes its time to shorten it.
    phases=tuple(Phase) if IS_LONG else (Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
MOST_DOSSIERS = 3
CHECKED_EVERY = 1 if IS_LONG else 5
"""The log is replayed after every step; chain, numbers and signatures take longer."""
PAUSES_BETWEEN = [0, 1, 7, 45, 95, 240, 480, 1440, 3 * 1440, 8 * 1440]

WHAT_HAPPENS = [*["allowed"] * 9, *["anything"] * 3, *["twice"] * 2, "intake", "slip", "day off"]

AGOS = [None, None, None, None, -1, 1, 30, 600, 1440, 4 * 1440]
NEW_DUES = [None, -1440, 0, 1, 1440, 5 * 1440]

acts = st.sampled_from(sorted(rules.BOOK))
people = st.sampled_from(rules.PEOPLE)
attempts = st.builds(
    Attempt,
    act=acts,
    who=people,
    note=st.sampled_from(["vì lý do ấy", "vì lý do ấy", ""]),
    to=st.sampled_from(rules.UNITS),
    outcome=st.sampled_from(["granted", "refused", ""]),
    ground=st.sampled_from(["Luật X, Điều 1", ""]),
    law=st.sampled_from(["Luật Y, Điều 2", ""]),
    approver=st.sampled_from(["Lê Văn Duyệt", ""]),
    gives_papers_back=st.booleans(),
    collector_is_owner=st.sampled_from([True, True, False]),
    prints_receipt=st.booleans(),
    case=st.sampled_from(sorted(CASES)),
    channel=st.sampled_from(["counter", "online", "post"]),
)
intakes = st.tuples(
    st.sampled_from(sorted(CASES)),
    st.sampled_from(["counter", "online", "post"]),
    st.sampled_from([None, None, -1, 1, 600, 2 * 1440]),
)
evenly = st.randoms(use_true_random=True)


class Walk(RuleBasedStateMachine):
    """One walk on a store of its own."""

    def __init__(self, template: World, file: Path, folder: Path) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.world = self.stack.enter_context(world.a_copy(template, file, folder))
        self.lives = self.world.office.lives
        self.first_day = self.now.date()
        self.told: dict[tuple[date, date], Figures] = {}
        self.touched: Life | None = None
        self.steps = 0

    def teardown(self) -> None:
        try:
            self.ask_every_past_day_again()
            assert world.problems(self.world, is_whole=True) == []
        finally:
            self.stack.close()

    @property
    def now(self) -> datetime:
        """The office's wall clock."""
        return self.world.office.now

    # What people do

    @initialize(data=st.data())
    def two_come_in(self, data: st.DataObject) -> None:
        for _dossier in range(2):
            case, channel, _ago = data.draw(intakes)
            self._register("officer", (case, channel, None), is_sent_twice=False)

    @rule(
        what=st.sampled_from(WHAT_HAPPENS), minutes=st.sampled_from(PAUSES_BETWEEN), data=st.data()
    )
    def something_happens(self, what: str, minutes: int, data: st.DataObject) -> None:
        """Time passes; then somebody does what may be done, or tries whatever comes to mind."""
        self._pass(minutes)
        if what == "intake" and len(self.lives) < MOST_DOSSIERS:
            is_sent_twice = data.draw(st.booleans(), label="sent twice")
            self._register(data.draw(people), data.draw(intakes), is_sent_twice=is_sent_twice)
        elif what == "slip":
            self._send_two(data.draw(people), data.draw(st.sampled_from(rules.UNITS)), data)
        elif what == "day off":
            self._close_a_day(data.draw(st.integers(1, 4), label="days ahead"))
        else:
            self._act(what, data)

    def _act(self, what: str, data: st.DataObject) -> None:
        # Drawn evenly: what is drawn to be shortened well keeps to the first few acts.
        chance = data.draw(evenly, label="chance")
        life = chance.choice(self.lives)
        drawn = data.draw(attempts), life, chance.choice(AGOS), chance.choice(NEW_DUES)
        whole = self._whole(*drawn)
        if what != "anything":
            possible = self._possible(whole, life) or [whole]
            weights = [1 if one.act in rules.ENDS else 4 for one in possible]
            whole = chance.choices(possible, weights)[0]
        note(f"{life.code}: {whole}")
        for _time in range(2 if what == "twice" else 1):
            self._try(life, whole)

    def _register(
        self, who: str, intake: tuple[str, str, int | None], *, is_sent_twice: bool
    ) -> None:
        case, channel, ago = intake
        at = self._at(ago)
        actor, office = self.world.people[who], self.world.office
        typed = world.typed(self.world, case, channel, str(uuid4()), at)
        if who not in rules.DESK or (at is not None and at > self.now):
            self._refused(lambda: office.register(actor, typed))
            return
        life, _done = office.register(actor, typed)
        self.touched = life
        self._reopen_from(life.received)
        if is_sent_twice:
            before = world.row_counts(self.world)
            assert office.services.intake.register(actor, typed).code == life.code
            assert world.row_counts(self.world) == before

    def _possible(self, tried: Attempt, life: Life) -> list[Attempt]:
        """Return what the book allows on this dossier now: one attempt an act."""
        found: dict[str, Attempt] = {}
        for act in sorted(rules.BOOK):
            counted = self._counted(life) if act in {"extend", "reschedule"} else None
            for who in ("officer", "economy_officer"):
                one = tried.again(act=act, who=who, counted_due=counted)
                for at in (one.at, None):
                    timed = one.again(at=at)
                    if act not in found and not self._why_not(life, timed):
                        found[act] = timed
        return list(found.values())

    def _send_two(self, who: str, to: str, data: st.DataObject) -> None:
        two = data.draw(st.permutations(self.lives), label="dossiers")[:2]
        tried = Attempt("handoff", who, to=to)
        is_forbidden = any(self._why_not(life, tried) for life in two)
        send = partial(self.world.office.send, self.world.people[who], two, self.world.units[to])
        if is_forbidden or two[0].holder != two[1].holder:
            self._refused(send)
            return
        send()

    def _close_a_day(self, days: int) -> None:
        """No promised date moves by itself."""
        world.close_day(self.world, self.now.date() + timedelta(days=days))

    def _pass(self, minutes: int) -> None:
        last = self.now.date()
        self.world.counter.time.advance(timedelta(minutes=minutes))
        while last < self.now.date():
            self._remember(last)
            last += timedelta(days=1)

    # What always holds

    @invariant()
    def store_and_book_agree(self) -> None:
        found = world.stored(self.world)
        assert sorted(found) == sorted(life.code for life in self.lives)
        for life in self.lives:
            row = found[life.code]
            assert (row.present_rows, row.open_items) == (1, int(life.going is not None))
            assert row.status == life.status
            assert row.holder == life.holder
            assert row.agency == life.agency
            assert (row.due, row.ended, row.late) == (life.due, life.ended, life.late)
            assert row.since == life.last_at

    @invariant()
    def clock_names_its_date(self) -> None:
        if self.touched is None:
            return
        view = self.world.counter.tracking.one(self.world.people["officer"], self.touched.code)
        due = self.touched.due
        assert view.due.due_at == (due and instant(due))
        if due is not None:
            assert view.due.steps[-2].startswith(f"Hẹn trả kết quả lúc {due:%H:%M ngày %d/%m/%Y} (")
        waits = [event for event in self.touched.waits if event.stops]
        told = [step for step in view.due.steps if "ạm dừng từ" in step or "dừng từ" in step]
        assert len(told) == len(waits)
        self.touched = None

    @invariant()
    def figures_add_up(self) -> None:
        today = self.now.date()
        first = min([self.first_day, *(life.received.date() for life in self.lives)])
        for since in {first, today}:
            figures = world.figures(self.world, since, today)
            assert figures.adds_up
            assert shown(figures) == counted(self.world.office, since, today), since

    @invariant()
    def last_days_are_as_they_were_told(self) -> None:
        for period in list(self.told)[-2:]:
            assert world.figures(self.world, *period) == self.told[period], period

    @invariant()
    def the_log_replays_and_the_check_is_content(self) -> None:
        self.steps += 1
        is_whole_check = self.steps % CHECKED_EVERY == 0
        assert world.problems(self.world, is_whole=is_whole_check) == []

    def ask_every_past_day_again(self) -> None:
        for period, was in self.told.items():
            assert world.figures(self.world, *period) == was, period

    # The machinery

    def _try(self, life: Life, tried: Attempt) -> None:
        why = self._why_not(life, tried)
        if why:
            note(f"refused ({why}): {tried.act} of {life.code}")
            self._refused(lambda: world.carry_out(self.world, life, tried))
            return
        world.carry_out(self.world, life, tried)
        self.touched = life
        self._reopen_from(life.last_at)

    def _why_not(self, life: Life, tried: Attempt) -> str:
        return rules.forbidden(life, tried, self.now, self.world.units)

    def _refused(self, act: object) -> None:
        """A refusal says a sentence and leaves every table as it was; the log tells of a denial."""
        assert callable(act)
        before = world.row_counts(self.world), world.stored(self.world)
        with pytest.raises(REFUSALS) as refused:
            act()
        assert refused.value.message.endswith((".", "”."))
        assert (world.row_counts(self.world), world.stored(self.world)) == before

    def _whole(self, tried: Attempt, life: Life, ago: int | None, due: int | None) -> Attempt:
        base = life.due or self.now
        new_due = None if due is None else base + timedelta(minutes=due)
        # A day's channels are those of its dossiers' intakes: corrected, they would change with it.
        is_of_today = life.received.date() == self.now.date()
        channel = tried.channel if is_of_today else life.channel
        counted = self._counted(life) if tried.act in {"extend", "reschedule"} else None
        office = self.world.office.calendar
        is_closed = new_due is not None and not any(
            opens <= oracle.minute_of(new_due) <= closes
            for opens, closes in office.spans(new_due.date())
        )
        return tried.again(
            at=self._at(ago),
            new_due=new_due,
            channel=channel,
            counted_due=counted,
            is_closed_then=is_closed,
        )

    def _at(self, ago: int | None) -> datetime | None:
        return None if ago is None else self.now - timedelta(minutes=ago)

    def _counted(self, life: Life) -> datetime | None:
        return counted_due(life.received, life.case.limit, life.events, self.world.office.calendar)

    def _remember(self, day: date) -> None:
        for first in {day, self.first_day}:
            self.told[first, day] = world.figures(self.world, first, day)

    def _reopen_from(self, at: datetime) -> None:
        """What is entered late changes the days from then on; they are asked anew."""
        day = at.date()
        late = [period for period in self.told if period[1] >= day]
        for period in late:
            note(f"entered late into {day}: {period} is told anew")
            self.told[period] = world.figures(self.world, *period)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Path]:
    folder = tmp_path_factory.mktemp("walk")
    made = world.found(folder)
    made.counter.database.close()
    return made, folder / "data" / STORE_NAME


def test_random_walks_agree_with_the_book(template: tuple[World, Path], tmp_path: Path) -> None:
    made, file = template

    class Here(Walk):
        def __init__(self) -> None:
            super().__init__(made, file, tmp_path)

    run_state_machine_as_test(Here, settings=MODEST)
