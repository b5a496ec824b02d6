"""Checklist row 23 whole: every command of a desk × every kind of person, denied by default."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.bootstrap.stores import services_over
from app.services.access.records import NewOfficer
from app.services.access.signing_in import SignIn
from app.services.container import Services
from app.services.deadlines.calendar import WorkingHours
from app.services.dossiers.lifecycle import CHANGES
from app.services.ledger import rights
from app.services.ledger.records import Actor
from app.services.ledger.rights import RIGHTS, Right
from app.vocabulary.dossiers import Action
from app.vocabulary.people import Role
from tests.harness.command_recipes.commands import (
    NOT_CALLED,
    NOT_ON_THE_DESK,
    commands,
    off_the_desk,
)
from tests.security.declared import BY_ACTION, declared, exempt
from tests.security.probing import Probe
from tests.services.catalogue.builders import a_procedure
from tests.services.desk_builders import Counter
from tests.services.files.contents import a_pdf
from tests.services.store_builders import (
    GOOD_PASSWORD,
    FakeTime,
    a_stranger,
    an_actor,
    cheap_passwords,
    the_actor,
)

Given = dict[str, dict[str, object]]


@pytest.fixture
def desk(counter: Counter, tmp_path: Path) -> Services:
    return services_over(counter.database, tmp_path, counter.clock, "Máy 1")


@pytest.fixture
def probe(desk: Services, monkeypatch: pytest.MonkeyPatch) -> Probe:
    """A probe past what some commands read before they open the store: files and cards."""
    for place, said in (
        ("portal.taking_in.read_online", (SimpleNamespace(code="H1", said=""),)),
        ("exchange.peers.read_card", SimpleNamespace(fingerprint="1")),
    ):
        monkeypatch.setattr(f"app.services.{place}", lambda _content, said=said: said)
    monkeypatch.setattr(
        "app.services.backup.restoring.Restorer.look",
        lambda _self, _source: SimpleNamespace(header=None),
    )
    return Probe(desk, monkeypatch)


@pytest.fixture
def given(tmp_path: Path) -> Given:
    """What made-up arguments do not do for: commands that look at them before they ask."""
    bundle = tmp_path / "x.motcua"
    bundle.write_bytes(b"1")
    scan: dict[str, object] = {"content": a_pdf()}
    draft: dict[str, object] = {"draft": a_procedure()}
    return {
        "accounts.add": {
            "officer": NewOfficer(login="canbo.moi", name="Người Mới", password=GOOD_PASSWORD)
        },
        "attachments.add_paper": scan,
        "attachments.add_result": scan,
        "attachments.add_signed_slip": scan,
        "bundles.take_in": {"path": bundle},
        "office.set_hours": {"hours": WorkingHours.ordinary()},
        "peers.confirm": {"fingerprint": "1"},
        "scans.for_action": {"action": Action.RETURN},
        "procedures.add": draft,
        "procedures.save": draft,
    }


def people(counter: Counter) -> dict[str, tuple[Actor, frozenset[Role]]]:
    """Return each kind of person and the roles that count for them; the last ones have none."""
    database = counter.database
    known: dict[str, tuple[Actor, frozenset[Role]]] = {
        role.value: (an_actor(database, role, login=f"co.{role.value}"), frozenset({role}))
        for role in Role
        if role is not Role.AGENCY_OFFICER
    }
    known[Role.AGENCY_OFFICER.value] = (
        an_actor(database, Role.AGENCY_OFFICER, login="co.co.quan", unit_id=counter.economy),
        frozenset({Role.AGENCY_OFFICER}),
    )
    stranger = a_stranger(database, *Role)
    here = counter.officer.office_id
    nobody = frozenset[Role]()
    known["no account"] = (
        replace(counter.officer, officer_id=9_999, roles=frozenset(Role)),
        nobody,
    )
    known["of another office"] = (replace(stranger, office_id=here, unit_id=here), nobody)
    return known


def calls(given: Given) -> list[tuple[str, dict[str, object], Right]]:
    """Return every command with its arguments and its right, one for each action where it tells."""
    always: list[tuple[str, dict[str, object], Right]] = [
        (name, given.get(name, {}), right) for name, right in declared().items()
    ]
    by_action: list[tuple[str, dict[str, object], Right]] = [
        (name, {"action": action}, change.right)
        for name in BY_ACTION.split()
        for action, change in CHANGES.items()
    ]
    return always + by_action


def test_row_23_every_command_is_declared_and_nothing_else_is() -> None:
    known = {*declared(), *BY_ACTION.split(), *exempt()}
    assert {*commands(), *NOT_CALLED} == known


def test_row_23_a_new_command_fails_the_build(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SignIn, "open_door", lambda _self, _actor: None, raising=False)
    with pytest.raises(AssertionError):
        test_row_23_every_command_is_declared_and_nothing_else_is()


def test_row_23_every_service_is_on_the_desk_and_so_in_this_matrix() -> None:
    assert off_the_desk() == NOT_ON_THE_DESK.keys()


def test_row_23_a_service_that_a_desk_has_not_fails_the_build(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(Services, "keepers")
    with pytest.raises(AssertionError):
        test_row_23_every_service_is_on_the_desk_and_so_in_this_matrix()


def test_row_23_every_command_asks_for_its_right_and_lets_in_whom_it_names(
    counter: Counter, probe: Probe, given: Given
) -> None:
    wrong: list[str] = []
    cells = 0
    for kind, (actor, roles) in people(counter).items():
        for name, arguments, right in calls(given):
            cells += 1
            asked, is_in = probe.ask(name, actor, **arguments)
            if (asked, is_in) != (right, bool(RIGHTS[right] & roles)):
                wrong.append(f"{name} × {kind}: asked {asked}, let in: {is_in}")
    assert wrong == []
    assert cells > 1_000


def test_row_23_actor_s_own_word_on_the_roles_counts_for_nothing(
    counter: Counter, probe: Probe, given: Given
) -> None:
    plain = counter.economy_officer
    liar = replace(plain, roles=frozenset(Role))
    for name, arguments, right in calls(given):
        assert probe.ask(name, liar, **arguments)[1] is (Role.AGENCY_OFFICER in RIGHTS[right]), name


def locked(desk: Services, actor: Actor, _time: FakeTime) -> None:
    desk.sign_in.lock(actor)


def left(desk: Services, actor: Actor, _time: FakeTime) -> None:
    desk.sign_in.leave(actor)


def too_old(_desk: Services, _actor: Actor, time: FakeTime) -> None:
    time.advance(timedelta(hours=12, seconds=1))


@pytest.mark.parametrize("spoil", [locked, left, too_old], ids=lambda one: one.__name__)
def test_row_20_no_command_passes_a_session_that_is_over(
    counter: Counter,
    desk: Services,
    probe: Probe,
    time: FakeTime,
    given: Given,
    spoil: Callable[[Services, Actor, FakeTime], None],
) -> None:
    an_actor(counter.database, *set(Role) - {Role.AGENCY_OFFICER}, login="tat.ca")
    sign_in = SignIn(counter.database, counter.clock, cheap_passwords())
    actor = sign_in.sign_in("tat.ca", GOOD_PASSWORD, "Quầy 1", "Máy 1")
    every = calls(given)
    assert all(probe.ask(name, actor, **arguments)[1] for name, arguments, _right in every)
    spoil(desk, actor, time)
    assert [
        name for name, arguments, _right in every if probe.ask(name, actor, **arguments)[1]
    ] == []


def test_row_23_a_right_nobody_declared_is_nobody_s(
    counter: Counter,
    probe: Probe,
    given: Given,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    boss = the_actor(counter.database, "quanly")
    for name, arguments, right in calls(given):
        with monkeypatch.context() as patch:
            patch.delitem(rights.RIGHTS, right)
            assert not probe.ask(name, boss, **arguments)[1], name
