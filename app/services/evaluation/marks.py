"""What is scored: one thing, its points by one index, whose it is, and how to say why."""

from collections.abc import Callable
from dataclasses import dataclass

from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.vocabulary.office import Level


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom a mark counts for, beside the whole unit.

    `agency_id` is the office's own where no agency shares the work; `officer_id` is None where the
    thing is no officer's own doing.
    """

    agency_id: int
    level: Level | None = None
    officer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """The points of one dossier by one index; `why` says how, when somebody asks."""

    index: EvaluationIndex
    points: int
    whose: Whose
    dossier_code: str
    version_id: int
    why: Callable[[], str]


@dataclass(frozen=True, slots=True)
class RowKey:
    """A row of the table: a kind, and the id (0 for the unit) or level within it."""

    kind: EvaluatedKind
    of: int | Level = 0


def rows_of(whose: Whose) -> tuple[RowKey, ...]:
    """Return every row that what is `whose` counts in."""
    keys = [RowKey(EvaluatedKind.UNIT), RowKey(EvaluatedKind.AGENCY, whose.agency_id)]
    if whose.level is not None:
        keys.append(RowKey(EvaluatedKind.LEVEL, whose.level))
    if whose.officer_id is not None:
        keys.append(RowKey(EvaluatedKind.OFFICER, whose.officer_id))
    return tuple(keys)
