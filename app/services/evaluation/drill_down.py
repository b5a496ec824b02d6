"""What is behind a figure: its dossiers, procedures or complaints, each with its points and why."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from app.errors import InvalidInputError, NotFoundError
from app.services.evaluation import phrases
from app.services.evaluation.gathering import ScoredPeriod, gather
from app.services.evaluation.measure import Measured, measured_in
from app.services.evaluation.population import IndexMark, PopulationNames, RowKey, names_in, rows_of
from app.services.evaluation.quality import (
    DIGITAL,
    ELECTRONIC,
    ON_TIME_ALL,
    ON_TIME_DONE,
    PETITIONS,
    cells_of,
)
from app.services.evaluation.records import ProcessingRow, ScoredLine
from app.services.evaluation.shares import Offered, OnlineReception
from app.services.figures.digitisation import digital_dossiers
from app.services.figures.manual_figures import ToldCount, days_text, told_history
from app.services.figures.period import Period
from app.services.petitions.catalogue import BY_CODE, selected_in
from app.services.petitions.selecting import Selected, lives_in
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex, ToldKind
from app.vocabulary.office import Level
from app.wording.labels import label


def lines_in(
    session: Session, period: Period, kind: EvaluatedKind, key: str, index: EvaluationIndex
) -> tuple[ScoredLine, ...]:
    """Return what is behind one index of one row. Raises NotFoundError for an unknown row."""
    gathered = gather(session, period, frozenset({index}))
    row = _row_key(kind, key, gathered.names)
    marks = [one for one in gathered.marks if row in rows_of(one.whose)]
    if marks:
        return tuple(_of_mark(one, gathered.names) for one in marks)
    if index is EvaluationIndex.AT_ONE_STOP:
        return tuple(_offered(gathered, row, phrases.one_stop_work))
    if index is EvaluationIndex.COMPLAINTS:
        return tuple(_complaints(gathered, row))
    if index is EvaluationIndex.ONLINE:
        return tuple(_online(gathered, row))
    return ()


def quality_lines_in(
    session: Session, period: Period, figure: str, agency: str
) -> tuple[ScoredLine, ...]:
    """Return the dossiers or petitions behind a figure, or a number of the processing table.

    Behind what was told of a period stands everything that was ever told of it. `agency` is the
    code of the table's line, "" for all. Raises InvalidInputError (`figure`).
    """
    if figure in set(ToldKind):
        history = told_history(session, period, ToldKind(figure))
        return tuple(_of_told(one) for one in history)
    if figure in PETITIONS:
        return tuple(_of_petition(one) for one in _petitions(session, period, figure))
    names = names_in(session, period.office_id)
    if figure in DIGITAL:
        return _digital(session, period, figure, names)
    measured = measured_in(session, period)
    if wanted := ProcessingRow.codes(figure):
        measured = tuple(one for one in measured if wanted & set(cells_of(one, period)))
    elif figure == ON_TIME_DONE:
        measured = tuple(one for one in measured if not one.standing.is_open)
    elif figure != ON_TIME_ALL:
        raise InvalidInputError("figure", f"Không có chỉ tiêu “{figure}”.")
    return tuple(
        _of_measured(one, names, period.last_day)
        for one in measured
        if agency in {"", names.agency(one.standing.agency_id).key}
    )


def _row_key(kind: EvaluatedKind, key: str, names: PopulationNames) -> RowKey:
    if kind is EvaluatedKind.UNIT:
        return RowKey(kind)
    if kind is EvaluatedKind.LEVEL and key in set(Level):
        return RowKey(kind, Level(key))
    named = names.officers if kind is EvaluatedKind.OFFICER else names.units
    for of, each in named.items():
        if each.key == key:
            return RowKey(kind, of)
    raise NotFoundError(f"Bảng đánh giá không có dòng “{key[:40]}”.")


def _of_mark(one: IndexMark, names: PopulationNames) -> ScoredLine:
    return ScoredLine(
        dossier_code=one.dossier_code,
        subject=names.versions[one.version_id].name if one.version_id else "",
        about=names.agency(one.whose.agency_id).name,
        points=one.points,
        why=one.why(),
    )


def _offered(gathered: ScoredPeriod, row: RowKey, why: phrases.FactWords) -> Iterator[ScoredLine]:
    for one in gathered.shares.offered.get(row, ()):
        yield _of_offered(one, gathered.names, why)


def _of_offered(one: Offered, names: PopulationNames, why: phrases.FactWords) -> ScoredLine:
    version = names.versions[one.version_id]
    return ScoredLine(
        dossier_code="",
        subject=f"{version.procedure_code} {version.name}",
        about=names.agency(one.whose.agency_id).name,
        points=None,
        why=phrases.not_noted() if one.fact is None else why(one.fact),
    )


def _complaints(gathered: ScoredPeriod, row: RowKey) -> Iterator[ScoredLine]:
    for one in gathered.complaints.of(row):
        said = one.complaint
        yield ScoredLine(
            dossier_code=said.dossier_code,
            subject=f"Phản ánh, kiến nghị số {said.number}",
            about=gathered.names.agency(one.whose.agency_id).name,
            points=None,
            why=phrases.complaint(said),
            petition=(said.petition_id, said.number),
        )


def _online(gathered: ScoredPeriod, row: RowKey) -> Iterator[ScoredLine]:
    for one in gathered.shares.online.get(row, ()):
        yield _of_online(one, gathered.names)
    yield from _offered(gathered, row, phrases.online_level)


def _of_online(one: OnlineReception, names: PopulationNames) -> ScoredLine:
    said = [
        *(["nộp trực tuyến trong kỳ"] if one.is_new else []),
        *(["trễ hạn"] if one.is_late else []),
    ]
    return ScoredLine(
        dossier_code=one.code,
        subject=names.versions[one.version_id].name,
        about=names.agency(one.whose.agency_id).name,
        points=None,
        why=f"Hồ sơ {', '.join(said)}",
    )


def _of_measured(one: Measured, names: PopulationNames, on: date) -> ScoredLine:
    standing = one.standing
    return ScoredLine(
        dossier_code=standing.code,
        subject=names.versions[standing.version_id].name,
        about=names.agency(standing.agency_id).name,
        points=None,
        why=phrases.measured(one, on),
    )


def _petitions(session: Session, period: Period, figure: str) -> Sequence[Selected]:
    lives = tuple(lives_in(session, period))
    return selected_in(lives, [BY_CODE[PETITIONS[figure]]])[0]


def _of_petition(one: Selected) -> ScoredLine:
    petition = one.life.petition
    return ScoredLine(
        dossier_code="",
        subject=f"Phản ánh, kiến nghị số {petition.number} ({label(one.life.about).lower()})",
        about="",
        points=None,
        why=phrases.duty(one.event.at, one.event.met_due_at, is_late=one.is_late),
        petition=(petition.id, petition.number),
    )


def _of_told(one: ToldCount) -> ScoredLine:
    return ScoredLine(
        dossier_code="",
        subject=f"Số nhập tay {one.part}/{one.whole}, kỳ {days_text(one)}",
        about=one.told_by,
        points=None,
        why=phrases.told(one),
    )


def _digital(
    session: Session, period: Period, figure: str, names: PopulationNames
) -> tuple[ScoredLine, ...]:
    return tuple(
        ScoredLine(
            dossier_code=one.code,
            subject=names.versions[one.version_id].name,
            about="",
            points=None,
            why=phrases.electronic(is_so=one.is_electronic)
            if figure == ELECTRONIC
            else phrases.scanned(is_so=one.is_whole),
        )
        for one in digital_dossiers(session, period)
    )
