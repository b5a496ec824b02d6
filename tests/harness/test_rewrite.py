"""One paper from outside tells a history written anew; without one nobody can know."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.harness.rewrite import REWRITERS, History, lived
from tests.harness.tampering import Found, judge

BOTH = Found(by_program=True, by_verifier=True)
NEITHER = Found(by_program=False, by_verifier=False)


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Iterator[History]:
    history = lived(tmp_path_factory.mktemp("history"), Random(3))
    yield history
    history.office.counter.database.close()


def test_the_true_history_is_whole(history: History) -> None:
    papers = history.anchors_after(history.moments[0])
    assert judge(history.store, history.keys, papers) == NEITHER


@pytest.mark.parametrize("name", REWRITERS)
def test_a_rewriting_is_told_by_the_papers_given_out_since(
    history: History, name: str, tmp_path: Path
) -> None:
    path, moment = tmp_path / "rewritten.db", history.moments[3]
    REWRITERS[name](history, moment, Random(1), path)
    papers = history.anchors_after(moment)
    assert judge(path, history.keys, papers) == BOTH
    assert judge(path, history.keys, ()) == (BOTH if name == "another key" else NEITHER)
    before = history.office.receipts[: moment.receipts]
    assert judge(path, history.keys, before) == judge(path, history.keys, ())
