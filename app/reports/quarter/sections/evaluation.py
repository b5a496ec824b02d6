"""The evaluation by TT 01/2018/TT-VPCP, the measures of QĐ 766/QĐ-TTg, and what citizens say."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from app.reports.quarter.content import FigureLine, RowsReference, Told
from app.reports.quarter.words import counted, share_text
from app.services.evaluation.evaluation import OF_A_WHOLE
from app.services.evaluation.records import EvaluationRow, EvaluationTable, QualityFigure, SaidTimes
from app.services.periods.records import late_sentence
from app.services.ratings.drill_down import RATING_FIGURES
from app.services.ratings.figures import RatingFigures
from app.services.reporting.records import Compared, ReportFigures
from app.vocabulary.evaluation import EvaluatedKind, ToldKind
from app.wording import captions, nouns, states
from app.wording.citations import Rule, cite_in_full, in_brackets
from app.wording.labels import label
from app.wording.texts import percent_text

EVALUATION: Final = "evaluation"
QUALITY: Final = "quality"
RATINGS: Final = "ratings"
TIMES: Final = "said_times"
_Span: TypeAlias = tuple[date, date]


def tell_evaluation(compared: Compared[ReportFigures]) -> Told:
    """Return total and class, what has no data, the faces of citizens, the QĐ 766 ratios."""
    now = compared.now
    span = (now.period.first_day, now.period.last_day)
    unit = unit_row(now.evaluation)
    return Told(
        sentences=tuple(_sentences(compared)),
        figures=(
            FigureLine("Tổng điểm đánh giá", total_text(unit), RowsReference(EVALUATION, *span)),
            FigureLine(captions.GRADE, grade_text(unit), RowsReference(EVALUATION, *span)),
            *_indices(unit, span),
            *_ratings(now.ratings, span),
            _times_line(now.evaluation.said_times, span),
            *(_ratio(figure, span) for figure in now.quality.figures),
        ),
    )


def _indices(row: EvaluationRow | None, span: _Span) -> Iterator[FigureLine]:
    """Yield the nine indices; each opens to what it is made of."""
    for number, score in enumerate(row.scores if row else (), 1):
        count = score.count if score.index not in OF_A_WHOLE else None
        yield FigureLine(
            f"Chỉ số {number}: {label(score.index)}",
            states.UNKNOWN if score.value is None else f"{decimal_text(score.value, 1)} điểm",
            RowsReference(EVALUATION, *span, score.index.value, count),
        )


def _ratings(now: RatingFigures, span: _Span) -> Iterator[FigureLine]:
    for code, figure in RATING_FIGURES.items():
        if now[code] or code == "all":
            behind = RowsReference(RATINGS, *span, code, now[code])
            yield FigureLine(figure.title, counted(now[code]), behind)


def _times_line(times: SaidTimes | None, span: _Span) -> FigureLine:
    count = None if times is None else times.differing
    return FigureLine(
        "Hồ sơ người dân trả lời về thời gian khác hệ thống",
        disputed_text(times),
        RowsReference(TIMES, *span, "", count),
    )


def _ratio(figure: QualityFigure, span: _Span) -> FigureLine:
    """Return a ratio of QĐ 766; behind what was told of the period stand those who told it."""
    count = None if figure.key in set(ToldKind) else figure.whole
    behind = RowsReference(QUALITY, *span, figure.key, count)
    return FigureLine(f"{figure.number}. {figure.title}", ratio_text(figure), behind)


def unit_row(table: EvaluationTable) -> EvaluationRow | None:
    """Return the whole office's row."""
    rows = table.of(EvaluatedKind.UNIT)
    return rows[0] if rows else None


def total_text(row: EvaluationRow | None) -> str:
    """Return "15,8/18 điểm" and what it is on the full scale where indices have no data."""
    if row is None or row.total is None:
        return states.UNKNOWN
    told = f"{decimal_text(row.total, 1)}/{row.possible} điểm"
    if row.possible == row.full or row.on_full_scale is None:
        return told
    return f"{told} (quy về thang {row.full}: {decimal_text(row.on_full_scale, 2)} điểm)"


def grade_text(row: EvaluationRow | None) -> str:
    """Return the class in words."""
    return states.UNKNOWN if row is None or row.grade is None else label(row.grade)


def ratio_text(figure: QualityFigure) -> str:
    """Return a ratio of QĐ 766: "66,67 %"; "100 %" where it is whole."""
    return states.UNKNOWN if figure.percent is None else percent_text(figure.percent)


def disputed_text(times: SaidTimes | None) -> str:
    """Return "03/20": how many of the answers about the time differ; without one, no data."""
    if times is None or not times.answered:
        return states.UNKNOWN
    return f"{counted(times.differing)}/{counted(times.answered)}"


def decimal_text(number: Decimal, places: int) -> str:
    """Return a number with a decimal comma and so many digits behind it."""
    return f"{number:.{places}f}".replace(".", ",")


def _sentences(compared: Compared[ReportFigures]) -> Iterator[str]:
    now = compared.now
    unit = unit_row(now.evaluation)
    if unit is None or unit.total is None:
        yield f"Trong {compared.name}, {states.UNKNOWN} để đánh giá việc giải quyết TTHC."
    else:
        others = "; ".join(
            f"{name}: {total_text(unit_row(other.evaluation)) if other else states.UNKNOWN}"
            for name, other in compared.others
        )
        law = in_brackets(cite_in_full(Rule.EVALUATION, now.period.last_day))
        yield (
            f"Kết quả đánh giá {compared.name}{law}: đạt {total_text(unit)}, xếp loại "
            f"{grade_text(unit).lower()} ({others})."
        )
        missing = [each for each in unit.scores if each.tenths is None]
        if missing:
            yield (
                f"{counted(len(missing))}/{counted(len(unit.scores))} chỉ số {states.UNKNOWN}, "
                "không tính vào tổng điểm."
            )
    yield _faces(now.ratings)
    if late := late_sentence((now.ratings.late, nouns.RATINGS)):
        yield late
    yield from _times(now.evaluation.said_times)
    known = [figure for figure in now.quality.figures if figure.percent is not None]
    if known:
        told = "; ".join(f"{_lower(each.title)} {ratio_text(each)}" for each in known)
        law = in_brackets(cite_in_full(Rule.NATIONAL_MEASURE, now.period.last_day))
        yield f"Các tỷ lệ của bộ chỉ số chất lượng phục vụ{law}: {told}."


def _faces(now: RatingFigures) -> str:
    faces = now.faces
    if not faces.total:
        return f"Mức độ hài lòng của người dân, tổ chức: {states.UNKNOWN}."
    chosen = f" ({counted(faces.said)} lượt chọn mức độ)" if faces.unsaid else ""
    return (
        f"Có {counted(faces.total)} lượt đánh giá của người dân, tổ chức{chosen}: hài lòng "
        f"{counted(faces.happy)} ({share_text(faces.happy, faces.said)}), bình thường "
        f"{counted(faces.neutral)}, không hài lòng {counted(faces.unhappy)}."
    )


def _times(times: SaidTimes | None) -> Iterator[str]:
    if times is None or not times.answered:
        return
    late = (
        f", trong đó {counted(times.said_late)} hồ sơ được trả lời là muộn mà hệ thống ghi không "
        "quá hạn"
        if times.said_late
        else ""
    )
    yield (
        f"Có {counted(times.answered)} hồ sơ được người dân, tổ chức trả lời về thời gian trả kết "
        f"quả; {counted(times.differing)} hồ sơ trả lời khác với hệ thống{late} (chỉ để đối chiếu, "
        "không tính điểm)."
    )


def _lower(text: str) -> str:
    return text if text[:2].isupper() else text[:1].lower() + text[1:]
