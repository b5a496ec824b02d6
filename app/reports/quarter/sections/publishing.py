"""Lists of procedures published in the period, what is in force at its end; mismatches are told."""

from collections.abc import Iterator
from typing import Final

from app.reports.quarter.content import FigureLine, RowsReference, Told
from app.reports.quarter.words import change_text, counted, known, listed, sentence
from app.services.periods.records import late_sentence
from app.services.publishing.counts import COLUMNS, PublishedFigures
from app.services.publishing.records import LEVELS, CountedAs, LevelCounts, sum_sentence
from app.services.reporting.records import Compared
from app.vocabulary.office import Level
from app.wording import measures, states
from app.wording.labels import label
from app.wording.texts import day_text

DECISIONS: Final = "publications"
IN_FORCE: Final = "published"
TOLD: Final = "told"
"""Of decisions, how many procedures they publish in their own words."""
ABOLISHED: Final = "abolished"
MISMATCHES: Final = "mismatches"
LATE: Final = "late"
LEVEL: Final = "level"
AGENCY: Final = "agency"


def tell_publishing(compared: Compared[PublishedFigures]) -> Told:
    """Return what was published, by agency and level, and where the numbers do not agree."""
    now = compared.now
    return Told(
        sentences=tuple(_sentences(compared)),
        figures=(*_decided(now), *_standing(now)),
    )


def _decided(now: PublishedFigures) -> Iterator[FigureLine]:
    """Yield what the decisions of the period come to."""
    count = len(now.decisions)
    yield _of_decisions(now, "Quyết định công bố trong kỳ", "", count)
    if not now.decisions:
        return
    yield _of_decisions(now, "TTHC công bố trong kỳ, tổng số", TOLD, now.told.total)
    for level, number in _known_levels(now.told):
        words = f"TTHC công bố trong kỳ, {label(level).lower()}"
        yield _of_decisions(now, words, TOLD, number, (LEVEL, level.value))
    yield _of_decisions(now, "TTHC bãi bỏ trong kỳ", ABOLISHED, now.abolished)
    if now.late:
        yield _of_decisions(now, "Nhập muộn của kỳ trước: quyết định", LATE, now.late)
    if now.mismatches:
        words = "Chỗ không khớp trong các quyết định"
        yield _of_decisions(now, words, MISMATCHES, len(now.mismatches))


def _of_decisions(
    now: PublishedFigures, words: str, figure: str, count: int | None, *where: tuple[str, str]
) -> FigureLine:
    behind = RowsReference(DECISIONS, now.first_day, now.last_day, figure, count, where)
    return FigureLine(words, known(count), behind)


def _standing(now: PublishedFigures) -> Iterator[FigureLine]:
    """Yield what is in force at the end: in all, by level, by agency."""
    for column, described in COLUMNS.items():
        words = described.title
        counts = now.total.of(column) if now.agencies else LevelCounts()
        yield _in_column(now, words, column, counts.total)
        for level, number in _known_levels(counts):
            if number:
                said = f"{words}, {label(level).lower()}"
                yield _in_column(now, said, column, number, (LEVEL, level.value))
    for agency in now.agencies:
        said = f"TTHC đang có hiệu lực, {agency.name}"
        count = agency.authority.total
        yield _in_column(now, said, CountedAs.AUTHORITY, count, (AGENCY, agency.key))


def _in_column(
    now: PublishedFigures,
    words: str,
    column: CountedAs,
    count: int | None,
    *where: tuple[str, str],
) -> FigureLine:
    behind = RowsReference(IN_FORCE, now.first_day, now.at, column.value, count, where)
    return FigureLine(words, known(count), behind)


def _sentences(compared: Compared[PublishedFigures]) -> Iterator[str]:
    now = compared.now
    if not now.decisions:
        # Where no decision was ever entered, nothing says that none was signed.
        none = "không công bố" if now.agencies else "chưa ghi nhận quyết định công bố"
        yield f"Trong {compared.name}, {none} danh mục TTHC."
    else:
        yield _published(compared)
    if late := published_late(now):
        yield late
    wrong = sum_sentence(now.told, "các quyết định trong kỳ")
    own = list(dict.fromkeys(now.mismatches))
    if wrong and not own:
        own.append(sentence(wrong))
    if own:
        yield f"Số liệu cần đối chiếu: {' '.join(own)}"
    if now.agencies:
        yield from _in_force(now)
    else:
        yield f"Danh mục TTHC đang có hiệu lực đến hết {day_text(now.at)}: {states.UNKNOWN}."


def published_late(now: PublishedFigures) -> str:
    """Return which part was entered too late for the locked period before; "" for none."""
    return late_sentence((now.late, "quyết định công bố"))


def _published(compared: Compared[PublishedFigures]) -> str:
    now = compared.now
    agencies = listed(list(dict.fromkeys(each.agency_name for each in now.decisions)))
    papers = listed([f"{each.number} ngày {day_text(each.decided_on)}" for each in now.decisions])
    parts = listed(
        [
            f"{words} là {counted(number)} thủ tục"
            for words, number in _levels(now.told)[1:]
            if number is not None
        ]
    )
    within = f", trong đó {parts}" if parts else ""
    beside = _beside(compared)
    gone = f" Bãi bỏ {counted(now.abolished)} TTHC." if now.abolished else ""
    return (
        f"Trong {compared.name}, đã công bố danh mục TTHC của {agencies} (Quyết định {papers}) với "
        f"tổng số là {known(now.told.total)} TTHC{within}{beside}.{gone}"
    )


def _beside(compared: Compared[PublishedFigures]) -> str:
    total = compared.now.told.total
    if total is None or compared.previous is None:
        return ""
    before = compared.previous
    count = before.told.total if before.decisions else 0
    return f"; {change_text(total, count, compared.previous_name, 'TTHC')}"


def _in_force(now: PublishedFigures) -> Iterator[str]:
    total = now.total
    parts = listed(
        [
            f"{words} {counted(number)}"
            for words, number in _levels(total.authority)[1:]
            if number is not None
        ]
    )
    within = f" ({parts})" if parts else ""
    count = known(total.authority.total)
    yield f"Đến hết {day_text(now.at)}, có {count} TTHC đang có hiệu lực{within}."
    if total.one_stop.total is None and total.processes.total is None:
        yield (
            f"Về TTHC thực hiện theo cơ chế một cửa, một cửa liên thông và quy trình nội bộ: "
            f"{states.UNKNOWN}."
        )
        return
    yield (
        f"Thực hiện theo cơ chế một cửa, một cửa liên thông: {_of(total.one_stop)}, trong đó liên "
        f"thông cùng cấp: {_of(total.same_level)}, liên thông các cấp: {_of(total.across_levels)}; "
        f"đã ban hành quy trình nội bộ: {_of(total.processes)}."
    )


def _of(counts: LevelCounts) -> str:
    return states.UNKNOWN if counts.total is None else f"{counted(counts.total)} TTHC"


def _levels(counts: LevelCounts) -> list[tuple[str, int | None]]:
    """Return total and levels in words; a level that nobody speaks of is left out."""
    parts = [(label(level).lower(), number) for level, number in _known_levels(counts)]
    return [(measures.PART_TOTAL, counts.total), *parts]


def _known_levels(counts: LevelCounts) -> list[tuple[Level, int]]:
    return [(level, number) for level in LEVELS if (number := counts.of(level)) is not None]
