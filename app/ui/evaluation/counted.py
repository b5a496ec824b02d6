"""How many lines a figure says that it counts: the list behind a locked one may have others now."""

from app.services.evaluation.evaluation import OF_A_WHOLE
from app.services.evaluation.records import EvaluationRow, ServiceQuality
from app.vocabulary.evaluation import EvaluationIndex, ToldKind


def lines_of_score(row: EvaluationRow, index: EvaluationIndex) -> int | None:
    """Return how many dossiers an index of a row counts; None for an index of the whole row."""
    score = row.score(index)
    return None if score is None or index in OF_A_WHOLE else score.count


def lines_of_figure(quality: ServiceQuality, figure: str, agency: str) -> int | None:
    """Return how many lines a ratio, or a number of the processing table, counts.

    None for a ratio that was told: its numbers are nobody's list.
    """
    if figure in set(ToldKind):
        return None
    ratio = quality.figure(figure)
    if ratio is not None:
        return ratio.whole
    row = next((each for each in quality.processing if each.key == agency), None)
    counted: int | None = None if row is None else getattr(row, figure)
    return counted
