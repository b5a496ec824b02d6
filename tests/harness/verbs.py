"""SIGKILL of the command line's writing verbs: what was said is so; saying it again ends well."""

import json
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerContext
from pathlib import Path
from time import monotonic
from typing import Protocol

from sqlalchemy import select

from app.models.dossiers import Dossier
from tests.harness.checking import store_problems
from tests.harness.hands import online_file
from tests.harness.town import copied, draft_id, entered, found, running_clock, state_in
from tests.harness.verb_lives import run_verb
from tests.services.files.contents import a_pdf
from tests.services.store_builders import ADMIN, OFFICE

_AS_ADMIN = ("--officer", ADMIN.login, "--json")
_ROWS = 6
_FIRST_GUESS_S = 0.4


class Counting(Protocol):
    """Where kills are counted and what did not hold is kept."""

    kills: Counter[str]
    problems: list[str]


def _import_dossiers(folder: Path, number: int) -> Sequence[str]:
    path = folder / f"rows{number}.jsonl"
    rows = [
        {"procedure": "1.000001", "owner_name": f"Người {number}.{row}"} for row in range(_ROWS)
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return ("import-dossiers", str(path), *_AS_ADMIN)


def _import_catalogue(folder: Path, number: int) -> Sequence[str]:
    path = folder / f"catalogue{number}.json"
    rows = [
        {
            "code": f"7.{number:03}{row:03}",
            "name": f"Thủ tục {number}.{row}",
            "field": "Hộ tịch",
            "level": "commune",
            "unit": "none",
        }
        for row in range(40)
    ]
    path.write_text(json.dumps(rows), encoding="utf-8")
    return ("import-catalogue", str(path), *_AS_ADMIN)


def _import_online(folder: Path, number: int) -> Sequence[str]:
    path = folder / f"online{number}.json"
    path.write_bytes(online_file(f"000.00.00.H53-261120-{number + row:04}" for row in range(_ROWS)))
    return ("import-online", str(path), *_AS_ADMIN)


def _attach(folder: Path, number: int) -> Sequence[str]:
    path = folder / f"scan{number}.pdf"
    path.write_bytes(a_pdf(f"bản quét {number}"))
    return ("attach", _a_dossier(folder, number), str(path), "--paper", "1", *_AS_ADMIN)


def _act(folder: Path, number: int) -> Sequence[str]:
    code = _a_dossier(folder, number)
    asked = ("--note", "Thiếu", "--item", "Bản sao căn cước")
    return ("act", code, "ask_supplement", *asked, *_AS_ADMIN)


def _init(folder: Path, _number: int) -> Sequence[str]:
    shutil.rmtree(folder / "data")
    return (
        *("init", "--unit-code", OFFICE.code, "--unit-name", OFFICE.name),
        *("--admin", ADMIN.login, "--json"),
    )


VERBS: Mapping[str, Callable[[Path, int], Sequence[str]]] = {
    "import-dossiers": _import_dossiers,
    "act": _act,
    "attach": _attach,
    "import-catalogue": _import_catalogue,
    "import-online": _import_online,
    "init": _init,
}
_MAY_BE_DONE_ALREADY = {"act", "attach", "init"}


def _a_dossier(folder: Path, number: int) -> str:
    with state_in(folder):
        town = entered(folder, running_clock(monotonic()))
        code = town.desk.intake.register(town.admin, town.typed(draft_id("verb", number))).code
        town.desk.close()
    return code


@dataclass(slots=True)
class _Terminal:
    """Where verbs are run, killed and run again; it learns how long each takes."""

    context: ForkServerContext
    folder: Path
    since: float
    seconds: dict[str, float] = field(default_factory=dict)

    def run(self, words: Sequence[str], until_s: float | None = None) -> int | None:
        """Run a verb and return its status; None where it was killed after `until_s`."""
        begun = monotonic()
        process = self.context.Process(target=run_verb, args=(self.folder, words, self.since))
        process.start()
        process.join(until_s)
        if process.is_alive():
            process.kill()
            process.join()
        else:
            self.seconds[words[0]] = monotonic() - begun
        return None if process.exitcode == -9 else process.exitcode

    def said(self) -> list[dict[str, object]]:
        """Return the whole lines that were on the terminal."""
        text = (self.folder / "out").read_text(encoding="utf-8")
        lines = text.splitlines(keepends=True)
        return [json.loads(line) for line in lines if line.endswith("\n")]


def kill_verbs(
    context: ForkServerContext, folder: Path, count: int, seed: int, watched: Counting
) -> None:
    """Kill `count` verbs in turn and look at what is left."""
    if not count:
        return
    chance = random.Random(seed)
    found(folder / "fresh")
    at = copied(folder / "fresh", folder / "terminal")
    terminal = _Terminal(context, at, monotonic())
    for number in range(count):
        verb = tuple(VERBS)[number % len(VERBS)]
        if verb == "init":
            spare = copied(folder / "fresh", folder / "spare")
            watched.problems += _kill(_Terminal(context, spare, 0), verb, number, chance)
            shutil.rmtree(spare)
        else:
            watched.problems += _kill(terminal, verb, number, chance)
        watched.kills["in a verb"] += 1
    watched.problems += store_problems(at)


def _kill(terminal: _Terminal, verb: str, number: int, chance: random.Random) -> Iterator[str]:
    """Kill a verb, look for what it had said, run it again to its end."""
    words = VERBS[verb](terminal.folder, number)
    lasts = terminal.seconds.get(verb, _FIRST_GUESS_S)
    terminal.run(words, chance.uniform(0, lasts))
    out = terminal.folder / "out"
    before = terminal.said() if out.exists() else []
    out.unlink(missing_ok=True)
    status = terminal.run(words)
    if status and not (verb in _MAY_BE_DONE_ALREADY and terminal.run(("check",)) == 0):
        said = (terminal.folder / "err").read_text(encoding="utf-8").strip()
        yield f"{verb} run again: {status}, {said}"
    yield from _lost(terminal.folder, verb, before)


def _lost(folder: Path, verb: str, before: list[dict[str, object]]) -> Iterator[str]:
    codes = {str(line["code"]) for line in before if "code" in line}
    if verb == "init" or not codes:
        return
    with state_in(folder):
        town = entered(folder, running_clock(monotonic()))
        with town.desk.database.read() as session:
            kept = set(session.scalars(select(Dossier.code).where(Dossier.code.in_(codes))))
        town.desk.close()
    for code in codes - kept:
        yield f"{verb}: {code} was on the terminal and is lost"
