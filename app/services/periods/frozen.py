"""What is frozen of a period: its figures as one canonical JSON text."""

import msgspec

from app.services.periods.records import PeriodFigures


def frozen_text(figures: PeriodFigures) -> str:
    """Return the one text of these figures: sorted keys, no white space."""
    return msgspec.json.encode(figures, order="sorted").decode()


def read_frozen(text: str) -> PeriodFigures:
    """Return what a stored text says. Raises msgspec.DecodeError for another text."""
    return msgspec.json.decode(text, type=PeriodFigures)
