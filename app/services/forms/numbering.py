"""Dossier codes as people read and type them (TT 01/2018/TT-VPCP Điều 19) and check digits."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from stdnum.iso7064 import mod_97_10

from app.errors import InvalidInputError

# V1V2V3.Z1Z2.Y1Y2.MX1X2 of the circular, and the short Z1Z2.Y1Y2.MX1X2 of QĐ 20/2020/QĐ-TTg.
_UNIT_CODE: Final = re.compile(r"(?:[0-9]{3}\.)?[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}")
_CODE: Final = re.compile(
    rf"(?P<unit>{_UNIT_CODE.pattern})-(?P<day>[0-9]{{6}})-(?P<number>[0-9]{{4,8}})"
)
_NUMBER_MAX: Final = 99_999_999


@dataclass(frozen=True, slots=True)
class CodeParts:
    """A dossier code taken apart; `number` is the order at the unit on that day, from 1."""

    unit_code: str
    day: date
    number: int


def dossier_code(unit_code: str, day: date, number: int) -> str:
    """Return `<unit code>-<yymmdd>-<nnnn>`; the number takes more than 4 digits where it must.

    `day` is the office's calendar day of receipt. Raises ValueError for a number below 1.
    """
    if not 1 <= number <= _NUMBER_MAX:
        message = f"a day's number out of range: {number}"
        raise ValueError(message)
    return f"{unit_code}-{day:%y%m%d}-{number:04d}"


def is_unit_code(text: str) -> bool:
    """Tell whether `text` can head a dossier code, such as `000.00.15.H53` or `38.98.H29`."""
    return _UNIT_CODE.fullmatch(text) is not None


def split_code(text: str) -> CodeParts:
    """Return the parts of a dossier code as typed; letters may be small, margins are dropped.

    Raises InvalidInputError (field `code`) for another shape or a day that does not exist.
    """
    found = _CODE.fullmatch(text.strip().upper())
    day = _day(found["day"]) if found else None
    number = int(found["number"]) if found else 0
    if found is None or day is None or number < 1 or len(found["number"]) != len(f"{number:04d}"):
        raise InvalidInputError(
            "code",
            "Mã hồ sơ không đúng dạng như 000.00.15.H53-190710-0001; hãy kiểm tra và gõ lại.",
        )
    return CodeParts(unit_code=found["unit"], day=day, number=number)


def check_digits(code: str) -> str:
    """Return the two check digits of `code`: ISO 7064 mod 97-10 over its letters and digits."""
    plain = "".join(char for char in code.upper() if char.isascii() and char.isalnum())
    return str(mod_97_10.calc_check_digits(plain))


def _day(text: str) -> date | None:
    """Return the day of `yymmdd`; the scheme began in 2018, so every code is of this century."""
    try:
        return date(2000 + int(text[:2]), int(text[2:4]), int(text[4:]))
    except ValueError:
        return None
