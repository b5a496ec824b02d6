"""Odd values that keyboards, pastes, scanners, other systems and attackers bring."""

import random
import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Final

ODD_TEXTS: Final = (
    "",
    " ",
    "\t\r\n",
    "\0",
    "a\0b",
    "\x1b[31m",
    "\x7f\x80\x9f",
    "\ud800",
    "a\udfffb",
    "\u202egnp.exe",
    "\u2066\u2069\u200f\u061c\ufeff",
    "\u200b\u00ad\u2060",
    "\u2028\u2029\u0085",
    "𝕏𝕏𝕏",
    "🏛️👨‍👩‍👧‍👦",
    "e\u0301" * 40,
    "Z" + "\u0300\u0323" * 300,
    "Nguyễn Thị Ánh",
    unicodedata.normalize("NFD", "Nguyễn Thị Ánh"),
    "ﬁ①Ａ＝１＋１",
    "\u0660\u0661\u0662\u0663",
    "１２３４５６７８９０",
    "²³¹½Ⅷ",
    "%",
    "_",
    "\\",
    "%_\\%",
    "'",
    '"',
    "'; DROP TABLE dossiers; --",
    "' OR '1'='1",
    '" OR ""="',
    'NEAR("a" "b", 2)',
    "a* AND b OR NOT c",
    "{}()[]^$.*+?|",
    "=1+1",
    "＝cmd|' /C calc'!A0",
    "@SUM(A1)",
    "-2+3",
    "<b>đậm</b>",
    "<img src=/etc/passwd>",
    "<para><font size=400>",
    "&lt;&#0;&unknown;",
    "${jndi:ldap://x}",
    "{0.__class__}",
    "%s%n%d",
    "../../../../etc/passwd",
    "C:\\Windows\\system32",
    "\\\\server\\share",
    "file:///etc/passwd",
    "CON",
    "nul.txt",
    "-rf",
    "a" * 255,
    "x" * 5_000,
    "ễ" * 30_000,
    "0",
    "-1",
    "00",
    "1e400",
    "NaN",
    "-Infinity",
    "9" * 30,
    "9" * 5_000,
    "0x10",
    "1_000",
    "1,5",
    "null",
    "true",
    "29/02/2025",
    "31/12/9999",
    "00/00/0000",
    "0001-01-01",
    "9999-12-31T23:59:59+14:00",
    "2026-11-23T09:00:00",
)
ODD_WHOLES: Final = (
    *(0, 1, -1, 2, 7, 9, 10, 63, 64, 99, 127, 255, 256, 1_000, 9_999, 65_535, 65_536),
    *(1 << 31, (1 << 31) - 1, (1 << 63) - 1, 1 << 63, -(1 << 63) - 1, 10**30),
)
ODD_NUMBERS: Final = (
    *(Decimal(text) for text in ("0", "-1", "0.5", "0.0001", "1e30", "1e-30", "NaN", "sNaN")),
    *(Decimal(text) for text in ("Infinity", "-Infinity", "999999999999", "3", "20", "12.5")),
)
_EAST, _WEST = timezone(timedelta(hours=14)), timezone(-timedelta(hours=12))
ODD_MOMENTS: Final = (
    datetime.min.replace(tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
    datetime.min.replace(tzinfo=_EAST),
    datetime.max.replace(tzinfo=_WEST),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2024, 2, 29, 16, 59, 59, tzinfo=UTC),
    datetime(2026, 11, 23, 2, 0, tzinfo=UTC),
    datetime(2026, 11, 20, 2, 0, tzinfo=UTC),
)
ODD_DAYS: Final = (
    date.min,
    date.max,
    date(1970, 1, 1),
    date(2024, 2, 29),
    date(2026, 11, 23),
    date(2026, 12, 31),
    date(2027, 2, 6),
)
_LETTERS: Final = "aăâđêôơưỹ AZ09.-/|:,;\"'\0\n\u0301\u202e%_{}[]<>&="


_LONGEST: Final = 2_000_000
_FORMS: Final = ("NFD", "NFC", "NFKC", "NFKD")


def chances(*parts: object) -> random.Random:
    """Return the chances that follow from `parts` alone."""
    return random.Random(":".join(map(str, parts)))


def noise(chance: random.Random, most: int = 200) -> str:
    return "".join(chance.choices(_LETTERS, k=chance.randrange(most)))


def odd_text(chance: random.Random) -> str:
    """Return a text nobody should have typed; one in two thousand is a megabyte."""
    pick = chance.random()
    if pick < 0.0005:
        return chance.choice(("a", "1", "ễ", "(", " ", "|", "e\u0301")) * 1_000_000
    if pick < 0.7:
        return chance.choice(ODD_TEXTS)
    if pick < 0.85:
        return chance.choice(ODD_TEXTS) + chance.choice(ODD_TEXTS)
    return noise(chance)


def mutated_text(chance: random.Random, valid: str) -> str:
    """Return `valid` with one to three small harms; it never grows beyond a few megabytes."""
    text = valid
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        text = _harmed_text(chance, text)[:_LONGEST]
    return text


def _widened(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


_Harm = Callable[[random.Random, str, int, int], str]
_HARMS: Final[tuple[_Harm, ...]] = (
    lambda _chance, text, first, last: text[:first] + text[last:],
    lambda chance, text, first, _last: text[:first] + chance.choice(_LETTERS) + text[first:],
    lambda chance, text, first, _last: text[:first] + chance.choice(_LETTERS) + text[first + 1 :],
    lambda chance, text, first, last: text[:first] + odd_text(chance) + text[last:],
    lambda chance, text, first, last: (
        text[:last] + text[first:last] * chance.choice((1, 2, 50)) + text[last:]
    ),
    lambda chance, text, _first, _last: unicodedata.normalize(chance.choice(_FORMS), text),
    lambda _chance, text, _first, _last: _widened(text),
    lambda _chance, text, _first, _last: text.swapcase(),
    lambda _chance, text, first, last: text[last:] + text[first:last] + text[:first],
)


def _harmed_text(chance: random.Random, text: str) -> str:
    first, last = sorted((chance.randrange(len(text) + 1), chance.randrange(len(text) + 1)))
    return chance.choice(_HARMS)(chance, text, first, last)


def mutated_bytes(chance: random.Random, valid: bytes) -> bytes:
    """Return `valid` with one to four harms: flips, cuts, repeats, other bytes, odd numbers."""
    content = bytearray(valid)
    for _ in range(chance.choice((1, 1, 2, 4))):
        _harm_bytes(chance, content)
    return bytes(content)


def _harm_bytes(chance: random.Random, content: bytearray) -> None:
    at = chance.randrange(len(content) + 1)
    span = min(chance.choice((1, 2, 4, 16, 512)), len(content) - at)
    match chance.randrange(7):
        case 0 if span:
            content[at] ^= 1 << chance.randrange(8)
        case 1:
            del content[at:]
        case 2:
            del content[at : at + span]
        case 3:
            content[at:at] = chance.randbytes(span)
        case 4:
            content[at : at + span] = chance.choice((b"\0", b"\xff", b"\x7f")) * span
        case 5:
            content[at : at + span] = content[: chance.choice((4, 100))]
        case _:
            content[at : at + span] = chance.choice(ODD_TEXTS).encode("utf-8", "surrogatepass")
