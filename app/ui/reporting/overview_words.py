"""The tables behind the pictures of a period, and the one line that answers each of them."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from app.services.counts import Figures, GroupFigures
from app.services.dashboard import LoadCell, StepTime, TrendPoint
from app.services.ratings.figures import RatingFigures
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import number_column, plain_column, text_column
from app.ui.widgets.row_table import Column
from app.vocabulary.ratings import Face
from app.wording import captions, headings, measures, states
from app.wording.labels import label
from app.wording.texts import WEEKDAYS, day_text, number_text, share_text, tenths_text

SHORT_WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
_NUMBER_WIDTH = 84
_NOTHING = "Chưa có dữ liệu."

Row = TypeVar("Row")
Answer = tuple[str, Tone]


def trend_columns() -> tuple[Column[TrendPoint], ...]:
    """Return what is told of each stretch."""
    return (
        text_column(
            captions.INTERVAL,
            "name",
            tip=lambda point: f"{day_text(point.first_day)} – {day_text(point.last_day)}",
        ),
        _number(headings.RECEPTION, lambda point: point.received),
        _number(states.DONE, lambda point: point.ended),
        _number(measures.DONE_LATE, lambda point: point.late),
        _number(measures.STILL_OVERDUE, lambda point: point.overdue),
    )


def group_columns(title: str) -> tuple[Column[GroupFigures], ...]:
    """Return what is told of each agency or field."""
    return (
        text_column(title, "name"),
        _number(states.EARLY, lambda group: group.figures.ended.early),
        _number(states.ON_TIME, lambda group: group.figures.ended.on_time),
        _number(states.LATE, lambda group: group.figures.ended.late),
        _number(measures.STILL_OVERDUE, lambda group: group.figures.open.overdue),
    )


def step_columns() -> tuple[Column[StepTime], ...]:
    """Return what is told of each step."""
    return (
        text_column(captions.STEP, "name"),
        _number(captions.DOSSIER, lambda step: step.dossiers),
        number_column(
            captions.WORKING_DAYS,
            lambda step: tenths_text(step.tenths_of_days or 0),
            112,
            sort_key=lambda step: step.tenths_of_days or 0,
        ),
    )


def face_columns() -> tuple[Column[TrendPoint], ...]:
    """Return what people said in each stretch."""
    return (
        text_column(
            captions.INTERVAL,
            "name",
            tip=lambda point: f"{day_text(point.first_day)} – {day_text(point.last_day)}",
        ),
        _number(label(Face.HAPPY), lambda point: point.faces.happy),
        _number(label(Face.NEUTRAL), lambda point: point.faces.neutral, width=100),
        _number(label(Face.UNHAPPY), lambda point: point.faces.unhappy, width=116),
    )


def load_columns() -> tuple[Column[LoadCell], ...]:
    """Return what is told of each hour of the week."""
    return (
        plain_column(
            captions.WEEKDAY,
            lambda cell: WEEKDAYS[cell.weekday],
            sort_key=lambda cell: (cell.weekday, cell.hour),
        ),
        _number(captions.HOUR, lambda cell: cell.hour),
        _number(headings.RECEPTION, lambda cell: cell.received),
        _number(headings.RETURN, lambda cell: cell.returned, width=96),
    )


def trend_answer(points: Sequence[TrendPoint]) -> Answer:
    """Say how what came in stands to the stretch before."""
    if len(points) < 2:
        return _NOTHING, Tone.QUIET
    before, now = (point.received for point in points[-2:])
    if now == before:
        return f"Tiếp nhận {number_text(now)}, bằng khoảng trước.", Tone.QUIET
    word = measures.UP if now > before else measures.DOWN
    difference = number_text(abs(now - before))
    return f"Tiếp nhận {number_text(now)}, {word} {difference} so với khoảng trước.", Tone.QUIET


def timeliness_answer(total: Figures) -> Answer:
    """Say which share of what ended was late."""
    ended = total.ended
    if not ended.total:
        return _NOTHING, Tone.QUIET
    tone = Tone.LATE if ended.late else Tone.OK
    share = share_text(ended.late, ended.total)
    return (
        f"Trễ {number_text(ended.late)}/{number_text(ended.total)} hồ sơ đã xong ({share}).",
        tone,
    )


def worst_answer(groups: Sequence[GroupFigures]) -> Answer:
    """Name the field with the most that was or is late."""
    worst = max(groups, key=late_of, default=None)
    if worst is None:
        return _NOTHING, Tone.QUIET
    if not late_of(worst):
        return "Không lĩnh vực nào có hồ sơ trễ.", Tone.OK
    return f"Trễ nhiều nhất: {worst.name}.", Tone.LATE


def step_answer(steps: Sequence[StepTime]) -> Answer:
    """Name the step in which all dossiers together lay longest."""
    longest = max(steps, key=lambda step: step.worked_minutes, default=None)
    if longest is None:
        return _NOTHING, Tone.QUIET
    return f"Tốn nhiều thời gian nhất: {longest.name}.", Tone.QUIET


def face_answer(ratings: RatingFigures) -> Answer:
    """Say which share of those who chose a face is content, and how many slips came back."""
    faces = ratings.faces
    if not faces.said:
        return _NOTHING, Tone.QUIET
    share = share_text(faces.happy, faces.said)
    slips = f"{number_text(ratings.slips_answered)}/{number_text(ratings.slips_given)}"
    tone = Tone.WARN if faces.unhappy else Tone.OK
    return f"Hài lòng {share} của {number_text(faces.said)} ý kiến; phiếu về {slips}.", tone


def load_answer(cells: Sequence[LoadCell]) -> Answer:
    """Name the busiest hour of the week."""
    busiest = max(cells, key=lambda cell: cell.received, default=None)
    if busiest is None:
        return _NOTHING, Tone.QUIET
    return f"Đông nhất: {WEEKDAYS[busiest.weekday]} lúc {busiest.hour} giờ.", Tone.QUIET


def late_of(group: GroupFigures) -> int:
    """Return how many dossiers of the group ended late or are overdue."""
    return group.figures.ended.late + group.figures.open.overdue


def _number(title: str, of: Callable[[Row], int], *, width: int = _NUMBER_WIDTH) -> Column[Row]:
    return number_column(
        title,
        lambda row: number_text(of(row)),
        width,
        sort_key=of,
        tone=lambda row: Tone.NORMAL if of(row) else Tone.QUIET,
    )
