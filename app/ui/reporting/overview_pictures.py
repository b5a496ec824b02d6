"""The cards of the overview, and how each is filled from the figures of a period."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, Generic, TypeVar

from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from app.services.counts import GroupFigures
from app.services.dashboard import DashboardView, LoadCell, StepTime, TrendPoint
from app.ui.desk.cards import HeadedCard
from app.ui.look.tokens import Tone
from app.ui.reporting import overview_words as words
from app.ui.widgets.charts import Chart, ChartSeries, lying_bars, short_name, standing_bars
from app.ui.widgets.labels import ElidedLabel, button, set_tone
from app.ui.widgets.load_map import LoadMap, Shade
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.ratings import Face
from app.wording import headings, measures, states
from app.wording.labels import label
from app.wording.texts import tenths_text

Row = TypeVar("Row")
Picture = TypeVar("Picture", bound=QWidget)


class PictureCard(HeadedCard, Generic[Row, Picture]):
    """Shows a picture or the rows it was drawn from; the button says which comes next."""

    def __init__(
        self,
        title: str,
        picture: Picture,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        empty_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.picture = picture
        picture.setAccessibleName(title)
        self.table: RowTable[Row] = RowTable(columns, key, empty_text=empty_text)
        self.table.setAccessibleName(f"Bảng: {title}")
        # The table scrolls within the room of the picture.
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.answer = ElidedLabel()
        self.turn = button("", "ghost")
        self.turn.setProperty("is_tight", "true")
        self.head.addWidget(self.turn)
        self.body.addWidget(self.answer)
        self._faces = QStackedLayout()
        # A stacked layout shows what it is given: without a parent that would be a window.
        self.body.addLayout(self._faces, 1)
        self._faces.addWidget(picture)
        self._faces.addWidget(self.table)
        self.turn.clicked.connect(lambda: self.show_table(is_shown=not self.is_table))
        self.show_table(is_shown=False)

    @property
    def is_table(self) -> bool:
        """Whether the rows are shown in place of the picture."""
        return self._faces.currentIndex() == 1

    def show_table(self, *, is_shown: bool) -> None:
        """Show the rows, or the picture again."""
        self._faces.setCurrentIndex(int(is_shown))
        self.turn.setText("Xem hình" if is_shown else "Xem bảng")

    def show_unknown(self, why: str) -> None:
        """Show no figures and say why."""
        if isinstance(self.picture, Chart):
            self.picture.set_unknown(why)
        self.table.set_unknown(why)
        self.answer.set_text("")

    def fill(self, rows: Sequence[Row], answer: tuple[str, Tone]) -> None:
        """Fill the table; `answer` says under the title, in one line, what the picture shows."""
        self.table.set_rows(rows)
        text, tone = answer
        self.answer.set_text(text)
        set_tone(self.answer, tone)


AnyCard = PictureCard[Any, Any]


_MOST_BARS: Final = 6
_LONGEST_NAME: Final = 22
_EMPTY: Final = "Kỳ này chưa có dữ liệu."


def trend_card() -> PictureCard[TrendPoint, Chart]:
    """Return the card of the stretches before and up to the end of the period."""
    return PictureCard(
        "Xu hướng",
        standing_bars(_EMPTY),
        words.trend_columns(),
        lambda point: point.first_day,
        _EMPTY,
    )


def groups_card(title: str, what: str) -> PictureCard[GroupFigures, Chart]:
    """Return a card of what ended early, on time and late by agency or field."""
    return PictureCard(
        title, lying_bars(_EMPTY), words.group_columns(what), lambda group: group.key, _EMPTY
    )


def steps_card() -> PictureCard[StepTime, Chart]:
    """Return the card of how long dossiers lay in each step."""
    return PictureCard(
        "Thời gian nằm ở từng bước",
        lying_bars(_EMPTY),
        words.step_columns(),
        lambda step: step.key,
        _EMPTY,
    )


def faces_card() -> PictureCard[TrendPoint, Chart]:
    """Return the card of what people say of the service."""
    return PictureCard(
        "Hài lòng của người dân",
        standing_bars("Kỳ này chưa có ai đánh giá."),
        words.face_columns(),
        lambda point: point.first_day,
        _EMPTY,
    )


def load_card() -> PictureCard[LoadCell, LoadMap]:
    """Return the card of the hours of the week."""
    return PictureCard(
        "Tiếp nhận theo giờ trong tuần",
        LoadMap(_EMPTY),
        words.load_columns(),
        lambda cell: (cell.weekday, cell.hour),
        _EMPTY,
    )


def show_trend(card: PictureCard[TrendPoint, Chart], view: DashboardView) -> None:
    """Draw what came in, what ended, and what of it was late."""
    card.picture.set_figures(
        [point.name for point in view.trend],
        [
            _over_time(headings.RECEPTION, Tone.ACCENT, [one.received for one in view.trend]),
            _over_time(states.DONE, Tone.OK, [one.ended for one in view.trend]),
            _over_time(measures.DONE_LATE, Tone.LATE, [one.late for one in view.trend]),
        ],
    )
    card.fill(view.trend, words.trend_answer(view.trend))


def show_faces(card: PictureCard[TrendPoint, Chart], view: DashboardView) -> None:
    """Draw what people said in each stretch."""
    faces = [point.faces for point in view.trend]
    card.picture.set_figures(
        [point.name for point in view.trend],
        [
            _over_time(label(Face.HAPPY), Tone.OK, [one.happy for one in faces]),
            _over_time(label(Face.NEUTRAL), Tone.ACCENT, [one.neutral for one in faces]),
            _over_time(label(Face.UNHAPPY), Tone.LATE, [one.unhappy for one in faces]),
        ],
    )
    card.fill(view.trend, words.face_answer(view.ratings))


def show_groups(
    card: PictureCard[GroupFigures, Chart], groups: Sequence[GroupFigures], answer: words.Answer
) -> None:
    """Draw the groups with the most that is late first; the rest is one bar."""
    busy = sorted(
        (group for group in groups if group.figures.ended.total),
        key=lambda group: (-words.late_of(group), -group.figures.ended.total, group.name),
    )
    shown, rest = busy[:_MOST_BARS], busy[_MOST_BARS:]
    ended = [group.figures.ended for group in shown]
    early, on_time, late = (
        [one.early for one in ended],
        [one.on_time for one in ended],
        [one.late for one in ended],
    )
    places = [short_name(group.name, _LONGEST_NAME) for group in shown]
    if rest:
        places.append(f"{len(rest)} nhóm khác")
        early.append(sum(group.figures.ended.early for group in rest))
        on_time.append(sum(group.figures.ended.on_time for group in rest))
        late.append(sum(group.figures.ended.late for group in rest))
    card.picture.set_figures(
        places,
        [
            ChartSeries(name=states.LATE, tone=Tone.LATE, values=late),
            ChartSeries(name=states.ON_TIME, tone=Tone.ACCENT, values=on_time),
            ChartSeries(name=states.EARLY, tone=Tone.OK, values=early),
        ],
    )
    card.fill(groups, answer)


def show_steps(card: PictureCard[StepTime, Chart], view: DashboardView) -> None:
    """Draw the mean of each step, those that take the most time in all when there are many."""
    heavy = sorted(view.steps, key=lambda step: -step.worked_minutes)[: _MOST_BARS + 1]
    shown = [step for step in view.steps if step in heavy]
    card.picture.set_figures(
        [short_name(step.name, _LONGEST_NAME) for step in shown],
        [
            ChartSeries(
                name="Ngày làm việc, bình quân một hồ sơ",
                tone=Tone.ACCENT,
                values=[step.tenths_of_days or 0 for step in shown],
                text=tenths_text,
                has_sum=False,
            )
        ],
    )
    card.fill(view.steps, words.step_answer(view.steps))


def show_load(card: PictureCard[LoadCell, LoadMap], view: DashboardView) -> None:
    """Shade the hours of the week by what was received in them."""
    shades = [Shade(cell.weekday, cell.hour, cell.received) for cell in view.load]
    card.picture.show_shades(shades, words.SHORT_WEEKDAYS)
    card.fill(view.load, words.load_answer(view.load))


def _over_time(name: str, tone: Tone, values: Sequence[int]) -> ChartSeries:
    """Return a series over stretches that reach back before the period: their sum says nothing."""
    return ChartSeries(name=name, tone=tone, values=values, has_sum=False)
