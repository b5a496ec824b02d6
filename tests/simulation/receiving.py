"""The counters receive: registrations of all channels, and what is finished while people wait."""

from app.services.dossiers.records import HandedPaper, NewDossier, Owner
from app.vocabulary.dossiers import Channel, ReturnBy
from tests.office_life.book import Case
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
        town, office = self._town, self._town.office
        number, clerk = len(office.lives) + 1, town.counter()
        channel = town.chance.choice(case.channels)
        is_elsewhere = case.limit.unit != "same_day" and town.does(3)
        is_by_post = town.does(10)
        new = NewDossier(
            draft_id=f"{number:036}",
            case_id=case.case_id,
            owner=Owner(f"Người Thử {number}", address="Ấp Thử"),
            papers=(HandedPaper("Đơn theo mẫu", original=1),),
            channel=Channel(channel),
            return_by=ReturnBy.POST if is_by_post else ReturnBy.COUNTER,
            fee_vnd=case.fee_vnd,
            paid_vnd=case.fee_vnd if town.does(50) else 0,
            competent_id=case.agency if is_elsewhere else None,
        )
        if case.limit.unit == "same_day" and not is_by_post and town.does(75):
            office.serve(clerk, new)
            return
        life, _done = office.register(clerk, new)
        self._times.put(office.office_id, life, life.left[0])
        if town.does(4):
            self._times.later(5, 60, lambda: self._work.cut(life))
