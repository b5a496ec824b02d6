"""S1 first painted page, S2 ready to sign in, S4 memory: each beside a bare window; S5 growth."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from app.bootstrap.bench_marks import FIRST_PAINT, READY, VARIABLE
from app.paths import STORE_NAME
from benchmarks.measure import Spread, figure, spread
from benchmarks.plan import Line, Plan, at_most

_PATIENCE_S = 60.0
_MIB = 2**20
_BARE = ("-m", "benchmarks.bare_window")


@dataclass(frozen=True, slots=True)
class _Start:
    """Seconds from the spawn to each mark, and the resident memory there."""

    painted_s: float
    ready_s: float
    painted_mib: float
    ready_mib: float


def lines(plan: Plan) -> list[Line]:
    with plan.store(plan.small) as store:
        data = store.folder
    with plan.store(plan.count) as store:
        many = store.folder
    commands = {
        "bare": _BARE,
        "store": ("-m", "benchmarks.bare_window", "store", str(data / STORE_NAME)),
        "app": ("-m", "app", "--data", str(data)),
        "many": ("-m", "app", "--data", str(many)),
    }
    found: dict[str, list[_Start]] = {name: [] for name in commands}
    for number in range(plan.rounds + 1):
        for name, command in commands.items():
            start = _start(command)
            if number:
                found[name].append(start)
    beside = _growth(plan, found["many"], found["app"])
    return [*_goals(plan, found["bare"], found["store"], found["app"]), beside]


def _growth(plan: Plan, many: Sequence[_Start], few: Sequence[_Start]) -> Line:
    ratio = _ratio(_ready, many, few)
    here, beside = (figure(1000 * median(map(_ready, side))) for side in (many, few))
    return Line(
        "S5",
        f"start to the sign-in being ready, {plan.count:,} stored",
        f"{here} ms",
        f"the same at {plan.small:,}: {beside} ms",
        ratio,
        "≤ 1.10×",
        at_most(ratio.median, 1.1, plan),
    )


def _goals(
    plan: Plan, bare: Sequence[_Start], store: Sequence[_Start], app: Sequence[_Start]
) -> list[Line]:
    def line(
        goal: str,
        what: str,
        read: Callable[[_Start], float],
        floor: tuple[str, Sequence[_Start]],
        limit: float,
    ) -> Line:
        name, beside = floor
        times = _ratio(read, app, beside)
        unit, scale = ("MiB", 1) if goal == "S4" else ("ms", 1000)
        shown, base = (figure(scale * median(map(read, side))) for side in (app, beside))
        is_met = at_most(times.median, limit, plan)
        told = f"{name}: {base} {unit}"
        return Line(goal, what, f"{shown} {unit}", told, times, f"≤ {limit:.2f}×", is_met)

    alone = ("a bare window", bare)
    loaded = ("a window that opens the store by SQLAlchemy first", store)
    return [
        line("S1", "start to the first painted page", _painted, alone, 1.1),
        line("S2", "start to the sign-in being ready", _ready, alone, 2.4),
        line("S2", "start to the sign-in being ready", _ready, loaded, 1.0),
        line("S4", "memory at the first paint", lambda one: one.painted_mib, alone, 1.15),
        line("S4", "memory when ready", lambda one: one.ready_mib, alone, 1.75),
    ]


def _painted(start: _Start) -> float:
    return start.painted_s


def _ready(start: _Start) -> float:
    return start.ready_s


def _ratio(
    read: Callable[[_Start], float], above: Sequence[_Start], below: Sequence[_Start]
) -> Spread:
    return spread(read(one) / read(other) for one, other in zip(above, below, strict=True))


def bare_start() -> _Start:
    """Start a bare window once."""
    return _start(_BARE)


def _start(command: Sequence[str]) -> _Start:
    """Start a program and stop it once it is ready. Raises RuntimeError where it never is."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "marks"
        environment = os.environ | {VARIABLE: str(target)}
        if not environment.get("DISPLAY"):
            environment.setdefault("QT_QPA_PLATFORM", "offscreen")
        begun = time.monotonic()
        process = subprocess.Popen([sys.executable, *command], env=environment)
        try:
            marks = _wait(process, target, begun)
        finally:
            process.kill()
            process.wait()
    painted, ready = marks[FIRST_PAINT], marks[READY]
    return _Start(painted[0] - begun, ready[0] - begun, painted[1] / _MIB, ready[1] / _MIB)


def _wait(
    process: "subprocess.Popen[bytes]", target: Path, begun: float
) -> dict[str, tuple[float, int]]:
    while time.monotonic() - begun < _PATIENCE_S and process.poll() is None:
        time.sleep(0.02)
        text = target.read_text(encoding="ascii") if target.exists() else ""
        if f"{READY} " in text and text.endswith("\n"):
            parts = [line.split() for line in text.splitlines()]
            return {name: (float(at), int(memory)) for name, at, memory in parts}
    message = f"no window came up: {process.args!r}"
    raise RuntimeError(message)
