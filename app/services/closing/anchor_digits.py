"""The whole chain head of a closing as 100 digits: for a QR symbol, and to be typed from paper.

The digit 1; the number of the log entry (8 bytes) and its hash (32 bytes), read as one big-endian
whole number, in decimal, padded with zeros on the left to 97 digits; two check digits over all
before them (ISO 7064 mod 97-10). They say where the log stood; what proves them is the sheet's
signed QR.
"""

from dataclasses import dataclass
from typing import Final

from stdnum.iso7064 import mod_97_10

from app.errors import InvalidInputError

ANCHOR_DIGITS: Final = 100
_NUMBER_DIGITS: Final = 97
_SEQ_BYTES: Final = 8
_HEAD_BYTES: Final = 32
_GROUP: Final = 5
_DIGITS: Final = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Log entry `seq` of the office had the hash `head` (32 bytes)."""

    seq: int
    head: bytes


def anchor_digits(anchor: Anchor) -> str:
    """Return the 100 digits. Raises ValueError for what is no entry of a log."""
    if anchor.seq < 1 or len(anchor.head) != _HEAD_BYTES:
        message = "a log entry has a number from 1 and a hash of 32 bytes"
        raise ValueError(message)
    raw = anchor.seq.to_bytes(_SEQ_BYTES, "big") + anchor.head
    body = f"1{int.from_bytes(raw, 'big'):0{_NUMBER_DIGITS}d}"
    return body + mod_97_10.calc_check_digits(body)


def in_groups(digits: str) -> str:
    """Return digits in groups of five, as they are printed."""
    return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def is_anchor(text: str) -> bool:
    """Say whether a scan has the shape of an anchor's digits, right or wrong."""
    plain = "".join(text.split())
    return len(plain) == ANCHOR_DIGITS and plain[0] == "1" and _DIGITS.issuperset(plain)


def read_anchor(text: str) -> Anchor:
    """Return what 100 digits say, spaces left out. Raises InvalidInputError (`anchor`)."""
    plain = "".join(text.split())
    if not is_anchor(plain) or not mod_97_10.is_valid(plain):
        raise _refused()
    number = int(plain[1:-2])
    if number.bit_length() > 8 * (_SEQ_BYTES + _HEAD_BYTES):
        raise _refused()
    raw = number.to_bytes(_SEQ_BYTES + _HEAD_BYTES, "big")
    return Anchor(int.from_bytes(raw[:_SEQ_BYTES], "big"), raw[_SEQ_BYTES:])


def _refused() -> InvalidInputError:
    return InvalidInputError(
        "anchor",
        "Dãy số của phiếu khóa ngày không đúng; hãy quét lại hoặc gõ lại đủ 100 chữ số trên phiếu.",
    )
