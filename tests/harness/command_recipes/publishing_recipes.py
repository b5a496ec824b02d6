"""How each command about published procedures is called."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from app.services.publishing.records import CountedAs, DecisionDraft, ItemDraft
from app.vocabulary.office import Level
from tests.harness.command_recipes.world import DAY, Act, World

_ITEM = ItemDraft(code="1.000001", name="Thủ tục một", level=Level.COMMUNE)
DECISION = DecisionDraft(
    number="12/QĐ-UBND",
    decided_on=date(2026, 4, 4),
    issuer="UBND tỉnh",
    agency_name="Phòng Kinh tế",
    effective_from=date(2026, 4, 4),
    items=(_ITEM,),
)
ITEMS_FILE: Final = "thu-tuc.csv"
"""A file of a decision's procedures that lies beside the data folder."""


def _correct(w: World) -> object:
    draft = replace(DECISION, note="Đã sửa")
    return w.desk.publishing.correct(w.boss, w.id("decision"), draft, based_on=1)


def _read_items(w: World) -> object:
    return w.desk.publishing.read_items(w.boss, w.folder / ITEMS_FILE)


def _from_catalogue(w: World) -> object:
    draft = replace(w.desk.procedures.one(w.admin, w.id("procedure")).draft, decision="77/QĐ")
    w.desk.procedures.save(w.admin, draft)
    return w.desk.publishing.from_catalogue(w.boss, "77/QĐ")


PUBLISHING: Mapping[str, Act] = {
    "publishing.behind": lambda w: w.desk.publishing.behind(w.boss, DAY, CountedAs.AUTHORITY),
    "publishing.correct": _correct,
    "publishing.decisions": lambda w: w.desk.publishing.decisions(w.boss),
    "publishing.end": lambda w: w.desk.publishing.end(
        w.boss, w.id("decision"), "Nhập nhầm", based_on=1
    ),
    "publishing.enter": lambda w: w.desk.publishing.enter(
        w.boss, replace(DECISION, number="13/QĐ-UBND")
    ),
    "publishing.figures": lambda w: w.desk.publishing.figures(w.boss, date(2026, 10, 1), DAY),
    "publishing.from_catalogue": _from_catalogue,
    "publishing.read_items": _read_items,
    "publishing.one": lambda w: w.desk.publishing.one(w.boss, w.id("decision")),
}
