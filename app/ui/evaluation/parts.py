"""What the tab of the evaluation is connected through."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from app.clock import Clock
from app.services.evaluation.facts import FactDraft, ProcedureFacts
from app.services.evaluation.records import (
    EvaluationTable,
    ScoredLine,
    ScoreOf,
    ServiceQuality,
    TimeDispute,
)
from app.services.ledger.records import Actor
from app.services.periods.calendar import ReportCalendar
from app.services.periods.evaluated import Evaluated
from app.services.periods.told_figures import ToldDraft
from app.ui.desk.saving import PathAsker
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.messages import Messages
from app.vocabulary.evaluation import ToldKind


class EvaluationSource(Protocol):
    """What is behind the figures, as this tab needs it."""

    def lines(
        self, actor: Actor, first_day: date, last_day: date, of: ScoreOf
    ) -> tuple[ScoredLine, ...]: ...

    def quality_lines(
        self, actor: Actor, first_day: date, last_day: date, figure: str, agency: str = ""
    ) -> tuple[ScoredLine, ...]: ...

    def time_disputes(
        self, actor: Actor, first_day: date, last_day: date
    ) -> tuple[TimeDispute, ...]: ...


class EvaluatedSource(Protocol):
    """Report periods and their evaluation, frozen where they are locked."""

    def calendar(self, actor: Actor) -> ReportCalendar: ...

    def of_period(self, actor: Actor, key: str) -> Evaluated: ...


class FactSource(Protocol):
    """What is noted of procedures, as this tab needs it."""

    def procedures(self, actor: Actor) -> tuple[ProcedureFacts, ...]: ...

    def note(self, actor: Actor, codes: Sequence[str], draft: FactDraft) -> int: ...


class ToldKeeper(Protocol):
    """What is told of a period, as this tab needs it."""

    def tell(self, actor: Actor, key: str, kind: ToldKind, draft: ToldDraft) -> bool: ...


class EvaluationWriter(Protocol):
    """Writes both records as a workbook; raises UserError where it cannot."""

    def __call__(self, table: EvaluationTable, quality: ServiceQuality, path: Path) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationParts:
    """The tab's connections; `may_note`: this person may note facts and tell figures."""

    tasks: TaskRunner
    messages: Messages
    clock: Clock
    actor: Callable[[], Actor]
    periods: EvaluatedSource
    evaluation: EvaluationSource
    facts: FactSource
    told: ToldKeeper
    may_note: Callable[[], bool]
    write: EvaluationWriter
    ask_path: PathAsker
    open_dossier: Callable[[str], None]
    open_petition: Callable[[int, str], None]
