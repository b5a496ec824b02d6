"""How each account left the window on this machine: a small file per account in the data folder.

It belongs to the machine's screens, not to the office, and names nobody.
"""

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from app.paths import make_private_folder, write_whole

FOLDER: Final = "windows"
LARGEST_BYTES: Final = 64 * 1024
_LOG = logging.getLogger(__name__)

TextPercent = Literal[90, 100, 110, 125, 150]
TEXT_PERCENTS: Final[tuple[TextPercent, ...]] = (90, 100, 110, 125, 150)
_Pixels = Annotated[int, msgspec.Meta(ge=-100_000, le=100_000)]
_Word = Annotated[str, msgspec.Meta(max_length=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPlacement:
    """Where the window stood when it was not maximised, in pixels of the whole desktop."""

    left: _Pixels
    top: _Pixels
    width: _Pixels
    height: _Pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowState:
    """How an account left the window; nothing kept is a maximised window on its first page.

    `tabs` holds the tab last in front by page; `columns` the widths of columns by table and title,
    in pixels at 100 %.
    """

    screen: _Word = ""
    placed: WindowPlacement | None = None
    is_maximised: bool = True
    page: _Word = ""
    tabs: Mapping[_Word, _Word] = field(default_factory=dict)
    columns: Mapping[_Word, Mapping[_Word, float]] = field(default_factory=dict)
    text_percent: TextPercent = 100


class WindowStates:
    """Reads and writes the states of one data folder."""

    def __init__(self, data: Path) -> None:
        self._folder = data / FOLDER

    def load(self, login: str) -> WindowState:
        """Return how `login` left the window; a file that cannot be read is no state at all."""
        try:
            with self._path(login).open("rb") as file:
                raw = file.read(LARGEST_BYTES + 1)
            return msgspec.json.decode(raw, type=WindowState)
        except FileNotFoundError:
            pass
        except (OSError, msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
            _LOG.warning("the state of a window is begun anew: %s", type(fault).__name__)
        return WindowState()

    def save(self, login: str, state: WindowState) -> None:
        """Write the state whole or not at all; where that fails the one before stays."""
        try:
            make_private_folder(self._folder)
            write_whole(self._path(login), msgspec.json.encode(state))
        except OSError as fault:
            _LOG.warning("the state of a window is not kept: %s", type(fault).__name__)

    def _path(self, login: str) -> Path:
        """Return the file of an account, whose name says nothing of the person."""
        name = hashlib.sha256(login.casefold().encode()).hexdigest()[:16]
        return self._folder / f"{name}.json"
