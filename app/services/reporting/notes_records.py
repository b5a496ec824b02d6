"""Remarks and tasks of a report, as they cross layers."""

from dataclasses import dataclass
from datetime import date, datetime

from app.vocabulary.reports import RemarkPlace, ReportSection


@dataclass(frozen=True, slots=True)
class Remark:
    """An officer's own words in a section, with who wrote them and when; `text` may have lines."""

    section: ReportSection
    place: RemarkPlace
    text: str
    entered_at: datetime
    entered_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDraft:
    """A task as a person puts it."""

    text: str
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskLine:
    """A task set for a period, in the order of the list."""

    task_id: int
    text: str
    owner: str
    due: date | None
    done_on: date | None

    @property
    def is_done(self) -> bool:
        """Say whether it was done."""
        return self.done_on is not None
