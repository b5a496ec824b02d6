"""Characters that nobody sees and that change how the others are read."""

import unicodedata

_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\ufeff")


def is_hidden(char: str) -> bool:
    """Say whether `char` is a control or direction character or half a pair; ends of lines not."""
    if char == "\n":
        return False
    return char in _BIDI or unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}
