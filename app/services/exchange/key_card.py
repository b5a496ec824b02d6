"""The key card: a public key and whose it is, as digits that survive any scanner.

Its payload is one whole number in decimal, of the bytes: 1, version 1, level 1, public key 32,
length of the unit's code 1, code (ASCII), name (UTF-8). Version 1 is a station's key, 2 the key by
which the office certifies its stations. The fingerprint is over all of it, so that a right key
under another unit's name, or a station's passed off as the office's, shows another fingerprint.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.errors import InvalidInputError
from app.services.forms.numbering import is_unit_code
from app.text import clean
from app.vocabulary.office import Level

_STATION, _OFFICE = 1, 2
_LEVELS: Final = (Level.MINISTRY, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
_KEY_BYTES: Final = 32
_HEAD_BYTES: Final = 1 + 1 + _KEY_BYTES + 1
_MOST_BYTES: Final = _HEAD_BYTES + 64 + 1200
_FINGERPRINT_BYTES: Final = 10
_FINGERPRINT_DIGITS: Final = 25  # 2**80 has 25 digits
_GROUP: Final = 5
_MOST_FILE_BYTES: Final = 16 * 1024
_DIGITS: Final = re.compile(rb"(?<![0-9])[0-9]{90,4000}(?![0-9])")


@dataclass(frozen=True, slots=True)
class KeyCard:
    """Whose key it is and the key (32 bytes); `is_office` for the one that certifies stations."""

    code: str
    name: str
    level: Level
    public_key: bytes
    is_office: bool = False

    @property
    def payload(self) -> str:
        """The card's digits."""
        packed = self._packed
        # A leading 1 keeps the zeros of the first byte; the number of digits is free.
        return str(int.from_bytes(b"\x01" + packed))

    @property
    def fingerprint(self) -> str:
        """The digits that two people compare, in groups of five."""
        digest = hashlib.sha256(b"motcua-key-card\n" + self._packed).digest()
        number = int.from_bytes(digest[:_FINGERPRINT_BYTES])
        digits = f"{number:0{_FINGERPRINT_DIGITS}d}"
        return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))

    @property
    def _packed(self) -> bytes:
        code = self.code.encode("ascii")
        version = _OFFICE if self.is_office else _STATION
        head = bytes((version, _LEVELS.index(self.level)))
        return head + self.public_key + bytes((len(code),)) + code + self.name.encode()


def read_card(text: str) -> KeyCard:
    """Return the card of a payload as scanned or typed; spaces and line ends do not count.

    Raises InvalidInputError (`card`) for anything else.
    """
    digits = "".join(text.split())
    # Longer digits would not be read as a number: Python stops at 4300.
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 3 * _MOST_BYTES):
        raise _refused()
    number = int(digits)
    packed = number.to_bytes((number.bit_length() + 7) // 8)
    if packed[:1] != b"\x01" or not _HEAD_BYTES < len(packed) - 1 <= _MOST_BYTES:
        raise _refused()
    return _unpacked(packed[1:])


def read_card_file(path: Path, fingerprint: str = "") -> KeyCard:
    """Return a card in a file that `card_text` wrote: the one of `fingerprint`, else the office's.

    Raises InvalidInputError (`card`) for one that cannot be read or holds no card.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_FILE_BYTES)
    except OSError as fault:
        raise InvalidInputError(
            "card", f"Không đọc được tệp thẻ khóa {path}. Hãy kiểm tra đường dẫn."
        ) from fault
    cards = [read_card(found.decode()) for found in _DIGITS.findall(content)]
    if not cards:
        raise _refused()
    return max(cards, key=lambda card: (same_fingerprint(card, fingerprint), card.is_office))


def card_text(*cards: KeyCard) -> str:
    """Return cards as a small text file: for the eye, and a line of digits each to be read back.

    The fingerprints are not in it: they have to come by another way than the file. A station's card
    comes first: it is all that versions before 0.8.0 read.
    """
    return "\n".join(
        f"{_HEADINGS[card.is_office]}\nĐơn vị: {card.name}\nMã: {card.code}\n{card.payload}\n"
        for card in sorted(cards, key=lambda card: card.is_office)
    )


_HEADINGS: Final = {False: "THẺ KHÓA BÀN GIAO", True: "THẺ KHÓA ĐƠN VỊ"}


def same_fingerprint(card: KeyCard, typed: str) -> bool:
    """Say whether `typed` is the card's fingerprint, however its groups are parted."""
    return re.sub(r"[\s.-]", "", typed) == card.fingerprint.replace(" ", "")


def _unpacked(packed: bytes) -> KeyCard:
    version, level, length = packed[0], packed[1], packed[_HEAD_BYTES - 1]
    if version > _OFFICE:
        raise InvalidInputError(
            "card", "Thẻ khóa thuộc phiên bản mới hơn. Hãy cập nhật chương trình rồi đọc lại."
        )
    try:
        code = packed[_HEAD_BYTES : _HEAD_BYTES + length].decode("ascii")
        name = packed[_HEAD_BYTES + length :].decode()
        is_whole = version >= _STATION and level < len(_LEVELS) and is_unit_code(code)
        if not is_whole or not name or clean(name, "card", limit=300) != name:
            raise _refused()
    except UnicodeDecodeError as fault:
        raise _refused() from fault
    key = packed[2 : 2 + _KEY_BYTES]
    return KeyCard(code, name, _LEVELS[level], key, is_office=version == _OFFICE)


def _refused() -> InvalidInputError:
    return InvalidInputError(
        "card",
        "Đây không phải thẻ khóa của Một Cửa, hoặc thẻ đọc thiếu. Hãy quét lại mã trên thẻ, hoặc "
        "chọn đúng tệp thẻ khóa.",
    )
