"""What comes due in the books beside the dossiers stands on the list of who keeps them."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path

import pytest

from app.models.office import WorkingSpan
from app.services.fields import Given
from app.services.ledger.records import Actor
from app.services.ledger.rights import CONSOLE_ID
from app.services.petitions.petitions import Petitions
from app.services.registers.records import EntryRef, FollowUp
from app.services.registers.registers import Registers
from app.services.worklist.records import OfEntry, OfPetition, WorkItem
from app.vocabulary.dossiers import WorkKind
from app.vocabulary.people import Role
from app.vocabulary.petitions import PetitionDuty
from app.vocabulary.reports import RegisterKind
from tests.harness.register_entries import TYPED
from tests.services.desk_builders import a_counter
from tests.services.petitions.builders import (
    ANSWERED,
    DECIDED,
    OTHER,
    OWN,
    PASS_ON,
    PUBLISHED,
    STUDIED,
    Said,
    to_unit,
    typed,
)
from tests.services.store_builders import FakeTime, a_stranger
from tests.services.worklist.works import MANY, Works, local, the_works

INSPECTIONS, FINDINGS = RegisterKind.INSPECTIONS, RegisterKind.FINDINGS


@pytest.fixture
def works(tmp_path: Path) -> Iterator[Works]:
    made = the_works(a_counter(tmp_path, FakeTime()))
    yield made
    made.counter.database.close()


@pytest.fixture
def petitions(works: Works, tmp_path: Path) -> Petitions:
    return works.counter.petitions


@pytest.fixture
def registers(works: Works) -> Registers:
    return works.counter.registers


def _take(works: Works, petitions: Petitions, *acts: Said, **facts: object) -> int:
    """Receive a petition on Monday 23/11 at 9 and do `acts` at once."""
    works.at(local(23, 9))
    officer = works.counter.officer
    taken = petitions.receive(officer, typed(**facts)).petition_id
    for act, said in acts:
        petitions.act(officer, taken, act, said)
    return taken


def _add(
    works: Works, registers: Registers, kind: RegisterKind, given: Mapping[str, Given]
) -> EntryRef:
    return registers.add(works.supervisor, kind, {**TYPED[kind], **given}).ref


def _books(works: Works, actor: Actor | None = None) -> list[tuple[WorkKind, str]]:
    return [(item.kind, item.text) for item in works.of(actor or works.counter.officer)]


def _books_of(items: tuple[WorkItem, ...]) -> list[OfPetition | OfEntry | None]:
    return [item.of for item in items]


@pytest.mark.parametrize(
    ("acts", "duty", "days"),
    [
        ((OTHER,), PetitionDuty.FORWARD, (27, 30, 1)),
        ((OWN, STUDIED, DECIDED, ANSWERED), PetitionDuty.PUBLISH, (24, 25, 26)),
    ],
)
def test_a_petition_comes_in_the_day_before_and_stays_until_it_is_done(
    works: Works,
    petitions: Petitions,
    acts: tuple[Said, ...],
    duty: PetitionDuty,
    days: tuple[int, int, int],
) -> None:
    taken = _take(works, petitions, *acts)
    assert works.of(works.counter.officer) == ()
    said = {PetitionDuty.FORWARD: "Chuyển", PetitionDuty.PUBLISH: "Công khai"}[duty]
    for day, kind, words in zip(
        days,
        (WorkKind.PETITION_NEAR, WorkKind.PETITION_TODAY, WorkKind.PETITION_LATE),
        ("hết hạn 17:00", "hết hạn hôm nay 17:00", "quá hạn 15 giờ"),
        strict=True,
    ):
        works.at(local(day, 8, month=12 if day < 23 else 11))
        (item,) = works.of(works.counter.officer)
        assert (item.kind, item.of) == (kind, OfPetition(taken, duty))
        assert item.text.startswith(said)
        assert words in item.text
        assert (item.code, item.owner_name) == ("1/PAKN", "Phạm Thị Phản")
    act, what = PASS_ON if duty is PetitionDuty.FORWARD else PUBLISHED
    petitions.act(works.counter.officer, taken, act, what)
    assert works.of(works.counter.officer) == ()


def test_a_petition_that_is_late_is_urgent_and_one_of_tomorrow_is_not(
    works: Works, petitions: Petitions
) -> None:
    _take(works, petitions, OWN, STUDIED, DECIDED, ANSWERED)
    for day, urgent in (
        (24, {}),
        (25, {WorkKind.PETITION_TODAY: 1}),
        (26, {WorkKind.PETITION_LATE: 1}),
    ):
        works.at(local(day, 8))
        assert works.list.urgent_counts(works.counter.officer) == urgent
        assert works.list.of(works.counter.officer, 0).urgent == len(urgent)


def test_what_one_of_our_units_works_on_says_which(works: Works, petitions: Petitions) -> None:
    _take(works, petitions, OTHER, to_unit(works.counter.economy))
    works.at(local(14, 8, month=12))
    (item,) = works.of(works.counter.officer)
    assert item.text.startswith("Trả lời")
    assert item.unit_name == "Phòng Kinh tế"


def test_the_soonest_due_stand_first_and_all_are_counted(
    works: Works, petitions: Petitions
) -> None:
    answered = (OWN, STUDIED, DECIDED, ANSWERED)
    taken = [_take(works, petitions, *answered) for _ in range(3)]
    works.at(local(26, 8))
    view = works.list.of(works.counter.officer, 2)
    assert _books_of(view.items) == [OfPetition(one, PetitionDuty.PUBLISH) for one in taken[:2]]
    assert view.counts == {WorkKind.PETITION_LATE: 3}


def test_nobody_reads_a_number_of_a_person_in_a_petition(
    works: Works, petitions: Petitions
) -> None:
    content = "Tôi đã gọi số 0912345678 nhiều lần.\nSố căn cước 072185001234."
    _take(works, petitions, OWN, STUDIED, DECIDED, ANSWERED, content=content)
    works.at(local(26, 8))
    (item,) = works.of(works.counter.officer)
    assert item.procedure_name.startswith("Tôi đã gọi số")
    assert "0912345678" not in repr(item)
    assert "072185001234" not in repr(item)


def test_only_who_keeps_petitions_sees_them(works: Works, petitions: Petitions) -> None:
    _take(works, petitions, OWN, STUDIED, DECIDED, ANSWERED)
    works.at(local(26, 8))
    counter = works.counter
    assert len(works.of(works.supervisor)) == 1
    stranger = a_stranger(counter.database, Role.SUPERVISOR)
    hours = {"unit_id": stranger.office_id, "weekday": 0, "start": time(8), "end": time(12)}
    with counter.database.write() as session:
        session.add(WorkingSpan(**hours))
    for actor in (counter.economy_officer, works.administrator, stranger, _console(works)):
        assert works.of(actor) == ()
        assert works.list.urgent_counts(actor) == {}


def test_an_inspection_is_due_for_its_month_and_late_after_it(
    works: Works, registers: Registers
) -> None:
    works.at(local(23, 9, month=10))
    ref = _add(works, registers, INSPECTIONS, {"planned_month": date(2026, 11, 1)})
    assert works.of() == ()
    works.at(local(2, 9))
    (item,) = works.of()
    assert (item.kind, item.of) == (WorkKind.ENTRY_DUE, OfEntry(INSPECTIONS, ref.number))
    assert (item.text, item.due_on) == ("Còn 28 ngày, tháng dự kiến 11/2026", date(2026, 11, 30))
    works.at(local(1, 9, month=12))
    (item,) = works.of()
    assert (item.kind, item.text) == (
        WorkKind.ENTRY_LATE,
        "Quá hạn 1 ngày, tháng dự kiến 11/2026",
    )
    registers.follow_up(works.supervisor, ref, FollowUp("Đã kiểm tra", date(2026, 12, 1)))
    assert works.of() == ()


def test_a_finding_says_whose_it_is_and_of_which_inspection(
    works: Works, registers: Registers
) -> None:
    works.at(local(2, 9))
    held: dict[str, Given] = {"planned_month": date(2026, 11, 1), "held_on": date(2026, 11, 2)}
    ref = _add(works, registers, INSPECTIONS, held)
    found: dict[str, Given] = {
        "inspection": ref.number,
        "found_on": date(2026, 11, 2),
        "mended_on": None,
    }
    made = _add(works, registers, FINDINGS, {**found, "mend_by": date(2026, 11, 20)})
    works.at(local(12, 17))
    assert works.of() == ()
    works.at(local(13, 8))
    (item,) = works.of()
    assert item.of == OfEntry(FINDINGS, made.number, ref.number)
    assert item.kind is WorkKind.ENTRY_DUE
    assert item.unit_name == TYPED[INSPECTIONS]["inspected"]
    works.at(local(21, 8))
    assert works.one().kind is WorkKind.ENTRY_LATE
    assert works.list.urgent_counts(works.supervisor) == {}
    registers.strike(works.supervisor, made, "Ghi nhầm")
    assert works.of() == ()


def test_registers_are_seen_by_who_keeps_them_and_by_the_console(
    works: Works, registers: Registers
) -> None:
    works.at(local(2, 9))
    _add(works, registers, INSPECTIONS, {"planned_month": date(2026, 11, 1)})
    assert works.of(works.counter.officer) == ()
    assert len(works.of()) == len(works.of(_console(works))) == 1


def test_dossiers_petitions_and_entries_stand_in_the_order_of_their_kinds(
    works: Works, petitions: Petitions, registers: Registers
) -> None:
    works.at(local(23, 9))
    works.at_agency()
    works.granted(works.at_agency())
    _take(works, petitions, OWN, STUDIED, DECIDED, ANSWERED)
    _add(works, registers, INSPECTIONS, {"planned_month": date(2026, 11, 1)})
    works.at(local(30, 8))
    kinds = [item.kind for item in works.of()]
    assert kinds == [
        WorkKind.LATE,
        WorkKind.PETITION_LATE,
        WorkKind.WAITING_COLLECTION,
        WorkKind.ENTRY_DUE,
    ]
    view = works.list.of(works.supervisor, MANY)
    assert list(view.counts) == kinds
    assert [item.kind for item in works.list.of(works.supervisor, 2).items] == kinds[:2]


def _console(works: Works) -> Actor:
    officer = works.counter.officer
    return Actor(CONSOLE_ID, "console", "Dòng lệnh", officer.office_id, "", officer.office_id)
