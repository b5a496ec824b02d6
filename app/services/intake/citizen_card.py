"""The QR of a căn cước card: hostile text until every field is checked."""

from dataclasses import dataclass
from datetime import date

from app.errors import InvalidInputError
from app.services.intake.identity import check_personal_number
from app.text import clean
from app.vocabulary.people import Sex

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
