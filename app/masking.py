"""People's numbers, addresses and words with what must not be seen hidden."""

import re

_EMAIL = re.compile(r"[^\s@,;:<>()\[\]]+@[^\s@,;:<>()\[\]]+")
# A day within a code (-261123-0001) is no number; spaces and dots part one as it is read out.
_NUMBER = re.compile(r"(?<![\w.\-])\+?\d(?:[ .]?\d){7,14}(?![\w\-])")


def mask_id(number: str) -> str:
    """Return an identity number with its middle hidden: 079*****1234."""
    if len(number) <= 4:
        return "*" * len(number)
    shown = 3 if len(number) >= 9 else 0
    return number[:shown] + "*" * (len(number) - shown - 4) + number[-4:]


def mask_phone(number: str) -> str:
    """Return a telephone number with all but its last three digits hidden: *******678."""
    return "*" * max(len(number) - 3, 0) + number[-3:]


def mask_email(address: str) -> str:
    """Return an email address with its person hidden: a***@example.vn."""
    name, at, place = address.partition("@")
    return f"{name[:1]}***{at}{place}" if at else "***" if name else ""


def mask_address(address: str) -> str:
    """Return an address without house and street: ***, xã An Thử, tỉnh Tây Ninh."""
    parts = [part.strip() for part in address.split(",") if part.strip()]
    if not parts:
        return ""
    return ", ".join(["***", *parts[1:][-2:]])


def mask_words(text: str) -> str:
    """Return free text with the numbers and email addresses of people in it hidden."""
    without = _EMAIL.sub(lambda found: mask_email(found[0]), text)
    return _NUMBER.sub(lambda found: mask_id(found[0]), without)


def mask_birth(birth: str) -> str:
    """Return the year alone of yyyy-mm-dd."""
    return birth[:4]
