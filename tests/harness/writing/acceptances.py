"""Desks of one agency that accept the same dossier at the same moment: exactly one wins."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

from app.errors import ConflictError, UserError
from tests.many_desks.office import Desk, Office


def race(office: Office, rounds: int) -> Iterator[str]:
    """Hand dossiers over one by one, let every desk accept each, and say what did not hold."""
    giver = replace(office.desks[0], actor=office.admin)
    for number in range(rounds):
        code = giver.register(office.case_id, f"Người {number}")
        giver.handoffs.send(office.admin, office.economy, [code])
        told = _at_once(office.desks, code)
        if told.count(None) != 1:
            yield f"{code}: {told.count(None)} acceptances won"
        yield from (
            f"{code}: no conflict was shown: {error!r}"
            for error in told
            if error is not None and not isinstance(error, ConflictError)
        )


def _at_once(desks: Sequence[Desk], code: str) -> list[UserError | None]:
    start = Barrier(len(desks))

    def accept(desk: Desk) -> UserError | None:
        start.wait()
        try:
            desk.handoffs.accept(desk.actor, [code])
        except UserError as error:
            return error
        return None

    with ThreadPoolExecutor(len(desks)) as pool:
        return list(pool.map(accept, desks))
