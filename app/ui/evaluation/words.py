"""How scores are written in cells and titles."""

from decimal import Decimal
from typing import Final

from app.services.evaluation.evaluation import OF_A_WHOLE
from app.services.evaluation.records import (
    EvaluationRow,
    IndexScore,
    QualityFigure,
    SaidTimes,
    ServiceQuality,
)
from app.ui.look.tokens import Tone
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex, Grade, ToldKind
from app.wording import captions, headings, states
from app.wording.labels import label
from app.wording.texts import number_text, share_text
from app.wording.texts import percent_text as counted_percent

NO_CELL: Final = "–"
INDICES: Final = tuple(EvaluationIndex)
SHORT: Final = {
    EvaluationIndex.TOTAL_TIME: captions.TIME,
    EvaluationIndex.OWN_TIME: captions.AGENCY,
    EvaluationIndex.CONTACTS: "Liên hệ",
    EvaluationIndex.OTHER_AGENCIES: "Nơi khác",
    EvaluationIndex.AT_ONE_STOP: "Một cửa",
    EvaluationIndex.PUBLICITY: "Công khai",
    EvaluationIndex.ATTITUDE: captions.ATTITUDE,
    EvaluationIndex.COMPLAINTS: headings.PETITIONS_SHORT,
    EvaluationIndex.ONLINE: captions.ONLINE,
}
_FEW: Final = "Ít chỉ số có dữ liệu: không nên so với nơi có đủ."
_GRADE_TONES: Final = {
    Grade.EXCELLENT: Tone.OK,
    Grade.GOOD: Tone.OK,
    Grade.FAIR: Tone.NORMAL,
    Grade.AVERAGE: Tone.WARN,
    Grade.WEAK: Tone.LATE,
}


def number_of(index: EvaluationIndex) -> int:
    """Return an index's number in the circular, from 1."""
    return INDICES.index(index) + 1


def title_of(index: EvaluationIndex) -> str:
    """Return "Chỉ số 1 · Tổng thời gian giải quyết"."""
    return f"Chỉ số {number_of(index)} · {label(index)}"


def decimal_text(value: Decimal | None, places: int = 1) -> str:
    """Return "1,7" with as many places; a dash where there is no data."""
    return NO_CELL if value is None else f"{value:.{places}f}".replace(".", ",")


def name_text(row: EvaluationRow) -> str:
    """Return a row's name; the whole unit's is on the screen already."""
    return captions.WHOLE_UNIT if row.kind is EvaluatedKind.UNIT else row.name


def score_text(row: EvaluationRow, index: EvaluationIndex) -> str:
    """Return an index's cell."""
    score = row.score(index)
    return NO_CELL if score is None else decimal_text(score.value)


def score_tip(score: IndexScore | None) -> str:
    """Return what an index's cell says when asked."""
    if score is None:
        return "Chỉ số này không chấm cho cán bộ"
    return f"{title_of(score.index)}\n{score.why}\nBấm để xem từng hồ sơ"


def grade_text(row: EvaluationRow) -> str:
    """Return the class or an officer's per cent; behind it on how many indices it stands."""
    if row.done_permille is not None:
        said = percent_text(row.done_permille)
    elif row.grade is not None:
        said = label(row.grade)
    else:
        return states.NO_DATA
    known, of = row.reached.indices, len(row.scores)
    return said if known == of else f"{said} · {known}/{of}"


def grade_tone(row: EvaluationRow) -> Tone:
    """Return the colour of the class; the words say it as well."""
    if row.grade is None:
        return Tone.QUIET if row.done_permille is None else Tone.NORMAL
    return _GRADE_TONES[row.grade]


def percent_text(permille: int) -> str:
    """Return 833 as "83,3 %"."""
    return share_text(permille, 1000)


def basis_text(row: EvaluationRow) -> str:
    """Return on how many indices a total stands: "7/9 chỉ số có dữ liệu, tối đa 14 điểm"."""
    return f"{row.reached.indices}/{len(row.scores)} chỉ số có dữ liệu, tối đa {row.possible} điểm"


def standing_text(row: EvaluationRow) -> str:
    """Return what a class or per cent stands on, and what is missing: the meaning of "· 7/9"."""
    missing = [f"{number_of(each.index)}" for each in row.scores if each.tenths is None]
    if row.total is None:
        return "Chưa chỉ số nào có dữ liệu nên chưa xếp loại."
    if not missing:
        return f"Dựa trên đủ {len(row.scores)} chỉ số."
    known, of = row.reached.indices, len(row.scores)
    few = f" {_FEW}" if 2 * known < of else ""
    return (
        f"“· {known}/{of}”: chỉ dựa trên {known} trong {of} chỉ số; chưa có dữ liệu của chỉ số "
        f"{', '.join(missing)}. Tổng {decimal_text(row.total)} trên tối đa {row.possible} điểm "
        f"được quy về thang {row.full} là {decimal_text(row.on_full_scale, 2)} điểm.{few}"
    )


def times_text(times: SaidTimes | None) -> str:
    """Return what the answers about the time come to."""
    if times is None:
        return "Kỳ đã khóa khi phần mềm chưa đối chiếu thời gian: danh sách theo dữ liệu hiện nay."
    if not times.answered:
        return (
            f"{states.NO_DATA}: chưa có hồ sơ nào có kết quả được người dân trả lời về thời gian."
        )
    late = (
        f", trong đó {number_text(times.said_late)} hồ sơ được trả lời là muộn mà hệ thống ghi "
        "không quá hạn (xếp lên đầu)"
        if times.said_late
        else ""
    )
    return (
        f"{number_text(times.answered)} hồ sơ được trả lời về thời gian; "
        f"{number_text(times.differing)} hồ sơ trả lời khác hệ thống{late}. Chỉ để đối chiếu: chỉ "
        "số 1 chấm theo hệ thống."
    )


def apart_text(frozen: int, listed: int, noun: str) -> str:
    """Return where a locked number is not what can be listed now; "" where it is."""
    if frozen == listed:
        return ""
    return f"Số đã khóa: {number_text(frozen)}; nay liệt kê được {number_text(listed)} {noun}."


def ratio_text(figure: QualityFigure) -> str:
    """Return "66,67 %", or that there is no data."""
    return states.NO_DATA if figure.percent is None else counted_percent(figure.percent)


def counts_text(figure: QualityFigure) -> str:
    """Return "120 / 180", nothing where the store knows nothing."""
    if figure.part is None or figure.whole is None:
        return ""
    return f"{number_text(figure.part)} / {number_text(figure.whole)}"


# How many lines a figure says that it counts: the list behind a locked one may have others now.


def lines_of_score(row: EvaluationRow, index: EvaluationIndex) -> int | None:
    """Return how many dossiers an index of a row counts; None for an index of the whole row."""
    score = row.score(index)
    return None if score is None or index in OF_A_WHOLE else score.count


def lines_of_figure(quality: ServiceQuality, figure: str, agency: str) -> int | None:
    """Return how many lines a ratio, or a number of the processing table, counts.

    None for a ratio that was told: its numbers are nobody's list.
    """
    if figure in set(ToldKind):
        return None
    ratio = quality.figure(figure)
    if ratio is not None:
        return ratio.whole
    row = next((each for each in quality.processing if each.key == agency), None)
    return None if row is None else row[figure]
