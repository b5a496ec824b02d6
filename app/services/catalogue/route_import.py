"""The routes of a catalogue file: units found, totals compared, what disagrees told."""

from dataclasses import replace

from app.clock import local_date
from app.services.catalogue.agency_book import AgencyBook
from app.services.catalogue.records import CaseDraft, Entry, Notice, ProcedureDraft
from app.services.catalogue.route_sums import day_minutes, disagreement, route_sum
from app.services.catalogue.route_units import RouteUnits, with_units
from app.services.ledger.transactions import Reading
from app.services.office.calendar import load_hours


class RouteImport:
    """The units and the working day of one transaction."""

    def __init__(self, reading: Reading) -> None:
        self._units = RouteUnits(reading.session, local_date(reading.now))
        self._day = day_minutes(load_hours(reading.session, reading.actor.office_id))

    def add_missing(self, book: AgencyBook, draft: ProcedureDraft) -> None:
        """Add the units of the steps that the store does not know."""
        for step in (step for case in draft.cases for step in case.route):
            if self._units.find(step) is None:
                book.find_or_add(step.unit_name, step.unit_code, draft.level)

    def completed(self, draft: ProcedureDraft) -> ProcedureDraft:
        """Return `draft` with its units as the store knows them, and a note where a sum differs."""
        told = replace(draft, cases=tuple(self._told(case) for case in draft.cases))
        return with_units(self._units, told)

    def missing(self, draft: ProcedureDraft) -> tuple[str, ...]:
        """Return the names of the units that the store does not know."""
        steps = (step for case in draft.cases for step in case.route)
        return tuple(step.unit_name for step in steps if self._units.find(step) is None)

    def notices(self, entry: Entry) -> list[Notice]:
        """Return what is to be looked at in the routes of an entry."""
        cases = (case for case in entry.draft.cases if case.route)
        return [
            Notice(entry.row, entry.draft.code, "route", words)
            for words in map(self._words, cases)
            if words
        ]

    def _words(self, case: CaseDraft) -> str:
        summed = route_sum(case, self._day)
        if summed.agrees:
            return ""
        if summed.agrees is None:
            words = f"Các bước ({summed.total_text}) không so được với {summed.legal_text}"
        else:
            words = disagreement(case, self._day)
        return f"Trường hợp “{case.name}”: {words}; vẫn nhập, hãy xem lại."

    def _told(self, case: CaseDraft) -> CaseDraft:
        words = disagreement(case, self._day)
        if not words or case.route_note:
            return case
        return replace(case, route_note=f"Theo tệp danh mục. {words}.")
