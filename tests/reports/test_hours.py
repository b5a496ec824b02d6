from app.reports.cells import hours_shown
from app.services.figures.records import HourCount


def test_quiet_hours_between_busy_ones_are_shown() -> None:
    hours = (HourCount(15, 0, 1), HourCount(8, 2, 0), HourCount(20, 0, 0))
    assert [hour.hour for hour in hours_shown(hours)] == [8, 9, 10, 11, 12, 13, 14, 15]
    assert hours_shown(hours)[0] == HourCount(8, 2, 0)
    assert hours_shown(hours)[1] == HourCount(9, 0, 0)


def test_a_day_without_work_has_no_hours() -> None:
    assert hours_shown((HourCount(8, 0, 0),)) == ()
