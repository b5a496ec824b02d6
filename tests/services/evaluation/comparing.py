"""What differs between the program's evaluation and the one counted over the raw rows."""

from collections.abc import Iterator

from app.services.evaluation.records import EvaluationTable, ServiceQuality
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from tests.services.evaluation.plain_store import Counted, Key, Tally

_CELLS = (
    *("carried_over", "online", "counter", "post", "done_carried", "done_new", "done_late"),
    *("running_in_time", "running_late", "paused_in_time", "paused_late"),
)


def differences(table: EvaluationTable, quality: ServiceQuality, plain: Counted) -> list[str]:
    """Return a line for each figure that is not the same; none where all agree."""
    return [*_of_indices(table, plain), *_of_quality(quality, plain)]


def _of_indices(table: EvaluationTable, plain: Counted) -> Iterator[str]:
    shown: set[Key] = set()
    for row in table.rows:
        key = (row.kind.value, "" if row.kind is EvaluatedKind.UNIT else row.key)
        shown.add(key)
        for score in row.scores:
            number = list(EvaluationIndex).index(score.index) + 1
            tally = plain.tallies.get((number, key), Tally())
            said = (score.points, score.count, None if score.value is None else str(score.value))
            if said != (tally.points, tally.count, tally.shown):
                yield f"{key} {number}: {said}, rows say {tally} {tally.shown}"
    times = table.said_times
    told = times and (times.answered, times.differing, times.said_late)
    if told != plain.said_times:
        yield f"said times: {told}, rows say {plain.said_times}"
    for (number, key), tally in plain.tallies.items():
        # What a unit is scored by as a whole stands in rows that have a dossier.
        if key not in shown and tally.count and number not in {5, 8, 9}:
            yield f"{key} {number}: no row, rows say {tally}"


def _of_quality(quality: ServiceQuality, plain: Counted) -> Iterator[str]:
    for row in quality.processing:
        for cell in _CELLS:
            said, found = getattr(row, cell), plain.processing[row.key][cell]
            if said != found:
                yield f"{row.name} {cell}: {said}, rows say {found}"
    ratios: dict[str, tuple[int | None, int | None]] = {
        "on_time_done": (plain.done - plain.done_late, plain.done),
        "on_time_all": (plain.judged - plain.late, plain.judged),
        "paid_online": plain.told.get("paid_online", (None, None)),
        "reused": plain.told.get("reused", (None, None)),
    }
    for key, expected in ratios.items():
        figure = quality.figure(key)
        if figure is None or (figure.part, figure.whole) != expected:
            yield f"{key}: {figure}, rows say {expected}"
