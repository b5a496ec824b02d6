"""What is published at a date, by agency and level, from what was entered."""

from datetime import date
from itertools import product
from typing import Any

import msgspec

from app.models.database import Database
from app.services.ledger.records import Actor
from app.services.publishing.counts import AgencyFigures, PublishedFigures
from app.services.publishing.publishing import Publishing
from app.services.publishing.records import LEVELS, CountedAs, LevelCounts
from app.vocabulary.catalogue import Liaison
from app.vocabulary.office import Level
from app.vocabulary.people import Role
from tests.services.publishing.builders import (
    LABOUR,
    SCIENCE,
    SEED,
    a_draft,
    abolished,
    amended,
    an_item,
    the_seed,
)
from tests.services.store_builders import a_stranger

_QUARTER = (date(2019, 4, 1), date(2019, 6, 30))


def _figures(publishing: Publishing, actor: Actor, at: date | None = None) -> PublishedFigures:
    return publishing.figures(actor, *_QUARTER, at)


def _row(figures: PublishedFigures, name: str) -> AgencyFigures:
    (row,) = (each for each in figures.agencies if each.name == name)
    return row


def test_the_seed_says_203_and_its_parts_make_204(publishing: Publishing, admin: Actor) -> None:
    line = publishing.enter(admin, the_seed()).line
    said = (
        "Quyết định 800/QĐ-UBND ghi tổng số 203 thủ tục, nhưng các cấp ghi 142 + 13 + 49 = 204 "
        "(lệch 1)."
    )
    assert (line.stated, line.mismatches, line.is_by_statement) == (SEED, (said,), True)
    figures = _figures(publishing, admin)
    assert figures.told == figures.stated == figures.total.authority == SEED
    assert figures.mismatches == (said,)
    assert figures.notes[0].startswith("Đến 30/06/2019, tổng số là 203 thủ tục")
    assert figures.total.stated == SEED
    assert not figures.total.one_stop.is_known
    assert not figures.total.processes.is_known


def test_what_was_entered_is_set_against_what_is_stated(
    publishing: Publishing, admin: Actor
) -> None:
    items = (an_item("1"), an_item("2"), an_item("3", Level.COMMUNE), abolished("9"))
    publishing.enter(admin, a_draft("1/QĐ", an_item("9"), decided_on=date(2018, 1, 2)))
    line = publishing.enter(admin, a_draft("7/QĐ", *items, stated=LevelCounts(4, 1, 0, 3))).line
    assert line.counted == LevelCounts(3, 2, 0, 1)
    assert (line.new, line.amended, line.abolished) == (3, 0, 1)
    assert line.mismatches == (
        "Quyết định 7/QĐ ghi 4 thủ tục, trong sổ đã nhập 3 (thiếu 1).",
        "Quyết định 7/QĐ ghi 1 thủ tục cấp tỉnh, trong sổ đã nhập 2 (thừa 1).",
        "Quyết định 7/QĐ ghi 3 thủ tục cấp xã, trong sổ đã nhập 1 (thiếu 2).",
    )


def _a_full_list(publishing: Publishing, actor: Actor) -> None:
    process: dict[str, Any] = {"process_number": "12/QĐ-UBND", "process_date": date(2019, 5, 2)}
    publishing.enter(
        actor,
        a_draft(
            "1/QĐ",
            an_item("1", **process),
            an_item("2", liaison=Liaison.SAME_LEVEL, at_centre=False),
            an_item("3", Level.DISTRICT, liaison=Liaison.ACROSS_LEVELS, **process),
            an_item("4", Level.COMMUNE, at_centre=False),
            an_item("5", Level.COMMUNE, agency_name=SCIENCE),
        ),
    )
    publishing.enter(
        actor,
        a_draft("2/QĐ", amended("1"), abolished("4", Level.COMMUNE), decided_on=date(2019, 6, 3)),
    )


def test_the_columns_of_the_national_form_are_counted_by_agency(
    publishing: Publishing, admin: Actor
) -> None:
    _a_full_list(publishing, admin)
    before = _figures(publishing, admin, date(2019, 6, 2))
    assert [row.name for row in before.agencies] == [SCIENCE, LABOUR]
    row = _row(before, LABOUR)
    assert row.authority == LevelCounts(4, 2, 1, 1)
    assert row.one_stop == LevelCounts(3, 2, 1, 0)
    assert (row.same_level.total, row.across_levels.total) == (1, 1)
    assert row.processes == LevelCounts(2, 1, 1, 0)
    assert before.total.authority == LevelCounts(5, 2, 1, 2)
    after = _figures(publishing, admin)
    assert _row(after, LABOUR).authority == LevelCounts(3, 2, 1, 0)
    # An amended procedure has the process that the amending decision names: none.
    assert [line.code for line in after.without_process] == ["1", "2", "5"]
    assert after.abolished == 1


def test_a_process_counts_from_its_own_day(publishing: Publishing, admin: Actor) -> None:
    _a_full_list(publishing, admin)
    assert _figures(publishing, admin, date(2019, 5, 1)).total.processes.total == 0
    assert _figures(publishing, admin, date(2019, 5, 2)).total.processes.total == 2


def test_every_count_opens_to_as_many_procedures(publishing: Publishing, admin: Actor) -> None:
    _a_full_list(publishing, admin)
    figures = _figures(publishing, admin)
    rows = (*figures.agencies, figures.total)
    for row, column, level in product(rows, CountedAs, (None, *LEVELS)):
        behind = publishing.behind(admin, figures.at, column, level, row.key or None)
        assert len(behind.procedures) == row.of(column).of(level)


def test_nothing_is_of_a_ministry(publishing: Publishing, admin: Actor) -> None:
    publishing.enter(admin, the_seed())
    behind = publishing.behind(admin, _QUARTER[1], CountedAs.AUTHORITY, Level.MINISTRY)
    assert (behind.procedures, behind.stated) == ((), ())


def test_what_is_only_stated_opens_to_the_decision_that_states_it(
    publishing: Publishing, admin: Actor
) -> None:
    made = publishing.enter(admin, the_seed()).line
    behind = publishing.behind(admin, _QUARTER[1], CountedAs.AUTHORITY, Level.COMMUNE)
    assert behind.procedures == ()
    (stated,) = behind.stated
    assert (stated.decision_id, stated.counts) == (made.decision_id, SEED)
    assert stated.decision == "800/QĐ-UBND ngày 04/04/2019"


def test_decisions_of_the_span_are_those_signed_in_it(publishing: Publishing, admin: Actor) -> None:
    for number, day in enumerate(
        (date(2019, 3, 31), date(2019, 4, 1), date(2019, 6, 30), date(2019, 7, 1))
    ):
        publishing.enter(admin, a_draft(f"{number}/QĐ", an_item(str(number)), decided_on=day))
    figures = _figures(publishing, admin)
    assert [line.number for line in figures.decisions] == ["1/QĐ", "2/QĐ"]
    assert figures.told == LevelCounts(2, 2, 0, 0)
    assert figures.total.authority.total == 3


def test_districts_left_over_after_their_end_are_told(publishing: Publishing, admin: Actor) -> None:
    publishing.enter(admin, a_draft("1/QĐ", an_item("1", Level.DISTRICT)))
    day = date(2025, 7, 1)
    assert publishing.figures(admin, day, day, date(2025, 6, 30)).notes == ()
    (note,) = publishing.figures(admin, day, day).notes
    assert note.startswith("Cấp huyện không còn từ 01/07/2025, nhưng 1 thủ tục cấp huyện")


def test_an_empty_register_counts_none(publishing: Publishing, admin: Actor) -> None:
    figures = _figures(publishing, admin)
    assert (figures.decisions, figures.agencies, figures.notes) == ((), (), ())
    assert figures.total.authority == LevelCounts(0, 0, 0, 0)
    assert not figures.told.is_known


def test_the_figures_come_back_from_json_as_they_were(publishing: Publishing, admin: Actor) -> None:
    _a_full_list(publishing, admin)
    publishing.enter(admin, the_seed(decided_on=date(2019, 6, 5)))
    figures = _figures(publishing, admin)
    encoded = msgspec.json.encode(figures)
    assert msgspec.json.decode(encoded, type=PublishedFigures) == figures


def test_another_office_counts_its_own(
    publishing: Publishing, admin: Actor, database: Database
) -> None:
    publishing.enter(admin, the_seed())
    stranger = a_stranger(database, Role.SUPERVISOR)
    assert publishing.decisions(stranger) == ()
    assert _figures(publishing, stranger).total.authority.total == 0


def test_a_level_that_nobody_speaks_of_stays_unknown_in_a_sum() -> None:
    assert LevelCounts.added(()) == LevelCounts()
    parts = LevelCounts(4, 0, None, 4), LevelCounts(2, 0, None, None)
    assert LevelCounts.added(parts) == LevelCounts(6, 0, None, 4)
