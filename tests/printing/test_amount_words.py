"""Numbers in words, checked by a reader that works the other way and shares no code."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.printing.amount_words import amount_in_words, number_in_words

_UNITS = {
    **{word: value for value, word in enumerate("không một hai ba bốn năm sáu bảy tám".split())},
    "chín": 9,
    "mốt": 1,
    "tư": 4,
    "lăm": 5,
}
_SCALES = {"nghìn": 1000, "triệu": 10**6}


def _read_back(words: str) -> int:
    """Return the number that `words` say."""
    total = group = section = 0
    pending = 0
    for word in words.split():
        match word:
            case "trăm":
                group, pending = pending * 100, 0
            case "mươi":
                group, pending = group + pending * 10, 0
            case "mười":
                group += 10
            case "linh":
                assert group % 100 == 0
            case "nghìn" | "triệu":
                section += (group + pending) * _SCALES[word]
                group = pending = 0
            case "tỷ":
                total = (total + section + group + pending) * 10**9
                section = group = pending = 0
            case _:
                pending = _UNITS[word]
    return total + section + group + pending


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.integers(0, 10**6), st.integers(0, 10**17)))
def test_words_say_the_number_again(number: int) -> None:
    assert _read_back(number_in_words(number)) == number


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from("0015"), min_size=1, max_size=16).map("".join))
def test_numbers_full_of_zeros_are_read_back(digits: str) -> None:
    assert _read_back(number_in_words(int(digits))) == int(digits)


def test_no_two_numbers_up_to_ten_thousand_sound_alike() -> None:
    assert len({number_in_words(number) for number in range(10_001)}) == 10_001


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (111, "một trăm mười một"),
        (115, "một trăm mười lăm"),
        (991, "chín trăm chín mươi mốt"),
        (1000, "một nghìn"),
        (1001, "một nghìn không trăm linh một"),
        (1010, "một nghìn không trăm mười"),
        (8000, "tám nghìn"),
        (75_000, "bảy mươi lăm nghìn"),
        (1_050_000, "một triệu không trăm năm mươi nghìn"),
        (1_000_500, "một triệu năm trăm"),
        (21_000_015, "hai mươi mốt triệu không trăm mười lăm"),
        (2_000_000_000, "hai tỷ"),
        (2_000_000_001, "hai tỷ không trăm linh một"),
        (1_005_000_000_000, "một nghìn không trăm linh năm tỷ"),
    ],
)
def test_numbers_are_read_as_people_say_them(number: int, words: str) -> None:
    assert number_in_words(number) == words


def test_amounts_begin_with_a_capital_and_name_the_currency() -> None:
    assert amount_in_words(1_250_000) == "Một triệu hai trăm năm mươi nghìn đồng"
    assert amount_in_words(0) == "Không đồng"


def test_negative_numbers_have_no_words() -> None:
    with pytest.raises(ValueError, match="negative"):
        amount_in_words(-1)
