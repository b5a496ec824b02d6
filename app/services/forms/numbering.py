"""Agency codes, dossier codes and their check digits.

An agency's code has one of two shapes. Since QĐ 20/2020/QĐ-TTg (amended by QĐ 09/2025/QĐ-TTg) the
ministry or province stands first: `H15.50.05.13`, `H29.146`, `G01.899.909`. Before, by TT
01/2018/TT-VPCP Điều 19, it stood last: `000.00.15.H53`, short `38.98.H29`. Old stores keep it.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from stdnum.iso7064 import mod_97_10

from app.errors import InvalidInputError

UNIT_CODE_EXAMPLES: Final = "H15.50.05.13 hoặc 000.00.15.H53"
"""Both shapes of an agency's code, as people are shown them."""
DOSSIER_CODE_EXAMPLES: Final = "H15.50.05.13-261008-0975 hoặc 000.00.15.H53-190710-0001"
"""Both shapes of a dossier code, as people are shown them."""

_TOP: Final = "[A-Z][0-9]{2}"
_UNIT_CODE: Final = re.compile(
    rf"{_TOP}(?:\.[0-9]{{2,3}}){{1,5}}|(?:[0-9]{{3}}\.)?[0-9]{{2}}\.[0-9]{{2}}\.{_TOP}"
)
_HEAD: Final = "[0-9A-Z.]{3,40}-[0-9]{6}-"
DOSSIER_CODE_PATTERN: Final = _HEAD + "[0-9]{4,8}"
"""A dossier code of any office, also of one whose agency code has a shape not known here."""
_DOSSIER_CODE: Final = re.compile(DOSSIER_CODE_PATTERN)
# Behind the number two check digits may be typed.
_CODE_IN_TEXT: Final = re.compile(rf"(?<![0-9A-Z.]){_HEAD}[0-9]{{4,10}}(?![0-9])")
_CHECK_LENGTH: Final = 2
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
    """Tell whether `text` is an agency's code in capitals: either shape can head a dossier code."""
    return _UNIT_CODE.fullmatch(text) is not None


def is_dossier_code(text: str) -> bool:
    """Tell whether `text` is a dossier code of any office, in capitals and without check digits."""
    return _DOSSIER_CODE.fullmatch(text) is not None


def split_code(text: str) -> CodeParts:
    """Return the parts of a dossier code as typed; letters may be small, margins are dropped.

    Raises InvalidInputError (field `code`) for another shape or a day that does not exist.
    """
    code = text.strip().upper()
    unit, _, rest = code.partition("-")
    day, _, number = rest.partition("-")
    if is_unit_code(unit) and is_dossier_code(code) and int(number) > 0:
        try:
            # The scheme began in 2018: every code is of this century.
            found = date(2000 + int(day[:2]), int(day[2:4]), int(day[4:]))
        except ValueError:
            pass
        else:
            return CodeParts(unit_code=unit, day=found, number=int(number))
    raise InvalidInputError(
        "code",
        f"Mã hồ sơ không đúng dạng như {DOSSIER_CODE_EXAMPLES}; hãy kiểm tra và gõ lại.",
    )


def codes_meant(text: str) -> tuple[str, ...]:
    """Return the dossier codes that `text` may hold, in capitals: none, one or two.

    Letters may be small. Two: where the last two digits are right check digits of what stands
    before them, they may be those, or the end of a longer number.
    """
    found = _CODE_IN_TEXT.search(text.upper())
    if found is None:
        return ()
    whole = found.group()
    head, digits = whole[:-_CHECK_LENGTH], whole[-_CHECK_LENGTH:]
    alternatives = (whole, head) if check_digits(head) == digits else (whole,)
    return tuple(code for code in alternatives if is_dossier_code(code))


def code_order(code: str) -> tuple[str, int]:
    """Return what sorts dossier codes of an office by day and number, also above 9999 a day."""
    head, _, number = code.rpartition("-")
    return (head, int(number)) if number.isdecimal() else (code, 0)


def number_endings(number: int) -> tuple[str, ...]:
    """Return the ends of a dossier code that mean `number`: other offices fill it up to 8 digits.

    A ministry's portal writes `-020175` where this office writes `-20175`.
    """
    return tuple(dict.fromkeys(f"-{number:0{width}d}" for width in range(4, 9)))


def check_digits(code: str) -> str:
    """Return the two check digits of `code`: ISO 7064 mod 97-10 over its letters and digits."""
    plain = "".join(char for char in code.upper() if char.isascii() and char.isalnum())
    return str(mod_97_10.calc_check_digits(plain))
