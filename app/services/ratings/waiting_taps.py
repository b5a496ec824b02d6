"""Taps of the rating window that the store has not taken yet, kept in a file of this desk."""

from pathlib import Path
from typing import Final

import msgspec

from app.paths import write_whole
from app.services.ratings.records import Tap

_NAME: Final = "ratings-waiting.json"
_TAPS: Final = msgspec.json.Decoder(tuple[Tap, ...])


class WaitingTaps:
    """One small file in the data folder; a tap in it twice is stored once, by its answer_id."""

    def __init__(self, data: Path) -> None:
        self._path = data / _NAME

    def keep(self, taps: tuple[Tap, ...]) -> None:
        """Let the file hold exactly `taps`; none takes it away. Raises OSError."""
        if taps:
            write_whole(self._path, msgspec.json.encode(taps))
        else:
            self._path.unlink(missing_ok=True)

    def kept(self) -> tuple[Tap, ...]:
        """Return what is kept; a file that says nothing readable holds none."""
        try:
            return _TAPS.decode(self._path.read_bytes())
        except (OSError, msgspec.DecodeError):
            return ()
