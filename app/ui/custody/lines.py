"""What the two tables of the page hold: a line for each unit, a line for each paper."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.services.custody.location_records import Bucket, CustodyView, HeldPaper
from app.services.ledger.records import Actor

ALL_UNITS = 0


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit's papers, or all units' (`unit_id` 0)."""

    unit_id: int
    name: str
    papers: tuple[HeldPaper, ...]
    day: timedelta

    def count(self, bucket: Bucket | None) -> int:
        """Return how many papers are in `bucket`; None counts them all."""
        return sum(bucket in {None, paper.bucket} for paper in self.papers)

    @property
    def oldest(self) -> HeldPaper | None:
        """The paper that has been here longest."""
        return min(self.papers, key=lambda paper: paper.since, default=None)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper, and who has it as the table says it."""

    paper: HeldPaper
    unit_name: str
    keeper: str
    day: timedelta
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the papers are narrowed to."""

    unit_id: int = ALL_UNITS
    bucket: Bucket | None = None
    is_mine: bool = False
    is_untouched: bool = False


def unit_lines(view: CustodyView) -> tuple[UnitLine, ...]:
    """Return all units together, then each, the latest first."""
    papers = tuple(paper for column in view.columns for paper in column.papers)
    if not papers:
        return ()
    every = UnitLine(ALL_UNITS, "Tất cả đơn vị", papers, view.day)
    units = (
        UnitLine(column.unit_id, column.unit_name, column.papers, view.day)
        for column in view.columns
    )
    return (every, *units)


def paper_lines(
    view: CustodyView, wish: Wish, actor: Actor, now: datetime
) -> tuple[PaperLine, ...]:
    """Return the papers a person asks for, those held longest first."""
    own = {actor.officer_id, *view.absent_ids}
    found = [
        PaperLine(paper, column.unit_name, _keeper(paper, view.absent_ids), view.day, now)
        for column in view.columns
        if wish.unit_id in {ALL_UNITS, column.unit_id}
        for paper in column.papers
        if _is_wanted(paper, wish, own, view)
    ]
    return tuple(sorted(found, key=lambda line: line.paper.since))


def counts(lines: Sequence[PaperLine]) -> dict[Bucket | None, int]:
    """Return how many papers there are in all and of each kind."""
    told: dict[Bucket | None, int] = {None: len(lines), **dict.fromkeys(Bucket, 0)}
    for line in lines:
        told[line.paper.bucket] += 1
    return told


def _is_wanted(
    paper: HeldPaper, wish: Wish, own: Collection[int | None], view: CustodyView
) -> bool:
    return (
        wish.bucket in {None, paper.bucket}
        and (not wish.is_mine or paper.keeper_id in own)
        and (not wish.is_untouched or paper.code in view.untouched)
    )


def _keeper(paper: HeldPaper, absent_ids: Collection[int]) -> str:
    return f"thay {paper.keeper_name}" if paper.keeper_id in absent_ids else paper.keeper_name
