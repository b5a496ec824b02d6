"""A checked draft into the store: its units found, its routes agreed or told, one version more."""

from app.clock import local_date
from app.errors import InvalidInputError
from app.services.catalogue.agency_book import AgencyBook
from app.services.catalogue.records import ProcedureDraft
from app.services.catalogue.route_sums import day_minutes, disagreement
from app.services.catalogue.route_units import RouteUnits, with_units
from app.services.catalogue.stored import Stored
from app.services.catalogue.versions import Wanted, changed_parts, is_same, write_versions
from app.services.ledger.transactions import Work
from app.services.office.calendar import load_hours


def keep(work: Work, draft: ProcedureDraft, before: Stored | None) -> int:
    """Store `draft` as a version where it differs from `before`; return the procedure's id.

    Raises InvalidInputError for a step whose unit is unknown or has ended, and for `route_note` of
    a case whose steps do not add up to its time and that says nothing of it.
    """
    book = AgencyBook(work.session, local_date(work.now))
    agency = book.find_or_add(draft.agency_name, draft.agency_code, draft.level)
    known = _with_routes(work, draft)
    wanted = Wanted(known, agency.unit_id if agency else None, before)
    if before is not None and is_same(wanted):
        return before.procedure_id
    (procedure_id,) = write_versions(work.session, work.now, [wanted])
    work.log(
        "procedure_saved",
        {
            "code": draft.code,
            "version": before.number + 1 if before else 1,
            "changed": ", ".join(changed_parts(wanted)),
        },
    )
    return procedure_id


def _with_routes(work: Work, draft: ProcedureDraft) -> ProcedureDraft:
    if not any(case.route for case in draft.cases):
        return draft
    units = RouteUnits(work.session, local_date(work.now))
    _require_units(units, draft)
    day = day_minutes(load_hours(work.session, work.actor.office_id))
    for place, case in enumerate(draft.cases):
        words = disagreement(case, day)
        if words and not case.route_note:
            raise InvalidInputError(
                f"cases.{place}.route_note",
                f"{words}. Hãy sửa lại các bước hoặc ghi chú vì sao khác.",
            )
    return with_units(units, draft)


def _require_units(units: RouteUnits, draft: ProcedureDraft) -> None:
    for place, case in enumerate(draft.cases):
        for at, step in enumerate(case.route):
            unit = units.find(step)
            if unit is None or not unit.is_in_force:
                state = "không có trong danh mục" if unit is None else "đã ngừng hoạt động"
                raise InvalidInputError(
                    f"cases.{place}.route.{at}.unit_name",
                    f"Đơn vị “{step.unit_name}” {state}. Hãy chọn đơn vị khác.",
                )
