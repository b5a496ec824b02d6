"""The evaluation's write flow. How a flow runs says `tests.harness.hands`."""

from collections.abc import Iterator

from app.evaluation_vocabulary import Publicity
from tests.harness.hands import Done, Flow, Hands
from tests.services.evaluation.builders import a_fact


def noting_facts(hands: Hands) -> Iterator[Done]:
    """Note something of two procedures, then correct it for one: each time another note."""
    town, notes, name = hands.town, hands.town.desk.fact_notes, hands.new_id()[:8]
    codes = [one.code for one in notes.procedures(town.admin)[:2]]
    notes.note(town.admin, codes, a_fact(note=f"Kiểm tra {name}"))
    yield Done("note facts")
    notes.note(town.admin, codes[:1], a_fact(publicity=Publicity.WRONG, note=f"Sửa {name}"))
    yield Done("correct facts")


EVALUATING: tuple[Flow, ...] = (noting_facts,)
