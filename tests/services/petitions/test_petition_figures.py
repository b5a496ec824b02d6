"""Figures of petitions: what carried over and came in is what ended and is open, on every day."""

from collections import Counter as Tally
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import msgspec
import pytest
from sqlalchemy import select, text

from app.clock import local_date
from app.errors import RuleBrokenError
from app.models.petitions import Petition, PetitionEvent
from app.services.petitions.catalogue import BY_CODE
from app.services.petitions.figures import Complaint, PetitionFigures, TimelinessCount
from app.services.petitions.petitions import Petitions
from app.vocabulary.people import Role
from app.vocabulary.petitions import (
    Finding,
    PetitionAbout,
    PetitionAct,
    PetitionChannel,
    PetitionClass,
    PetitionOutcome,
    PetitionStatus,
)
from tests.services.desk_builders import Counter
from tests.services.petitions.builders import (
    ANSWERED,
    CONDUCT,
    OTHER,
    OWN,
    PASS_ON,
    REFUSED,
    STUDIED,
    found,
    to_unit,
    typed,
)
from tests.services.petitions.town import DAYS, Town
from tests.services.store_builders import an_actor

_OPEN = frozenset(
    {"received", "awaiting_information", "to_forward", "forwarded", "in_study", "studied"}
) | {"decided"}


_FROZEN = (
    '{"first_day":"2026-07-01","last_day":"2026-09-30","carried_over":0,'
    '"by_channel":[{"channel":"written","count":1},{"channel":"phone","count":2},'
    '{"channel":"opinion_slip","count":3},{"channel":"online","count":4},{"channel":"in_person",'
    '"count":5},{"channel":"post","count":6}],"by_kind":[{"kind":"feedback","about":"rule",'
    '"count":7},{"kind":"feedback","about":"conduct","count":8},{"kind":"proposal",'
    '"about":"rule","count":9},{"kind":"proposal","about":"conduct","count":10}],'
    '"by_class":[{"petition_class":"not_received","count":11},{"petition_class":"conduct",'
    '"count":12},{"petition_class":"own_rule","count":13},{"petition_class":"other_rule",'
    '"count":14},{"petition_class":null,"count":15}],"answered":{"in_time":16,"late":17},'
    '"refused":{"in_time":18,"late":19},"passed_on":20,"withdrawn":21,"asked":{"in_time":22,'
    '"late":23},"forwarded":{"in_time":24,"late":25},"published":{"in_time":26,"late":27},'
    '"unpublished_overdue":28,"outcomes":[{"outcome":"amend","count":29},{"outcome":"propose",'
    '"count":30},{"outcome":"issue","count":31},{"outcome":"no_ground","count":32},'
    '{"outcome":"explain","count":33}],"found_true":34,"found_false":35,"open_in_time":36,'
    '"open_waiting":37,"open_overdue":38,"late_received":39,"late_ended":40}'
)
"""A record as locked periods have always had it."""


def _figures(town: Town, first: date, last: date) -> PetitionFigures:
    return town.petitions.figures(town.counter.admin, first, last)


def _counted_again(town: Town, first: date, last: date) -> dict[str, int]:
    """Count by plain SQL what the program counts from events."""
    ends = "(SELECT min(e.at) FROM petition_events e WHERE e.petition_id = p.id AND e.status NOT IN"
    ends += f" ({', '.join(repr(each) for each in sorted(_OPEN))}))"
    day = "date(%s, '+7 hours')"
    received, ended = day % "p.received_at", f"coalesce({day % ends}, '9999-12-31')"
    wanted = {
        "carried_over": f"{received} < :first AND {ended} >= :first",
        "received": f"{received} BETWEEN :first AND :last",
        "ended": f"{ended} BETWEEN :first AND :last",
        "open": f"{received} <= :last AND {ended} > :last",
    }
    with town.counter.database.read() as session:
        return {
            name: session.execute(
                text(f"SELECT count(*) FROM petitions p WHERE {condition}"),  # noqa: S608 - own words
                {"first": first.isoformat(), "last": last.isoformat()},
            ).scalar_one()
            for name, condition in wanted.items()
        }


def test_on_every_day_and_over_every_span_the_figures_add_up(town: Town) -> None:
    chance = Random(1)  # noqa: S311 - reproducible spans
    spans = [(day, day) for day in range(-1, DAYS + 1)]
    for _one in range(30):
        first, last = sorted(chance.choices(range(-5, DAYS + 5), k=2))
        spans.append((first, last))
    met = Tally[str]()
    for first, last in spans:
        days = town.first_day + timedelta(days=first), town.first_day + timedelta(days=last)
        figures = _figures(town, *days)
        assert figures.adds_up
        again = _counted_again(town, *days)
        assert {name: getattr(figures, name) for name in again} == again
        met.update({name: count for name, count in again.items() if count})
    assert all(met[name] > 20 for name in ("carried_over", "received", "ended", "open"))


def test_days_add_up_to_their_span(town: Town) -> None:
    days = [town.first_day + timedelta(days=day) for day in range(DAYS)]
    whole = _figures(town, days[0], days[-1])
    each = [_figures(town, day, day) for day in days]
    assert whole.carried_over == 0
    for name in ("received", "ended", "passed_on", "withdrawn", "found_true", "found_false"):
        assert sum(getattr(one, name) for one in each) == getattr(whole, name), name
    for name in ("answered", "refused", "asked", "forwarded", "published"):
        timed = [getattr(one, name) for one in each]
        total = TimelinessCount(
            in_time=sum(one.in_time for one in timed), late=sum(one.late for one in timed)
        )
        assert total == getattr(whole, name), name
    assert whole.answered.total
    assert whole.forwarded.late, "somebody was slow"
    assert each[-1].open == whole.open


def test_a_past_day_keeps_its_figures(town: Town) -> None:
    middle = town.first_day + timedelta(days=12)
    before = _figures(town, town.first_day, middle)
    town.counter.time.advance(timedelta(days=40))
    assert _figures(town, town.first_day, middle) == before
    today = town.counter.clock.today()
    later = _figures(town, today, today)
    assert later.open == later.carried_over
    assert later.open_overdue > before.open_overdue


def test_the_record_goes_through_a_file_and_comes_back(town: Town) -> None:
    figures = _figures(town, town.first_day, town.first_day + timedelta(days=9))
    assert msgspec.json.decode(msgspec.json.encode(figures), type=PetitionFigures) == figures


def test_each_figure_of_a_frozen_text_is_read_by_its_code() -> None:
    read = msgspec.json.decode(_FROZEN, type=PetitionFigures)
    assert msgspec.json.encode(read).decode() == _FROZEN
    assert [number for _code, number in read.numbers()] == list(range(41))
    assert {code for code, _number in read.numbers()} < set(BY_CODE)
    added = {
        "received": 21,
        "received.about.conduct": 18,
        "taken_on": 21,
        "answered": 33,
        "ended": 111,
        "open": 111,
        "late": 79,
    }
    assert {code: read[code] for code in added} == added
    with pytest.raises(KeyError):
        read["open.late"]


def test_a_figure_that_an_older_text_lacks_is_nothing() -> None:
    said = msgspec.json.decode(_FROZEN)
    del said["late_received"], said["by_class"][0]
    read = msgspec.convert(said, PetitionFigures)
    assert (read["late.received"], read["late"], read["received.class.not_received"]) == (0, 40, 0)


def test_a_broken_identity_is_refused_and_not_shown(counter: Counter, petitions: Petitions) -> None:
    done = petitions.receive(counter.officer, typed())
    petitions.act(counter.officer, done.petition_id, *REFUSED)
    day = counter.clock.today()
    assert petitions.figures(counter.admin, day, day).refused == TimelinessCount(in_time=1)
    with counter.database.write() as session:
        last = session.scalars(
            select(PetitionEvent).where(PetitionEvent.act == PetitionAct.CLASSIFY)
        ).one()
        copied = {
            column.name: getattr(last, column.name)
            for column in PetitionEvent.__table__.columns
            if column.name != "id"
        }
        # Refused first and open again: no act of the program leads there.
        again = {"ordinal": 3, "status": PetitionStatus.RECEIVED}
        session.add(PetitionEvent(**(copied | again)))
        session.get_one(Petition, done.petition_id).ended_at = None
    with pytest.raises(RuleBrokenError, match="không khớp"):
        petitions.figures(counter.admin, day, day)


def test_classes_channels_and_outcomes_are_counted(counter: Counter, petitions: Petitions) -> None:
    day = counter.clock.today()
    lives = [
        (typed(), (OWN, STUDIED)),
        (typed(about=PetitionAbout.CONDUCT), (OTHER, PASS_ON)),
        (typed(about=PetitionAbout.RULE), (CONDUCT,)),
        (typed(channel=PetitionChannel.POST), ()),
    ]
    for new, acts in lives:
        done = petitions.receive(counter.officer, new)
        for act, said in acts:
            petitions.act(counter.officer, done.petition_id, act, said)
    figures = petitions.figures(counter.admin, day, day)
    assert {one.petition_class: one.count for one in figures.by_class} == {
        PetitionClass.NOT_RECEIVED: 0,
        PetitionClass.CONDUCT: 1,
        PetitionClass.OWN_RULE: 1,
        PetitionClass.OTHER_RULE: 1,
        None: 1,
    }
    assert (figures["received.about.rule"], figures["received.about.conduct"]) == (3, 1)
    assert {one.channel: one.count for one in figures.by_channel if one.count} == {
        PetitionChannel.IN_PERSON: 3,
        PetitionChannel.POST: 1,
    }
    assert (figures.passed_on, figures.forwarded) == (1, TimelinessCount(in_time=1))
    assert {one.outcome: one.count for one in figures.outcomes} == dict.fromkeys(PetitionOutcome, 0)


def test_complaints_are_told_for_their_dossier_and_officer(
    counter: Counter, petitions: Petitions
) -> None:
    code, day = counter.code(), counter.clock.today()
    about = {"about": PetitionAbout.CONDUCT}
    lives = (
        (typed(dossier_code=code, **about), (CONDUCT, to_unit(counter.culture))),
        (typed(officer_login="canbo.a", **about), (CONDUCT, to_unit(counter.culture))),
        (typed(**about), (REFUSED,)),
        (typed(**about), (CONDUCT, PASS_ON)),
        (typed(), (CONDUCT,)),
        (typed(), (OWN,)),
        (typed(**about), ()),
    )
    ids = []
    for new, acts in lives:
        done = petitions.receive(counter.officer, new)
        ids.append(done.petition_id)
        for act, said in acts:
            petitions.act(counter.officer, done.petition_id, act, said)
    petitions.act(counter.officer, ids[0], *found(Finding.TRUE))
    petitions.act(counter.officer, ids[0], *ANSWERED)
    petitions.act(counter.officer, ids[1], *found(Finding.FALSE))
    petitions.act(counter.officer, ids[3], *found(Finding.FALSE))
    told = petitions.complaints(counter.admin, day, day)
    assert [one.number for one in told] == ["1/PAKN", "2/PAKN", "4/PAKN", "5/PAKN", "7/PAKN"]
    first = told[0]
    assert first == Complaint(
        number="1/PAKN",
        received_day=day,
        dossier_id=first.dossier_id,
        dossier_code=code,
        officer_id=None,
        finding=Finding.TRUE,
        is_open=False,
        is_answered_in_time=True,
        petition_id=ids[0],
    )
    assert told[1] == replace(
        first,
        number="2/PAKN",
        dossier_id=None,
        dossier_code="",
        officer_id=counter.officer.officer_id,
        finding=Finding.FALSE,
        is_open=True,
        is_answered_in_time=None,
        petition_id=ids[1],
    )
    assert (told[2].finding, told[2].is_open) == (Finding.FALSE, False)
    assert told[2].is_answered_in_time is None, "another body answers"


def test_a_complaint_is_late_once_its_time_is_over_or_its_answer_came_after(
    counter: Counter, petitions: Petitions
) -> None:
    day = counter.clock.today()
    done = petitions.receive(counter.officer, typed(about=PetitionAbout.CONDUCT))
    for act, said in (CONDUCT, to_unit(counter.culture), found(Finding.TRUE)):
        petitions.act(counter.officer, done.petition_id, act, said)
    counter.time.advance(timedelta(days=30))
    today = local_date(counter.time.now)
    assert petitions.complaints(counter.admin, day, day)[0].is_answered_in_time is None
    assert petitions.complaints(counter.admin, day, today)[0].is_answered_in_time is False
    petitions.act(counter.officer, done.petition_id, *ANSWERED)
    assert petitions.complaints(counter.admin, day, today)[0].is_answered_in_time is False
    figures = petitions.figures(counter.admin, today, today)
    assert (figures.answered, figures.found_true) == (TimelinessCount(late=1), 0)
    assert petitions.figures(counter.admin, day, day).found_true == 1


def test_figures_are_for_who_answers_for_the_office(counter: Counter, petitions: Petitions) -> None:
    boss = an_actor(counter.database, Role.SUPERVISOR, login="phutrach")
    day = counter.clock.today()
    assert petitions.figures(boss, day, day).received == 0
