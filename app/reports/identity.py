"""The check that every export passes first: figures that do not add up leave the house nowhere."""

from app.services.counts import Figures
from app.services.figures.records import DailySummary
from app.services.figures.summaries import require_adding_up
from app.wording.texts import number_text


def check_sums(summary: DailySummary) -> None:
    """Check (3) = (7) + (11) of form II.06a (TT 01/2020/TT-VPCP) in the total and every group.

    Raises RuleBrokenError whose sentence holds the numbers of the first figures that fail.
    """
    require_adding_up(summary.total, summary.groups)


def identity_text(figures: Figures) -> str:
    """Return "128 + 42 = 37 + 133", or the same with ≠ where it is not true."""
    sign = "=" if figures.adds_up else "≠"
    taken = f"{number_text(figures.carried_over)} + {number_text(figures.received.total)}"
    done = f"{number_text(figures.ended.total)} + {number_text(figures.open.total)}"
    return f"{taken} {sign} {done}"
