"""The write flow of the register of published procedures.

How a flow runs says `tests.harness.hands`.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from app.services.publishing.records import DecisionDraft, ItemDraft, LevelCounts
from app.vocabulary.office import Level
from tests.harness.hands import Done, Flow, Hands


def keeping_publications(hands: Hands) -> Iterator[Done]:
    """Enter a decision with its stated numbers, then its procedures; take it out again."""
    town, publishing, name = hands.town, hands.town.desk.publishing, hands.new_id()[:8]
    day = date(2026, 4, 4)
    draft = DecisionDraft(
        number=f"{name}/QĐ-UBND",
        decided_on=day,
        issuer="UBND tỉnh",
        agency_name="Phòng Kinh tế",
        effective_from=day,
        stated=LevelCounts(2, 1, None, 1),
    )
    made = publishing.enter(town.admin, draft)
    yield Done("enter a decision")
    items = tuple(
        ItemDraft(code=f"{name}.{level.value}", name=f"Thủ tục {name}", level=level)
        for level in (Level.PROVINCE, Level.COMMUNE)
    )
    line = publishing.correct(
        town.admin, made.line.decision_id, replace(draft, items=items), based_on=1
    ).line
    yield Done("enter a decision's procedures")
    publishing.end(town.admin, line.decision_id, "Nhập nhầm", based_on=line.revision)
    yield Done("take a decision out")


PUBLISHING: tuple[Flow, ...] = (keeping_publications,)
