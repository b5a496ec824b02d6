"""How each command about what citizens say of the service is called."""

from collections.abc import Mapping

from app.services.ratings.records import Answers, Tap
from app.vocabulary.ratings import Face, RatingSource
from tests.harness.command_recipes.world import DAY, Act

_SAID = Answers(overall=Face.NEUTRAL)

RATINGS: Mapping[str, Act] = {
    "ratings.end": lambda w: w.desk.ratings.end(w.admin, w.id("rating"), "Bấm nhầm"),
    "ratings.figures": lambda w: w.desk.ratings.figures(w.boss, DAY, DAY),
    "ratings.rows_behind": lambda w: w.desk.ratings.rows_behind(w.boss, "all", (DAY, DAY)),
    "ratings.of_dossier": lambda w: w.desk.ratings.of_dossier(w.admin, w.code("here")),
    "ratings.of_period": lambda w: w.desk.ratings.of_period(w.admin, DAY, DAY),
    "ratings.tap": lambda w: w.desk.ratings.tap(
        w.admin, Tap(answer_id="new tap", at=w.desk.clock.now(), answers=_SAID, code=w.code("here"))
    ),
    "ratings.tell": lambda w: w.desk.ratings.tell(
        w.admin, w.code("here"), RatingSource.PHONE, _SAID, "new call"
    ),
    "rating_slips.enter": lambda w: w.desk.rating_slips.enter(
        w.admin, w.text("rating slip"), _SAID, "new slip"
    ),
    "rating_slips.look": lambda w: w.desk.rating_slips.look(w.admin, w.text("rating slip")),
}
