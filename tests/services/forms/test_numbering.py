"""Agency codes, dossier codes and check digits: tables of real codes, and round trips."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInputError
from app.services.forms.numbering import (
    CodeParts,
    check_digits,
    code_order,
    codes_meant,
    dossier_code,
    is_dossier_code,
    is_unit_code,
    number_endings,
    split_code,
)

_DAY = date(2019, 7, 10)

PROVINCE_FIRST = (
    "H15.50.05.13",
    "H15.50.05.12",
    "H29.146",
    "G22.99",
    "A02.01",
    "G01.899.909",
    "G01.899.307.000",
)
"""Agency codes by QĐ 20/2020/QĐ-TTg, amended by QĐ 09/2025/QĐ-TTg."""
PROVINCE_LAST = ("000.00.15.H53", "000.00.01.H29", "000.01.14.H05", "000.00.00.K05", "38.98.H29")
"""Agency codes by TT 01/2018/TT-VPCP Điều 19."""
REAL_CODES = (
    "H15.50.05.13-261008-0975",
    "H15.50.05.12-260917-0681",
    "H15.50.05.12-260917-1436",
    "H29.146-260505-13382",
    "G22.99-251225-020175",
    "G01.899.909-260916-890028",
    "H15.50.05.13-261008-0900123",
    "000.00.15.H53-190710-0001",
    "000.00.01.H29-260310-0420",
    "38.98.H29-210519-0013",
)

_UNIT_CODES = st.one_of(
    st.from_regex(r"[A-Z][0-9]{2}(\.[0-9]{2,3}){1,5}", fullmatch=True),
    st.from_regex(r"([0-9]{3}\.)?[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}", fullmatch=True),
)
_DAYS = st.dates(date(2018, 1, 1), date(2099, 12, 31))
_NUMBERS = st.integers(1, 9_999_999)


@pytest.mark.parametrize("code", [*PROVINCE_FIRST, *PROVINCE_LAST])
def test_real_agency_codes_of_both_shapes_are_taken(code: str) -> None:
    assert is_unit_code(code)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H53",
        "H53.",
        "000.00.15.H53-",
        "H15.50.05.13-",
        "h15.50.05.13",
        "H15..05",
        "H15.5",
        "H15.5O.05",
        "H1.50.05",
        "15.50.05",
        "H15.50.05.13.01.02.03",
        "H15.1234",
        "000.H53.00.15",
        "H15.50.05.13\n",
        "H15.٥٠",
    ],
)
def test_what_is_no_agency_code_is_refused(text: str) -> None:
    assert not is_unit_code(text)


@given(_UNIT_CODES)
def test_every_code_of_either_shape_is_taken(unit: str) -> None:
    assert is_unit_code(unit)


def test_number_is_filled_up_to_four_digits() -> None:
    assert dossier_code("000.00.15.H53", _DAY, 1) == "000.00.15.H53-190710-0001"
    assert dossier_code("H15.50.05.13", date(2026, 10, 8), 975) == REAL_CODES[0]


@pytest.mark.parametrize(
    ("number", "written"), [(9999, "9999"), (10000, "10000"), (13382, "13382"), (890028, "890028")]
)
def test_number_above_four_digits_is_written_whole(number: int, written: str) -> None:
    assert dossier_code("H29.146", _DAY, number) == f"H29.146-190710-{written}"


def test_number_below_one_is_the_caller_s_fault() -> None:
    with pytest.raises(ValueError, match="out of range"):
        dossier_code("38.98.H29", _DAY, 0)


@pytest.mark.parametrize("code", REAL_CODES)
def test_real_dossier_codes_are_recognised_in_text(code: str) -> None:
    assert is_dossier_code(code)
    assert codes_meant(code) == (code,)
    assert codes_meant(f" {code.lower()} ") == (code,)
    assert codes_meant(f"Mã hồ sơ: {code}, hẹn trả 15/10/2026") == (code,)
    assert code in codes_meant(code + check_digits(code))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "H15.50.05.13",
        "000.00.15.H53-190710-1",
        "000.00.15.H53 190710 0001",
        "000.00.15.H53-19071٠-0001",
        "000.00.15.H53-190710-00000000001",
        "Nguyễn Thị Ánh",
    ],
)
def test_what_is_no_dossier_code_means_none(text: str) -> None:
    assert not is_dossier_code(text)
    assert codes_meant(text) == ()


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("H15.50.05.13-261008-0975", CodeParts("H15.50.05.13", date(2026, 10, 8), 975)),
        ("H29.146-260505-13382", CodeParts("H29.146", date(2026, 5, 5), 13382)),
        ("G22.99-251225-020175", CodeParts("G22.99", date(2025, 12, 25), 20175)),
        (" 000.00.01.h29-260310-0420 ", CodeParts("000.00.01.H29", date(2026, 3, 10), 420)),
        ("38.98.H29-210519-10013", CodeParts("38.98.H29", date(2021, 5, 19), 10013)),
    ],
)
def test_codes_of_both_shapes_are_taken_apart(text: str, parts: CodeParts) -> None:
    assert split_code(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "000.00.15.H53-190710-1",
        "000.00.15.H53-190710-0000",
        "000.00.15.H53-190231-0001",
        "H15.50.05.13-261308-0975",
        "000.00.15.H53-190710-0001-",
        "000.00.15.H53 190710 0001",
        "0.00.15.H53-190710-0001",
        "000.00.15.53-190710-0001",
        "H15-190710-0001",
        "000.00.15.H53-19071٠-0001",
        "000.00.15.H53-190710-0001\n000",
    ],
)
def test_other_shapes_are_refused(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        split_code(text)
    assert caught.value.field == "code"


@given(_UNIT_CODES, _DAYS, _NUMBERS)
def test_what_is_written_is_read_back_with_and_without_check_digits(
    unit: str, day: date, number: int
) -> None:
    code = dossier_code(unit, day, number)
    assert is_dossier_code(code)
    assert split_code(code) == CodeParts(unit, day, number)
    assert codes_meant(code)[0] == code
    assert codes_meant(code + check_digits(code))[-1] == code
    assert code_order(code) == (f"{unit}-{day:%y%m%d}", number)
    assert f"-{code.rpartition('-')[2]}" in number_endings(number)


def test_number_that_ends_like_check_digits_is_not_cut() -> None:
    code = "G22.99-251225-0201"
    longer = code + check_digits(code)
    assert codes_meant(longer) == (longer, code)


def test_codes_of_one_day_are_sorted_by_number_above_9999_too() -> None:
    codes = [dossier_code("H29.146", _DAY, number) for number in (9999, 10000, 99999, 100000)]
    shuffled = [codes[2], codes[0], codes[3], codes[1]]
    assert sorted(shuffled, key=code_order) == codes


def test_check_digits_follow_the_standard_by_hand() -> None:
    # H=17: the number is 000 00 15 17 53 190710 0001 followed by 00; the digits make it 1 mod 97.
    whole = int("0000015" + "17" + "53" + "190710" + "0001" + "00")
    assert check_digits("000.00.15.H53-190710-0001") == f"{98 - whole % 97:02d}"
    whole = int("17" + "15500513" + "261008" + "0975" + "00")
    assert check_digits("H15.50.05.13-261008-0975") == f"{98 - whole % 97:02d}"


@given(st.sampled_from(REAL_CODES), st.integers(0, 30), st.sampled_from("0123456789"))
def test_one_wrong_digit_changes_the_check(code: str, position: int, digit: str) -> None:
    places = [index for index, char in enumerate(code) if char.isdigit()]
    place = places[position % len(places)]
    other = code[:place] + digit + code[place + 1 :]
    assert (check_digits(other) == check_digits(code)) == (other == code)


@given(st.sampled_from(REAL_CODES), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
def test_one_wrong_letter_changes_the_check(code: str, letter: str) -> None:
    place = next(index for index, char in enumerate(code) if char.isalpha())
    other = code[:place] + letter + code[place + 1 :]
    # Letters stand for 10 to 35: none of two of them are 97 apart.
    assert (check_digits(other) == check_digits(code)) == (other == code)
