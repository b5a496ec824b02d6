"""Breaking text into lines. Text is set as it is: nothing in it is ever read as markup."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from app.printing.fonts import FontFace, text_width
from app.wording.texts import NO_BREAK

POINTS_PER_MM: Final = 72 / 25.4
_SPACES: Final = re.compile(rf"[^\S{NO_BREAK}]+")


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Words in one face; spans of a paragraph are parted by one space."""

    text: str
    face: FontFace = FontFace.REGULAR


@dataclass(frozen=True, slots=True)
class Run:
    """Part of a line in one face; `x_pt` from the line's start."""

    x_pt: float
    text: str
    face: FontFace


@dataclass(frozen=True, slots=True)
class Line:
    """One set line."""

    runs: tuple[Run, ...]
    width_pt: float


def break_lines(
    spans: Sequence[TextSpan], size_pt: float, width_mm: float, indent_mm: float = 0.0
) -> list[Line]:
    """Return `spans` as lines no wider than `width_mm`; a word too long is cut where it must be.

    The first line begins `indent_mm` further in. Raises ValueError for text that is not NFC: it
    would print with its marks beside the letters.
    """
    setter = _LineSetter(size_pt, width_mm * POINTS_PER_MM, indent_mm * POINTS_PER_MM)
    for word, face in _words(spans):
        setter.add(word, face)
    return setter.finish()


def spread(line: Line, size_pt: float, width_mm: float) -> Line:
    """Return `line` with its spaces widened until it fills `width_mm`: each word is a run."""
    words: list[Run] = []
    for run in line.runs:
        x_pt = run.x_pt
        for word in run.text.split(" "):
            words.append(Run(x_pt, word, run.face))
            x_pt += text_width(f"{word} ", run.face, size_pt)
    if len(words) < 2:
        return line
    gap_pt = (width_mm * POINTS_PER_MM - line.width_pt) / (len(words) - 1)
    last = len(words) - 1
    # The space stays in the text, so that what is copied from the page is still words.
    runs = [
        Run(run.x_pt + at * gap_pt, run.text if at == last else f"{run.text} ", run.face)
        for at, run in enumerate(words)
    ]
    return Line(tuple(runs), width_mm * POINTS_PER_MM)


def line_width_mm(text: str, face: FontFace, size_pt: float) -> float:
    """Return the width of `text` set on one line."""
    return text_width(text, face, size_pt) / POINTS_PER_MM


def _words(spans: Sequence[TextSpan]) -> Iterator[tuple[str, FontFace]]:
    """Yield the words in order; an empty word is a forced line end.

    Words that a no-break space joins are one.
    """
    for span in spans:
        if not unicodedata.is_normalized("NFC", span.text):
            message = "text that is not NFC reached the press"
            raise ValueError(message)
        for number, paragraph in enumerate(span.text.split("\n")):
            if number:
                yield "", span.face
            for word in _SPACES.split(paragraph):
                if word:
                    yield word.replace(NO_BREAK, " "), span.face


class _LineSetter:
    """Fills lines word by word."""

    def __init__(self, size_pt: float, width_pt: float, indent_pt: float = 0.0) -> None:
        self._size_pt = size_pt
        self._width_pt = width_pt
        self._lines: list[Line] = []
        self._runs: list[Run] = []
        self._end_pt = indent_pt

    def add(self, word: str, face: FontFace) -> None:
        if not word:
            self._break()
            return
        space = text_width(" ", face, self._size_pt) if self._runs else 0.0
        width = text_width(word, face, self._size_pt)
        if width > self._width_pt and " " in word:
            for part in word.split(" "):
                self.add(part, face)
            return
        if self._runs and self._end_pt + space + width > self._width_pt:
            self._break()
            space = 0.0
        if not self._runs and self._end_pt + width > self._width_pt:
            self._end_pt = 0.0  # too long a word for an indented line stands at its edge
        while width > self._width_pt and len(word) > 1:
            head = self._fitting(word, face)
            self._put(head, face, text_width(head, face, self._size_pt), 0.0)
            self._break()
            word = word[len(head) :]
            width = text_width(word, face, self._size_pt)
        self._put(word, face, width, space)

    def finish(self) -> list[Line]:
        if self._runs:
            self._break()
        return self._lines

    def _put(self, word: str, face: FontFace, width: float, space: float) -> None:
        last = self._runs[-1] if self._runs else None
        if last is not None and last.face is face:
            self._runs[-1] = Run(last.x_pt, f"{last.text} {word}", face)
        else:
            self._runs.append(Run(self._end_pt + space, word, face))
        self._end_pt += space + width

    def _break(self) -> None:
        self._lines.append(Line(tuple(self._runs), self._end_pt))
        self._runs.clear()
        self._end_pt = 0.0

    def _fitting(self, word: str, face: FontFace) -> str:
        """Return the longest head of `word` that fits on a line, at least one character."""
        end = 1
        while text_width(word[: end + 1], face, self._size_pt) <= self._width_pt:
            end += 1
        return word[:end]
