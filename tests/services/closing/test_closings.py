"""Closing a day: what is frozen and signed, what a second closing is, who may open it again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text

from app.clock import end_of_day, local_date
from app.errors import ConflictError, InvalidInputError, NotAllowedError, RuleBrokenError
from app.models.forms import PublicKey
from app.models.log import LogEntry
from app.models.periods import DayClosing
from app.services.access.accounts import Accounts
from app.services.access.records import NewOfficer
from app.services.closing.checking import closing_problems
from app.services.closing.frozen import SignedClosing, is_signed, read_frozen, signed_bytes
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck
from app.services.ledger.records import Actor
from app.vocabulary.forms import FormKind
from app.vocabulary.people import GuardedAct, Role
from tests.services.desk_builders import Counter
from tests.services.store_builders import GOOD_PASSWORD, an_actor, cheap_passwords, logged_acts

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def boss(counter: Counter) -> Actor:
    return an_actor(counter.database, Role.SUPERVISOR, login="phutrach")


@pytest.fixture
def second(counter: Counter) -> Actor:
    return an_actor(counter.database, Role.SUPERVISOR, login="phutrach.2")


def approval(counter: Counter, boss: Actor, login: str, day: date = MONDAY) -> int:
    approvals = counter.approvals
    return approvals.by_second(boss, login, GOOD_PASSWORD, GuardedAct.REOPEN_DAY, day.isoformat())


def closings(counter: Counter) -> list[DayClosing]:
    with counter.database.read() as session:
        found = list(session.scalars(select(DayClosing).order_by(DayClosing.id)))
        session.expunge_all()
        return found


def problems(counter: Counter) -> list[str]:
    return StoreCheck(counter.database, (signed_form_problems, closing_problems)).problems()


def a_day(counter: Counter) -> None:
    """A day with each kind of thing on it."""
    counter.returned("Trần Văn Bình")
    first = counter.code()
    counter.code("Lê Thị Cúc")
    counter.handoffs.send(counter.officer, counter.economy, [first])


def test_preview_says_what_waits_and_closes_nothing(counter: Counter, boss: Actor) -> None:
    a_day(counter)
    preview = counter.closings.preview(boss, MONDAY)
    assert preview.refusal == ""
    assert preview.summary.total.received.total == 3
    assert [(slip.to_name, slip.count) for slip in preview.waiting.slips] == [("Phòng Kinh tế", 1)]
    assert preview.waiting.print_jobs == 4
    assert (preview.sheet.number, preview.sheet.qr_payload) == ("", "")
    assert closings(counter) == []
    assert counter.code()


def test_closing_freezes_signs_numbers_and_logs(counter: Counter, boss: Actor) -> None:
    a_day(counter)
    closed = counter.closings.close(boss, MONDAY)
    (row,) = closings(counter)
    frozen = read_frozen(row.figures)
    assert (closed.ordinal, closed.sheet.number) == (1, "1/PKN")
    assert frozen.total == counter.summaries.figures(boss, MONDAY, MONDAY)
    book = frozen.books[0]
    assert (book.book, book.count) == ("dossier", 3)
    assert (book.first[-4:], book.last[-4:]) == ("0001", "0003")
    with counter.database.read() as session:
        entry = session.execute(select(LogEntry).where(LogEntry.seq == row.log_seq)).scalar_one()
    assert (entry.act, entry.hash) == ("day_closed", row.chain_head)
    assert (closed.sheet.log_seq, closed.sheet.chain_head) == (row.log_seq, row.chain_head)
    assert counter.print_queue.form(boss, closed.form_id).kind is FormKind.DAY_CLOSING
    assert problems(counter) == []


def test_keys_and_roles_given_since_the_closing_before_stand_on_the_sheet(
    counter: Counter, boss: Actor
) -> None:
    first = counter.closings.preview(boss, MONDAY).sheet.newly_trusted
    assert [said.partition(",")[0] for said in first] == ["khóa ký số 1 (Máy 1)"]
    counter.closings.close(boss, MONDAY)
    counter.time.advance(timedelta(days=1))
    assert counter.closings.preview(boss, TUESDAY).sheet.newly_trusted == ()
    accounts = Accounts(counter.tx, cheap_passwords())
    given = counter.approvals.by_second(
        counter.admin, boss.login, GOOD_PASSWORD, GuardedAct.CHANGE_ROLES, "moi.den"
    )
    new = NewOfficer(login="moi.den", name="Người Mới", password="bốn con mèo ngủ trưa")
    accounts.add(counter.admin, new, frozenset({Role.OFFICER}), approval_id=given)
    sheet = counter.closings.close(boss, TUESDAY).sheet
    assert sheet.newly_trusted == ("tài khoản moi.den: cán bộ tiếp nhận",)


def test_signature_covers_every_field(counter: Counter, boss: Actor) -> None:
    a_day(counter)
    counter.closings.close(boss, MONDAY)
    (row,) = closings(counter)
    with counter.database.read() as session:
        key = bytes.fromhex(session.scalars(select(PublicKey.public_key)).one())
        code = session.execute(text("SELECT code FROM units ORDER BY id")).scalars().first()
    signed = SignedClosing(
        unit_code=str(code),
        day=row.day,
        ordinal=row.ordinal,
        figures=row.figures,
        log_seq=row.log_seq,
        chain_head=row.chain_head,
    )
    assert is_signed(signed, row.signature, key)
    others = (
        replace(signed, unit_code="000.00.16.H53"),
        replace(signed, day=TUESDAY),
        replace(signed, ordinal=2),
        replace(signed, figures=row.figures.replace("3", "4", 1)),
        replace(signed, log_seq=row.log_seq + 1),
        replace(signed, chain_head="0" * 64),
    )
    assert not any(is_signed(other, row.signature, key) for other in others)
    assert not is_signed(signed, "zz", key)


def test_signed_bytes_are_as_they_are_written_down() -> None:
    signed = SignedClosing(
        unit_code="H53", day=MONDAY, ordinal=2, figures="{}", log_seq=7, chain_head="ab"
    )
    assert signed_bytes(signed) == (
        b"motcua-closing-1\n"
        b"\0\0\0\0\0\0\0\x03H53"
        b"\0\0\0\0\0\0\0\x0a2026-11-23"
        b"\0\0\0\0\0\0\0\x012"
        b"\0\0\0\0\0\0\0\x02{}"
        b"\0\0\0\0\0\0\0\x017"
        b"\0\0\0\0\0\0\0\x02ab"
    )


def test_figures_are_those_of_the_days_end(counter: Counter, boss: Actor) -> None:
    """A dossier due in the evening is overdue at the day's end: the sheet knows it already."""
    counter.code(case_id=counter.same_day_case)
    counter.closings.close(boss, MONDAY)
    (row,) = closings(counter)
    assert read_frozen(row.figures).total.open.overdue == 1
    summary = counter.summaries.of_period(boss, MONDAY, MONDAY)
    assert summary.as_of == end_of_day(MONDAY)
    assert summary.total.open.overdue == 1
    assert summary.closing.is_closed


def test_a_day_that_has_not_begun_is_not_closed(counter: Counter, boss: Actor) -> None:
    with pytest.raises(RuleBrokenError, match="chưa đến"):
        counter.closings.close(boss, TUESDAY)
    assert counter.closings.preview(boss, TUESDAY).refusal


def test_a_closed_day_is_not_closed_again(counter: Counter, boss: Actor) -> None:
    counter.closings.close(boss, MONDAY)
    with pytest.raises(RuleBrokenError, match="Ngày 23/11/2026 đã khóa lúc"):
        counter.closings.close(boss, MONDAY)


def test_what_was_seen_is_what_is_closed(counter: Counter, boss: Actor) -> None:
    seen = counter.closings.preview(boss, MONDAY).digest
    counter.code()
    with pytest.raises(ConflictError):
        counter.closings.close(boss, MONDAY, seen=seen)
    counter.closings.close(boss, MONDAY, seen=counter.closings.preview(boss, MONDAY).digest)


def test_reopening_takes_two_and_stays_visible(
    counter: Counter, boss: Actor, second: Actor
) -> None:
    a_day(counter)
    counter.closings.close(boss, MONDAY)
    given = approval(counter, boss, second.login)
    reopened = counter.closings.reopen(boss, MONDAY, "Nhập sót hồ sơ", given)
    assert (reopened.days, reopened.second_name) == ((MONDAY,), second.name)
    assert counter.code()
    (mark,) = counter.summaries.of_period(boss, MONDAY, MONDAY).closing.reopened
    assert (mark.reopened_by, mark.reopened_with, mark.reason) == (
        boss.name,
        second.name,
        "Nhập sót hồ sơ",
    )
    again = counter.closings.close(boss, MONDAY)
    assert (again.ordinal, again.sheet.number) == (2, "2/PKN")
    assert [line.reason for line in again.sheet.reopenings] == ["Nhập sót hồ sơ"]
    assert problems(counter) == []
    assert [act for act in logged_acts(counter.database) if act.startswith("day_")] == [
        "day_closed",
        "day_reopened",
        "day_closed",
    ]


def test_reopening_opens_every_later_day(counter: Counter, boss: Actor, second: Actor) -> None:
    counter.closings.close(boss, MONDAY)
    counter.time.advance(timedelta(days=1))
    counter.closings.close(boss, TUESDAY)
    given = approval(counter, boss, second.login)
    assert counter.closings.reopen(boss, MONDAY, "sót", given).days == (MONDAY, TUESDAY)
    assert counter.closings.standing(boss, MONDAY).last is None


def test_reopening_leaves_earlier_days_closed(counter: Counter, boss: Actor, second: Actor) -> None:
    counter.closings.close(boss, MONDAY)
    counter.time.advance(timedelta(days=1))
    counter.closings.close(boss, TUESDAY)
    given = approval(counter, boss, second.login, TUESDAY)
    counter.closings.reopen(boss, TUESDAY, "sót", given)
    last = counter.closings.standing(boss, MONDAY).last
    assert last is not None
    assert last.day == MONDAY


def test_one_person_does_not_open_a_day_again(counter: Counter, boss: Actor, second: Actor) -> None:
    counter.closings.close(boss, MONDAY)
    for wrong in (0, approval(counter, boss, second.login, TUESDAY)):
        with pytest.raises(NotAllowedError):
            counter.closings.reopen(boss, MONDAY, "sót", wrong)
    given = approval(counter, boss, second.login)
    with pytest.raises(InvalidInputError):
        counter.closings.reopen(boss, MONDAY, "  ", given)
    with pytest.raises(NotAllowedError):
        counter.closings.reopen(second, MONDAY, "sót", given)
    with pytest.raises(RuleBrokenError):
        counter.code()


def test_a_day_that_is_open_is_not_opened(counter: Counter, boss: Actor, second: Actor) -> None:
    with pytest.raises(RuleBrokenError, match="chưa khóa"):
        counter.closings.reopen(boss, MONDAY, "sót", approval(counter, boss, second.login))


def test_check_finds_figures_that_changed_behind_the_programs_back(
    counter: Counter, boss: Actor
) -> None:
    a_day(counter)
    counter.closings.close(boss, MONDAY)
    assert problems(counter) == []
    with counter.database.write() as session:
        session.execute(
            text("UPDATE dossier_states SET channel = 'post' WHERE channel = 'counter'")
        )
    found = [line for line in problems(counter) if "số liệu tính lại khác" in line]
    assert len(found) == 1
    assert "số liệu chung" in found[0]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("UPDATE day_closings SET figures = replace(figures, '3', '4')", "chữ ký không đúng"),
        ("UPDATE day_closings SET day = '2026-11-22'", "chữ ký không đúng"),
        (
            "UPDATE issued_forms SET number = '9/PKN', issued_at = '2026-11-22 00:00:00+00:00' "
            "WHERE kind = 'receipt'",
            "các sổ",
        ),
    ],
)
def test_check_finds_a_closing_that_was_touched(
    counter: Counter, boss: Actor, change: str, words: str
) -> None:
    a_day(counter)
    counter.closings.close(boss, MONDAY)
    with counter.database.write() as session:
        session.execute(text(change))
    assert any(words in line for line in problems(counter))


def test_renaming_an_agency_or_a_person_changes_no_frozen_day(
    counter: Counter, boss: Actor
) -> None:
    a_day(counter)
    counter.closings.close(boss, MONDAY)
    with counter.database.write() as session:
        session.execute(text("UPDATE units SET name = 'Tên khác' WHERE kind = 'agency'"))
        session.execute(text("UPDATE officers SET name = 'Tên khác'"))
    assert problems(counter) == []


def test_standing_names_the_days_that_are_open(counter: Counter, boss: Actor) -> None:
    counter.time.advance(timedelta(days=7))
    standing = counter.closings.standing(boss, MONDAY)
    # 24/11 is a day off.
    assert standing.open_days == tuple(date(2026, 11, day) for day in (23, 25, 26, 27))
    counter.closings.close(boss, date(2026, 11, 25))
    standing = counter.closings.standing(boss, MONDAY)
    assert standing.open_days == (date(2026, 11, 26), date(2026, 11, 27))
    assert (standing.is_day_closed, standing.of_day) == (True, None)
    assert standing.to_confirm is not None


def test_an_earlier_day_closed_late_keeps_its_own_figures(counter: Counter, boss: Actor) -> None:
    a_day(counter)
    counter.time.advance(timedelta(days=1))
    counter.code()
    counter.closings.close(boss, TUESDAY)
    monday = counter.closings.close(boss, MONDAY)
    assert monday.sheet.total.received.total == 3
    assert local_date(monday.sheet.closed_at) == TUESDAY
    assert problems(counter) == []
