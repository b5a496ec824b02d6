"""Who restores: two people, of the store that is here or of the backup."""

from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select, update

from app.errors import NotAllowedError, UserError
from app.models.log import LogEntry
from app.models.people import Officer
from app.services.backup.backups import Backups, restore_subject
from app.services.backup.people import Login, approved_before, checked_inside
from app.vocabulary.people import GuardedAct, Role
from tests.services.backup.builders import BOSS, Machine, two_people
from tests.services.desk_builders import Counter
from tests.services.store_builders import GOOD_PASSWORD, MONDAY_MORNING, an_actor, cheap_passwords


@pytest.mark.parametrize(
    ("first", "second", "refusal"),
    [
        (("quanly", "sai mật khẩu rồi"), (BOSS, GOOD_PASSWORD), "chưa đúng"),
        (("quanly", GOOD_PASSWORD), (BOSS, "sai mật khẩu rồi"), "chưa đúng"),
        (("quanly", GOOD_PASSWORD), ("quanly", GOOD_PASSWORD), "người khác"),
        (("quanly", GOOD_PASSWORD), ("canbo.a", GOOD_PASSWORD), "Người thứ hai phải là"),
        (("quanly", GOOD_PASSWORD), ("", ""), "cần hai người"),
        ((BOSS, GOOD_PASSWORD), ("quanly", GOOD_PASSWORD), "Chỉ quản trị viên"),
        (("khong.co", GOOD_PASSWORD), (BOSS, GOOD_PASSWORD), "chưa đúng"),
    ],
    ids=["wrong first", "wrong second", "twice", "no right", "alone", "supervisor", "unknown"],
)
def test_without_the_right_two_people_nothing_is_restored(
    at_rest: tuple[Machine, Path],
    first: tuple[str, str],
    second: tuple[str, str],
    refusal: str,
) -> None:
    machine, backup = at_rest
    who = checked_inside(
        Login(*first), Login(*second), "Máy 1", cheap_passwords(), now=MONDAY_MORNING
    )
    with pytest.raises(UserError, match=refusal):
        machine.restorer().restore(backup, who)
    assert list(machine.data.glob("kho-cu-*")) == []


def test_alone_only_where_the_backup_knows_nobody_else_who_may(
    machine: Machine, counter: Counter, backups: Backups
) -> None:
    with counter.database.write() as session:
        session.execute(update(Officer).where(Officer.login == BOSS).values(is_active=False))
    made = backups.make()
    counter.database.close()
    alone = checked_inside(
        Login("quanly", GOOD_PASSWORD),
        Login("", ""),
        "Máy 1",
        cheap_passwords(),
        now=MONDAY_MORNING,
    )
    assert machine.restorer().restore(made.path, alone).log_seq > 0


def test_a_password_given_by_another_counts_where_the_backup_has_no_better_one(
    machine: Machine, counter: Counter, backups: Backups
) -> None:
    """In a backup nobody can change their own: an office must get its store back."""
    given = {
        "password_is_own": False,
        "password_given_by": counter.admin.officer_id,
        "password_given_at": counter.time.now,
    }
    an_actor(counter.database, Role.SUPERVISOR, login="phu.trach.hai")
    with counter.database.write() as session:
        session.execute(update(Officer).where(Officer.login == BOSS).values(**given))
    both = backups.make()
    counter.time.advance(timedelta(hours=1))
    with counter.database.write() as session:
        session.execute(
            update(Officer).where(Officer.login == "phu.trach.hai").values(is_active=False)
        )
    alone = backups.make()
    counter.database.close()
    with pytest.raises(UserError, match="tự đổi mật khẩu"):
        machine.restorer().restore(both.path, two_people())
    assert machine.restorer().restore(alone.path, two_people()).log_seq > 0


def test_over_an_open_store_its_own_accounts_approve_and_its_log_tells(
    machine: Machine, counter: Counter, backups: Backups, backup: Path
) -> None:
    approvals = counter.approvals
    subject = restore_subject(backup)
    with pytest.raises(NotAllowedError):
        backups.begin_restore(counter.admin, backup, 1)
    approval_id = approvals.by_second(
        counter.admin, BOSS, GOOD_PASSWORD, GuardedAct.RESTORE, subject
    )
    who = backups.begin_restore(counter.admin, backup, approval_id)
    with counter.database.read() as session:
        last = session.scalars(select(LogEntry).order_by(LogEntry.seq.desc())).first()
    assert last is not None
    assert (last.act, msgspec.json.decode(last.facts)["second"]) == ("restore_begun", BOSS)
    with pytest.raises(NotAllowedError):
        backups.begin_restore(counter.admin, backup, approval_id)  # used up
    counter.database.close()
    assert machine.restorer().restore(backup, who).lost_to > 0
    newcomer = approved_before("moi.den", BOSS, "Máy 1")
    with pytest.raises(NotAllowedError, match="chưa có trong bản sao lưu"):
        machine.restorer().restore(backup, newcomer)
