"""How what is behind a figure is listed: scored lines, indices, times said, answers on slips."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.services.evaluation.records import IndexScore, ScoredLine, TimeDispute
from app.services.ratings.records import RatingBehind
from app.ui.evaluation import words
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, number_column, plain_column, text_column
from app.ui.widgets.row_table import Column
from app.wording import captions, nouns
from app.wording.labels import label
from app.wording.texts import moment_text

LINES: Sequence[Column[tuple[int, ScoredLine]]] = (
    digits_column(
        captions.DOSSIER,
        lambda one: one[1].dossier_code,
        212,
        tip=lambda one: f"{one[1].dossier_code}: nhấn đúp để mở" if one[1].dossier_code else "",
    ),
    text_column(captions.PROCEDURE_OR_CONTENT, lambda one: one[1].subject, 190),
    text_column("Cơ quan, người", lambda one: one[1].about, 156),
    digits_column(
        captions.SCORE,
        lambda one: "" if one[1].points is None else str(one[1].points),
        48,
        sort_key=lambda one: -1 if one[1].points is None else one[1].points,
    ),
    text_column(captions.WHY, lambda one: one[1].why),
)
AT_CODE, AT_SUBJECT, _AT_ABOUT, AT_POINTS, _AT_WHY = range(5)
WIDE_SUBJECT: Final = 380
"""How wide a subject is that no code stands beside."""
TIMES: Sequence[Column[TimeDispute]] = (
    digits_column(
        captions.DOSSIER, "dossier_code", 212, tip=lambda one: f"{one.dossier_code}: nhấn đúp để mở"
    ),
    text_column(captions.PROCEDURE, "subject"),
    text_column(captions.AGENCY, "about", 156),
    text_column(
        "Người dân trả lời",
        "said",
        250,
        tone=lambda one: Tone.LATE if one.is_late_said else Tone.NORMAL,
    ),
    text_column("Hệ thống ghi", "recorded", 350),
)
INDICES: Sequence[Column[IndexScore]] = (
    plain_column(captions.INDEX, lambda one: words.title_of(one.index), 300),
    number_column(
        captions.SCORE,
        lambda one: words.decimal_text(one.value),
        64,
        sort_key=lambda one: -1 if one.value is None else one.value,
        tone=lambda one: Tone.QUIET if one.value is None else Tone.STRONG,
    ),
    text_column(captions.WHY, "why"),
)
RATINGS: Sequence[Column[RatingBehind]] = (
    digits_column(captions.DOSSIER, "code", 212),
    plain_column("Phiếu, cách trả lời", "what", 200),
    digits_column(captions.AT, lambda one: moment_text(one.at), 144, sort_key=lambda one: one.at),
    plain_column(captions.SERVED_BY, "officer_name", 160),
    plain_column(
        "Mức hài lòng", lambda one: "–" if one.overall is None else label(one.overall), 120
    ),
    text_column("Trả lời", "said"),
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
        return nouns.PETITIONS
    return nouns.LINES
