"""The routes of cases: read with their totals, set as a part of a new version."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import ConflictError, InvalidInputError, NotFoundError
from app.models.catalogue import ProcedureCase, ProcedureVersion
from app.services.catalogue.records import StepDraft
from app.services.catalogue.route_units import RouteUnit, RouteUnits, day_minutes, route_sum
from app.services.catalogue.stored import one_version
from app.services.catalogue.validation import checked
from app.services.catalogue.versions import keep
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions
from app.services.office.calendar import load_hours
from app.wording import sentences


@dataclass(frozen=True, slots=True)
class RouteView:
    """The route of a case beside its legal time; `agrees` None where they cannot be compared."""

    case_id: int
    steps: tuple[StepDraft, ...]
    total_text: str
    legal_text: str
    agrees: bool | None
    note: str


class Routes:
    """Reads and sets the chain of units a case goes through."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def of(self, actor: Actor, case_id: int) -> RouteView:
        """Return the route of a case of any version. Raises NotFoundError."""
        with self._tx.read(actor, Right.READ_CATALOGUE) as reading:
            procedure_id, number, name = _place(reading.session, case_id)
            return _view(reading, procedure_id, number, name)

    def set(
        self, actor: Actor, case_id: int, steps: Sequence[StepDraft], note: str = ""
    ) -> RouteView:
        """Give the case another route, in a new version of its procedure where it differs.

        Dossiers on their way keep the route they came in with. Raises InvalidInputError
        (`steps.<n>.<field>`, `steps`, `note` where the total disagrees and nothing is said of it),
        ConflictError for a case of an old version, NotFoundError.
        """
        with self._tx.write(actor, Right.EDIT_CATALOGUE) as work:
            procedure_id, number, name = _place(work.session, case_id)
            before = one_version(work.session, procedure_id, None)
            if before is None or before.number != number:
                raise ConflictError(
                    "Trường hợp này thuộc phiên bản cũ của thủ tục. Hãy mở lại bản mới rồi sửa."
                )
            cases = tuple(
                replace(case, route=tuple(steps), route_note=note) if case.name == name else case
                for case in before.draft.cases
            )
            place = next(at for at, case in enumerate(cases) if case.name == name)
            try:
                keep(work, checked(replace(before.draft, cases=cases)), before)
            except InvalidInputError as error:
                raise _as_route_problem(error, place) from error
            return _view(work, procedure_id, None, name)

    def units(self, actor: Actor) -> tuple[RouteUnit, ...]:
        """Return the units a step may name today."""
        with self._tx.read(actor, Right.READ_CATALOGUE) as reading:
            return RouteUnits(reading.session, local_date(reading.now)).in_force

    def working_day(self, actor: Actor) -> int:
        """Return the working time of the office's usual day, in minutes."""
        with self._tx.read(actor, Right.READ_CATALOGUE) as reading:
            return day_minutes(load_hours(reading.session, actor.office_id))


def _place(session: Session, case_id: int) -> tuple[int, int, str]:
    row = session.execute(
        select(ProcedureVersion.procedure_id, ProcedureVersion.number, ProcedureCase.name)
        .join(ProcedureCase, ProcedureCase.version_id == ProcedureVersion.id)
        .where(ProcedureCase.id == case_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError("Không có trường hợp này trong danh mục. Hãy chọn lại thủ tục.")
    return row.procedure_id, row.number, row.name


def _view(reading: Reading, procedure_id: int, number: int | None, name: str) -> RouteView:
    stored = one_version(reading.session, procedure_id, number)
    if stored is None:
        raise NotFoundError(sentences.NO_SUCH_PROCEDURE)
    (view,) = (view for view in stored.cases if view.case.name == name)
    case = view.case
    summed = route_sum(case, day_minutes(load_hours(reading.session, reading.actor.office_id)))
    return RouteView(
        view.case_id,
        case.route,
        summed.total_text,
        summed.legal_text,
        summed.agrees,
        case.route_note,
    )


def _as_route_problem(error: InvalidInputError, place: int) -> InvalidInputError:
    field = error.field.removeprefix(f"cases.{place}.")
    known = field.replace("route_note", "note").replace("route", "steps", 1)
    return InvalidInputError(known, error.message)
