"""Which circular's forms hold: TT 01/2018/TT-VPCP, and TT 03/2025/TT-VPCP from 15/9/2025."""

from datetime import datetime

from app.clock import local_date
from app.vocabulary.forms import FormSet
from app.wording.citations import FORMS_OF_2025_FROM


def form_set(received_at: datetime) -> FormSet:
    """Return the set for a dossier by the day of its receipt; it keeps it to its end."""
    if local_date(received_at) >= FORMS_OF_2025_FROM:
        return FormSet.TT03_2025
    return FormSet.TT01_2018
