"""The register of published procedures: what it takes, what it refuses, what it never forgets."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from app.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    RuleBrokenError,
)
from app.models.database import Database
from app.models.publishing import PublishedItem
from app.services.ledger.records import Actor
from app.services.publishing.publishing import Publishing
from app.services.publishing.records import DecisionDraft, DecisionFilter, LevelCounts
from app.vocabulary.office import Level
from app.vocabulary.people import Role
from tests.services.desk_builders import a_procedure
from tests.services.publishing.builders import (
    a_draft,
    abolished,
    again,
    amended,
    an_item,
    the_seed,
)
from tests.services.store_builders import MONDAY_MORNING, a_stranger, logged_acts


def _total(publishing: Publishing, actor: Actor) -> int | None:
    day = date(2026, 11, 23)
    return publishing.figures(actor, day, day).total.authority.total


def test_a_decision_comes_back_as_it_was_entered(publishing: Publishing, admin: Actor) -> None:
    draft = a_draft(
        "12/QĐ-UBND",
        an_item("2.000002", process_number="5/QĐ", process_date=date(2019, 5, 1)),
        amended("1.000001", Level.COMMUNE, field="Hộ tịch"),
        stated=LevelCounts(2, 1, None, 1),
        note="Kèm danh mục\nhai trang",
    )
    made = publishing.enter(admin, draft)
    assert publishing.one(admin, made.line.decision_id) == made
    assert made.draft == draft


def test_the_catalogue_is_found_by_the_code(
    publishing: Publishing, admin: Actor, database: Database
) -> None:
    a_procedure(database, MONDAY_MORNING, None, "1.000001")
    made = publishing.enter(admin, a_draft("1/QĐ", an_item("1.000001"), an_item("1.000002")))
    assert [line.procedure_id is not None for line in made.items] == [True, False]


_TOO_MANY = 100_001
_REFUSED: dict[str, tuple[DecisionDraft, str, str]] = {
    "signed tomorrow": (
        a_draft("1/QĐ", an_item(), decided_on=date(2026, 11, 24)),
        "decided_on",
        "ở sau hôm nay",
    ),
    "signed before procedures were published": (
        a_draft("1/QĐ", an_item(), decided_on=date(2007, 12, 31)),
        "decided_on",
        "trước năm 2008",
    ),
    "in force long after": (
        a_draft("1/QĐ", an_item(), effective_from=date(2029, 4, 4)),
        "effective_from",
        "cách ngày ký hơn hai năm",
    ),
    "no number": (a_draft(" ", an_item()), "number", "Chưa có số quyết định"),
    "no issuer": (a_draft("1/QĐ", an_item(), issuer=""), "issuer", "Chưa có cơ quan ban hành"),
    "no agency": (
        a_draft("1/QĐ", an_item(), agency_name=""),
        "agency_name",
        "Chưa có cơ quan có thủ tục",
    ),
    "says nothing": (a_draft("1/QĐ"), "stated_total", "Hãy nhập một trong hai"),
    "a number below none": (
        a_draft("1/QĐ", stated=LevelCounts(3, -1)),
        "stated_province",
        "không thể là -1",
    ),
    "more procedures than there are": (
        a_draft("1/QĐ", stated=LevelCounts(_TOO_MANY)),
        "stated_total",
        "không thể là 100.001",
    ),
    "one code twice": (
        a_draft("1/QĐ", an_item("1.h53"), an_item("2"), an_item("1.H53")),
        "items.2.code",
        "hai lần trong quyết định (dòng 1 và dòng 3)",
    ),
    "a code that is none": (a_draft("1/QĐ", an_item("mã 1")), "items.0.code", "không dùng được"),
    "no code": (a_draft("1/QĐ", an_item("")), "items.0.code", "Chưa có mã thủ tục"),
    "no name": (
        a_draft("1/QĐ", replace(an_item(), name=" ")),
        "items.0.name",
        "chưa có tên",
    ),
    "a ministry's": (
        a_draft("1/QĐ", an_item("1", Level.MINISTRY)),
        "items.0.level",
        "ghi cấp bộ",
    ),
    "a district's after its end": (
        a_draft("1/QĐ", an_item("1", Level.DISTRICT), decided_on=date(2025, 7, 1)),
        "items.0.level",
        "cấp huyện không còn từ 01/07/2025",
    ),
    "a process without its day": (
        a_draft("1/QĐ", an_item(process_number="5/QĐ")),
        "items.0.process_number",
        "cần cả số và ngày",
    ),
    "a process of tomorrow": (
        a_draft("1/QĐ", an_item(process_number="5/QĐ", process_date=date(2026, 11, 24))),
        "items.0.process_date",
        "ở sau hôm nay",
    ),
    "abolishing what was never published": (
        a_draft("1/QĐ", an_item("1"), abolished("2")),
        "items.1.code",
        "Không bãi bỏ được thủ tục 2: đến 04/04/2019",
    ),
    "a hidden character": (a_draft("1/QĐ\u202e", an_item()), "number", "ký tự ẩn"),
}


@pytest.mark.parametrize("case", _REFUSED)
def test_what_cannot_be_is_refused_with_a_sentence(
    still: tuple[Publishing, Actor], case: str
) -> None:
    publishing, admin = still
    draft, field, said = _REFUSED[case]
    with pytest.raises(InvalidInputError) as refused:
        publishing.enter(admin, draft)
    assert (refused.value.field, said in refused.value.message) == (field, True)
    assert publishing.decisions(admin) == ()


def test_a_district_procedure_can_still_be_abolished(publishing: Publishing, admin: Actor) -> None:
    publishing.enter(admin, a_draft("1/QĐ", an_item("1", Level.DISTRICT)))
    last = a_draft("2/QĐ", abolished("1", Level.DISTRICT), decided_on=date(2025, 7, 1))
    publishing.enter(admin, last)
    assert _total(publishing, admin) == 0


def test_what_is_abolished_is_not_abolished_again(publishing: Publishing, admin: Actor) -> None:
    publishing.enter(admin, a_draft("1/QĐ", an_item("1")))
    publishing.enter(admin, a_draft("2/QĐ", abolished("1"), decided_on=date(2019, 5, 1)))
    with pytest.raises(InvalidInputError, match="Không bãi bỏ được thủ tục 1"):
        publishing.enter(admin, a_draft("3/QĐ", abolished("1"), decided_on=date(2019, 6, 1)))


def test_one_decision_is_entered_once(publishing: Publishing, admin: Actor) -> None:
    publishing.enter(admin, the_seed())
    with pytest.raises(InvalidInputError, match="đã có trong sổ"):
        publishing.enter(admin, the_seed(number="800/qđ-ubnd"))
    publishing.enter(admin, the_seed(issuer="UBND huyện Tân Biên"))
    assert len(publishing.decisions(admin)) == 2


def test_items_entered_later_count_instead_of_the_statement(
    publishing: Publishing, admin: Actor, database: Database
) -> None:
    made = publishing.enter(admin, the_seed())
    assert _total(publishing, admin) == 203
    changed = publishing.correct(
        admin, made.line.decision_id, again(made, an_item("1")), based_on=made.line.revision
    )
    assert _total(publishing, admin) == 1
    assert len(changed.line.mismatches) == 5
    assert logged_acts(database)[-1] == "publication_corrected"


def test_a_correction_ends_lines_and_deletes_none(
    publishing: Publishing, admin: Actor, database: Database
) -> None:
    made = publishing.enter(admin, a_draft("1/QĐ", an_item("1"), an_item("2"), an_item("3")))
    draft = again(made, an_item("3"), an_item("2", Level.COMMUNE), an_item("4"))
    changed = publishing.correct(admin, made.line.decision_id, draft, based_on=1)
    assert [line.item.code for line in changed.items] == ["3", "2", "4"]
    with database.read() as session:
        rows = session.execute(select(PublishedItem.code, PublishedItem.ended_at)).all()
    assert sorted((row.code, row.ended_at is None) for row in rows) == [
        ("1", False),
        ("2", False),
        ("2", True),
        ("3", True),
        ("4", True),
    ]


def test_a_correction_that_changes_nothing_is_none(
    publishing: Publishing, admin: Actor, database: Database
) -> None:
    made = publishing.enter(admin, the_seed())
    same = publishing.correct(admin, made.line.decision_id, made.draft, based_on=1)
    assert same == made
    assert logged_acts(database)[-1] == "publication_entered"


def test_two_people_do_not_undo_each_other(publishing: Publishing, admin: Actor) -> None:
    made = publishing.enter(admin, the_seed())
    draft = again(made, note="Bản sửa")
    publishing.correct(admin, made.line.decision_id, draft, based_on=1)
    with pytest.raises(ConflictError, match="vừa được người khác sửa"):
        publishing.correct(admin, made.line.decision_id, made.draft, based_on=1)


def test_an_ended_decision_counts_no_more_and_stays_to_be_seen(
    publishing: Publishing, admin: Actor
) -> None:
    made = publishing.enter(admin, the_seed())
    ended = publishing.end(admin, made.line.decision_id, "Nhập nhầm đơn vị", based_on=1)
    assert (ended.ended_note, ended.line.ended_on) == ("Nhập nhầm đơn vị", date(2026, 11, 23))
    assert _total(publishing, admin) == 0
    assert publishing.decisions(admin) == ()
    assert publishing.decisions(admin, DecisionFilter(has_ended=True)) == (ended.line,)
    with pytest.raises(RuleBrokenError, match="đã bỏ khỏi sổ"):
        publishing.correct(admin, made.line.decision_id, made.draft, based_on=2)
    publishing.enter(admin, the_seed())


def test_an_end_needs_its_reason(publishing: Publishing, admin: Actor) -> None:
    made = publishing.enter(admin, the_seed())
    with pytest.raises(InvalidInputError, match="Chưa có lý do"):
        publishing.end(admin, made.line.decision_id, " ", based_on=1)


def _ending(publishing: Publishing, admin: Actor, decision_id: int) -> None:
    publishing.end(admin, decision_id, "Nhập nhầm", based_on=1)


def _emptying(publishing: Publishing, admin: Actor, decision_id: int) -> None:
    draft = again(publishing.one(admin, decision_id), an_item("7"))
    publishing.correct(admin, decision_id, draft, based_on=1)


def _delaying(publishing: Publishing, admin: Actor, decision_id: int) -> None:
    draft = again(publishing.one(admin, decision_id), effective_from=date(2019, 12, 1))
    publishing.correct(admin, decision_id, draft, based_on=1)


@pytest.mark.parametrize("change", [_ending, _emptying, _delaying])
def test_what_a_later_decision_abolishes_is_not_taken_from_it(
    publishing: Publishing, admin: Actor, change: Callable[[Publishing, Actor, int], None]
) -> None:
    first = publishing.enter(admin, a_draft("1/QĐ", an_item("1"), an_item("2")))
    publishing.enter(admin, a_draft("2/QĐ", abolished("1"), decided_on=date(2019, 6, 1)))
    with pytest.raises(RuleBrokenError, match="Quyết định 2/QĐ ngày 01/06/2019 bãi bỏ thủ tục 1"):
        change(publishing, admin, first.line.decision_id)
    assert publishing.one(admin, first.line.decision_id) == first


def test_a_decision_replaces_earlier_ones_in_whole(publishing: Publishing, admin: Actor) -> None:
    old = publishing.enter(admin, the_seed()).line.decision_id
    draft = a_draft("9/QĐ", an_item("1"), decided_on=date(2020, 1, 1), replaces=(old,))
    made = publishing.enter(admin, draft)
    assert made.replaced == ("800/QĐ-UBND ngày 04/04/2019",)
    assert publishing.one(admin, old).line.replaced_by == "9/QĐ ngày 01/01/2020"
    assert _total(publishing, admin) == 1
    with pytest.raises(InvalidInputError, match="đã được quyết định 9/QĐ ngày 01/01/2020 thay thế"):
        publishing.enter(admin, replace(draft, number="10/QĐ"))
    publishing.end(admin, made.line.decision_id, "Nhập nhầm", based_on=1)
    assert _total(publishing, admin) == 203
    publishing.enter(admin, replace(draft, number="10/QĐ"))
    assert _total(publishing, admin) == 1


def test_a_decision_replaces_only_earlier_ones(publishing: Publishing, admin: Actor) -> None:
    later = publishing.enter(admin, the_seed(decided_on=date(2020, 1, 1))).line.decision_id
    with pytest.raises(InvalidInputError, match="không có trước quyết định"):
        publishing.enter(admin, a_draft("1/QĐ", an_item(), replaces=(later,)))
    heir = a_draft("2/QĐ", an_item(), decided_on=date(2020, 2, 1), replaces=(later,))
    publishing.enter(admin, heir)
    late = again(publishing.one(admin, later), effective_from=date(2020, 3, 1))
    with pytest.raises(InvalidInputError, match="thay thế quyết định này nên phải có sau"):
        publishing.correct(admin, later, late, based_on=1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("800", ["800/QĐ-UBND"]),
        ("so lao dong", ["9/QĐ", "800/QĐ-UBND"]),
        ("dang ky", ["9/QĐ"]),
        ("1.000009", ["9/QĐ"]),
        ("không có", []),
        ("", ["9/QĐ", "800/QĐ-UBND"]),
    ],
)
def test_decisions_are_found_by_their_words_and_their_procedures(
    publishing: Publishing, admin: Actor, text: str, found: list[str]
) -> None:
    publishing.enter(admin, the_seed())
    item = replace(an_item("1.000009"), name="Đăng ký khai sinh")
    publishing.enter(admin, a_draft("9/QĐ", item, decided_on=date(2020, 1, 1)))
    lines = publishing.decisions(admin, DecisionFilter(text))
    assert [line.number for line in lines] == found


def test_the_list_is_narrowed_by_the_day_of_signing(publishing: Publishing, admin: Actor) -> None:
    publishing.enter(admin, the_seed())
    day = date(2019, 4, 4)
    assert len(publishing.decisions(admin, DecisionFilter("", day, day))) == 1
    assert publishing.decisions(admin, DecisionFilter("", date(2019, 4, 5))) == ()


def test_another_office_does_not_see_a_decision(
    publishing: Publishing, admin: Actor, database: Database
) -> None:
    made = publishing.enter(admin, the_seed())
    stranger = a_stranger(database, Role.SUPERVISOR)
    with pytest.raises(NotFoundError, match="Không có quyết định này"):
        publishing.one(stranger, made.line.decision_id)
