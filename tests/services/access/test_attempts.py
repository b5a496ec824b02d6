from datetime import timedelta

import pytest

from app.errors import RuleBrokenError
from app.models.people import Officer
from app.services.access.passwords import clear_attempts, reserve_attempt, wait_after
from tests.services.store_builders import MONDAY_MORNING


@pytest.mark.parametrize(
    ("failed", "seconds"),
    [(0, 0), (1, 0), (2, 0), (3, 5), (4, 10), (5, 20), (10, 640), (11, 1200), (10_000, 1200)],
)
def test_wait_grows_with_wrong_passwords_and_stays_bounded(failed: int, seconds: int) -> None:
    assert wait_after(failed) == timedelta(seconds=seconds)


def test_ten_thousand_guesses_get_at_most_a_hundred_tries_a_day() -> None:
    officer = Officer(failed_count=0)
    tried = 0
    for guess in range(10_000):
        try:
            reserve_attempt(officer, MONDAY_MORNING + timedelta(days=1) / 10_000 * guess)
        except RuleBrokenError:
            continue
        tried += 1
    assert 50 <= tried <= 100
    assert officer.failed_count == tried


@pytest.mark.parametrize(("passed", "words"), [(0, "5 giây"), (1, "4 giây"), (4, "1 giây")])
def test_refusal_says_how_long_is_left(passed: int, words: str) -> None:
    officer = Officer(failed_count=2)
    reserve_attempt(officer, MONDAY_MORNING)
    with pytest.raises(RuleBrokenError, match=f"sau {words}"):
        reserve_attempt(officer, MONDAY_MORNING + timedelta(seconds=passed))


def test_cleared_account_waits_no_more() -> None:
    officer = Officer(failed_count=9)
    reserve_attempt(officer, MONDAY_MORNING)
    clear_attempts(officer)
    reserve_attempt(officer, MONDAY_MORNING)
    assert officer.failed_count == 1


def test_a_wait_of_a_clock_that_was_years_ahead_is_none() -> None:
    officer = Officer(failed_count=5, locked_until=MONDAY_MORNING + timedelta(days=3650))
    reserve_attempt(officer, MONDAY_MORNING)
    assert officer.failed_count == 6
