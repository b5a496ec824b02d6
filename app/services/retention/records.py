"""What crosses between the erasing of old personal data and who decides on it."""

from dataclasses import dataclass, fields
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """After how many years people's data are erased, and which paper says so ("" while none)."""

    years: int
    ground: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasable:
    """How many rows of which kind hold people's data past their time.

    `notes` are parts of log entries kept apart; `forms` are printed papers with their data, `slips`
    handoff slips on which lines are blanked, `files` scans, `bundles` files exchanged with other
    stores, `petitions` those that ended as long ago.
    """

    dossiers: int = 0
    drafts: int = 0
    notes: int = 0
    forms: int = 0
    slips: int = 0
    files: int = 0
    bundles: int = 0
    petitions: int = 0

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is past its time."""
        return not any(getattr(self, each.name) for each in fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPreview:
    """What a run would erase now: of dossiers that ended before the day `before`.

    `oldest` and `newest` are the days on which the first and the last of them ended; None where
    there is none. `kept_back` ended as long ago but still wait for somebody at the desk (result or
    papers not collected), so they stay. `erased` were erased by earlier runs.
    """

    rule: RetentionRule
    before: date
    oldest: date | None
    newest: date | None
    erasable: Erasable
    kept_back: int
    erased: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRun:
    """One run as the log tells it."""

    seq: int
    at: datetime
    login: str
    officer_name: str
    second_login: str
    rule: RetentionRule
    before: date
    erased: Erasable


@dataclass(frozen=True, slots=True)
class Swept:
    """Files of erased data that were taken away on this machine."""

    scans: int = 0
    papers: int = 0
    bundles: int = 0

    @property
    def total(self) -> int:
        """All kinds together."""
        return self.scans + self.papers + self.bundles
