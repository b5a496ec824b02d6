"""How many procedures are published, by level and agency at a date; and what decisions stated.

Every record is of plain values. The columns are those of form II.07b: under the agency's authority;
carried out through the one-stop shop or liên thông; with an internal process issued.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from app.services.figures.entered_late import stretches_in
from app.services.publishing.records import (
    LEVELS,
    CountedAs,
    CountedProcedures,
    DecisionLine,
    LevelCounts,
    ProcedureLine,
    StatedLine,
    counted,
    sum_words,
)
from app.services.publishing.replay import InForce, ProcedureInForce, agency_key, in_force
from app.services.publishing.stored import living, signed_lines, title_of
from app.vocabulary.catalogue import Liaison
from app.vocabulary.office import Level
from app.wording import captions
from app.wording.labels import label
from app.wording.texts import day_text, number_text

DISTRICTS_ENDED = date(2025, 7, 1)
"""From this day there is no district level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFigures:
    """One row of form II.07b.

    `stated` is the part of `authority` that is known only by what decisions state; whether those go
    through the one-stop shop or have a process is not known, so they are in no other column.
    """

    key: str
    name: str
    authority: LevelCounts
    stated: LevelCounts
    one_stop: LevelCounts
    same_level: LevelCounts
    across_levels: LevelCounts
    processes: LevelCounts
    without_process: LevelCounts

    def of(self, column: CountedAs) -> LevelCounts:
        """Return one column's counts."""
        counts: LevelCounts = getattr(self, COLUMNS[column].field)
        return counts


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedFigures:
    """Decisions signed in [first_day, last_day], and what is in force at the end of `at`.

    `late` of the decisions were signed before `first_day` and entered after that was locked; None
    in what was frozen before late entries were counted anywhere.
    """

    first_day: date
    last_day: date
    at: date
    decisions: tuple[DecisionLine, ...]
    told: LevelCounts
    stated: LevelCounts
    counted: LevelCounts
    abolished: int
    agencies: tuple[AgencyFigures, ...]
    total: AgencyFigures
    without_process: tuple[ProcedureLine, ...]
    notes: tuple[str, ...]
    late: int | None = None

    @property
    def mismatches(self) -> tuple[str, ...]:
        """What does not agree in the decisions of the span, a sentence each."""
        return tuple(sentence for each in self.decisions for sentence in each.mismatches)


def published_in(
    session: Session, office_id: int, first_day: date, last_day: date, at: date
) -> PublishedFigures:
    """Return the figures of an office; what was entered late counts in the next period."""
    stretches = stretches_in(session, office_id)
    decisions = signed_lines(session, office_id, (first_day, last_day), stretches)
    standing = in_force(living(session, office_id, stretches.of(at).known_at), at)
    agencies, total = by_agency(standing, at)
    behind = behind_count(standing, at, CountedAs.NO_PROCESS)
    return PublishedFigures(
        first_day=first_day,
        last_day=last_day,
        at=at,
        decisions=decisions,
        told=LevelCounts.added(each.told for each in decisions),
        stated=LevelCounts.added(each.stated for each in decisions),
        counted=LevelCounts.added(each.counted for each in decisions),
        abolished=sum(each.abolished for each in decisions),
        agencies=agencies,
        total=total,
        without_process=behind.procedures,
        notes=tuple(_notes(total, at)),
        late=sum(each.decided_on < first_day for each in decisions),
    )


def by_agency(standing: InForce, at: date) -> tuple[tuple[AgencyFigures, ...], AgencyFigures]:
    """Return the rows of form II.07b in order of name, and their sum."""
    keys, names = _Keys(), dict[str, str]()
    named: dict[str, list[ProcedureInForce]] = {}
    stated: dict[str, list[LevelCounts]] = {}
    for each in standing.named:
        name = agency_of(each)
        key = keys.of(name)
        names.setdefault(key, name)
        named.setdefault(key, []).append(each)
    for pool in standing.unnamed:
        name = pool.decision.agency_name
        key = keys.of(name)
        names.setdefault(key, name)
        stated.setdefault(key, []).append(pool.counts)
    rows = tuple(
        _row(key, names[key], named.get(key, []), stated.get(key, []), at) for key in sorted(names)
    )
    return rows, _row(
        "",
        captions.TOTAL_NUMBER,
        standing.named,
        [pool.counts for pool in standing.unnamed],
        at,
    )


def behind_count(
    standing: InForce,
    at: date,
    column: CountedAs,
    level: Level | None = None,
    agency: str | None = None,
) -> CountedProcedures:
    """Return the procedures that one count is made of; all levels and agencies for None."""
    counts, keys = COLUMNS[column].counts, _Keys()
    procedures = tuple(
        _line(each)
        for each in standing.named
        if counts(each, at)
        and level in (None, each.item.level)
        and (agency is None or agency == keys.of(agency_of(each)))
    )
    stated = tuple(
        StatedLine(
            decision_id=pool.decision.decision_id,
            decision=title_of(pool.decision),
            agency_name=pool.decision.agency_name,
            counts=pool.counts,
        )
        for pool in standing.unnamed
        if column is CountedAs.AUTHORITY
        and pool.counts.of(level)
        and (agency is None or agency == keys.of(pool.decision.agency_name))
    )
    return CountedProcedures(tuple(sorted(procedures, key=lambda each: each.code)), stated)


def agency_of(named: ProcedureInForce) -> str:
    """Return whose procedure it is: the item's agency, else the decision's."""
    return named.item.agency_name or named.decision.agency_name


class _Keys:
    """The keys of agencies: a list repeats few names many times."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def of(self, name: str) -> str:
        key = self._known.get(name)
        if key is None:
            key = self._known[name] = agency_key(name)
        return key


def _row(
    key: str, name: str, named: Iterable[ProcedureInForce], stated: list[LevelCounts], at: date
) -> AgencyFigures:
    each, by_statement = list(named), LevelCounts.added(stated)
    is_known = bool(each) or not stated
    columns = {
        column.field: counted(one.item.level for one in each if column.counts(one, at))
        if is_known
        else LevelCounts()
        for column in COLUMNS.values()
    }
    columns["authority"] = LevelCounts.added([columns["authority"], by_statement])
    return AgencyFigures(key=key, name=name, stated=by_statement, **columns)


def _has_process(named: ProcedureInForce, at: date) -> bool:
    issued = named.item.process_date
    return bool(named.item.process_number) and issued is not None and issued <= at


@dataclass(frozen=True, slots=True)
class PublishedColumn:
    """A column of form II.07b: what it counts, and the field of `AgencyFigures` with its counts.

    `title` stands in the report, `name` in windows, `head` over the column there ("": it has none).
    """

    field: str
    counts: Callable[[ProcedureInForce, date], bool]
    title: str
    name: str
    head: str = ""


COLUMNS: Final[Mapping[CountedAs, PublishedColumn]] = {
    CountedAs.AUTHORITY: PublishedColumn(
        "authority",
        lambda _named, _at: True,
        title="TTHC đang có hiệu lực",
        name=captions.PROCEDURES_IN_COMPETENCE,
        head=captions.COMPETENCE,
    ),
    CountedAs.ONE_STOP: PublishedColumn(
        "one_stop",
        lambda named, _at: named.item.at_centre or named.item.liaison is not Liaison.NONE,
        title="TTHC thực hiện theo cơ chế một cửa, liên thông",
        name=captions.DONE_AT_ONE_STOP,
        head="Một cửa, LT",
    ),
    CountedAs.SAME_LEVEL: PublishedColumn(
        "same_level",
        lambda named, _at: named.item.liaison is Liaison.SAME_LEVEL,
        title="TTHC liên thông cùng cấp",
        name=label(Liaison.SAME_LEVEL),
    ),
    CountedAs.ACROSS_LEVELS: PublishedColumn(
        "across_levels",
        lambda named, _at: named.item.liaison is Liaison.ACROSS_LEVELS,
        title="TTHC liên thông các cấp",
        name=label(Liaison.ACROSS_LEVELS),
    ),
    CountedAs.PROCESS: PublishedColumn(
        "processes",
        _has_process,
        title=captions.INTERNAL_PROCESSES_ISSUED,
        name="Có quy trình nội bộ",
        head="Có quy trình",
    ),
    CountedAs.NO_PROCESS: PublishedColumn(
        "without_process",
        lambda named, at: not _has_process(named, at),
        title="TTHC chưa có quy trình nội bộ",
        name=captions.WITHOUT_INTERNAL_PROCESS,
        head="Chưa có",
    ),
}


def _line(named: ProcedureInForce) -> ProcedureLine:
    item = named.item
    return ProcedureLine(
        code=item.code,
        name=item.name,
        level=item.level,
        field=item.field,
        agency_name=agency_of(named),
        at_centre=item.at_centre,
        liaison=item.liaison,
        process_number=item.process_number,
        process_date=item.process_date,
        decision_id=named.decision.decision_id,
        decision=title_of(named.decision),
    )


def _notes(total: AgencyFigures, at: date) -> Iterable[str]:
    if not total.authority.adds_up:
        sum_text, apart = sum_words(total.authority)
        yield (
            f"Đến {day_text(at)}, tổng số là {number_text(total.authority.total or 0)} thủ tục, "
            f"nhưng các cấp cộng lại {sum_text} ({apart}), do số ghi trong quyết định không khớp."
        )
    if total.stated.total:
        yield (
            f"{number_text(total.stated.total)} thủ tục tính theo số ghi trong quyết định, chưa "
            "nhập từng thủ tục: chưa biết thủ tục nào qua một cửa và có quy trình nội bộ."
        )
    districts = total.authority.of(LEVELS[1])
    if at >= DISTRICTS_ENDED and districts:
        yield (
            f"Cấp huyện không còn từ {day_text(DISTRICTS_ENDED)}, nhưng {number_text(districts)} "
            "thủ tục cấp huyện chưa có quyết định bãi bỏ hoặc công bố lại."
        )
