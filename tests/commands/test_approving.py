"""A guarded act at the command line: who must confirm it, and where the password comes from."""

import argparse
from collections.abc import Callable

import pytest
from sqlalchemy import select

from app.commands.approving import approval_for
from app.commands.frame import CommandDesk, desk_of
from app.commands.switches import (
    PASSWORD_VARIABLE,
    SECOND_PASSWORD_VARIABLE,
    add_second_switch,
    add_shared_switches,
)
from app.errors import InvalidInputError, NotAllowedError
from app.models.people import Approval
from app.vocabulary.people import GuardedAct
from tests.commands.conftest import Console

Ask = Callable[..., int]


@pytest.fixture
def ask(console: Console, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask, as the administrator, for the approval of an act; the names are typed switches."""
    parser = argparse.ArgumentParser()
    add_shared_switches(parser)
    add_second_switch(parser)
    monkeypatch.setenv(PASSWORD_VARIABLE, console.passwords["quantri"])

    def asked(act: GuardedAct, *words: str, second_password: str = "") -> int:
        if second_password:
            monkeypatch.setenv(SECOND_PASSWORD_VARIABLE, second_password)
        typed = ["--data", str(console.data), "--officer", "quantri", *words]
        args = parser.parse_args(typed)
        with desk_of(args, changes=True) as at:
            number = approval_for(at, args, act, "12")
            _require_stored(at, number, act)
            return number

    return asked


def _require_stored(at: CommandDesk, number: int, act: GuardedAct) -> None:
    with at.desk.database.read() as session:
        row = session.scalars(select(Approval).where(Approval.id == number)).one()
        assert (row.act, row.subject, row.used_at) == (act, "12", None)
        assert row.asked_by == at.actor.officer_id


def test_second_person_confirms_with_the_password_of_the_environment(
    ask: Ask, console: Console
) -> None:
    secret = console.passwords["phutrach"]
    assert ask(GuardedAct.RESTORE, "--second", "phutrach", second_password=secret)


def test_without_a_second_person_the_act_is_refused_with_the_way_out(ask: Ask) -> None:
    with pytest.raises(NotAllowedError, match="--second"):
        ask(GuardedAct.RESTORE)


def test_second_person_s_password_is_not_taken_from_the_first(ask: Ask) -> None:
    with pytest.raises(NotAllowedError, match=SECOND_PASSWORD_VARIABLE):
        ask(GuardedAct.RESTORE, "--second", "phutrach")


@pytest.mark.parametrize(
    ("second", "field"), [("quantri", "login"), ("tiepnhan1", "login"), ("phutrach", "password")]
)
def test_second_person_is_another_who_may_approve_and_knows_the_password(
    ask: Ask, console: Console, second: str, field: str
) -> None:
    secret = "sai mật khẩu rồi" if field == "password" else console.passwords[second]
    with pytest.raises(InvalidInputError) as caught:
        ask(GuardedAct.RESTORE, "--second", second, second_password=secret)
    assert caught.value.field == field


def test_own_password_is_taken_again_where_nobody_else_is_needed(ask: Ask) -> None:
    assert ask(GuardedAct.EXPORT_UNMASKED)
