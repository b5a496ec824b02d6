"""What is in force at a date is what reading all decisions again in order leaves."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.services.publishing.counts import by_agency
from app.services.publishing.records import ItemDraft, LevelCounts
from app.services.publishing.replay import ReplayedDecision, in_force
from app.vocabulary.catalogue import PublishedEffect
from app.vocabulary.office import Level
from tests.services.publishing.builders import (
    LABOUR,
    SCIENCE,
    SEED,
    a_decision,
    abolished,
    amended,
    an_item,
)

_DAY = date(2019, 1, 1)


def _day(number: int) -> date:
    return _DAY + timedelta(days=number)


def _codes(decisions: list[ReplayedDecision], at: date | None = None) -> list[str]:
    return sorted(each.item.code for each in in_force(decisions, at).named)


def _total(decisions: list[ReplayedDecision], at: date | None = None) -> LevelCounts:
    return by_agency(in_force(decisions, at), at or date.max)[1].authority


_FIRST = a_decision(1, _day(0), an_item("1"), an_item("2", Level.COMMUNE))
_CASES: dict[str, tuple[list[ReplayedDecision], list[str]]] = {
    "published": ([_FIRST], ["1", "2"]),
    "amended counts once": ([_FIRST, a_decision(2, _day(5), amended("1"))], ["1", "2"]),
    "published again counts once": ([_FIRST, a_decision(2, _day(5), an_item("1"))], ["1", "2"]),
    "abolished": ([_FIRST, a_decision(2, _day(5), abolished("1"))], ["2"]),
    "abolished and published again": (
        [_FIRST, a_decision(2, _day(5), abolished("1")), a_decision(3, _day(6), an_item("1"))],
        ["1", "2"],
    ),
    "entered in another order": (
        [a_decision(9, _day(5), abolished("1")), a_decision(10, _day(0), an_item("1"))],
        [],
    ),
    "amended without having been published here": ([a_decision(1, _day(0), amended("7"))], ["7"]),
    "replaced in whole": (
        [
            a_decision(1, _day(0), an_item("1"), an_item("2"), replaced_by_id=2),
            a_decision(2, _day(5), an_item("2"), an_item("3")),
        ],
        ["2", "3"],
    ),
    "what another decision amended outlives the one replaced": (
        [
            a_decision(1, _day(0), an_item("1"), an_item("2"), replaced_by_id=3),
            a_decision(2, _day(1), amended("1")),
            a_decision(3, _day(5), an_item("4")),
        ],
        ["1", "4"],
    ),
    "another spelling of the code": (
        [a_decision(1, _day(0), an_item("1.H53")), a_decision(2, _day(1), abolished("1.h53"))],
        [],
    ),
}


@pytest.mark.parametrize("case", _CASES)
def test_decisions_speak_in_their_order(case: str) -> None:
    decisions, expected = _CASES[case]
    assert _codes(decisions) == expected


def test_a_decision_speaks_from_the_day_it_takes_effect() -> None:
    later = a_decision(2, _day(0), abolished("1"), effective_from=_day(9))
    assert _codes([_FIRST, later], _day(8)) == ["1", "2"]
    assert _codes([_FIRST, later], _day(9)) == ["2"]
    assert _codes([_FIRST, later], _day(-1)) == []


def test_stated_numbers_count_as_they_are_stated() -> None:
    seed = a_decision(1, _day(0), stated=SEED)
    assert _total([seed]) == SEED
    assert not _total([seed]).adds_up
    assert _total([seed], _day(-1)) == LevelCounts(0, 0, 0, 0)


_STATED = a_decision(1, _day(0), stated=LevelCounts(5, 3, 0, 2), agency_name=f"{LABOUR}, {SCIENCE}")
_TOLD: dict[str, tuple[ItemDraft, LevelCounts]] = {
    "a new one is one more": (an_item("1"), LevelCounts(6, 4, 0, 2)),
    "one amended is one of those stated": (amended("1"), LevelCounts(5, 3, 0, 2)),
    "one abolished is one less": (abolished("1"), LevelCounts(4, 2, 0, 2)),
    "of another agency": (amended("1", agency_name="Sở Tư pháp"), LevelCounts(6, 4, 0, 2)),
    "of the second agency": (amended("1", agency_name=SCIENCE), LevelCounts(5, 3, 0, 2)),
    "of a level of which none is stated": (
        amended("1", Level.DISTRICT),
        LevelCounts(6, 3, 1, 2),
    ),
}


@pytest.mark.parametrize("case", _TOLD)
def test_procedures_without_a_name_here_are_named_one_by_one(case: str) -> None:
    item, expected = _TOLD[case]
    assert _total([_STATED, a_decision(2, _day(5), item)]) == expected


def test_a_total_alone_gives_its_procedures_to_any_level() -> None:
    only_total = a_decision(1, _day(0), stated=LevelCounts(2))
    two = a_decision(2, _day(1), amended("1"), amended("2", Level.COMMUNE))
    assert _total([only_total]) == LevelCounts(2)
    assert _total([only_total, two]) == LevelCounts(2, 1, 0, 1)
    third = a_decision(3, _day(2), abolished("3"))
    assert [each.item.code for each in in_force([only_total, two, third], None).idle] == ["3"]


def test_items_count_instead_of_what_is_stated() -> None:
    both = a_decision(1, _day(0), an_item("1"), stated=SEED)
    assert _total([both]) == LevelCounts(1, 1, 0, 0)


def test_what_is_replaced_counts_no_longer_as_stated() -> None:
    replaced = a_decision(1, _day(0), stated=SEED, replaced_by_id=2)
    assert _total([replaced, a_decision(2, _day(5), an_item("1"))]) == LevelCounts(1, 1, 0, 0)


_ITEM = st.builds(
    ItemDraft,
    code=st.sampled_from("ABCDE"),
    name=st.just("Thủ tục"),
    level=st.sampled_from([Level.PROVINCE, Level.COMMUNE]),
    effect=st.sampled_from(PublishedEffect),
)
_ITEMS = st.lists(_ITEM, max_size=4, unique_by=lambda item: item.code)


@st.composite
def _decisions(draw: st.DrawFn, *, has_stated: bool) -> list[ReplayedDecision]:
    """Draw decisions in order of their ids; each may be replaced by a later one."""
    made: list[ReplayedDecision] = []
    day, count = 0, draw(st.integers(1, 7))
    for key in range(1, count + 1):
        day += draw(st.integers(0, 2))
        heir = draw(st.integers(key + 1, count)) if key < count and draw(st.booleans()) else None
        items = draw(_ITEMS if has_stated else _ITEMS.filter(bool))
        parts = draw(st.tuples(st.integers(0, 3), st.integers(0, 3)))
        stated = LevelCounts(sum(parts), parts[0], 0, parts[1])
        made.append(a_decision(key, _day(day), *items, stated=stated, replaced_by_id=heir))
    return made


@settings(deadline=None)
@given(_decisions(has_stated=False), st.integers(-1, 14))
def test_the_last_word_on_each_procedure_decides(
    decisions: list[ReplayedDecision], at: int
) -> None:
    spoken = [each for each in decisions if each.effective_from <= _day(at)]
    speaking = {each.decision_id for each in spoken}
    last = {item.code: (item, each) for each in spoken for item in each.items}
    expected = sorted(
        code
        for code, (item, decision) in last.items()
        if item.effect is not PublishedEffect.ABOLISHED and decision.replaced_by_id not in speaking
    )
    assert _codes(decisions, _day(at)) == expected


@settings(deadline=None)
@given(_decisions(has_stated=True))
def test_counts_are_those_of_tokens_put_down_and_taken_up(
    decisions: list[ReplayedDecision],
) -> None:
    tokens: list[tuple[int, str, Level]] = []
    for decision in decisions:
        gone = {
            each.decision_id for each in decisions if each.replaced_by_id == decision.decision_id
        }
        tokens = [token for token in tokens if token[0] not in gone]
        if not decision.items:
            for level, number in zip(
                (Level.PROVINCE, Level.COMMUNE),
                (decision.stated.province, decision.stated.commune),
                strict=True,
            ):
                tokens += [(decision.decision_id, "", level)] * (number or 0)
        for item in decision.items:
            mine = [token for token in tokens if token[1] == item.code]
            unnamed = [token for token in tokens if token[1:] == ("", item.level)]
            taken = mine
            if not mine and item.effect is not PublishedEffect.NEW:
                taken = unnamed[:1]
            for token in taken:
                tokens.remove(token)
            if item.effect is not PublishedEffect.ABOLISHED:
                tokens.append((decision.decision_id, item.code, item.level))
    levels = Counter(token[2] for token in tokens)
    expected = LevelCounts(
        len(tokens), levels[Level.PROVINCE], levels[Level.DISTRICT], levels[Level.COMMUNE]
    )
    assert _total(decisions) == expected
