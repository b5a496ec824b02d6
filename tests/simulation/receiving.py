"""The counters receive: registrations of all channels, and what is finished while people wait."""

from app.services.dossiers.records import HandedPaper, NewDossier, Owner
from app.services.ledger.records import Actor
from app.vocabulary.dossiers import Channel, ReturnBy
from tests.simulation.book import Case, Life
from tests.simulation.timetable import Timetable
from tests.simulation.town import Town
from tests.simulation.work import Work


class Receiving:
    """Registers dossiers, and finishes most of the same-day ones at once."""

    def __init__(self, town: Town, times: Timetable, work: Work) -> None:
        self._town = town
        self._times = times
        self._work = work

    def register(self, case: Case) -> None:
        town = self._town
        number, now = len(town.lives) + 1, town.now
        owner, clerk = f"Người Thử {number}", town.counter()
        channel = town.chance.choice(case.channels)
        is_elsewhere = case.limit.unit != "same_day" and self._town.does(3)
        is_by_post = self._town.does(10)
        new = NewDossier(
            draft_id=f"{number:036}",
            case_id=case.case_id,
            owner=Owner(owner, address="Ấp Thử"),
            papers=(HandedPaper("Đơn theo mẫu", original=1),),
            channel=Channel(channel),
            return_by=ReturnBy.POST if is_by_post else ReturnBy.COUNTER,
            fee_vnd=case.fee_vnd,
            paid_vnd=case.fee_vnd if self._town.does(50) else 0,
            competent_id=case.way[0] if is_elsewhere else None,
        )
        life = Life("", case, channel, owner, town.office_id, now, None, is_by_post=is_by_post)
        life.left = list(case.way)
        life.holds.append((town.office_id, now))
        life.become("received", now)
        town.lives.append(life)
        town.acts += 1
        if new.paid_vnd:
            life.paid.append((now, new.paid_vnd))
        if is_elsewhere:
            life.competent = case.way[0]
        else:
            life.begun = now
        life.count_due(now, town.calendar)
        if case.limit.unit == "same_day" and not is_by_post and self._town.does(75):
            self._finish_at_once(life, clerk, new)
            return
        life.code = town.desk.intake.register(clerk, new).code
        self._times.put(town.office_id, life, life.left[0])
        if self._town.does(4):
            self._times.later(5, 60, lambda: self._work.cut(life))

    def _finish_at_once(self, life: Life, clerk: Actor, new: NewDossier) -> None:
        town, now = self._town, self._town.now
        life.code = town.desk.same_day.receive_and_finish(clerk, new).registered.code
        if life.owed_vnd:
            life.paid.append((now, life.owed_vnd))
        life.end(now)
        life.become("returned", now)
        life.resolved = (now, clerk.name, town.office_id)
        life.to_citizen = (now, clerk.name, life.owner)
