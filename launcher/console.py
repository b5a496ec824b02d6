"""Talks to the person at the keyboard and runs commands while showing that they move."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

TICK = 0.5  # seconds between two looks at a running command
LOG_INTERVAL = 5.0  # seconds between two progress lines where they cannot overwrite each other
KEPT_LINES = 15  # of a failed command's output, shown to the person


class LaunchError(Exception):
    """Carries the sentence that tells the person what is wrong and what to do."""


class Result(NamedTuple):
    """How a command ended. A named tuple: importing dataclasses would slow every start."""

    code: int
    output: str


class Runner(Protocol):
    """Runs a command to its end; `describe` turns its output lines into a progress text."""

    def __call__(
        self, command: Sequence[str], describe: Callable[[str], str] | None = None
    ) -> Result:
        """Run the command; one that cannot be started ends with code 127."""


def say(text: str) -> None:
    """Tell the person; standard output belongs to the program."""
    print(text, file=sys.stderr, flush=True)


def tail(output: str) -> str:
    """Give the last lines of a command's output."""
    return "\n".join(output.strip().splitlines()[-KEPT_LINES:])


class Progress:
    """One moving line: what is being done, and for how many seconds."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._shown_at = self._started
        self._width = 0
        self._overwrites = sys.stderr.isatty()

    def show(self, text: str) -> None:
        """Show the text: over the last one on a terminal, now and then in a log."""
        now = time.monotonic()
        if now - self._shown_at < (TICK / 5 if self._overwrites else LOG_INTERVAL):
            return
        self._shown_at = now
        line = f"  {text}… {now - self._started:.0f} giây"
        if not self._overwrites:
            say(line)
            return
        sys.stderr.write("\r" + line.ljust(self._width))
        sys.stderr.flush()
        self._width = len(line)

    def close(self) -> None:
        """Clear the moving line."""
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()


def run_command(command: Sequence[str], describe: Callable[[str], str] | None = None) -> Result:
    """Run a command to its end, without input, and keep its output."""
    try:
        # Open handles are passed down: an orphaned pip then keeps the set-up lock until it ends.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            close_fds=False,
        )
    except OSError as error:
        return Result(127, str(error))
    lines: SimpleQueue[str | None] = SimpleQueue()
    with process:
        threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True).start()
        output = _follow(lines, describe)
    return Result(process.returncode, output)


def _pump(stream: Iterable[str], lines: SimpleQueue[str | None]) -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)


def _follow(lines: SimpleQueue[str | None], describe: Callable[[str], str] | None) -> str:
    kept: list[str] = []
    progress = Progress()
    while True:
        try:
            line = lines.get(timeout=TICK)
        except Empty:
            line = ""
        if line is None:
            progress.close()
            return "".join(kept)
        kept.append(line)
        if describe:
            progress.show(describe(line))
