"""Of desks that answer for the same dossiers at the same moment one wins; the others see who."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from app.errors import ConflictError, UserError
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck
from tests.many_desks.office import ECONOMY, Desk, Open, an_office_of_desks, whereabouts

Answer = Callable[[Desk, tuple[str, ...]], None]
_HOW = {0: "đã được {} nhận lúc", 1: "đã bị {} từ chối nhận lúc", 2: "đã được {} thu hồi lúc"}


def _accept(desk: Desk, codes: tuple[str, ...]) -> None:
    desk.handoffs.accept(desk.actor, codes)


def _decline(desk: Desk, codes: tuple[str, ...]) -> None:
    desk.handoffs.decline(desk.actor, codes[0], "thiếu bản chính")


def _recall(desk: Desk, codes: tuple[str, ...]) -> None:
    desk.handoffs.recall_all(desk.actor, codes)


def _at_once(
    desks: tuple[Desk, ...], answers: tuple[Answer, ...], codes: tuple[str, ...]
) -> list[UserError | None]:
    """Let all answer at the same moment, each in its way, and return what each was told."""
    start = Barrier(len(desks))

    def one(number: int) -> UserError | None:
        start.wait()
        try:
            answers[number % len(answers)](desks[number], codes)
        except UserError as error:
            return error
        return None

    with ThreadPoolExecutor(len(desks)) as pool:
        return list(pool.map(one, range(len(desks))))


@pytest.mark.parametrize("count", [2, 5, 16])
def test_one_of_many_acceptances_wins_and_the_others_see_who(
    shared_store: Open, tmp_path: Path, count: int
) -> None:
    with an_office_of_desks(tmp_path, shared_store, count, only_at=ECONOMY) as office:
        receivers = office.desks
        giver = replace(receivers[0], actor=office.admin)
        codes = tuple(giver.register(office.case_id, f"Người {n}") for n in range(3))
        giver.handoffs.send(office.admin, office.economy, codes)
        told = _at_once(receivers, (_accept,), codes)
        assert told.count(None) == 1
        winner = receivers[told.index(None)].actor.name
        for error in told:
            assert error is None or isinstance(error, ConflictError)
            assert error is None or f"{codes[0]} đã được {winner} nhận lúc" in error.message
        assert {one.holder_id for one in whereabouts(office.database).values()} == {office.economy}
        assert StoreCheck(office.database, (signed_form_problems,)).problems() == []


def test_acceptance_refusal_and_recall_at_once_have_one_winner(
    shared_store: Open, tmp_path: Path
) -> None:
    """The counter acts for either side, so that each desk may do each."""
    with an_office_of_desks(tmp_path, shared_store, 7) as office:
        desks = tuple(desk for desk in office.desks if desk.is_counter)[:3]
        code = desks[0].register(office.case_id, "Người 1")
        for turn in range(4):
            desks[0].handoffs.send(desks[0].actor, office.culture, [code])
            told = _at_once(desks, (_accept, _decline, _recall), (code,))
            assert told.count(None) == 1, turn
            first = told.index(None)
            name = desks[first].actor.name
            if first == 0:
                name = "Phòng Văn hóa - Xã hội"  # unnamed on paper: the unit stands for its person
            for error in told:
                assert error is None or isinstance(error, ConflictError)
                assert error is None or f"{code} {_HOW[first].format(name)}" in error.message
            if first == 0:
                desks[0].handoffs.send(desks[0].actor, office.office_id, [code])
                desks[0].handoffs.accept(desks[0].actor, [code])
        assert StoreCheck(office.database, (signed_form_problems,)).problems() == []
