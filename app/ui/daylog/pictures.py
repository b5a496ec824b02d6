"""The two charts of a period, filled from its summary."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.reports.cells import hours_shown
from app.services.counts import GroupFigures
from app.services.figures.records import DailySummary
from app.ui.look.tokens import Tone
from app.ui.widgets.charts import Chart, ChartSeries, lying_bars, short_name, standing_bars
from app.ui.widgets.labels import card, label
from app.vocabulary.reports import GroupBy
from app.wording import headings, states

_MOST_AGENCIES = 5
_LONGEST_NAME = 26


class Pictures(QWidget):
    """Received and returned by hour; what each agency still works on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hours = standing_bars("Chưa có hồ sơ nào trong ngày này.")
        self.agencies = lying_bars("Chưa có hồ sơ nào đã chuyển tới cơ quan giải quyết.")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(_framed("Theo giờ trong ngày", self.hours), 1)
        row.addWidget(_framed(headings.IN_WORK_BY_AGENCY, self.agencies), 1)

    def show_summary(self, summary: DailySummary) -> None:
        """Draw the charts of `summary`."""
        hours = hours_shown(summary.hours)
        self.hours.set_figures(
            [f"{hour.hour}h" for hour in hours],
            [
                ChartSeries(
                    name=headings.RECEPTION,
                    tone=Tone.ACCENT,
                    values=[hour.received for hour in hours],
                ),
                ChartSeries(
                    name=headings.RETURN, tone=Tone.OK, values=[hour.returned for hour in hours]
                ),
            ],
        )
        self._show_agencies(summary.groups.get(GroupBy.AGENCY, ()))

    def clear(self, why: str) -> None:
        """Draw nothing and say why."""
        self.hours.set_unknown(why)
        self.agencies.set_unknown(why)

    def _show_agencies(self, groups: tuple[GroupFigures, ...]) -> None:
        busy = sorted(
            (group for group in groups if group.figures.open.total),
            key=lambda group: (-group.figures.open.total, group.name),
        )
        shown, rest = busy[:_MOST_AGENCIES], busy[_MOST_AGENCIES:]
        places = [short_name(group.name, _LONGEST_NAME) for group in shown]
        in_time = [group.figures.open.in_time for group in shown]
        overdue = [group.figures.open.overdue for group in shown]
        if rest:
            places.append(f"{len(rest)} cơ quan khác")
            in_time.append(sum(group.figures.open.in_time for group in rest))
            overdue.append(sum(group.figures.open.overdue for group in rest))
        self.agencies.set_figures(
            places,
            [
                ChartSeries(name=states.IN_TIME, tone=Tone.ACCENT, values=in_time),
                ChartSeries(name=states.OVERDUE, tone=Tone.LATE, values=overdue),
            ],
        )


def _framed(title: str, chart: Chart) -> QFrame:
    frame = card()
    chart.setAccessibleName(title)
    rows = QVBoxLayout(frame)
    rows.setContentsMargins(12, 8, 12, 8)
    rows.setSpacing(4)
    rows.addWidget(label(title, "heading"))
    rows.addWidget(chart, 1)
    return frame
