from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInputError
from app.services.forms.numbering import (
    CodeParts,
    check_digits,
    dossier_code,
    is_unit_code,
    split_code,
)

_DAY = date(2019, 7, 10)


def test_code_is_the_circular_s_shape() -> None:
    assert dossier_code("000.00.15.H53", _DAY, 1) == "000.00.15.H53-190710-0001"


def test_number_above_four_digits_is_written_whole() -> None:
    assert dossier_code("38.98.H29", _DAY, 12345) == "38.98.H29-190710-12345"


def test_number_below_one_is_the_caller_s_fault() -> None:
    with pytest.raises(ValueError, match="out of range"):
        dossier_code("38.98.H29", _DAY, 0)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("000.00.15.H53-190710-0001", CodeParts("000.00.15.H53", _DAY, 1)),
        ("38.98.H29-210519-0013", CodeParts("38.98.H29", date(2021, 5, 19), 13)),
        (" 000.00.01.h29-260310-0420 ", CodeParts("000.00.01.H29", date(2026, 3, 10), 420)),
        ("38.98.H29-210519-10013", CodeParts("38.98.H29", date(2021, 5, 19), 10013)),
    ],
)
def test_both_shapes_are_taken_apart(text: str, parts: CodeParts) -> None:
    assert split_code(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "000.00.15.H53-190710-1",
        "000.00.15.H53-190710-0000",
        "000.00.15.H53-190710-00001",
        "000.00.15.H53-190231-0001",
        "000.00.15.H53-190710-0001-",
        "000.00.15.H53 190710 0001",
        "0.00.15.H53-190710-0001",
        "000.00.15.53-190710-0001",
        "000.00.15.H53-19071٠-0001",
        "000.00.15.H53-190710-0001\n000",
    ],
)
def test_other_shapes_are_refused(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        split_code(text)
    assert caught.value.field == "code"


@given(st.dates(date(2018, 1, 1), date(2099, 12, 31)), st.integers(1, 99_999_999))
def test_what_is_written_is_read_back(day: date, number: int) -> None:
    code = dossier_code("000.00.15.H53", day, number)
    assert split_code(code) == CodeParts("000.00.15.H53", day, number)


def test_check_digits_follow_the_standard_by_hand() -> None:
    # H=17: the number is 000 00 15 17 53 190710 0001 followed by 00; the digits make it 1 mod 97.
    whole = int("0000015" + "17" + "53" + "190710" + "0001" + "00")
    assert check_digits("000.00.15.H53-190710-0001") == f"{98 - whole % 97:02d}"


@given(st.integers(0, 19), st.integers(0, 9))
def test_one_wrong_digit_changes_the_check(position: int, digit: int) -> None:
    code = "000.00.15.H53-190710-0001"
    places = [index for index, char in enumerate(code) if char.isdigit()]
    place = places[position % len(places)]
    other = code[:place] + str(digit) + code[place + 1 :]
    assert (check_digits(other) == check_digits(code)) == (other == code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("000.00.15.H53", True), ("38.98.H29", True), ("H53", False), ("000.00.15.H53-", False)],
)
def test_unit_codes_are_told_apart(text: str, expected: bool) -> None:
    assert is_unit_code(text) is expected
