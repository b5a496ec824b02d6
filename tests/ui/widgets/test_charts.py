"""Charts: in our colours, with their figures, deaf to the mouse."""

from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.ui.look.theme import current_tokens
from app.ui.look.tokens import Tone
from app.ui.widgets.charts import ChartSeries, lying_bars, standing_bars

HOURS = ["7", "8", "9"]
DAY = [
    ChartSeries(name="Tiếp nhận", tone=Tone.ACCENT, values=[3, 12, 0]),
    ChartSeries(name="Trả", tone=Tone.OK, values=[0, 4, 5]),
]

NOTHING = "Chưa có hồ sơ nào trong ngày này."


def _colours(widget: object) -> set[str]:
    assert hasattr(widget, "grab")
    image = widget.grab().toImage()
    step = 2
    return {
        image.pixelColor(x, y).name().upper()
        for x in range(0, image.width(), step)
        for y in range(0, image.height(), step)
    }


def test_bars_show_their_series_in_our_colours(qtbot: QtBot) -> None:
    chart = standing_bars(NOTHING)
    qtbot.addWidget(chart)
    chart.resize(500, 260)
    chart.set_figures(HOURS, DAY)
    chart.show()
    QApplication.processEvents()
    tokens = current_tokens()
    assert {tokens.accent, tokens.ok} <= _colours(chart)
    texts = [one.text() for one in chart.findChildren(QLabel) if one.isVisible()]
    assert texts == ["Tiếp nhận 15", "Trả 9"]
    assert chart.accessibleDescription() == "Tiếp nhận: 7 3, 8 12, 9 0; Trả: 7 0, 8 4, 9 5"


def test_stacks_show_every_agency(qtbot: QtBot) -> None:
    chart = lying_bars(NOTHING)
    qtbot.addWidget(chart)
    chart.resize(500, 260)
    chart.show()
    chart.set_figures(
        ["Phòng Kinh tế", "Công an phường"],
        [
            ChartSeries(name="Trong hạn", tone=Tone.OK, values=[7, 0]),
            ChartSeries(name="Quá hạn", tone=Tone.LATE, values=[1, 2]),
        ],
    )
    QApplication.processEvents()
    tokens = current_tokens()
    assert {tokens.ok, tokens.late} <= _colours(chart)


def test_a_day_without_figures_says_so_and_comes_back(qtbot: QtBot) -> None:
    chart = standing_bars(NOTHING)
    qtbot.addWidget(chart)
    chart.show()
    visible = [one.text() for one in chart.findChildren(QLabel) if one.isVisible()]
    assert visible == [NOTHING]
    chart.set_figures(HOURS, DAY)
    QApplication.processEvents()
    visible = [one.text() for one in chart.findChildren(QLabel) if one.isVisible()]
    assert visible == ["Tiếp nhận 15", "Trả 9"]
    chart.set_figures(HOURS, [])
    visible = [one.text() for one in chart.findChildren(QLabel) if one.isVisible()]
    assert visible == [NOTHING]


def test_a_mean_is_written_as_a_person_reads_it_and_has_no_sum(qtbot: QtBot) -> None:
    chart = lying_bars(NOTHING)
    qtbot.addWidget(chart)
    days = ChartSeries(
        name="Ngày làm việc",
        tone=Tone.ACCENT,
        values=[35, 5],
        text=lambda tenths: f"{tenths / 10:.1f}".replace(".", ","),
        has_sum=False,
    )
    chart.set_figures(["Đang xử lý", "Đã tiếp nhận"], [days])
    chart.show()
    QApplication.processEvents()
    visible = [one.text() for one in chart.findChildren(QLabel) if one.isVisible()]
    assert visible == ["Ngày làm việc"]
    assert chart.accessibleDescription() == "Ngày làm việc: Đang xử lý 3,5, Đã tiếp nhận 0,5"


def test_the_legend_stands_on_one_line_where_there_is_room(qtbot: QtBot) -> None:
    chart = lying_bars(NOTHING)
    qtbot.addWidget(chart)
    chart.set_figures(
        ["Phòng Kinh tế"],
        [
            ChartSeries(name="Trễ", tone=Tone.LATE, values=[1]),
            ChartSeries(name="Đúng hạn", tone=Tone.ACCENT, values=[12]),
            ChartSeries(name="Trước hạn", tone=Tone.OK, values=[4]),
            ChartSeries(name="Chưa xong", tone=Tone.WARN, values=[4]),
            ChartSeries(name="Chưa đến hạn", tone=Tone.QUIET, values=[4]),
        ],
    )
    chart.resize(900, 260)
    chart.show()
    QApplication.processEvents()
    names = [one for one in chart.findChildren(QLabel) if one.isVisible()]
    assert len(names) == 5
    assert len({one.mapTo(chart, one.rect().topLeft()).y() for one in names}) == 1
    chart.resize(200, 260)
    QApplication.processEvents()
    assert len({one.mapTo(chart, one.rect().topLeft()).y() for one in names}) > 1
    assert all(one.mapTo(chart, one.rect().topRight()).x() < chart.width() for one in names)


def test_a_bar_is_as_long_as_its_value(qtbot: QtBot) -> None:
    chart = lying_bars(NOTHING)
    qtbot.addWidget(chart)
    chart.resize(500, 260)
    chart.set_figures(["A", "B"], [ChartSeries(name="Trễ", tone=Tone.LATE, values=[100, 50])])
    chart.show()
    QApplication.processEvents()
    image, ink = chart.grab().toImage(), current_tokens().late
    lengths = [
        sum(image.pixelColor(x, y).name().upper() == ink for x in range(image.width()))
        for y in range(60, image.height())
    ]
    longest = max(lengths)
    assert longest > 200
    assert {round(100 * length / longest) for length in lengths} == {0, 50, 100}
