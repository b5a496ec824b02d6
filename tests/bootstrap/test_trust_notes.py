"""What the rail tells of given passwords, announced changes and a clock that is behind."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import update

from app.bootstrap.attention import TrustNotes, TrustStanding, trust_standing
from app.bootstrap.stores import services_over
from app.models.people import Officer
from app.services.container import Services
from app.vocabulary.people import GuardedAct, Role
from tests.services.desk_builders import Counter
from tests.services.store_builders import GOOD_PASSWORD, an_actor
from tests.ui.contexts import a_context
from tests.ui.inline import InlineTasks


@pytest.fixture
def desk(counter: Counter, tmp_path: Path) -> Services:
    return services_over(counter.database, tmp_path, counter.clock, "Máy 1")


def test_nothing_is_told_where_all_is_well(desk: Services, counter: Counter) -> None:
    assert trust_standing(desk, counter.officer) == TrustStanding()


def test_each_of_them_is_found(desk: Services, counter: Counter) -> None:
    boss = an_actor(counter.database, Role.SUPERVISOR, login="phu.trach")
    desk.approvals.announce(counter.admin, GOOD_PASSWORD, GuardedAct.CHANGE_ROLES, boss.login)
    with counter.database.write() as session:
        mine = Officer.login == counter.officer.login
        session.execute(update(Officer).where(mine).values(password_is_own=False))
    counter.time.advance(timedelta(minutes=-30))
    found = trust_standing(desk, counter.officer)
    assert found.behind is not None
    assert found.has_given_password
    assert [one.subject for one in found.announced] == [boss.login]


def test_a_note_leads_to_what_to_do_and_goes_with_its_cause(
    desk: Services, counter: Counter
) -> None:
    boss = an_actor(counter.database, Role.SUPERVISOR, login="phu.trach")
    desk.approvals.announce(counter.admin, GOOD_PASSWORD, GuardedAct.CHANGE_ROLES, boss.login)
    counter.time.advance(timedelta(minutes=-30))
    shown: dict[str, tuple[str, Any]] = {}
    said: list[str] = []
    changed: list[int] = []
    shell = SimpleNamespace(
        set_note=lambda key, text, _icon, act: shown.update({key: (text, act)}),
        say=lambda text, _kind, _actions: said.append(text),
    )
    notes = TrustNotes(
        a_context(
            InlineTasks(),
            lambda: counter.officer,
            counter.clock,
            messages=cast("Any", SimpleNamespace(warn=said.append)),
        ),
        desk,
        shell,  # type: ignore[arg-type]
        lambda: changed.append(1),
    )
    standing = trust_standing(desk, counter.officer)
    for _again in range(2):
        notes.tell(TrustStanding(behind=standing.behind, announced=standing.announced))
    assert len(said) == 1
    assert "chỉnh lại giờ" in said[0]
    assert (shown["clock"][0], shown["announced"][0]) == ("Giờ máy lùi", "1 việc báo trước")
    shown["announced"][1]()
    assert "phu.trach" in said[1]
    notes.tell(TrustStanding(has_given_password=True))
    assert (shown["clock"][0], shown["announced"][0]) == ("", "")
    shown["password"][1]()
    assert changed == [1]
