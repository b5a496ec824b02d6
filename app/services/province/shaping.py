"""What a unit's figures are in a sum: its name stands where a unit's own tables name agencies."""

from collections.abc import Iterator
from dataclasses import replace

from app.services.evaluation.records import (
    EvaluationRow,
    EvaluationTable,
    IndexScore,
    ServiceQuality,
)
from app.services.evaluation.table import OF_A_WHOLE
from app.services.periods.records import AgencyRow, PeriodFigures, Sections
from app.services.province.records import UnitLine
from app.services.publishing.counts import PublishedFigures
from app.services.ratings.figures import GroupFaces, RatingFigures
from app.services.registers.figures import RegisterFigures
from app.vocabulary.evaluation import EvaluatedKind

_NOT_ADDED = "Chỉ số này chấm cho từng đơn vị nên không cộng."


def addend_of(line: UnitLine) -> PeriodFigures | None:
    """Return a unit's figures as they are added; None where none count.

    Agencies and officers are a unit's own affair: a row of the unit itself takes their place.
    """
    figures = line.figures
    if figures is None:
        return None
    return replace(
        figures,
        agencies=(AgencyRow(code=line.code, name=line.name, counts=figures.total),),
        sections=None if figures.sections is None else _sections(line, figures.sections),
    )


def _sections(line: UnitLine, sections: Sections) -> Sections:
    return replace(
        sections,
        published=_published(line, sections.published),
        registers=_registers(line, sections.registers),
        ratings=_ratings(line, sections.ratings),
        evaluation=_evaluation(line, sections.evaluation),
        quality=_quality(line, sections.quality),
    )


def _published(line: UnitLine, published: PublishedFigures) -> PublishedFigures:
    return replace(
        published,
        decisions=tuple(
            replace(each, mismatches=tuple(f"{line.name}: {one}" for one in each.mismatches))
            for each in published.decisions
        ),
        agencies=(replace(published.total, key=line.code, name=line.name),),
        notes=tuple(f"{line.name}: {note}" for note in published.notes),
    )


def _registers(line: UnitLine, registers: RegisterFigures) -> RegisterFigures:
    """Name the unit where a list would leave it out."""
    return replace(
        registers,
        issued=tuple(replace(each, issuer=each.issuer or line.name) for each in registers.issued),
        ahead=tuple(
            replace(each, inspected=f"{line.name}: {each.inspected}") for each in registers.ahead
        ),
    )


def _ratings(line: UnitLine, ratings: RatingFigures) -> RatingFigures:
    unit = GroupFaces(key=line.code, name=line.name, faces=ratings.faces)
    return replace(ratings, by_officer=(), by_agency=(unit,))


def _evaluation(line: UnitLine, table: EvaluationTable) -> EvaluationTable:
    """Keep the unit's row, and what of it can be added: points of dossiers, not of a unit."""
    return replace(table, rows=tuple(_evaluation_rows(line, table)))


def _evaluation_rows(line: UnitLine, table: EvaluationTable) -> Iterator[EvaluationRow]:
    for row in table.of(EvaluatedKind.UNIT):
        yield replace(row, key=line.code, name=line.name)
        added = tuple(_of_dossiers(score) for score in row.scores)
        yield replace(row, key="", name="Cộng các đơn vị", scores=added)


def _of_dossiers(score: IndexScore) -> IndexScore:
    if score.index not in OF_A_WHOLE:
        return score
    return IndexScore(index=score.index, points=0, count=0, why=_NOT_ADDED)


def _quality(line: UnitLine, quality: ServiceQuality) -> ServiceQuality:
    every = tuple(row for row in quality.processing if not row.key)
    own = tuple(replace(row, key=line.code, name=line.name) for row in every)
    return replace(quality, processing=(*every, *own))
