"""How many procedures are published, by level and agency at a date; and what decisions stated.

Every record is of plain values. The columns are those of form II.07b: under the agency's authority;
carried out through the one-stop shop or liên thông; with an internal process issued.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

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
    added,
    counted,
    sum_words,
)
from app.services.publishing.replay import InForce, ProcedureInForce, agency_key, in_force
from app.services.publishing.stored import living, signed_lines, title_of
from app.vocabulary.catalogue import Liaison
from app.vocabulary.office import Level
from app.wording import captions
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
        return {
            CountedAs.AUTHORITY: self.authority,
            CountedAs.ONE_STOP: self.one_stop,
            CountedAs.SAME_LEVEL: self.same_level,
            CountedAs.ACROSS_LEVELS: self.across_levels,
            CountedAs.PROCESS: self.processes,
            CountedAs.NO_PROCESS: self.without_process,
        }[column]


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
        told=added(each.told for each in decisions),
        stated=added(each.stated for each in decisions),
        counted=added(each.counted for each in decisions),
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
    counts, keys = _COUNTED[column], _Keys()
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
    each = list(named)

    def column(of: CountedAs) -> LevelCounts:
        if stated and not each:
            return LevelCounts()
        return counted(one.item.level for one in each if _COUNTED[of](one, at))

    by_statement = added(stated)
    known = [column(CountedAs.AUTHORITY)] if each or not stated else []
    return AgencyFigures(
        key=key,
        name=name,
        authority=added([*known, by_statement]),
        stated=by_statement,
        one_stop=column(CountedAs.ONE_STOP),
        same_level=column(CountedAs.SAME_LEVEL),
        across_levels=column(CountedAs.ACROSS_LEVELS),
        processes=column(CountedAs.PROCESS),
        without_process=column(CountedAs.NO_PROCESS),
    )


def _has_process(named: ProcedureInForce, at: date) -> bool:
    issued = named.item.process_date
    return bool(named.item.process_number) and issued is not None and issued <= at


def _is_one_stop(named: ProcedureInForce, _at: date) -> bool:
    return named.item.at_centre or named.item.liaison is not Liaison.NONE


_COUNTED: dict[CountedAs, Callable[[ProcedureInForce, date], bool]] = {
    CountedAs.AUTHORITY: lambda _named, _at: True,
    CountedAs.ONE_STOP: _is_one_stop,
    CountedAs.SAME_LEVEL: lambda named, _at: named.item.liaison is Liaison.SAME_LEVEL,
    CountedAs.ACROSS_LEVELS: lambda named, _at: named.item.liaison is Liaison.ACROSS_LEVELS,
    CountedAs.PROCESS: _has_process,
    CountedAs.NO_PROCESS: lambda named, at: not _has_process(named, at),
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
