"""Long acts that die at a chosen system call, or whose disk is full or fails from one on.

Retention, import, closing, period lock, upgrade, backup, sealing, restore, renewal of the key and
encryption are each traced once undisturbed: that gives the calls that write. Then each is killed at
calls spread over them, and does not get its disk from such a call on (ENOSPC, EIO, for good). What
was acknowledged before and by the act itself must be there, and the act said again must end well.
"""

import argparse
import io
import json
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import asdict, dataclass, field
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path
from time import monotonic
from typing import Final
from unittest.mock import patch

from sqlalchemy.exc import SQLAlchemyError

from app.errors import StoreError
from app.paths import STORE_NAME
from app.services.safekeeping.sealing import FileSeal, sealed_place
from tests.harness.acknowledged import lost_from
from tests.harness.checking import problems_of
from tests.harness.disturbing import (
    KILLED,
    Ended,
    Point,
    failing_from,
    killed_at,
    run_traced,
)
from tests.harness.long_act_kinds import ACTS, Ground, LongAct, grounds
from tests.harness.system_calls import why_not
from tests.harness.telling import count_of, tell
from tests.harness.town import copied

_TITLE: Final = "Long acts cut off"
KILLS: Final = 500
_FAILING: Final = 2 / 5
"""Trials with a failing disk for each kill."""
_ERRORS: Final = ("ENOSPC", "EIO")
_AT_ONCE: Final = 2
_SELDOM: Final = 4
_TRACEBACK: Final = "Traceback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A disturbance of an act at the point `at` of its undisturbed run.

    It is killed there, or with an `error` every call fails from there on.
    """

    act: str
    at: int
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a trial: where it was, how the act ended, and what does not hold."""

    trial: Trial
    point: Point
    status: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """Where acts are disturbed, with the points of their undisturbed runs."""

    context: ForkServerContext
    folder: Path
    grounds: Mapping[str, Ground]
    plant: str = ""
    points: dict[str, tuple[Point, ...]] = field(default_factory=dict)

    def trials(self, kills: int, failing: int, chance: random.Random) -> list[Trial]:
        """Return trials spread over every act and every part of its points."""
        names = tuple(self.points)
        return [
            *(self._trial(names, number, kills, "", chance) for number in range(kills)),
            *(
                self._trial(names, number, failing, _ERRORS[number % len(_ERRORS)], chance)
                for number in range(failing)
            ),
        ]

    def _trial(
        self, names: Sequence[str], number: int, of: int, error: str, chance: random.Random
    ) -> Trial:
        """Return a trial in its part of an act's points: of all, or of those that are rare."""
        name = names[number % len(names)]
        turn, turns = number // len(names), -(-of // len(names))
        places = _rare(self.points[name]) if turn % 2 else range(len(self.points[name]))
        low, high = len(places) * turn // turns, len(places) * (turn + 1) // turns
        at = places[chance.randrange(low, max(low + 1, high))]
        return Trial(act=name, at=at, error=error)

    def rehearse(self) -> Iterator[str]:
        """Do every act undisturbed, for its points; say which is not done then."""
        for name in self.grounds:
            folder = copied(self.grounds[name].folder, self.folder / "undisturbed")
            ended = self._run(name, folder)
            self.points[name] = ended.points
            if ended.status != 0:
                yield f"{name} undisturbed: {ended.status}, {ended.error.strip()}"
            yield from (f"{name} undisturbed: {one}" for one in self._judged(name, folder, ended))
            shutil.rmtree(folder)

    def make(self, trial: Trial) -> Outcome:
        """Disturb an act, look at what is left, do it again and look again."""
        points = self.points[trial.act]
        point = points[trial.at]
        folder = Path(tempfile.mkdtemp(dir=self.folder)) / "town"
        copied(self.grounds[trial.act].folder, folder)
        told = failing_from(points, trial.at, trial.error) if trial.error else killed_at(point)
        ended = self._run(trial.act, folder, told)
        problems = [*_bad_end(trial, ended), *self._judged(trial.act, folder, ended)]
        if ended.status == KILLED and ended.points:
            point = ended.points[-1]
        shutil.rmtree(folder.parent)
        where = (
            f"{trial.act}, {trial.error or 'killed'} at {point.call} {point.number} {point.file}"
        )
        return Outcome(
            trial=trial,
            point=point,
            status=ended.status,
            problems=tuple(f"{where}: {one}" for one in problems),
        )

    def _run(self, name: str, folder: Path, told: Sequence[str] = ()) -> Ended:
        act = partial(_planted, self.plant, name, self.grounds[name].since)
        return run_traced(self.context, act, folder, told)

    def _judged(self, name: str, folder: Path, ended: Ended) -> list[str]:
        ours, theirs = self.context.Pipe(duplex=False)
        process = self.context.Process(
            target=_judge, args=(name, folder, self.grounds[name], ended, theirs)
        )
        process.start()
        theirs.close()
        with ours:
            try:
                problems: list[str] = ours.recv()
            except EOFError:
                problems = ["what is left could not be looked at"]
        process.join()
        return problems


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Let a fault be planted, and every point be written down."""
    parser.add_argument("--plant", choices=tuple(PLANTED), default="", help="a fault to be found")
    parser.add_argument(
        "--points", type=Path, metavar="FILE", help="write the points as JSON lines"
    )


def run(args: argparse.Namespace) -> int:
    """Disturb, look, and tell. Where strace may not watch, a tenth is left out."""
    reason = why_not()
    if reason:
        return tell(_TITLE, [("not run here", reason)], [] if args.tenth else [reason])
    kills, begun = count_of(args, KILLS), monotonic()
    with tempfile.TemporaryDirectory(prefix="motcua-acts-") as folder:
        stage = staged(Path(folder), plant=args.plant)
        problems = list(stage.rehearse())
        trials = stage.trials(kills, round(kills * _FAILING), random.Random(args.seed))
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            outcomes = list(pool.map(stage.make, trials))
    if args.points is not None:
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in outcomes)
        args.points.write_text("\n".join([*lines, ""]), encoding="utf-8")
    problems += [problem for one in outcomes for problem in one.problems]
    return tell(_TITLE, [*_figures(outcomes), ("seconds", f"{monotonic() - begun:.0f}")], problems)


def staged(folder: Path, plant: str = "", acts: Sequence[str] = tuple(ACTS)) -> Stage:
    """Make the grounds of `acts` in `folder`, and what is needed to disturb them."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.harness.long_acts"])
    made = grounds(folder / "towns", monotonic(), acts)
    return Stage(context=context, folder=folder, grounds=made, plant=plant)


def _rare(points: Sequence[Point]) -> list[int]:
    """Return where the points are whose call and file come seldom: names, syncs, first writes."""
    counted = Counter((point.call, point.file) for point in points)
    return [at for at, point in enumerate(points) if counted[point.call, point.file] <= _SELDOM]


def _figures(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, object]]:
    killed = [one for one in outcomes if one.status == KILLED]
    failing = [one for one in outcomes if one.trial.error]
    yield "killed", f"{len(killed)} at {len(_places(killed))} points of death"
    yield "ended before the kill", sum(not one.trial.error for one in outcomes) - len(killed)
    for name in ACTS:
        here = [one for one in killed if one.trial.act == name]
        if here:
            yield f"  {name}", f"{len(here)} at {len(_places(here))} ({_files(here)})"
    for error in _ERRORS:
        here = [one for one in failing if one.trial.error == error]
        done = sum(one.status == 0 for one in here)
        yield f"{error} for good", f"{len(here)} at {len(_places(here))} points, {done} done anyhow"


def _places(outcomes: Sequence[Outcome]) -> set[tuple[str, Point]]:
    return {(one.trial.act, one.point) for one in outcomes}


def _files(outcomes: Sequence[Outcome]) -> str:
    """Return what they died at, the most frequent first: call and kind of file."""
    counted = Counter(f"{one.point.call} {_kind_of(one.point.file)}" for one in outcomes)
    return ", ".join(f"{count} {what}" for what, count in counted.most_common(4))


def _kind_of(file: str) -> str:
    name = Path(file).name
    return name if name.startswith(STORE_NAME) else Path(name).suffix or name


def _bad_end(trial: Trial, ended: Ended) -> Iterator[str]:
    if _TRACEBACK in ended.error:
        yield f"a traceback: {ended.error.strip().splitlines()[-1]}"
    if ended.status not in (0, KILLED) and not ended.error.strip():
        yield f"status {ended.status} without a sentence"
    if not trial.error and ended.status not in (0, KILLED):
        yield f"it failed by itself: {ended.error.strip()}"


def _judge(name: str, folder: Path, ground: Ground, ended: Ended, to: Connection) -> None:
    """Look at what an act left behind, do it again, look again, and send what does not hold."""
    to.send(list(_problems_after(ACTS[name], folder, ground, ended)))


def _problems_after(act: LongAct, folder: Path, ground: Ground, ended: Ended) -> Iterator[str]:
    try:
        with act.opened(folder, ground.since) as town:
            yield from lost_from(town, ground.before)
            yield from act.lost(town, ended.said)
            if ended.status == 0 and not act.is_done(town):
                yield "it was said to be done and is not"
        error = io.StringIO()
        with redirect_stdout(io.StringIO()), redirect_stderr(error):
            status = act.run(folder, ground.since)
        said = error.getvalue().strip()
        if status != 0 and not (act.again and act.again in said):
            yield f"done again: {status}, {said}"
        with act.opened(folder, ground.since) as town:
            if not act.is_done(town):
                yield "done again, it is not done"
            yield from lost_from(town, ground.before)
            yield from act.lost(town, ended.said)
            yield from problems_of(town.desk.database)
            with town.desk.database.read() as session:
                yield from town.desk.files.problems(session)
    except (StoreError, SQLAlchemyError, OSError) as fault:
        yield f"the store is refused: {fault}"


def _planted(plant: str, name: str, since: float, folder: Path) -> int:
    return PLANTED[plant](partial(ACTS[name].run, folder, since))


def _as_it_is(act: Callable[[], int]) -> int:
    return act()


def _says_done(act: Callable[[], int]) -> int:
    """Say that it is done, whatever happens."""
    with suppress(StoreError, OSError):
        act()
    return 0


def _unlinks_first(act: Callable[[], int]) -> int:
    """Take the plain file away before the sealed one lies there."""

    def seal(path: Path, seal: FileSeal) -> None:
        content = path.read_bytes()
        path.unlink()
        sealed_place(path).write_bytes(seal.seal(content))

    with patch("app.services.safekeeping.sealing._seal", seal):
        return act()


PLANTED: Final[Mapping[str, Callable[[Callable[[], int]], int]]] = {
    "": _as_it_is,
    "says-done": _says_done,
    "unlinks-first": _unlinks_first,
}
"""Faults put into an act, by name: kills or a failing disk must show each of them."""
