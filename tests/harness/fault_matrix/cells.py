"""One cell of the matrix: one command meets one fault, and the fault is cured.

Right is: an answer or a refusal that says what to do, never a bare error; after a refusal the store
says what it said before and the command goes through once the fault is cured; after an answer the
store says so for ever, also where the program ends right then.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from app.bootstrap.keys import store_key_of
from app.errors import PrinterError, StoreError, UserError
from app.paths import STORE_NAME
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck
from tests.harness.command_recipes.preparing import Office
from tests.harness.command_recipes.world import Act, World, entered_world
from tests.harness.dumps import Content, differences, dump_of
from tests.harness.fault_matrix.fault_kinds import Fault, Place, When
from tests.harness.town import data_of, state_in

BUSY_S = 0.05
"""How long a command waits for another program here; 15 s in the program."""
_CHECKED = 5
"""Every so-manieth cell ends with a check of the whole store."""
PRINTER_GONE = "printer gone"
_ATTEMPTS = frozenset({"officers", "station_attempts"})
_BACKUPS = frozenset({"backups"})
TRACES: Mapping[str, frozenset[str]] = {
    "accounts.change_own_password": _ATTEMPTS,
    "approvals.again": _ATTEMPTS,
    "approvals.announce": _ATTEMPTS,
    "approvals.by_second": _ATTEMPTS,
    "sign_in.sign_in": _ATTEMPTS,
    "sign_in.unlock": _ATTEMPTS,
    "backups.make": _BACKUPS,
    "backups.make_due": _BACKUPS,
}
"""Where a command keeps, in a transaction of its own, that it was tried: guessing must not be free,
and a backup that failed must not be forgotten."""


@dataclass(slots=True)
class Seen:
    """What came of all cells."""

    cells: int = 0
    answered: int = 0
    refused: int = 0
    refused_at_start: int = 0
    checked: int = 0
    sentences: set[str] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)


class Cells:
    """Runs cells on copies of one prepared office, all in one folder of the disk `disk`."""

    def __init__(self, office: Office, disk: Path, recipes: Mapping[str, Act], seen: Seen) -> None:
        self._office = office
        self._disk = disk
        self._recipes = recipes
        self._seen = seen
        self._healthy: dict[str, dict[str, int]] = {}
        self._before = self._look(office.closed)

    def run(self, command: str, fault: Fault) -> None:
        """Let `command` meet `fault` and keep what did not hold."""
        told = self._at_start if fault.when is When.AT_START else self._while_open
        said = list(told(command, fault))
        self._seen.cells += 1
        self._seen.problems += [
            f"{command} x {fault.name} ({fault.when.name.lower()}): {one}" for one in said
        ]

    def _at_start(self, command: str, fault: Fault) -> Iterator[str]:
        with self._copied(fault, "here") as folder:
            place = self._place(folder)
            with fault.met(place):
                yield from self._start(folder)
            yield from _changed("the cured store differs", self._before, self._look(folder))
            yield from self._goes_on(folder, command)

    def _start(self, folder: Path) -> Iterator[str]:
        """Start the program: it refuses with advice, or the store says all it said."""
        try:
            world = self._entered(folder)
        except StoreError as error:
            self._seen.refused_at_start += 1
            yield from self._advice(error)
        except Exception as error:  # noqa: BLE001 - whatever comes through here is the finding
            yield f"a bare error at the start: {error!r}"
        else:
            now = self._look(folder)
            world.desk.close()
            yield from _changed("opened, and not whole", self._before, now)

    def _while_open(self, command: str, fault: Fault) -> Iterator[str]:
        with self._copied(fault, "here") as folder:
            world = self._entered(folder)
            place = self._place(folder, world)
            with fault.met(place):
                is_done, said = self._call(world, command)
                if fault.name == PRINTER_GONE:
                    said += self._prints(world, is_well=False)
            yield from said
            if fault.name == PRINTER_GONE:
                yield from self._prints(world, is_well=True)
            elif not said:
                yield from self._left(world, command, fault, is_done=is_done)
            world.desk.close()

    def _left(self, world: World, command: str, fault: Fault, *, is_done: bool) -> Iterator[str]:
        """Look at what a program that ends now leaves; then let the command go on."""
        left = self._look(world.folder)
        if is_done:
            yield from self._missing(command, left)
            return
        yield from _changed("half done", self._before, left, TRACES.get(command, frozenset()))
        if fault.when is When.UNDER_IT:
            with self._image(world.folder) as image:
                yield from self._goes_on(image, command)
            return
        is_done, said = self._call(world, command)
        yield from said or ([] if is_done else ["refused although the fault is cured"])
        yield from self._missing(command, self._look(world.folder))

    def _goes_on(self, folder: Path, command: str) -> Iterator[str]:
        """Start again and do what was refused."""
        try:
            world = self._entered(folder)
        except UserError as error:
            yield f"cannot be started although the fault is cured: {error}"
            return
        is_done, said = self._call(world, command)
        yield from said or ([] if is_done else ["refused although the fault is cured"])
        yield from self._missing(command, self._look(folder))
        if self._seen.cells % _CHECKED == 0:
            self._seen.checked += 1
            yield from StoreCheck(world.desk.database, (signed_form_problems,)).problems()
        world.desk.close()

    def _call(self, world: World, command: str) -> tuple[bool, list[str]]:
        """Call a command; say whether it answered, and what was wrong with a refusal."""
        try:
            self._recipes[command](world)
        except UserError as error:
            self._seen.refused += 1
            return False, list(self._advice(error))
        except Exception as error:  # noqa: BLE001 - whatever comes through here is the finding
            return False, [f"a bare error: {error!r}"]
        self._seen.answered += 1
        return True, []

    def _advice(self, error: UserError) -> Iterator[str]:
        """Say what a sentence lacks that a person at the counter needs."""
        self._seen.sentences.add(error.message)
        if "hãy" not in error.message.lower():
            yield f"no advice: {error.message}"

    def _missing(self, command: str, now: Mapping[str, Content]) -> Iterator[str]:
        """Compare with what the same command leaves where nothing goes wrong."""
        healthy = self._healthy.get(command)
        if healthy is None:
            healthy = self._healthy[command] = self._without_fault(command)
        for name in healthy.keys() - TRACES.get(command, frozenset()):
            rows = healthy[name]
            found = now[name].rows if name in now else 0
            if found != rows:
                yield f"{name}: {found} rows where a healthy run leaves {rows}"

    def _without_fault(self, command: str) -> dict[str, int]:
        with self._copied(None, "healthy") as folder:
            world = self._entered(folder)
            self._recipes[command](world)
            counts = self._look(folder)
            world.desk.close()
        return {name: content.rows for name, content in counts.items()}

    def _prints(self, world: World, *, is_well: bool) -> list[str]:
        """Print what waits; without a printer each job says what to do, with one all come out."""
        if is_well:
            world.desk.print_queue.retry(world.admin)
        run = world.town.printing.send_all(world.admin)
        told = [one for _job, text in run.failed for one in self._advice(PrinterError(text))]
        waiting = world.desk.print_queue.waiting(world.admin)
        if is_well and (run.failed or waiting):
            told.append(f"{len(run.failed)} failed and {len(waiting)} wait with a printer")
        if not is_well and len(waiting) < len(run.failed):
            told.append("a form was lost with its printer")
        return told

    def _entered(self, folder: Path) -> World:
        with state_in(folder), patch("app.models.database.BUSY_TIMEOUT_S", BUSY_S):
            return entered_world(folder, self._office.made)

    def _place(self, folder: Path, world: World | None = None) -> Place:
        desk = None if world is None else world.desk
        return Place(data_of(folder), self._office.older, self._disk, desk)

    @contextmanager
    def _copied(self, fault: Fault | None, name: str) -> Iterator[Path]:
        needs_log = fault is not None and fault.needs_log
        source = self._office.cut if needs_log else self._office.closed
        folder = self._disk / name
        shutil.copytree(source, folder)
        try:
            yield folder
        finally:
            shutil.rmtree(folder)

    def _look(self, folder: Path) -> dict[str, Content]:
        """Return what the store's files say, looking at copies: looking changes nothing."""
        copies = self._disk / "look"
        copies.mkdir()
        try:
            for path in (data_of(folder) / STORE_NAME, data_of(folder) / f"{STORE_NAME}-wal"):
                if path.exists():
                    shutil.copyfile(path, copies / path.name)
            key = store_key_of(data_of(folder))
            return dump_of(copies / STORE_NAME, key.pragmas if key else ())
        finally:
            shutil.rmtree(copies)

    @contextmanager
    def _image(self, folder: Path) -> Iterator[Path]:
        """Copy what lies on the disk while the program runs: what it leaves if it ends now."""
        image = self._disk / "image"
        shutil.copytree(folder, image, ignore=shutil.ignore_patterns("*-shm"))
        try:
            yield image
        finally:
            shutil.rmtree(image)


def _changed(
    what: str,
    before: Mapping[str, Content],
    after: Mapping[str, Content],
    besides: frozenset[str] = frozenset(),
) -> Iterator[str]:
    for one in differences(before, after):
        if one.split()[0] not in besides:
            yield f"{what}: {one}"
