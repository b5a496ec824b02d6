"""Every way in which the program proves a paper: by its store, by the public keys, by command."""

import io
import itertools
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

from app.__main__ import main
from app.outputs import OutputPlace
from app.services.forms.verification import (
    PublicKeyFile,
    PublicUnit,
    read_public_key_file,
    verify_offline,
    write_public_key_file,
)
from app.vocabulary.dossiers import Verdict
from tests.harness.forging.forger import Forger
from tests.harness.fuzzing.odd import chances
from tests.harness.fuzzing.world import World

Proves = Callable[[str], bool]
"""Says whether a payload is taken for a genuine paper's."""


@dataclass(slots=True)
class Proofs:
    """What came of the payloads shown to every way of proving."""

    forged: Counter[str]
    is_wrong: list[str]

    @property
    def count(self) -> int:
        """How many were forged."""
        return self.forged.total()


def ways_to_prove(world: World, folder: Path) -> Mapping[str, Proves]:
    """Return the program's ways; the command gets the public keys alone."""
    office = world.desk.office.facts(world.officer)
    path = folder / "khóa công khai.json"
    unit = PublicUnit(world.officer.office_id, office.code, office.edit.name)
    write_public_key_file(OutputPlace(path), PublicKeyFile(unit, world.public_keys))
    public = read_public_key_file(path)
    return {
        "the store": lambda text: _is_genuine(
            world.desk.verifier.verify(world.officer, text).verdict
        ),
        "the public keys": lambda text: _is_genuine(verify_offline(text, public).verdict),
        "motcua verify": lambda text: said_by_command(text, "--public-key", str(path)),
    }


def said_by_command(text: str, *words: str) -> bool:
    """Say whether `motcua verify` ends with 0, which is its word for genuine."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return main(["verify", *words, "--json", "--", text]) == 0


def _is_genuine(verdict: Verdict) -> bool:
    return verdict is Verdict.GENUINE


def show(forger: Forger, ways: Mapping[str, Proves], seed: int, count: int) -> Proofs:
    """Show `count` forged payloads, and every genuine one, to each way of proving."""
    done = Proofs(Counter(), [])
    numbers = itertools.count()
    while done.count < count:
        how, text = forger.forge(chances(seed, "forged", next(numbers)))
        if text in forger.genuine:
            continue  # what was changed was changed to what it is
        done.forged[how] += 1
        _judge(done, ways, (how, text), should_be=False)
    for text in forger.genuine:
        _judge(done, ways, ("genuine", text), should_be=True)
    return done


def _judge(
    done: Proofs, ways: Mapping[str, Proves], shown: tuple[str, str], *, should_be: bool
) -> None:
    how, text = shown
    for name, proves in ways.items():
        if "\0" in text and name.startswith("motcua"):
            continue  # no system hands such a word to a program
        if proves(text) is not should_be:
            verdict = "refused" if should_be else "accepted"
            done.is_wrong.append(f"{verdict} by {name}: {how}: {text[:230]!r}")
