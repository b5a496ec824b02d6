"""The forms that a sum over units fills: the annexes of one unit's report, over all of them."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time
from pathlib import Path
from typing import Final

from app.clock import from_local
from app.errors import RuleBrokenError
from app.outputs import Outputs
from app.reports.quarter.annex import Annex, AnnexHead, AnnexRow, Cell, Kind
from app.reports.quarter.annexes.evaluation import (
    evaluation_annex,
    processing_annex,
    quality_annex,
    score_cells,
)
from app.reports.quarter.annexes.overdue import late_reasons_annex
from app.reports.quarter.annexes.petitions import petitions_annex
from app.reports.quarter.annexes.procedures import form_06a, form_07b
from app.reports.quarter.annexes.ratings import ratings_annex
from app.reports.quarter.annexes.registers import listed_annex, registers_annex
from app.reports.quarter.files import ALL_FORMATS, ReportFormat, annex_files, write_all
from app.services.evaluation.evaluation import OF_A_WHOLE
from app.services.evaluation.records import EvaluationTable
from app.services.ledger.records import Actor
from app.services.ledger.rights import CONSOLE_ID
from app.services.office.records import OfficeFacts
from app.services.periods.records import PeriodFigures, Sections
from app.services.province.adding import parts_of
from app.services.province.records import ProvinceSum
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from app.wording import headings, states

_MOST_NAMES: Final = 20
"""So many units are named in a note; of more the rest are counted."""


@dataclass(frozen=True, slots=True)
class SumForm:
    """One form: its key, its short name, and how it is filled; None where there are no data."""

    key: str
    name: str
    fill: Callable[[AnnexHead, PeriodFigures], Annex | None]
    is_of_dossiers: bool = False


def sum_annex(form: SumForm, head: AnnexHead, told: ProvinceSum) -> Annex | None:
    """Return a form over all units that have sent it, with notes on who has not; None: nobody."""
    annex = None if told.whole is None else form.fill(head, told.whole)
    if annex is None:
        return None
    return replace(annex, notes=(*_notes(form, told), *annex.notes))


def sum_head(told: ProvinceSum, facts: OfficeFacts, made_at: datetime, actor: Actor) -> AnnexHead:
    """Return what the forms of a sum say above their tables; the console signs nothing."""
    period, name = told.period, told.period.name
    return AnnexHead(
        reporter=facts.edit.name,
        receiver=facts.edit.parent_name or "…",
        period_name=name[:1].lower() + name[1:],
        first_day=period.first_day,
        last_day=period.last_day,
        place=facts.edit.place,
        made_at=made_at,
        made_by="" if actor.officer_id == CONSOLE_ID else actor.name,
        signer=facts.edit.head_name,
        is_demo=facts.is_demo,
        is_locked=True,
    )


def bare_head(told: ProvinceSum) -> AnnexHead:
    """Return a head that tells the period alone: on the screen the tab says the rest."""
    period = told.period
    return AnnexHead(
        reporter="",
        receiver="",
        period_name=period.name,
        first_day=period.first_day,
        last_day=period.last_day,
        place="",
        made_at=from_local(period.last_day, time()),
        made_by="",
        signer="",
        is_demo=False,
        is_locked=True,
    )


def coverage_text(form: SumForm, told: ProvinceSum) -> str:
    """Return how many units a form counts, and who is not in it."""
    return " ".join(_notes(form, told))


def _notes(form: SumForm, told: ProvinceSum) -> Iterator[str]:
    sent = len(told.units) - len(told.missing)
    known = sent if form.is_of_dossiers else len(told.told)
    yield f"Cộng số liệu của {known}/{len(told.units)} đơn vị."
    if told.missing:
        yield f"Chưa gửi: {_named([line.name for line in told.missing])}."
    if told.untold and not form.is_of_dossiers:
        names = _named([line.name for line in told.untold])
        yield f"Chưa có dữ liệu phần này (tệp chỉ có Biểu II.06a): {names}."


def _named(names: list[str]) -> str:
    rest = len(names) - _MOST_NAMES
    more = f" và {rest} đơn vị khác" if rest > 0 else ""
    return ", ".join(names[:_MOST_NAMES]) + more


def _of_sections(
    fill: Callable[[AnnexHead, Sections], Annex],
) -> Callable[[AnnexHead, PeriodFigures], Annex | None]:
    def filled(head: AnnexHead, figures: PeriodFigures) -> Annex | None:
        return None if figures.sections is None else fill(head, figures.sections)

    return filled


def _evaluation(head: AnnexHead, sections: Sections) -> Annex:
    """Return the scores of each unit, and what of them is added: no total and no class of all."""
    table = sections.evaluation
    units = replace(table, rows=tuple(row for row in table.rows if row.key))
    annex = evaluation_annex(head, units)
    note = (
        "Chỉ số chấm theo hồ sơ cộng điểm và số hồ sơ của các đơn vị rồi mới chia; chỉ số 5, 8, 9 "
        "chấm cho từng đơn vị nên không cộng. Tổng điểm và xếp loại chỉ có ở từng đơn vị."
    )
    return replace(annex, rows=(*annex.rows, *_added(table)), notes=(note, *annex.notes))


def _added(table: EvaluationTable) -> Iterator[AnnexRow]:
    for row in table.of(EvaluatedKind.UNIT):
        if not row.key:
            scores = zip(EvaluationIndex, score_cells(row), strict=True)
            cells = ("–" if index in OF_A_WHOLE else cell for index, cell in scores)
            yield AnnexRow((None, row.name, *cells, "–", "–"), is_strong=True)


def _published(head: AnnexHead, sections: Sections) -> Annex:
    """Return form II.07b with a line a unit: a procedure of several units is in several lines."""
    annex = form_07b(head, sections.published)
    note = "Thủ tục do nhiều đơn vị cùng thực hiện được tính ở từng đơn vị."
    return replace(annex, notes=(note, *annex.notes))


FORMS: Final = (
    SumForm("II-06a", "Biểu II.06a: hồ sơ", form_06a, is_of_dossiers=True),
    SumForm(
        "late-reasons",
        headings.LATE_CAUSES,
        late_reasons_annex,
        is_of_dossiers=True,
    ),
    SumForm(
        "II-07b",
        "Biểu II.07b: TTHC công bố",
        _of_sections(_published),
    ),
    SumForm(
        "quality",
        headings.NATIONAL_MEASURE,
        _of_sections(lambda head, sections: quality_annex(head, sections.quality)),
    ),
    SumForm(
        "processing",
        "Xử lý hồ sơ (cách đo quốc gia)",
        _of_sections(lambda head, sections: processing_annex(head, sections.quality)),
    ),
    SumForm("evaluation", "Đánh giá chín chỉ số", _of_sections(_evaluation)),
    SumForm(
        "ratings",
        headings.SATISFACTION,
        _of_sections(lambda head, sections: ratings_annex(head, sections.ratings)),
    ),
    SumForm(
        "petitions",
        headings.PETITIONS,
        _of_sections(lambda head, sections: petitions_annex(head, sections.petitions)),
    ),
    SumForm(
        "registers",
        headings.INSPECTIONS_AND_MEANS,
        _of_sections(lambda head, sections: registers_annex(head, sections.registers)),
    ),
    SumForm(
        "listed",
        "Danh mục văn bản, kiểm tra",
        _of_sections(lambda head, sections: listed_annex(head, sections.registers)),
    ),
)
"""In the order of a report's annexes."""


# The units behind a line of a summed form: the same line as each of them would fill it.

_NOTHING: Final = (None, 0, "", "–", states.UNKNOWN)


@dataclass(frozen=True, slots=True)
class UnitCells:
    """What one unit adds to a line: the cells of the form's columns of numbers."""

    code: str
    name: str
    cells: tuple[Cell, ...]


def number_columns(annex: Annex) -> tuple[int, ...]:
    """Return the places of the columns that hold numbers."""
    return tuple(at for at, column in enumerate(annex.columns) if column.kind is Kind.COUNT)


def units_behind(
    form: SumForm, head: AnnexHead, told: ProvinceSum, place: int
) -> tuple[UnitCells, ...]:
    """Return the units that add something to the line at `place` of a summed form."""
    whole = None if told.whole is None else form.fill(head, told.whole)
    return () if whole is None else tuple(_units(form, whole, told, place))


def _units(form: SumForm, whole: Annex, told: ProvinceSum, place: int) -> Iterator[UnitCells]:
    for part in parts_of(told):
        annex = form.fill(whole.head, part.figures)
        row = None if annex is None else _line(annex, whole, place)
        if annex is not None and row is not None:
            cells = tuple(row.cells[at] for at in number_columns(annex))
            if any(cell not in _NOTHING for cell in cells):
                yield UnitCells(part.code, part.name, cells)


def _line(annex: Annex, whole: Annex, place: int) -> AnnexRow | None:
    """Return the line of `annex` that is the one at `place` of `whole`, if it has it."""
    if len(annex.rows) == len(whole.rows):
        return annex.rows[place]
    wanted = tuple(_keys(whole))[place]
    return dict(zip(_keys(annex), annex.rows, strict=True)).get(wanted)


def name_at(annex: Annex, row: AnnexRow) -> str:
    """Return what a line is called: its first cell of text."""
    at = next(at for at, column in enumerate(annex.columns) if column.kind is Kind.TEXT)
    return str(row.cells[at] or "").strip()


def _keys(annex: Annex) -> Iterator[tuple[str, str, int]]:
    """Yield each line's heading, its name, and how many of that name stand before it there."""
    seen: Counter[str] = Counter()
    heading = ""
    for row in annex.rows:
        name = name_at(annex, row)
        if row.is_strong:
            heading, seen = name, Counter()
        yield heading, name, seen[name]
        seen[name] += 1


def write_sum_files(
    told: ProvinceSum,
    head: AnnexHead,
    folder: Path,
    formats: Collection[ReportFormat] = ALL_FORMATS,
    *,
    outputs: Outputs,
) -> tuple[Path, ...]:
    """Write every form that has data into `folder`, made where it is missing; return the paths.

    Raises RuleBrokenError where nobody has sent anything, InvalidInputError (`out`), StoreError
    with advice.
    """
    if told.whole is None:
        raise RuleBrokenError(
            f"Chưa đơn vị nào gửi số liệu {told.period.name} nên chưa có biểu để xuất. Hãy nhập "
            "tệp của đơn vị trước."
        )
    return write_all(_files(told, head, formats), folder, outputs)


def _files(
    told: ProvinceSum, head: AnnexHead, formats: Collection[ReportFormat]
) -> Iterator[tuple[str, bytes]]:
    key = told.period.key.replace("..", "-den-")
    for number, form in enumerate(FORMS, 1):
        annex = sum_annex(form, head, told)
        if annex is not None:
            yield from annex_files(f"cong-don-vi-{number}-{annex.stem}-{key}", annex, formats)
