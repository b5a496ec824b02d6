"""The columns of the page: how each unit stands, and where each paper is."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from app.clock import to_local
from app.services.custody.custody_board import BUCKET_WORDS
from app.services.custody.location_records import Bucket, CustodyView, HeldPaper
from app.services.forms.numbering import code_order
from app.services.ledger.records import Actor
from app.ui.desk.dossier_columns import (
    SHORT_CODE_WIDTH,
    short_code,
    short_moment,
    short_name,
    worked_text,
)
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, number_column, text_column
from app.ui.widgets.row_table import Column
from app.wording import captions
from app.wording.texts import day_text, moment_text, number_text

# What the two tables of the page hold: a line for each unit, a line for each paper.

ALL_UNITS = 0


@dataclass(frozen=True)
class CustodyUnitLine:
    """One unit's papers, or all units' (`unit_id` 0); counted once, whatever is asked of a cell."""

    unit_id: int
    name: str
    papers: tuple[HeldPaper, ...]
    day: timedelta

    def count(self, bucket: Bucket | None) -> int:
        """Return how many papers are in `bucket`; None counts them all."""
        return len(self.papers) if bucket is None else self._counts[bucket]

    @cached_property
    def _counts(self) -> Counter[Bucket]:
        return Counter(paper.bucket for paper in self.papers)

    @cached_property
    def oldest(self) -> HeldPaper | None:
        """The paper that has been here longest."""
        return min(self.papers, key=lambda paper: paper.since, default=None)


@dataclass(frozen=True, slots=True)
class CustodyPaperLine:
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


def unit_lines(view: CustodyView) -> tuple[CustodyUnitLine, ...]:
    """Return all units together, then each, the latest first."""
    papers = tuple(paper for column in view.columns for paper in column.papers)
    if not papers:
        return ()
    every = CustodyUnitLine(ALL_UNITS, "Tất cả đơn vị", papers, view.day)
    units = (
        CustodyUnitLine(column.unit_id, column.unit_name, column.papers, view.day)
        for column in view.columns
    )
    return (every, *units)


def paper_lines(
    view: CustodyView, wish: Wish, actor: Actor, now: datetime
) -> tuple[CustodyPaperLine, ...]:
    """Return the papers a person asks for, those held longest first."""
    own = {actor.officer_id, *view.absent_ids}
    found = [
        CustodyPaperLine(paper, column.unit_name, _keeper(paper, view.absent_ids), view.day, now)
        for column in view.columns
        if wish.unit_id in {ALL_UNITS, column.unit_id}
        for paper in column.papers
        if _is_wanted(paper, wish, own, view)
    ]
    return tuple(sorted(found, key=lambda line: line.paper.since))


def counts(lines: Sequence[CustodyPaperLine]) -> dict[Bucket | None, int]:
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


BUCKET_LOOKS: Mapping[Bucket, tuple[Icon, Tone]] = {
    Bucket.ON_THE_WAY: (Icon.SEND, Tone.ACCENT),
    Bucket.IN_TIME: (Icon.DONE, Tone.OK),
    Bucket.LATE: (Icon.LATE, Tone.LATE),
    Bucket.PAUSED: (Icon.PAUSE, Tone.WARN),
}
"""How each kind is drawn, beside its word."""
_DAYS_FROM, _WHOLE_FROM = 1, 100
_WORKING = " làm việc"


def held_text(worked: timedelta, day: timedelta) -> str:
    """Return working time briefly, in days from one day on: "2,5 ngày", "3 giờ"."""
    days = worked / day if day else 0
    if days < _DAYS_FROM:
        return worked_text(worked).removesuffix(_WORKING)
    amount = f"{days:.1f}" if days < _WHOLE_FROM else f"{days:.0f}"
    return f"{amount.removesuffix('.0').replace('.', ',')} ngày"


def short_day(at: datetime, now: datetime) -> str:
    """Return a moment of this year with its time, an older one by its day alone."""
    day = to_local(at).date()
    return short_moment(at, now) if day.year == to_local(now).year else day_text(day)


def unit_columns() -> tuple[Column[CustodyUnitLine], ...]:
    return (
        text_column(
            captions.UNIT,
            "name",
            tone=lambda line: Tone.STRONG if not line.unit_id else Tone.NORMAL,
        ),
        *(_count_column(bucket) for bucket in Bucket),
        number_column(
            captions.SUM,
            lambda line: number_text(len(line.papers)),
            64,
            sort_key=lambda line: len(line.papers),
        ),
        text_column(
            captions.LONGEST,
            lambda line: held_text(line.oldest.worked, line.day) if line.oldest else "",
            92,
            tip=lambda line: (
                f"giờ làm việc, từ {moment_text(line.oldest.since)}" if line.oldest else ""
            ),
            sort_key=lambda line: line.oldest.worked if line.oldest else timedelta(0),
        ),
    )


def paper_columns() -> tuple[Column[CustodyPaperLine], ...]:
    return (
        digits_column(
            captions.DOSSIER_CODE,
            lambda line: short_code(line.paper.code),
            SHORT_CODE_WIDTH + 24,
            tip=lambda line: f"{line.paper.code}: {_standing(line)}",
            sort_key=lambda line: code_order(line.paper.code),
            tone=lambda line: BUCKET_LOOKS[line.paper.bucket][1],
            icon=lambda line: BUCKET_LOOKS[line.paper.bucket][0],
        ),
        _text(captions.OWNER, 124, lambda line: line.paper.owner_name),
        _text(captions.PROCEDURE, 0, lambda line: line.paper.procedure_name),
        _text(captions.HOLDING_UNIT, 124, _where),
        _moment(captions.FROM, lambda line: line.paper.since),
        text_column(
            "Đã giữ",
            lambda line: held_text(line.paper.worked, line.day),
            80,
            tip=lambda line: (
                f"{worked_text(line.paper.worked)}, từ {moment_text(line.paper.since)}"
            ),
            sort_key=lambda line: line.paper.worked,
        ),
        _limit(captions.STEP_DEADLINE, lambda line: line.paper.step_due_at),
        _limit(captions.DUE, lambda line: line.paper.due_at),
        _text(captions.KEEPER, 120, lambda line: line.keeper or "–"),
        _text(captions.PLACE_KEPT, 88, lambda line: line.paper.place or "–"),
    )


def _count_column(bucket: Bucket) -> Column[CustodyUnitLine]:
    icon, tone = BUCKET_LOOKS[bucket]
    word = BUCKET_WORDS[bucket]
    return digits_column(
        word,
        lambda line: number_text(line.count(bucket)) if line.count(bucket) else "–",
        88,
        tip=lambda line: f"{word}: {line.count(bucket)}",
        sort_key=lambda line: line.count(bucket),
        tone=lambda line: tone if line.count(bucket) else Tone.QUIET,
        icon=lambda line: icon if line.count(bucket) else None,
    )


def _text(
    title: str, width: int, value: Callable[[CustodyPaperLine], str]
) -> Column[CustodyPaperLine]:
    return text_column(title, value, width, tip=lambda line: short_name(value(line), 400))


def _moment(title: str, at: Callable[[CustodyPaperLine], datetime]) -> Column[CustodyPaperLine]:
    return digits_column(
        title,
        lambda line: short_day(at(line), line.now),
        92,
        tip=lambda line: moment_text(at(line)),
        sort_key=at,
    )


def _limit(
    title: str, at: Callable[[CustodyPaperLine], datetime | None]
) -> Column[CustodyPaperLine]:
    def value(line: CustodyPaperLine) -> str:
        due = at(line)
        return short_day(due, line.now) if due else "–"

    def tip(line: CustodyPaperLine) -> str:
        due = at(line)
        if due is None:
            return ""
        return f"{moment_text(due)}{', đã quá hạn' if due < line.now else ''}"

    def is_late(line: CustodyPaperLine) -> bool:
        due = at(line)
        return due is not None and due < line.now and line.paper.bucket is not Bucket.PAUSED

    return digits_column(
        title,
        value,
        118,
        tip=tip,
        sort_key=lambda line: at(line) or datetime.max.replace(tzinfo=line.now.tzinfo),
        tone=lambda line: Tone.LATE if is_late(line) else Tone.NORMAL,
        icon=lambda line: Icon.LATE if is_late(line) else None,
    )


def _where(line: CustodyPaperLine) -> str:
    return f"{line.unit_name} → {line.paper.to_name}" if line.paper.to_name else line.unit_name


def _standing(line: CustodyPaperLine) -> str:
    return BUCKET_WORDS[line.paper.bucket].lower()
