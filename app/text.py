"""Text at the borders: one normal form, no hidden characters, one way to fold for searching."""

import re
import unicodedata

from app.characters import is_hidden
from app.errors import InvalidInputError

_SPACES = re.compile(r"[^\S\n]+")


def clean(text: str, field: str, *, limit: int = 4000, lines: bool = False) -> str:
    """Return `text` in NFC with single spaces and no margins.

    Raises InvalidInputError naming `field` for control or direction characters, for unpaired
    surrogates, and for more than `limit` characters. Line ends are kept only where `lines` is true.
    """
    normal = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\t", " ")
    normal = normal if lines else normal.replace("\n", " ")
    if any(is_hidden(char) for char in normal):
        raise InvalidInputError(
            field, "Nội dung có ký tự điều khiển hoặc ký tự ẩn; hãy xóa và gõ lại."
        )
    normal = _SPACES.sub(" ", normal).strip()
    if len(normal) > limit:
        raise InvalidInputError(
            field, f"Nội dung dài {len(normal)} ký tự; tối đa {limit} ký tự, hãy rút gọn."
        )
    return normal


def fold(text: str) -> str:
    """Return `text` for searching: marks dropped, đ as d, lower case, single spaces."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(char for char in bare if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())


def words(text: str) -> tuple[str, ...]:
    """Return the folded words of `text`, letters and digits only, in order."""
    return tuple(re.findall(r"[^\W_]+", fold(text)))


_ALPHABET = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPES = "\u0306\u0302\u031b"


def name_key(name: str) -> str:
    """Return a key that is the same however a name is typed: capitals, spaces, hoà or hòa.

    Every letter and mark counts; where in its word the tone stands does not.
    """
    bare = unicodedata.normalize("NFD", unicodedata.normalize("NFC", name).casefold())
    return " ".join("".join(sorted(word, key=lambda char: char in _TONES)) for word in bare.split())


def name_sort_key(name: str) -> str:
    """Return a key that sorts people as Vietnamese lists do: given name first, by the alphabet."""
    parts = name.split()
    given_first = parts[-1:] + parts[:-1]
    return " ".join(_word_key(part) for part in given_first)


def _word_key(word: str) -> str:
    """Return a comparable form: letters by their place in the alphabet, then tones."""
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFC", word.lower()):
        marks = unicodedata.normalize("NFD", char)
        shape = unicodedata.normalize(
            "NFC", marks[0] + "".join(m for m in marks[1:] if m in _SHAPES)
        )
        tone = next((_TONES[mark] for mark in marks[1:] if mark in _TONES), 0)
        place = _ALPHABET.find(shape)
        letters.append(chr(ord("0") + place) if place >= 0 else shape)
        tones.append(str(tone))
    return "".join(letters) + "!" + "".join(tones)


def short_id(key_id: str) -> str:
    """Return the beginning of a key's id, by which a person tells one sheet from another."""
    return key_id[:8].upper()
