"""The fuzzer finds what does not hold; that every entry point holds is a tenth's to show."""

import random
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from tests.harness.fuzzing.entry import Entry, Outcome, each, require
from tests.harness.fuzzing.odd import chances
from tests.harness.fuzzing.running import Limits, run_entry
from tests.harness.fuzzing.watching import left_in

_TIGHT = Limits(slowest_s=0.2, hopeless_s=0.6, growth=40 << 20)


def outcome_of(
    feeds: Callable[[Path, int], object],
    folder: Path,
    makes: Callable[[], object] = lambda: None,
) -> Outcome:
    """Feed ten numbers to an entry point that does `feeds` with each, once `makes` was done."""

    class Planted(Entry[int]):
        def make(self, chance: random.Random) -> int:
            makes()
            return chance.randrange(10)

        def feed(self, made: int) -> None:
            feeds(self.folder, made)

    outcome = Outcome("planted")
    run_entry(Planted, outcome, folder, 1, range(10), _TIGHT)
    return outcome


def _raises(_folder: Path, made: int) -> None:
    dict[int, int]()[made]


def _refuses_without_a_sentence(_folder: Path, _made: int) -> None:
    each(lambda: refuse("KeyError"), lambda: None)


def _answers_wrongly(_folder: Path, _made: int) -> None:
    require(is_so=False, otherwise="another content came back")


def _takes_long(_folder: Path, made: int) -> None:
    time.sleep(0.25 if made == _FIRST else 0)


def _never_ends(_folder: Path, made: int) -> None:
    while made == _FIRST:
        pass


def _takes_memory(_folder: Path, made: int) -> None:
    bytearray(64 << 20 if made == _FIRST else 1)


def _writes_elsewhere(folder: Path, _made: int) -> None:
    (folder.parents[1] / "fallen").write_text("x")


def _starts_a_program(_folder: Path, made: int) -> None:
    if made == _FIRST:
        subprocess.run(["true"], check=True)


def _connects(_folder: Path, made: int) -> None:
    if made == _FIRST:
        with socket.socket() as line:
            line.settimeout(0.05)
            line.connect_ex(("127.0.0.1", 9))


def _is_choosy(_folder: Path, made: int) -> None:
    if made > 4:
        refuse("Hãy gõ lại.")


_FIRST = chances(1, "planted", 0).randrange(10)


def refuse(message: str) -> None:
    raise UserError(message)


@pytest.mark.parametrize(
    ("fault", "found"),
    [
        (_raises, "KeyError"),
        (_refuses_without_a_sentence, "refused without a sentence"),
        (_answers_wrongly, "another content came back"),
        (_takes_long, "took over"),
        (_never_ends, "HangError"),
        (_takes_memory, "grew by"),
        (_writes_elsewhere, "did what it must not: open"),
        (_starts_a_program, "did what it must not: subprocess.Popen"),
        (_connects, "did what it must not: socket.connect"),
    ],
)
def test_what_does_not_hold_is_found(
    fault: Callable[[Path, int], None], found: str, tmp_path: Path
) -> None:
    (place := tmp_path / "place").mkdir()
    outcome = outcome_of(fault, place)
    assert any(found in problem for problem in outcome.problems), outcome.problems
    assert outcome.inputs == 10


def test_what_the_making_of_an_input_takes_is_no_fault(tmp_path: Path) -> None:
    (place := tmp_path / "place").mkdir()
    outcome = outcome_of(lambda _folder, _made: None, place, lambda: bytearray(64 << 20))
    assert outcome.problems == []
    assert outcome.growth_mb < 40


def test_what_the_making_of_inputs_keeps_is_counted(tmp_path: Path) -> None:
    (place := tmp_path / "place").mkdir()
    kept: list[bytearray] = []
    outcome = outcome_of(
        lambda _folder, _made: None, place, lambda: kept.append(bytearray(20 << 20))
    )
    assert "grew by" in outcome.problems[-1]


def test_what_is_left_elsewhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "cache" / "fontconfig").mkdir(parents=True)
    (tmp_path / "cache" / "fontconfig" / "x").write_text("")
    assert left_in(tmp_path) == []
    (tmp_path / "dossiers.csv").write_text("")
    assert left_in(tmp_path) == ["left elsewhere: dossiers.csv"]


def test_answers_and_sentences_are_no_fault(tmp_path: Path) -> None:
    (place := tmp_path / "place").mkdir()
    outcome = outcome_of(_is_choosy, place)
    assert outcome.problems == []
    assert 0 < outcome.refused < 10
