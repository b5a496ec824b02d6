"""What a kept file is called: the sender's own name without anything that could mislead."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from app.services.files.media import JPEG, PDF, PNG

LONGEST: Final = 200
_ENDINGS: Final[Mapping[str, tuple[str, ...]]] = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
}
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_FORBIDDEN: Final = re.compile(r'[<>:"|?*]')
"""What Windows takes in no file name: a copy may be saved there."""
_NO_NAME: Final = "tệp"


def file_name(name: str, media_type: str) -> str:
    """Return `name` as it is kept: its last part alone, NFC, at most 200 characters.

    Control and direction characters are left out, and it ends as its content says, whatever it
    was called.
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(
        char
        for char in unicodedata.normalize("NFC", re.sub(r"\s", " ", last))
        if unicodedata.category(char) not in _HIDDEN
    )
    plain = " ".join(_FORBIDDEN.sub("_", seen).split()).rstrip(". ")
    endings = _ENDINGS[media_type]
    had = next((len(one) for one in endings if plain.lower().endswith(one)), 0)
    stem, ending = (plain[:-had], plain[-had:]) if had else (plain, endings[0])
    return (stem.strip(". ")[: LONGEST - len(ending)].rstrip(". ") or _NO_NAME) + ending
