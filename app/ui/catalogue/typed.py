"""What is typed into the editor before it is a draft; the reading rules are the importer's own."""

from dataclasses import dataclass
from datetime import time

from app.errors import InvalidInputError
from app.services.catalogue.cases import phases_of, phases_sum, phases_text
from app.services.catalogue.cells import amount_of, cutoff_of
from app.services.catalogue.records import ALL_CHANNELS, ONLY_CASE, CaseDraft, StepDraft
from app.services.deadlines.limits import LATE_CUTOFF, amount_text
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel
from app.wording.labels import label as word

WITHOUT_VALUE = frozenset({TimeUnit.SAME_DAY, TimeUnit.NONE})


@dataclass(frozen=True, slots=True)
class TypedStep:
    """A step of a route as typed."""

    unit_code: str = ""
    unit_name: str = ""
    work: str = ""
    value: str = "1"
    unit: TimeUnit = TimeUnit.WORKING_DAY
    is_parallel: bool = False
    is_lead: bool = False

    @property
    def time_text(self) -> str:
        """The time as the list shows it, checked or not."""
        return f"{self.value or '?'} {word(self.unit)}"


@dataclass(frozen=True, slots=True)
class TypedCase:
    """A case as typed: its time and cut-off are text until it is saved."""

    name: str = ONLY_CASE
    value: str = "1"
    unit: TimeUnit = TimeUnit.WORKING_DAY
    fee_vnd: int = 0
    channels: tuple[Channel, ...] = ALL_CHANNELS
    late_cutoff: str = f"{LATE_CUTOFF:%H:%M}"
    advance_vnd: int = 0
    phases: str = ""
    route: tuple[TypedStep, ...] = ()
    route_note: str = ""

    @property
    def time_text(self) -> str:
        """The time as the list shows it, checked or not."""
        return word(self.unit).capitalize() if self.unit in WITHOUT_VALUE else self._amount

    @property
    def phases_sum(self) -> str:
        """How the phases add up beside the time, "" while either cannot be read."""
        try:
            return phases_sum(read_case(self, 0))
        except InvalidInputError:
            return ""

    @property
    def _amount(self) -> str:
        return f"{self.value or '?'} {word(self.unit)}"


def typed_case(case: CaseDraft) -> TypedCase:
    """Return a stored case as one would type it."""
    has_cutoff = case.late_cutoff != time.max
    return TypedCase(
        name=case.name,
        value="" if case.unit in WITHOUT_VALUE else amount_text(case.value),
        unit=case.unit,
        fee_vnd=case.fee_vnd,
        channels=case.channels,
        late_cutoff=f"{case.late_cutoff:%H:%M}" if has_cutoff else "",
        advance_vnd=case.advance_vnd,
        phases=phases_text(case.phases),
        route=tuple(_typed_step(step) for step in case.route),
        route_note=case.route_note,
    )


def read_case(typed: TypedCase, place: int) -> CaseDraft:
    """Return the case meant. Raises InvalidInputError for `cases.<place>.value` and the like."""
    try:
        value = amount_of("" if typed.unit in WITHOUT_VALUE else typed.value, typed.unit)
        is_open_all_day = typed.unit is TimeUnit.SAME_DAY and not typed.late_cutoff.strip()
        return CaseDraft(
            name=typed.name,
            value=value,
            unit=typed.unit,
            channels=typed.channels,
            fee_vnd=typed.fee_vnd,
            late_cutoff=time.max if is_open_all_day else cutoff_of(typed.late_cutoff),
            advance_vnd=typed.advance_vnd,
            phases=phases_of(typed.phases),
            route=tuple(_read_step(step, at) for at, step in enumerate(typed.route)),
            route_note=typed.route_note,
        )
    except InvalidInputError as error:
        raise InvalidInputError(f"cases.{place}.{error.field}", error.message) from error


def _typed_step(step: StepDraft) -> TypedStep:
    return TypedStep(
        unit_code=step.unit_code,
        unit_name=step.unit_name,
        work=step.work,
        value=amount_text(step.value),
        unit=step.unit,
        is_parallel=step.is_parallel,
        is_lead=step.is_lead,
    )


def _read_step(typed: TypedStep, at: int) -> StepDraft:
    try:
        value = amount_of(typed.value, typed.unit)
    except InvalidInputError as error:
        raise InvalidInputError(f"route.{at}.{error.field}", error.message) from error
    return StepDraft(
        unit_name=typed.unit_name,
        value=value,
        unit=typed.unit,
        unit_code=typed.unit_code,
        work=typed.work,
        is_parallel=typed.is_parallel,
        is_lead=typed.is_lead,
    )
