"""A made-up quarter is scored twice: by the program, and by plain code over the raw rows.

Every index of every unit, agency, level and officer, and every number of the QĐ 766 set, must be
the same to the last digit; and the program must need no more than seconds of the processor.
"""

import argparse
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time

from app.paths import STORE_NAME
from tests.harness.telling import tell
from tests.services.evaluation.comparing import differences
from tests.services.evaluation.generated import END, FIRST, LAST, START, a_quarter
from tests.services.evaluation.plain_count import Plain

_WHOLE = 30_000
_TENTH = 3_000
_MOST_S = 20.0
"""Of the processor, for both records of a whole quarter; a desk's machine is slow."""


@dataclass(slots=True)
class Watched:
    """What was seen of one quarter."""

    dossiers: int
    rows: int = 0
    figures: int = 0
    nine_s: float = 0.0
    quality_s: float = 0.0
    problems: list[str] = field(default_factory=list)


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Nothing besides what every verb takes; --count is of dossiers."""


def run(args: argparse.Namespace) -> int:
    """Make a quarter, score it twice, and tell."""
    with tempfile.TemporaryDirectory(prefix="motcua-scores-") as folder:
        count = args.count or (_TENTH if args.tenth else _WHOLE)
        watched = score_twice(Path(folder), count, args.seed)
    figures = [
        ("dossiers", watched.dossiers),
        ("rows of the table", watched.rows),
        ("figures that were counted twice", watched.figures),
        ("seconds of the processor for the nine indices", f"{watched.nine_s:.1f}"),
        ("seconds of the processor for the QĐ 766 set", f"{watched.quality_s:.1f}"),
    ]
    return tell("A quarter scored twice", figures, watched.problems)


def score_twice(folder: Path, count: int, seed: int) -> Watched:
    """Return what was seen of a quarter of `count` dossiers made in `folder`."""
    watched = Watched(count)
    counter = a_quarter(folder, count, seed)
    try:
        evaluation = counter.evaluation
        begun = process_time()
        table = evaluation.of_period(counter.admin, FIRST, LAST)
        watched.nine_s = process_time() - begun
        quality = evaluation.quality(counter.admin, FIRST, LAST)
        watched.quality_s = process_time() - begun - watched.nine_s
    finally:
        counter.database.close()
    plain = Plain(folder / "data" / STORE_NAME, START, END).count()
    watched.rows = len(table.rows)
    watched.figures = sum(len(row.scores) for row in table.rows) + 11 * len(quality.processing) + 7
    watched.problems = differences(table, quality, plain)
    if watched.nine_s + watched.quality_s > _MOST_S:
        watched.problems.append(f"it took more than {_MOST_S:.0f} seconds of the processor")
    return watched
