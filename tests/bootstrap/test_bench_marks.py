"""The benchmark's marks: written where asked for, nowhere otherwise."""

import time
from pathlib import Path

import pytest

from app.bootstrap.bench_marks import FIRST_PAINT, READY, VARIABLE, mark


def test_marks_carry_the_machines_clock_in_order(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    target = tmp_path / "marks"
    monkeypatch.setenv(VARIABLE, str(target))
    before = time.monotonic()
    mark(FIRST_PAINT)
    mark(READY)
    after = time.monotonic()
    lines = [line.split() for line in target.read_text(encoding="ascii").splitlines()]
    assert [line[0] for line in lines] == ["first_paint", "ready"]
    painted, ready = (float(line[1]) for line in lines)
    assert before - 0.001 <= painted <= ready <= after + 0.001


def test_nothing_is_written_without_the_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    mark(FIRST_PAINT)
    assert not list(tmp_path.iterdir())
