"""How each command about petitions is called."""

from collections.abc import Mapping

from app.services.petitions.records import PetitionFilter
from tests.harness.command_recipes.world import DAY, Act
from tests.services.petitions.builders import OWN, typed

PETITIONS: Mapping[str, Act] = {
    "petition_drafts.save": lambda w: w.desk.petition_drafts.save(
        w.admin, w.text("petition draft"), "Nguyễn Thị Ánh"
    ),
    "petition_drafts.waiting": lambda w: w.desk.petition_drafts.waiting(w.admin),
    "petition_drafts.discard": lambda w: w.desk.petition_drafts.discard(
        w.admin, w.text("petition draft")
    ),
    "petitions.receive": lambda w: w.desk.petitions.receive(w.admin, typed()),
    "petitions.act": lambda w: w.desk.petitions.act(w.admin, w.id("petition"), *OWN),
    "petitions.list": lambda w: w.desk.petitions.list(w.admin, PetitionFilter(text="pham")),
    "petitions.one": lambda w: w.desk.petitions.one(w.admin, w.id("petition")),
    "petitions.id_of": lambda w: w.desk.petitions.id_of(w.admin, w.text("petition"), DAY.year),
    "petitions.choices": lambda w: w.desk.petitions.choices(w.admin),
    "petitions.figures": lambda w: w.desk.petitions.figures(w.boss, DAY, DAY),
    "petitions.rows_behind": lambda w: w.desk.petitions.rows_behind(w.admin, "open", (DAY, DAY)),
    "petitions.complaints": lambda w: w.desk.petitions.complaints(w.boss, DAY, DAY),
}
