"""The write flows of what citizens say of the service.

How a flow runs says `tests.harness.hands`.
"""

from collections.abc import Iterator
from dataclasses import replace

from app.services.forms.records import RatingSlipData
from app.services.ratings.records import Answers, Tap
from app.vocabulary.ratings import Face, RatingSource
from tests.harness.hands import Done, Flow, Hands, require


def rating(hands: Hands) -> Iterator[Done]:
    """Rate at the window and by telephone; the same tap again, as after a kill, is one answer."""
    town, ratings = hands.town, hands.town.desk.ratings
    code, said = hands.received(), Answers(overall=Face.HAPPY)
    tap = Tap(answer_id=hands.new_id(), at=town.desk.clock.now(), answers=said, code=code)
    ratings.tap(town.admin, tap)
    yield Done("tap")
    require(ratings.tap(town.admin, tap).was_known, "a tap was counted twice")
    ratings.tell(town.admin, code, RatingSource.PHONE, said, hands.new_id())
    yield Done("tell")
    tapped = len(ratings.of_dossier(town.admin, code))
    require(tapped == 2, f"{tapped} answers where two were given")
    ratings.end(town.admin, ratings.of_dossier(town.admin, code)[0].rating_id, "Ghi nhầm hồ sơ")
    yield Done("end rating")


def rating_by_slip(hands: Hands) -> Iterator[Done]:
    """Give out a slip, enter what came back, end a wrong entry and enter it again."""
    town, desk = hands.town, hands.town.desk
    edit = desk.office.facts(town.admin).edit
    desk.office.update(town.admin, replace(edit, gives_rating_slips=True))
    yield Done("give slips")
    code = hands.received()
    queued = desk.print_queue.queued(town.admin)
    slips = [job.data for job in queued if isinstance(job.data, RatingSlipData)]
    payload = next(slip.qr_payload for slip in slips if slip.code == code)
    entered = desk.rating_slips.enter(
        town.admin, payload, Answers(overall=Face.UNHAPPY), hands.new_id()
    )
    yield Done("enter slip")
    desk.ratings.end(town.admin, entered.rating_id, "Đọc nhầm ô")
    yield Done("end rating")
    desk.rating_slips.enter(town.admin, payload, Answers(overall=Face.HAPPY), hands.new_id())
    yield Done("enter slip")
    desk.office.update(town.admin, replace(edit, gives_rating_slips=False))
    yield Done("give no slips")


RATING: tuple[Flow, ...] = (rating, rating_by_slip)
