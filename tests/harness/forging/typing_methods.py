"""What Telex and VNI make of typed text: vowels take marks and tones from the keys after them."""

import unicodedata
from typing import Final

_TELEX_TONES: Final = dict(zip("sfrxj", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_TONES: Final = dict(zip("12345", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_TELEX_SHAPES: Final = {
    **{key + key: value for key, value in (("a", "â"), ("e", "ê"), ("o", "ô"), ("d", "đ"))},
    "aw": "ă",
    "ow": "ơ",
    "uw": "ư",
}
_VNI_SHAPES: Final = {
    "a6": "â",
    "e6": "ê",
    "o6": "ô",
    "o7": "ơ",
    "u7": "ư",
    "a8": "ă",
    "d9": "đ",
}
_VOWELS: Final = frozenset("aăâeêioôơuưy")


def telex(text: str) -> str:
    """Return what an input method in Telex writes for the keys of `text`."""
    return _typed(text, _TELEX_TONES, _TELEX_SHAPES)


def vni(text: str) -> str:
    """Return what an input method in VNI writes for the keys of `text`."""
    return _typed(text, _VNI_TONES, _VNI_SHAPES)


def _typed(text: str, tones: dict[str, str], shapes: dict[str, str]) -> str:
    written = ""
    for key in text:
        start = len(written.rstrip("".join({*written} - {*" .-/|"})))
        word, low = written[start:], key.lower()
        at = next((n for n in range(len(word) - 1, -1, -1) if word[n].lower() + low in shapes), -1)
        vowel = next((n for n in range(len(word) - 1, -1, -1) if word[n].lower() in _VOWELS), -1)
        if at >= 0:
            word = word[:at] + shapes[word[at].lower() + low] + word[at + 1 :]
        elif low in tones and vowel >= 0:
            word = word[: vowel + 1] + tones[low] + word[vowel + 1 :]
        else:
            word += key
        written = written[:start] + word
    return unicodedata.normalize("NFC", written)
