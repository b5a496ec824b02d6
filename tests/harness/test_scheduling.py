"""What other programs cost is told apart from what the program itself costs."""

from pathlib import Path
from time import process_time

import pytest

from tests.harness import scheduling
from tests.harness.scheduling import scheduled, timed


def test_work_of_this_thread_is_counted_as_time_that_it_ran() -> None:
    before, until = scheduled(), process_time() + 0.05
    while process_time() < until:
        pass
    spent = scheduled().since(before)
    assert 0.04 < spent.ran_s < 1
    assert spent.queued_s >= 0


def test_time_without_a_core_is_not_counted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    statistics = tmp_path / "schedstat"
    statistics.write_text("1 7000000000 1\n", encoding="ascii")
    monkeypatch.setattr(scheduling, "_STATISTICS", statistics)
    ticks = iter((100.0, 110.0))
    monkeypatch.setattr(scheduling, "monotonic", lambda: next(ticks))

    def work() -> str:
        statistics.write_text("2 13000000000 2\n", encoding="ascii")
        return "done"

    value, seconds = timed(work)
    assert value == "done"
    assert seconds == pytest.approx(4.0)
