"""Entries are added, corrected, followed up, ended and struck out; nothing said is ever lost."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.errors import (
    ConflictError,
    InvalidInputError,
    NotFoundError,
    RuleBrokenError,
)
from app.models.database import Database
from app.models.log import LogDetail, LogEntry
from app.services.fields import Given
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.registers.records import (
    EntryDue,
    EntryQuery,
    EntryRef,
    EntryScope,
    FollowUp,
    RegisterEntry,
)
from app.services.registers.registers import Registers
from app.vocabulary.people import Role
from app.vocabulary.reports import RegisterKind
from tests.harness.register_entries import TYPED
from tests.services.store_builders import FakeTime, a_stranger, an_actor, logged_acts

_INSPECTIONS = RegisterKind.INSPECTIONS
_FINDINGS = RegisterKind.FINDINGS
_UNITS = RegisterKind.ONE_STOP_UNITS
_REGULATIONS = RegisterKind.REGULATIONS
_ACTIVITIES = RegisterKind.ACTIVITIES


@pytest.fixture
def registers(tx: Transactions) -> Registers:
    return Registers(tx)


def _add(registers: Registers, actor: Actor, kind: RegisterKind, **given: Given) -> RegisterEntry:
    return registers.add(actor, kind, {**TYPED[kind], **given})


@pytest.mark.parametrize("kind", [_INSPECTIONS, _UNITS, _REGULATIONS, _ACTIVITIES])
def test_an_entry_is_found_by_words_without_marks(
    registers: Registers, admin: Actor, kind: RegisterKind
) -> None:
    made = _add(registers, admin, kind)
    assert made.number == made.version == 1
    words = {
        _INSPECTIONS: "kiem soat 12/2026",
        _UNITS: "mot cua an thu",
        _REGULATIONS: "800 danh gia",
        _ACTIVITIES: "tap huan hoi truong",
    }
    assert registers.entries(admin, kind, EntryQuery(words[kind])).entries == (made,)
    assert registers.entries(admin, kind, EntryQuery("100%_")).entries == ()
    assert registers.entries(admin, kind, EntryQuery("không có gì như vậy")).total == 0


def test_each_office_keeps_registers_of_its_own(
    registers: Registers, admin: Actor, database: Database
) -> None:
    boss = an_actor(database, Role.SUPERVISOR, login="phutrach")
    assert _add(registers, boss, _ACTIVITIES).officer_name == boss.name
    elsewhere = a_stranger(database, Role.SUPERVISOR)
    assert registers.entries(elsewhere, _ACTIVITIES, EntryQuery()).total == 0
    with pytest.raises(NotFoundError):
        registers.entry(elsewhere, _ACTIVITIES, 1)
    assert _add(registers, elsewhere, _ACTIVITIES).number == 1
    assert registers.entries(admin, _ACTIVITIES, EntryQuery()).total == 1


def test_a_correction_keeps_what_was_said_before(
    registers: Registers, admin: Actor, time: FakeTime
) -> None:
    first = _add(registers, admin, _ACTIVITIES)
    time.advance(timedelta(hours=1))
    now = registers.correct(admin, first.ref, {"participants": "54"}, "Đếm nhầm người")
    assert (now.version, now.values["participants"], now.reason) == (2, 54, "Đếm nhầm người")
    assert now.entered_at == first.entered_at < now.changed_at
    history = registers.history(admin, _ACTIVITIES, 1)
    assert [one.values["participants"] for one in history] == [54, 45]
    assert registers.entries(admin, _ACTIVITIES, EntryQuery()).entries == (now,)
    assert registers.entry(admin, _ACTIVITIES, 1) == now


def test_a_correction_asks_for_a_reason_and_a_change(registers: Registers, admin: Actor) -> None:
    made = _add(registers, admin, _ACTIVITIES)
    with pytest.raises(InvalidInputError, match="Chưa có lý do"):
        registers.correct(admin, made.ref, {"participants": 54}, " ")
    with pytest.raises(RuleBrokenError, match="Chưa có gì thay đổi"):
        registers.correct(admin, made.ref, {"participants": "45"}, "Xem lại cho chắc")
    assert len(registers.history(admin, _ACTIVITIES, 1)) == 1


def test_what_somebody_else_changed_first_is_not_overwritten(
    registers: Registers, admin: Actor, database: Database
) -> None:
    boss = an_actor(database, Role.SUPERVISOR, login="phutrach")
    made = _add(registers, admin, _ACTIVITIES)
    registers.correct(boss, made.ref, {"participants": 54}, "Đếm nhầm người")
    with pytest.raises(ConflictError, match="Người phutrach"):
        registers.correct(admin, made.ref, {"place": "Nhà văn hóa"}, "Ghi sai nơi")
    with pytest.raises(ConflictError):
        registers.strike(admin, made.ref, "Ghi nhầm ngày")


@pytest.mark.parametrize("number", [0, 2, -1, 10**30])
def test_what_is_not_there_is_said(registers: Registers, admin: Actor, number: int) -> None:
    _add(registers, admin, _ACTIVITIES)
    with pytest.raises(NotFoundError):
        registers.entry(admin, _ACTIVITIES, number)
    with pytest.raises(NotFoundError):
        registers.strike(admin, EntryRef(_ACTIVITIES, number, 1), "Ghi nhầm ngày")


_TWINS: tuple[tuple[RegisterKind, Mapping[str, Given], str], ...] = (
    (_INSPECTIONS, {"subject": "KIỂM SOÁT thủ tục  hành chính", "decision_no": "16"}, "subject"),
    (_REGULATIONS, {"issued_on": "05/11/2026", "document_no": "800/qđ-ubnd"}, "document_no"),
    (_UNITS, {"valid_from": "01/01/2026", "valid_to": "01/02/2026"}, "name"),
    (_ACTIVITIES, {"participants": 7}, "subject"),
)


@pytest.mark.parametrize(("kind", "given", "field"), _TWINS)
def test_the_same_thing_twice_is_refused_at_its_field(
    registers: Registers, admin: Actor, kind: RegisterKind, given: Mapping[str, Given], field: str
) -> None:
    made = _add(registers, admin, kind)
    with pytest.raises(InvalidInputError, match="đã có ở mục số 1") as refused:
        _add(registers, admin, kind, **given)
    assert refused.value.field == field
    registers.strike(admin, made.ref, "Ghi nhầm đơn vị")
    assert _add(registers, admin, kind, **given).number == 2


_NO_TWINS: tuple[tuple[RegisterKind, Mapping[str, Given]], ...] = (
    (_INSPECTIONS, {"planned_month": "01/2027"}),
    (_REGULATIONS, {"issued_on": "05/11/2025"}),
    (_REGULATIONS, {"issuer": "UBND xã An Thử"}),
    (_UNITS, {"valid_from": "01/01/2025", "valid_to": "30/06/2025"}),
    (_UNITS, {"name": "Bộ phận Một cửa xã An Thư"}),
    (_ACTIVITIES, {"held_on": "11/11/2026"}),
)


@pytest.mark.parametrize(("kind", "given"), _NO_TWINS)
def test_what_is_only_alike_is_taken(
    registers: Registers, admin: Actor, kind: RegisterKind, given: Mapping[str, Given]
) -> None:
    _add(registers, admin, kind)
    assert _add(registers, admin, kind, **given).number == 2


def test_a_correction_into_a_twin_is_refused(registers: Registers, admin: Actor) -> None:
    _add(registers, admin, _REGULATIONS)
    other = _add(registers, admin, _REGULATIONS, document_no="801/QĐ-UBND")
    with pytest.raises(InvalidInputError, match="đã có ở mục số 1"):
        registers.correct(admin, other.ref, {"document_no": "800/QĐ-UBND"}, "Sai số văn bản")
    assert registers.correct(admin, other.ref, {"procedures": 3}, "Đếm lại thủ tục").version == 2


def test_a_finding_is_of_an_inspection_that_is_there(registers: Registers, admin: Actor) -> None:
    with pytest.raises(InvalidInputError, match="Không có đợt kiểm tra số 1") as refused:
        _add(registers, admin, _FINDINGS)
    assert refused.value.field == "inspection"
    first, second = (
        _add(registers, admin, _INSPECTIONS, planned_month=month) for month in ("12/2026", "1/2027")
    )
    made = _add(registers, admin, _FINDINGS)
    _add(registers, admin, _FINDINGS, inspection=second.number)
    found = registers.entries(admin, _FINDINGS, EntryQuery(of_number=first.number)).entries
    assert found == (made,)
    assert registers.entries(admin, _FINDINGS, EntryQuery(of_number=10**30)).total == 0
    with pytest.raises(RuleBrokenError, match="còn 1 tồn tại"):
        registers.strike(admin, first.ref, "Ghi nhầm đơn vị")
    registers.strike(admin, made.ref, "Ghi nhầm đơn vị")
    assert registers.strike(admin, first.ref, "Ghi nhầm đơn vị").is_struck


def test_what_is_struck_out_counts_no_more_and_stays_readable(
    registers: Registers, admin: Actor
) -> None:
    made = _add(registers, admin, _ACTIVITIES)
    struck = registers.strike(admin, made.ref, "Ghi nhầm ngày")
    assert registers.entries(admin, _ACTIVITIES, EntryQuery()).total == 0
    assert registers.entries(admin, _ACTIVITIES, EntryQuery(scope=EntryScope.STRUCK)).entries == (
        struck,
    )
    assert struck.reason == "Ghi nhầm ngày"
    with pytest.raises(RuleBrokenError, match="đã gạch"):
        registers.correct(admin, struck.ref, {"participants": 1}, "Đếm nhầm người")


def test_what_is_due_is_listed_and_counted(registers: Registers, admin: Actor) -> None:
    """On 23/11/2026: October is over, November ends in seven days, December is far."""
    months = ("10/2026", "11/2026", "12/2026")
    late, soon, far = (_add(registers, admin, _INSPECTIONS, planned_month=one) for one in months)
    assert [one.due for one in (late, soon, far)] == [
        EntryDue.LATE,
        EntryDue.SOON,
        EntryDue.IN_TIME,
    ]
    assert late.due_on == date(2026, 10, 31)
    for mend_by, due in (
        ("22/11/2026", EntryDue.LATE),
        ("23/11/2026", EntryDue.TODAY),
        ("30/11/2026", EntryDue.SOON),
        ("01/12/2026", EntryDue.IN_TIME),
    ):
        made = _add(registers, admin, _FINDINGS, mend_by=mend_by, finding=f"Hạn {mend_by}")
        assert made.due is due
    listed = registers.entries(admin, _FINDINGS, EntryQuery(scope=EntryScope.DUE))
    assert [one.due for one in listed.entries] == [EntryDue.SOON, EntryDue.TODAY, EntryDue.LATE]
    assert registers.entries(admin, _ACTIVITIES, EntryQuery(scope=EntryScope.DUE)).total == 0
    counted = {one.kind: (one.late, one.soon) for one in registers.due_counts(admin)}
    assert counted == {_INSPECTIONS: (1, 1), _FINDINGS: (1, 2)}
    registers.follow_up(admin, late.ref, FollowUp(done_on="20/11/2026"))
    counted = {one.kind: (one.late, one.soon) for one in registers.due_counts(admin)}
    assert counted[_INSPECTIONS] == (0, 1)


def test_following_up_tells_what_was_seen_until_it_is_done(
    registers: Registers, admin: Actor
) -> None:
    _add(registers, admin, _INSPECTIONS)
    made = _add(registers, admin, _FINDINGS)
    with pytest.raises(InvalidInputError) as refused:
        registers.follow_up(admin, made.ref, FollowUp())
    assert refused.value.field == "note"
    seen = registers.follow_up(admin, made.ref, FollowUp("Đã đôn đốc"))
    assert seen.values["followed_up"] == "23/11/2026: Đã đôn đốc"
    with pytest.raises(InvalidInputError, match="đứng trước"):
        registers.follow_up(admin, seen.ref, FollowUp(done_on="19/11/2026"))
    done = registers.follow_up(admin, seen.ref, FollowUp("Đã niêm yết", date(2026, 11, 22)))
    assert done.values["followed_up"] == "23/11/2026: Đã đôn đốc; 23/11/2026: Đã niêm yết"
    assert (done.due, done.version) == (EntryDue.DONE, 3)
    with pytest.raises(RuleBrokenError, match="đã xong"):
        registers.follow_up(admin, done.ref, FollowUp("Lần nữa"))
    other = _add(registers, admin, _ACTIVITIES)
    with pytest.raises(RuleBrokenError, match="không có việc đến hạn"):
        registers.follow_up(admin, other.ref, FollowUp("Đã xem"))


def test_a_unit_ends_and_a_regulation_loses_its_force(registers: Registers, admin: Actor) -> None:
    unit, regulation = _add(registers, admin, _UNITS), _add(registers, admin, _REGULATIONS)
    with pytest.raises(InvalidInputError) as refused:
        registers.end(admin, unit.ref, "", "Sáp nhập xã")
    assert refused.value.field == "valid_to"
    ended = registers.end(admin, unit.ref, "30/11/2026", "Sáp nhập xã")
    assert ended.values["valid_to"] == date(2026, 11, 30)
    with pytest.raises(RuleBrokenError, match="đã kết thúc"):
        registers.end(admin, ended.ref, "01/12/2026", "Sáp nhập xã")
    lapsed = registers.end(admin, regulation.ref, date(2026, 12, 31), "Bị bãi bỏ")
    assert lapsed.values["ended_on"] == date(2026, 12, 31)
    other = _add(registers, admin, _ACTIVITIES)
    with pytest.raises(RuleBrokenError, match="không có ngày kết thúc"):
        registers.end(admin, other.ref, "30/11/2026", "Không còn")


def test_a_change_from_a_day_on_leaves_the_days_before_as_they_were(
    registers: Registers, admin: Actor
) -> None:
    unit = _add(registers, admin, _UNITS, cameras=0)
    now = registers.renew(admin, unit.ref, {"valid_from": "01/10/2026", "cameras": "2"})
    before = registers.entry(admin, _UNITS, unit.number)
    assert before.values["valid_to"] == date(2026, 9, 30)
    assert (before.values["cameras"], now.values["cameras"]) == (0, 2)
    assert (now.number, now.values["valid_to"]) == (2, None)
    assert now.values["name"] == before.values["name"]
    with pytest.raises(RuleBrokenError, match="đã kết thúc"):
        registers.renew(admin, before.ref, {"valid_from": "01/12/2026"})
    with pytest.raises(InvalidInputError) as refused:
        registers.renew(admin, now.ref, {"valid_from": "01/10/2026"})
    assert refused.value.field == "valid_from"
    other = _add(registers, admin, _ACTIVITIES)
    with pytest.raises(RuleBrokenError, match="không thay đổi theo ngày"):
        registers.renew(admin, other.ref, {"held_on": "01/11/2026"})


def test_the_log_tells_every_change_and_keeps_texts_apart(
    registers: Registers, admin: Actor, database: Database
) -> None:
    made = _add(registers, admin, _ACTIVITIES, note="Gọi anh Ba 0912345678")
    registers.strike(admin, made.ref, "Ghi nhầm ngày")
    assert logged_acts(database)[-2:] == ["register_added", "register_struck"]
    with database.read() as session:
        entry = session.scalars(select(LogEntry).order_by(LogEntry.id.desc())).first()
        assert entry is not None
        detail = session.scalars(select(LogDetail).order_by(LogDetail.seq.desc())).first()
    assert '"participants":45' in entry.facts
    assert "0912345678" not in entry.facts
    assert "Hội nghị" not in entry.facts
    assert detail is not None
    assert "0912345678" in detail.facts
    assert "Ghi nhầm ngày" in detail.facts


def test_lists_hide_numbers_of_people_and_the_form_shows_them(
    registers: Registers, admin: Actor
) -> None:
    _add(registers, admin, _ACTIVITIES, note="Gọi anh Ba 0912345678")
    listed = registers.entries(admin, _ACTIVITIES, EntryQuery()).entries[0]
    assert "0912345678" not in str(listed.values["note"])
    assert registers.entry(admin, _ACTIVITIES, 1).values["note"] == "Gọi anh Ba 0912345678"
    assert "0912345678" not in str(registers.history(admin, _ACTIVITIES, 1)[0].values["note"])


def test_a_long_list_says_how_much_was_cut_off(registers: Registers, admin: Actor) -> None:
    for place in ("A", "B", "C"):
        _add(registers, admin, _ACTIVITIES, place=place)
    listed = registers.entries(admin, _ACTIVITIES, EntryQuery(), limit=2)
    assert (len(listed.entries), listed.total) == (2, 3)
    assert [one.number for one in listed.entries] == [3, 2]
