"""What holds of the scores whatever the figures are."""

from hypothesis import given
from hypothesis import strategies as st

from app.services.evaluation.scales import (
    AnsweredShare,
    OneStopShare,
    OnlineShare,
    Reached,
    by_attitude,
    done_permille,
    grade,
    tenths,
)
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.evaluation import Grade

COUNTS = st.integers(0, 500)
POINTS = st.lists(st.integers(0, 2), min_size=1, max_size=40)
WORST_FIRST = [*reversed(Grade)]
TIMES = (Timeliness.LATE, Timeliness.ON_TIME, Timeliness.EARLY)


def _index(points: list[int]) -> int:
    return tenths(sum(points), len(points))


@given(POINTS)
def test_a_longer_dossier_more_never_raises_index_1_and_a_shorter_one_never_lowers_it(
    points: list[int],
) -> None:
    assert _index([*points, 0]) <= _index(points) <= _index([*points, 2])


@given(POINTS)
def test_an_index_lies_between_its_worst_and_its_best_dossier(points: list[int]) -> None:
    assert 10 * min(points) <= _index(points) <= 10 * max(points)


@given(POINTS, st.integers(1, 6))
def test_the_same_dossiers_over_again_change_nothing(points: list[int], times: int) -> None:
    assert _index(points * times) == _index(points)


@given(st.integers(1, 9), st.data())
def test_a_higher_total_is_never_a_lower_class_or_a_lower_percent(
    indices: int, data: st.DataObject
) -> None:
    low = data.draw(st.integers(0, 20 * indices - 1))
    one, other = Reached(low, indices), Reached(low + 1, indices)
    first, second = grade(one), grade(other)
    assert first is not None
    assert second is not None
    assert WORST_FIRST.index(first) <= WORST_FIRST.index(second)
    less, more = done_permille(one), done_permille(other)
    assert less is not None
    assert more is not None
    assert less <= more


@given(st.integers(1, 9), st.data())
def test_the_percent_tells_the_three_levels_of_an_officer_apart(
    indices: int, data: st.DataObject
) -> None:
    total = data.draw(st.integers(0, 20 * indices))
    done = done_permille(Reached(total, indices))
    assert done is not None
    of_ten = total * 10 / (2 * indices)  # in tenths
    assert (done == 1000) == (of_ten >= 50)
    assert (done >= 700) == (of_ten >= 35)


@given(COUNTS, COUNTS)
def test_one_complaint_more_in_time_never_lowers_index_8_and_one_late_never_raises_it(
    in_time: int, late: int
) -> None:
    now = AnsweredShare(in_time + late, in_time).points
    assert AnsweredShare(in_time + late + 1, in_time + 1).points >= now or not in_time + late
    assert AnsweredShare(in_time + late + 1, in_time).points <= now
    assert AnsweredShare(in_time + late, in_time, dragged=1).points == 0


@given(st.integers(1, 300), COUNTS, st.integers(1, 300), COUNTS, st.integers(0, 3))
def test_a_late_online_dossier_never_raises_index_9_and_one_more_online_never_lowers_it(
    procedures: int, offered: int, dossiers: int, online: int, late: int
) -> None:
    offered, online = min(offered, procedures), min(online, dossiers)
    now = OnlineShare(procedures, offered, dossiers, online, late).points
    assert OnlineShare(procedures, offered, dossiers, online, late + 1).points <= now
    more = min(online + 1, dossiers)
    assert OnlineShare(procedures, offered, dossiers, more, late).points >= now


@given(st.integers(1, 300), COUNTS, COUNTS)
def test_a_procedure_more_approved_here_never_lowers_index_5(
    total: int, approved: int, received: int
) -> None:
    received = min(received, total)
    approved = min(approved, received)
    now = OneStopShare(total, approved, received).points
    more = min(approved + 1, total)
    assert OneStopShare(total, more, max(received, more)).points >= now


@given(st.sampled_from(TIMES), st.booleans())
def test_a_complaint_never_raises_index_7(timeliness: Timeliness, has_complaint: bool) -> None:
    points = by_attitude(timeliness, has_complaint=has_complaint)
    assert points <= by_attitude(timeliness, has_complaint=False) == TIMES.index(timeliness)
