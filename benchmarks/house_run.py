"""Run the program without a screen: what its start imports, what one registration executes."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType
from unittest.mock import patch

import msgspec
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import app
from app.bootstrap.bench_marks import FIRST_PAINT, READY
from app.bootstrap.demo.book import PlayedDay
from app.bootstrap.demo.cast import FRIDAY, OPENING_TIME, Cast
from app.bootstrap.demo.desk_hands import DossierHands, HandoffHands, ReturningHands
from app.bootstrap.demo.intake_hands import IntakeHands, PetitionHands
from app.bootstrap.demo.places import Places
from app.bootstrap.demo.stage import CTRL, Stage
from app.bootstrap.window import make_application
from app.clock import from_local
from app.services.intake.intake import Intake
from app.ui.runtime import tasks

_ROOT = Path(app.__file__).resolve().parents[1]
_APP = str(_ROOT / "app") + os.sep
_PLAYER = str(_ROOT / "app" / "bootstrap" / "demo") + os.sep
_PATIENCE_S = 300


@dataclass(frozen=True, slots=True)
class Start:
    """Modules loaded when sign-in is painted and when it is ready: of the program, and all.

    `files` were opened by then; `importer` is the name of the function that `import` runs then.
    """

    painted: tuple[int, int]
    ready: tuple[int, int]
    files: int
    importer: str


@dataclass(frozen=True, slots=True)
class Registration:
    """Files of the program that ran from Ctrl+Enter on.

    `files` until the receipt's PDF lay there, `before_service` until `Intake.register` was called,
    `until_idle` until the pages had shown all that changed.
    """

    files: tuple[str, ...]
    before_service: tuple[str, ...]
    until_idle: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What a start and a registration take."""

    start: Start
    registration: Registration


class FilesRun:
    """Keeps the files below `folder` whose functions are called, and those called before `goal`.

    Neither the files of `player`, which acts for a person, nor what it asks itself count. A
    profile function belongs to one thread: `on` installs this one for a piece of work.
    """

    def __init__(self, folder: str, goal: CodeType, player: str = "") -> None:
        self._folder = folder
        self._goal = goal
        self._player = player
        self._before: set[str] | None = None
        self.files: set[str] = set()

    @property
    def before_goal(self) -> set[str]:
        """The files before the first call of the goal. Raises RuntimeError where none came."""
        if self._before is None:
            message = f"{self._goal.co_qualname} was not called"
            raise RuntimeError(message)
        return self._before

    def on(self, work: Callable[[], object]) -> None:
        """Do the work on this thread, looking on."""
        sys.setprofile(self._see)
        try:
            work()
        finally:
            sys.setprofile(None)

    def _see(self, frame: FrameType, event: str, _argument: object) -> None:
        if event != "call":
            return
        if frame.f_code is self._goal and self._before is None:
            self._before = set(self.files)
        if self._counts(frame) and not (frame.f_back and self._is_players(frame.f_back)):
            self.files.add(frame.f_code.co_filename)

    def _counts(self, frame: FrameType) -> bool:
        return frame.f_code.co_filename.startswith(self._folder) and not self._is_players(frame)

    def _is_players(self, frame: FrameType) -> bool:
        return bool(self._player) and frame.f_code.co_filename.startswith(self._player)


def run_program() -> Run:
    """Found an office in a temporary folder, register there, then start over its store."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "house"
        registration = msgspec.json.decode(_python(__name__, out)[-1], type=Registration)
        return Run(loaded_at_start(Places(out).store), registration)


def _python(module: str, folder: Path) -> list[str]:
    """Run a module of ours in a process of its own; return its lines."""
    done = subprocess.run(
        [sys.executable, "-m", module, str(folder)],
        cwd=_ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=_PATIENCE_S,
    )
    return done.stdout.splitlines()


def loaded_at_start(data: Path) -> Start:
    """Start the program over the store of `data`; return what is loaded by then."""
    words = [line.split() for line in _python("benchmarks.house_start", data)]
    found = {name: (int(own), int(everything)) for name, own, everything, _files, _by in words}
    *_counts, files, importer = words[-1]
    return Start(found[FIRST_PAINT], found[READY], int(files), importer)


def register_once(out: Path) -> Registration:
    """Play the first start in a new folder, register one dossier twice, and look at the second.

    The first one imports and caches what every later one finds.
    """
    places = Places(out)
    places.prepare()
    stage = Stage(make_application(["motcua"]), places, from_local(FRIDAY, OPENING_TIME))
    try:
        cast = _cast(stage)
        cast.found_office()
        cast.intake.visit("copy")
        stage.rest()
        cast.intake.fill("copy")
        stage.rest()
        seen = FilesRun(_APP, Intake.register.__code__, player=_PLAYER)
        papers = set(places.papers.glob("*.pdf"))
        to_paper: list[set[str]] = []
        attempt = tasks.attempt

        def attempt_seen(job: tasks.Job) -> tasks.TaskOutcome:
            found: list[tasks.TaskOutcome] = []
            seen.on(lambda: found.append(attempt(job)))
            if not to_paper and set(places.papers.glob("*.pdf")) - papers:
                to_paper.append(set(seen.files))
            return found[0]

        with patch.object(tasks, "attempt", attempt_seen):
            seen.on(lambda: QTest.keyClick(stage.focused(), Qt.Key.Key_Return, CTRL))
            seen.on(stage.settle)
        assert to_paper, "no receipt was printed"
    finally:
        stage.close()
    files = (to_paper[0], seen.before_goal, seen.files)
    return Registration(*(_below_root(names) for names in files))


def _cast(stage: Stage) -> Cast:
    book = PlayedDay(stage.places)
    return Cast(
        stage=stage,
        book=book,
        intake=IntakeHands(stage, book),
        handoff=HandoffHands(stage, book),
        returning=ReturningHands(stage, book),
        dossiers=DossierHands(stage, book),
        petitions=PetitionHands(stage, book),
    )


def _below_root(files: set[str]) -> tuple[str, ...]:
    return tuple(sorted(Path(name).relative_to(_ROOT).as_posix() for name in files))


if __name__ == "__main__":
    print(msgspec.json.encode(register_once(Path(sys.argv[1]))).decode())
