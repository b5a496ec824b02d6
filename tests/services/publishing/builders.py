"""Decisions and items with the facts a test does not care about filled in."""

from dataclasses import replace
from datetime import date
from typing import Any

from app.services.publishing.records import DecisionDraft, DecisionView, ItemDraft, LevelCounts
from app.services.publishing.replay import ReplayedDecision
from app.vocabulary.catalogue import PublishedEffect
from app.vocabulary.office import Level

LABOUR = "Sở Lao động - Thương binh và Xã hội"
SCIENCE = "Sở Khoa học và Công nghệ"
SIGNED = date(2019, 4, 4)
SEED = LevelCounts(203, 142, 13, 49)
"""What the paper of quarter II 2019 states: parts that make 204."""


def an_item(code: str = "1.000001", level: Level = Level.PROVINCE, **more: Any) -> ItemDraft:
    return ItemDraft(code=code, name=f"Thủ tục {code}", level=level, **more)


def abolished(code: str, level: Level = Level.PROVINCE, **more: Any) -> ItemDraft:
    return an_item(code, level, effect=PublishedEffect.ABOLISHED, **more)


def amended(code: str, level: Level = Level.PROVINCE, **more: Any) -> ItemDraft:
    return an_item(code, level, effect=PublishedEffect.AMENDED, **more)


def a_draft(number: str = "800/QĐ-UBND", *items: ItemDraft, **more: Any) -> DecisionDraft:
    day = more.pop("decided_on", SIGNED)
    facts = {"issuer": "UBND tỉnh Tây Ninh", "agency_name": LABOUR, "effective_from": day} | more
    return DecisionDraft(number=number, decided_on=day, items=items, **facts)


def the_seed(**more: Any) -> DecisionDraft:
    """Return the decision of the seed's report: numbers only, of two agencies."""
    facts: dict[str, Any] = {"agency_name": f"{LABOUR}, {SCIENCE}", "stated": SEED}
    return a_draft(more.pop("number", "800/QĐ-UBND"), **facts | more)


def a_decision(key: int, day: date, *items: ItemDraft, **more: Any) -> ReplayedDecision:
    """Return a stored decision as the replay reads it."""
    facts: dict[str, Any] = {"agency_name": LABOUR, "stated": LevelCounts(), "effective_from": day}
    facts |= more
    return ReplayedDecision(
        decision_id=key, number=f"{key}/QĐ", decided_on=day, items=items, **facts
    )


def again(view: DecisionView, *items: ItemDraft, **more: Any) -> DecisionDraft:
    """Return a stored decision's draft with other items or facts."""
    return replace(view.draft, items=items or view.draft.items, **more)
