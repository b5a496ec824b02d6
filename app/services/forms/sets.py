"""Which circular's forms hold: TT 01/2018/TT-VPCP, and TT 03/2025/TT-VPCP from 15/9/2025."""

from datetime import date, datetime
from typing import Final

from app.clock import local_date
from app.vocabulary.forms import FormSet

FORMS_OF_2025_FROM: Final = date(2025, 9, 15)
"""TT 03/2025/TT-VPCP: its forms are used from this day of receipt on."""


def form_set(received_at: datetime) -> FormSet:
    """Return the set for a dossier by the day of its receipt; it keeps it to its end."""
    if local_date(received_at) >= FORMS_OF_2025_FROM:
        return FormSet.TT03_2025
    return FormSet.TT01_2018
