"""What the tests of several programs on one store run in processes of their own."""

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from app.bootstrap.stores import open_database, services_over
from app.clock import Clock
from app.models.store import open_postgresql
from app.services.dossiers.records import HandedPaper, NewDossier, Owner
from tests.services.store_builders import FakeTime, the_actor

_PATIENCE_SECONDS = 300


@dataclass(frozen=True, slots=True)
class Starter:
    """Lets programs begin at the same instant: each leaves its name and waits for "go"."""

    folder: Path
    programs: int

    def wait(self, name: str) -> None:
        """Say that this program is ready and wait for the others."""
        (self.folder / f"ready-{name}").touch()
        for _attempt in range(_PATIENCE_SECONDS * 200):
            if len(list(self.folder.glob("ready-*"))) == self.programs:
                return
            time.sleep(0.005)
        raise TimeoutError


def register_many(
    data: Path, url: str, case_id: int, count: int, name: str, starter: Starter
) -> list[str]:
    """Register `count` dossiers as a program of its own would, and return their codes."""
    # Not `open_services`: on a server it would go by the server's clock.
    desk = services_over(open_database(data, url), data, Clock(FakeTime()), name)
    try:
        actor = the_actor(desk.database, "canbo.a")
        starter.wait(name)
        return [
            desk.intake.register(
                actor,
                NewDossier(
                    f"{name}-{number}", case_id, Owner("Nguyễn Thị Ánh"), (HandedPaper("Đơn", 1),)
                ),
            ).code
            for number in range(count)
        ]
    finally:
        desk.close()


def open_shared(url: str, name: str, starter: Starter) -> None:
    """Open a shared store at the same time as others do."""
    starter.wait(name)
    open_postgresql(url).close()


@contextmanager
def programs(count: int) -> Iterator[ProcessPoolExecutor]:
    """Run `count` processes that share nothing with this one."""
    with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
        yield pool


def results(futures: Sequence[Future[Any]]) -> list[Any]:
    """Return what each program gave; the first failure is raised."""
    return [future.result(_PATIENCE_SECONDS) for future in futures]
