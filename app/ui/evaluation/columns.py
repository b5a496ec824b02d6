"""How what is behind a figure is listed: scored lines, indices, times said, answers on slips."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.services.evaluation.records import IndexScore, ScoredLine, TimeDispute
from app.services.ratings.records import RatingBehind
from app.ui.evaluation import words
from app.ui.look.tokens import Tone
from app.ui.widgets.row_table import Column
from app.wording.labels import label
from app.wording.texts import moment_text

LINES: Sequence[Column[tuple[int, ScoredLine]]] = (
    Column(
        title="Hồ sơ",
        value=lambda one: one[1].dossier_code,
        width=212,
        figures=True,
        tip=lambda one: f"{one[1].dossier_code}: nhấn đúp để mở" if one[1].dossier_code else "",
    ),
    Column(
        title="Thủ tục, nội dung",
        value=lambda one: one[1].subject,
        tip=lambda one: one[1].subject,
        width=190,
    ),
    Column(
        title="Cơ quan, người",
        value=lambda one: one[1].about,
        tip=lambda one: one[1].about,
        width=156,
    ),
    Column(
        title="Điểm",
        value=lambda one: "" if one[1].points is None else str(one[1].points),
        sort_key=lambda one: -1 if one[1].points is None else one[1].points,
        width=48,
        figures=True,
    ),
    Column(title="Vì sao", value=lambda one: one[1].why, tip=lambda one: one[1].why),
)
AT_CODE, AT_SUBJECT, _AT_ABOUT, AT_POINTS, _AT_WHY = range(5)
WIDE_SUBJECT: Final = 380
"""How wide a subject is that no code stands beside."""
TIMES: Sequence[Column[TimeDispute]] = (
    Column(
        title="Hồ sơ",
        value=lambda one: one.dossier_code,
        width=212,
        figures=True,
        tip=lambda one: f"{one.dossier_code}: nhấn đúp để mở",
    ),
    Column(title="Thủ tục", value=lambda one: one.subject, tip=lambda one: one.subject),
    Column(title="Cơ quan", value=lambda one: one.about, tip=lambda one: one.about, width=156),
    Column(
        title="Người dân trả lời",
        value=lambda one: one.said,
        tone=lambda one: Tone.LATE if one.is_late_said else Tone.NORMAL,
        tip=lambda one: one.said,
        width=250,
    ),
    Column(
        title="Hệ thống ghi",
        value=lambda one: one.recorded,
        tip=lambda one: one.recorded,
        width=350,
    ),
)
INDICES: Sequence[Column[IndexScore]] = (
    Column(title="Chỉ số", value=lambda one: words.title_of(one.index), width=300),
    Column(
        title="Điểm",
        value=lambda one: words.decimal_text(one.value),
        sort_key=lambda one: -1 if one.value is None else one.value,
        tone=lambda one: Tone.QUIET if one.value is None else Tone.STRONG,
        width=64,
        is_right=True,
        figures=True,
    ),
    Column(title="Vì sao", value=lambda one: one.why, tip=lambda one: one.why),
)
RATINGS: Sequence[Column[RatingBehind]] = (
    Column(title="Hồ sơ", value=lambda one: one.code, width=212, figures=True),
    Column(title="Phiếu, cách trả lời", value=lambda one: one.what, width=200),
    Column(
        title="Lúc",
        value=lambda one: moment_text(one.at),
        sort_key=lambda one: one.at,
        width=144,
        figures=True,
    ),
    Column(title="Người phục vụ", value=lambda one: one.officer_name, width=160),
    Column(
        title="Mức hài lòng",
        value=lambda one: "–" if one.overall is None else label(one.overall),
        width=120,
    ),
    Column(title="Trả lời", value=lambda one: one.said, tip=lambda one: one.said),
)


def needless(lines: Sequence[ScoredLine]) -> frozenset[int]:
    """Return the places of the columns that would be empty for these lines."""
    has_code = any(line.dossier_code for line in lines) or not lines
    has_points = any(line.points is not None for line in lines)
    return frozenset({*(() if has_code else (AT_CODE,)), *(() if has_points else (AT_POINTS,))})


def columns_of(lines: Sequence[ScoredLine]) -> Sequence[Column[tuple[int, ScoredLine]]]:
    """Return the columns that say something of these lines."""
    hidden = needless(lines)
    kept = [each for at, each in enumerate(LINES) if at not in hidden]
    if AT_CODE in hidden:
        kept[0] = replace(kept[0], width=WIDE_SUBJECT)
    return kept


def noun_of(lines: Sequence[ScoredLine]) -> str:
    """Return what the lines are: all of one kind, or lines of several."""
    if all(line.dossier_code for line in lines):
        return "hồ sơ"
    if all(line.petition is not None for line in lines):
        return "phản ánh, kiến nghị"
    return "dòng"
