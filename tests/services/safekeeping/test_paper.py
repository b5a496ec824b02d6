from random import Random

import pytest

from app.errors import InvalidInputError
from app.services.safekeeping.paper import (
    GROUP_COUNT,
    PAPER_LENGTH,
    from_paper,
    paper_digits,
    wrong_groups,
)
from app.services.safekeeping.secret import OfficeSecret

RANDOM = Random(26)  # noqa: S311 - the same made-up secrets at every run


@pytest.mark.parametrize(
    "raw",
    [bytes(32), b"\xff" * 32, bytes(31) + b"\x01", *(RANDOM.randbytes(32) for _ in range(50))],
)
def test_paper_gives_the_secret_back(raw: bytes) -> None:
    groups = paper_digits(OfficeSecret.of(raw))

    assert len(groups) == GROUP_COUNT
    assert len("".join(groups)) == PAPER_LENGTH
    assert from_paper("".join(groups)).raw == raw
    assert from_paper(" ".join(groups) + "\n").raw == raw
    assert from_paper("-".join(groups)).raw == raw


def test_every_wrong_digit_is_told_by_its_group() -> None:
    digits = "".join(paper_digits(OfficeSecret.of(RANDOM.randbytes(32))))
    for at, right in enumerate(digits):
        for wrong in set("0123456789") - {right}:
            typed = digits[:at] + wrong + digits[at + 1 :]
            assert wrong_groups(typed) == (at // 8 + 1,)
            with pytest.raises(InvalidInputError, match=rf"Nhóm số {at // 8 + 1} bị chép sai"):
                from_paper(typed)


def test_swapped_digits_and_swapped_groups_are_told() -> None:
    groups = list(paper_digits(OfficeSecret.of(RANDOM.randbytes(32))))
    digits = "".join(groups)
    for at in range(PAPER_LENGTH - 1):
        typed = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        assert (typed == digits) == (not wrong_groups(typed))
    groups[2], groups[8] = groups[8], groups[2]
    assert wrong_groups("".join(groups)) == (3, 9)


def test_a_group_of_another_sheet_is_found_by_the_whole_check() -> None:
    one = paper_digits(OfficeSecret.of(b"\x01" * 32))
    other = paper_digits(OfficeSecret.of(b"\x02" * 32))

    with pytest.raises(InvalidInputError, match="không phải của một phiếu"):
        from_paper("".join([*one[:5], other[5], *one[6:]]))


def test_a_number_beyond_32_bytes_is_no_sheet() -> None:
    groups = [f"999999{98 - int(f'{place:02d}99999900') % 97:02d}" for place in range(1, 15)]

    assert wrong_groups("".join(groups)) == ()
    with pytest.raises(InvalidInputError, match="không phải của một phiếu"):
        from_paper("".join(groups))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "0 trên 112"),
        ("12345678", "8 trên 112"),
        ("1" * 113, "113 trên 112"),
        ("abc", "chỉ gồm chữ số"),
        ("٣" * 112, "chỉ gồm chữ số"),
        ("²" * 112, "chỉ gồm chữ số"),
    ],
)
def test_what_is_missing_is_said(typed: str, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said) as told:
        from_paper(typed)
    assert told.value.field == "digits"


def test_groups_are_judged_as_they_are_typed() -> None:
    groups = paper_digits(OfficeSecret.of(b"\x07" * 32))

    assert wrong_groups("") == ()
    assert wrong_groups(groups[0] + groups[1][:5]) == ()
    assert wrong_groups("00000000" + groups[1]) == (1,)
    assert wrong_groups("²2345678" + groups[1]) == (1,)
