"""The evaluation's write flows. How a flow runs says `tests.harness.hands`."""

from collections.abc import Iterator

from app.vocabulary.evaluation import Publicity, ToldKind
from tests.harness.hands import Done, Flow, Hands
from tests.services.evaluation.builders import a_fact, a_told_figure

_YEAR = "2018"


def noting_facts(hands: Hands) -> Iterator[Done]:
    """Note something of two procedures, then correct it for one: each time another note."""
    town, notes, name = hands.town, hands.town.desk.fact_notes, hands.new_id()[:8]
    codes = [one.code for one in notes.procedures(town.admin)[:2]]
    notes.note(town.admin, codes, a_fact(note=f"Kiểm tra {name}"))
    yield Done("note facts")
    notes.note(town.admin, codes[:1], a_fact(publicity=Publicity.WRONG, note=f"Sửa {name}"))
    yield Done("correct facts")


def telling_figures(hands: Hands) -> Iterator[Done]:
    """Tell a ratio of a year that nobody locks, then another: each time by another source."""
    town, told, name = hands.town, hands.town.desk.told_figures, hands.new_id()[:8]
    told.tell(town.admin, _YEAR, ToldKind.REUSED, a_told_figure(source=f"Cổng, {name}"))
    yield Done("tell a figure")
    told.tell(town.admin, _YEAR, ToldKind.REUSED, a_told_figure(13, source=f"Sửa {name}"))
    yield Done("tell it again")


EVALUATING: tuple[Flow, ...] = (noting_facts, telling_figures)
