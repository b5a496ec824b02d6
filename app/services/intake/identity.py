"""Numbers that people and organisations are known by, and what they contradict."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from stdnum.exceptions import ValidationError
from stdnum.vn import mst

from app.errors import InvalidInputError
from app.text import clean
from app.vocabulary.people import PersonKind, Sex

# Codes of the 63 provinces of birth registration: unchanged by the merger of 1/7/2025.
_PROVINCES: Final = frozenset(
    "001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 "
    "036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 "
    "074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096".split()
)
_PASSPORT: Final = re.compile(r"[A-Z0-9]{5,20}")
_PHONE: Final = re.compile(r"0[35789]\d{8}|02\d{8,9}")
_EMAIL: Final = re.compile(r"[^@\s,;]+@[^@\s,;.]+(\.[^@\s,;.]+)+")
_PAPER_NUMBER: Final = re.compile(r"[A-Z0-9][A-Z0-9./-]{3,31}")


def check_personal_number(
    number: str, field: str, today: date, *, birth: str = "", sex: Sex | None = None
) -> None:
    """Check a citizen's number: 12 digits (căn cước), 9 (CMND), or a passport.

    Raises InvalidInputError naming `field` where the number contradicts itself, the year of
    `birth` (yyyy or yyyy-mm-dd) or `sex`.
    """
    if number.isascii() and number.isdigit():
        if len(number) == 12:
            _check_twelve(number, field, today, birth, sex)
        elif len(number) != 9:
            raise InvalidInputError(
                field, f"Số căn cước có 12 chữ số, CMND có 9; số này có {len(number)} chữ số."
            )
    elif not _PASSPORT.fullmatch(number):
        raise InvalidInputError(
            field, "Số giấy tờ chỉ gồm chữ in hoa không dấu và chữ số. Hãy kiểm tra lại."
        )


def check_organisation_number(number: str, field: str) -> None:
    """Check a tax code (10 digits, 10-3 for a branch, 12 for a household) or a decision number.

    Raises InvalidInputError naming `field`.
    """
    compact = number.replace("-", "")
    if compact.isascii() and compact.isdigit() and len(compact) in {10, 13}:
        try:
            mst.validate(number)
        except ValidationError:
            raise InvalidInputError(
                field, "Mã số thuế không đúng chữ số kiểm tra. Hãy xem lại giấy chứng nhận."
            ) from None
    elif not _PAPER_NUMBER.fullmatch(number):
        raise InvalidInputError(
            field, "Mã số thuế có 10, 12 hoặc 13 chữ số (số quyết định: chữ, số, dấu . / -)."
        )


def check_number(kind: PersonKind, number: str, field: str, today: date) -> None:
    """Check a number by the kind of its bearer. Raises InvalidInputError."""
    if kind is PersonKind.CITIZEN:
        check_personal_number(number, field, today)
    else:
        check_organisation_number(number, field)


def clean_phone(text: str, field: str) -> str:
    """Return a phone number in its domestic form. Raises InvalidInputError."""
    digits = re.sub(r"[\s.()-]", "", text)
    digits = re.sub(r"^(\+84|0084)", "0", digits)
    if digits and not _PHONE.fullmatch(digits):
        raise InvalidInputError(
            field, "Số điện thoại phải là di động 10 số (03, 05, 07, 08, 09) hoặc máy bàn (02…)."
        )
    return digits


def check_email(text: str, field: str) -> None:
    """Raise InvalidInputError where `text` cannot be an e-mail address."""
    if text and not _EMAIL.fullmatch(text):
        raise InvalidInputError(field, "Địa chỉ email chưa đúng, ví dụ đúng: ten@coquan.vn.")


def birth_year(number: str) -> int:
    """Return the year of birth that a 12-digit number states."""
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])


def _check_twelve(number: str, field: str, today: date, birth: str, sex: Sex | None) -> None:
    if number[:3] not in _PROVINCES:
        raise InvalidInputError(field, f"Ba số đầu {number[:3]} không phải mã tỉnh nào.")
    year = birth_year(number)
    if year > today.year:
        raise InvalidInputError(field, f"Số căn cước cho năm sinh {year}, ở tương lai.")
    if birth and int(birth[:4]) != year:
        raise InvalidInputError(
            field, f"Số căn cước cho năm sinh {year} nhưng ngày sinh ghi năm {birth[:4]}."
        )
    stated = Sex.FEMALE if int(number[3]) % 2 else Sex.MALE
    if sex is not None and sex is not stated:
        raise InvalidInputError(
            field, "Số căn cước cho giới tính khác với giới tính đã ghi. Hãy kiểm tra lại."
        )


# The QR of a căn cước card: hostile text until every field is checked.

_SEXES = {"nam": Sex.MALE, "nữ": Sex.FEMALE}
_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class CitizenCard:
    """What a card's QR says: number|old number|name|birth|sex|address|issued."""

    number: str
    old_number: str
    name: str
    birth: date
    sex: Sex | None
    address: str


def looks_like_card(text: str) -> bool:
    """Say whether a scan has a card's shape, so that its errors are worth showing as a card's."""
    head, separator, rest = text.strip("\ufeff \r\n").partition("|")
    return bool(separator) and head.isdigit() and rest.count("|") >= 5


def parse_card(text: str, today: date) -> CitizenCard:
    """Return the card's facts. Raises InvalidInputError (field `scan`) for anything that is off.

    At least seven fields; newer cards may append more. The number is checked against birth and sex.
    """
    if len(text) > _LIMIT:
        raise InvalidInputError("scan", "Mã quét quá dài, không phải mã căn cước. Hãy quét lại.")
    fields = [clean(field, "scan") for field in text.strip("\ufeff \r\n").split("|")]
    if len(fields) < 7 or not fields[0].isascii():
        raise InvalidInputError(
            "scan", "Mã quét không phải mã QR trên thẻ căn cước. Hãy quét lại hoặc gõ tay."
        )
    number, old_number, name, birth_text, sex_text, address = fields[:6]
    birth = _card_date(birth_text)
    sex = _SEXES.get(sex_text.lower())
    if not name or birth > today:
        raise InvalidInputError(
            "scan", "Mã căn cước đọc thiếu hoặc sai nội dung. Hãy tắt bộ gõ rồi quét lại."
        )
    check_personal_number(number, "scan", today, birth=birth.isoformat(), sex=sex)
    return CitizenCard(number, old_number, name, birth, sex, address)


def _card_date(text: str) -> date:
    try:
        return date(int(text[4:8]), int(text[2:4]), int(text[0:2]))
    except ValueError:
        raise InvalidInputError(
            "scan", "Ngày sinh trong mã căn cước không đọc được. Hãy tắt bộ gõ rồi quét lại."
        ) from None
