"""The write flows of what citizens say of the service.

How a flow runs says `tests.harness.hands`.
"""

from collections.abc import Iterator

from app.services.ratings.records import Answers, Tap
from app.vocabulary import Face, RatingSource
from tests.harness.hands import Done, Flow, Hands, require


def rating(hands: Hands) -> Iterator[Done]:
    """Rate at the window and by telephone; the same tap again, as after a kill, is one answer."""
    town, ratings = hands.town, hands.town.desk.ratings
    code, said = hands.received(), Answers(overall=Face.HAPPY)
    tap = Tap(token=hands.new_id(), at=town.desk.clock.now(), answers=said, code=code)
    ratings.tap(town.admin, tap)
    yield Done("tap")
    require(ratings.tap(town.admin, tap).was_known, "a tap was counted twice")
    ratings.tell(town.admin, code, RatingSource.PHONE, said, hands.new_id())
    yield Done("tell")
    tapped = len(ratings.of_dossier(town.admin, code))
    require(tapped == 2, f"{tapped} answers where two were given")
    ratings.end(town.admin, ratings.of_dossier(town.admin, code)[0].rating_id, "Ghi nhầm hồ sơ")
    yield Done("end rating")


RATING: tuple[Flow, ...] = (rating,)
