"""A secret as digits for paper: groups that each tell when they were copied wrongly.

78 decimal digits hold the 32 bytes, in 13 groups of six; a fourteenth group comes from their
SHA-256. Each group carries two check digits (ISO 7064, MOD 97-10) over its place and its digits:
one wrong digit, two swapped digits or two swapped groups are found and told by group.
"""

from hashlib import sha256
from typing import Final

from app.errors import InvalidInputError
from app.services.safekeeping.secret import SECRET_BYTES, OfficeSecret

GROUP_DIGITS: Final = 8
"""Six digits of the number and two check digits."""
GROUP_COUNT: Final = 14
PAPER_LENGTH: Final = GROUP_DIGITS * GROUP_COUNT
_BODY: Final = 6
_NUMBER_DIGITS: Final = _BODY * (GROUP_COUNT - 1)
_FIELD: Final = "digits"


def paper_digits(secret: OfficeSecret) -> tuple[str, ...]:
    """Return the 14 groups of eight digits that stand for `secret`."""
    number = str(int.from_bytes(secret.raw)).zfill(_NUMBER_DIGITS) + _whole_check(secret.raw)
    bodies = (number[at : at + _BODY] for at in range(0, len(number), _BODY))
    return tuple(body + _check(place, body) for place, body in enumerate(bodies, 1))


def from_paper(text: str) -> OfficeSecret:
    """Return the secret that `text` (typed or scanned; spaces and hyphens are free) stands for.

    Raises InvalidInputError on "digits" naming the groups that were copied wrongly.
    """
    digits = "".join(text.split()).replace("-", "")
    _check_shape(digits)
    groups = [digits[at : at + GROUP_DIGITS] for at in range(0, PAPER_LENGTH, GROUP_DIGITS)]
    wrong = wrong_groups(digits)
    if wrong:
        places = ", ".join(str(place) for place in wrong)
        raise InvalidInputError(
            _FIELD, f"Nhóm số {places} bị chép sai. Hãy xem lại các nhóm đó trên phiếu khôi phục."
        )
    number = int("".join(group[:_BODY] for group in groups[:-1]))
    if number >= 1 << (8 * SECRET_BYTES):
        raise _not_a_sheet()
    raw = number.to_bytes(SECRET_BYTES)
    if groups[-1][:_BODY] != _whole_check(raw):
        raise _not_a_sheet()
    return OfficeSecret.of(raw)


def wrong_groups(text: str) -> tuple[int, ...]:
    """Return the places (from 1) of the finished groups in `text` whose check digits disagree."""
    digits = "".join(text.split()).replace("-", "")
    whole = len(digits) // GROUP_DIGITS
    found = (digits[at * GROUP_DIGITS : (at + 1) * GROUP_DIGITS] for at in range(whole))
    return tuple(
        place
        for place, group in enumerate(found, 1)
        if group[_BODY:] != _check(place, group[:_BODY])
    )


def _check_shape(digits: str) -> None:
    if digits and not (digits.isascii() and digits.isdigit()):
        raise InvalidInputError(
            _FIELD, "Phiếu khôi phục chỉ gồm chữ số. Hãy tắt bộ gõ và nhập lại từng nhóm."
        )
    if len(digits) != PAPER_LENGTH:
        raise InvalidInputError(
            _FIELD,
            f"Phiếu khôi phục có {GROUP_COUNT} nhóm, mỗi nhóm {GROUP_DIGITS} chữ số; mới nhập "
            f"{len(digits)} trên {PAPER_LENGTH} chữ số. Hãy nhập đủ các nhóm.",
        )


def _check(place: int, body: str) -> str:
    """Return the check digits of a group; none fits a group that is not of digits."""
    if not (body.isascii() and body.isdigit()):
        return ""
    return f"{98 - int(f'{place:02d}{body}00') % 97:02d}"


def _whole_check(raw: bytes) -> str:
    return f"{int.from_bytes(sha256(raw).digest()) % 10**_BODY:06d}"


def _not_a_sheet() -> InvalidInputError:
    return InvalidInputError(
        _FIELD,
        "Các chữ số này không phải của một phiếu khôi phục. Hãy lấy đúng phiếu và nhập lại.",
    )
