"""The cases of a procedure: their phases as one types them, and names for cases without one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from app.errors import InvalidInputError
from app.services.catalogue.cells import BareHours, amount_of, unit_of
from app.services.catalogue.records import ONLY_CASE, CaseDraft, PhaseDraft, StepDraft
from app.services.deadlines.limits import amount_text
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel
from app.wording.labels import label
from app.wording.texts import money_text

MOST_PHASES: Final = 20
TIMED_UNITS: Final = frozenset(TimeUnit) - {TimeUnit.SAME_DAY, TimeUnit.NONE}
_PHASE: Final = re.compile(r"(?P<name>.*?)\s*:\s*(?P<value>[\d.,]+)\s+(?P<unit>[^:]+)")


def phases_of(text: str, hours: BareHours | None = None) -> tuple[PhaseDraft, ...]:
    """Return the phases that a cell or a text field lists. Raises InvalidInputError (`phases`).

    `hours` is what a bare "giờ" of a file is taken for; what a person types has to say.
    """
    parts = (part.strip() for part in re.split(r"[;\r\n]", text))
    return tuple(_phase(part, hours) for part in parts if part)


def phases_text(phases: Sequence[PhaseDraft]) -> str:
    """Return phases as one types them, one a line."""
    return "\n".join(f"{each.name}: {_time_text(each.value, each.unit)}" for each in phases)


def phases_sum(case: CaseDraft) -> str:
    """Return how the phases add up beside the case's own time; "" where there are none.

    It is told and never blocks: phases may overlap, or leave time for a signature.
    """
    if not case.phases:
        return ""
    units = {phase.unit for phase in case.phases}
    if len(units) > 1:
        return "Các giai đoạn dùng đơn vị khác nhau nên không cộng được."
    (unit,) = units
    total = sum((phase.value for phase in case.phases), Decimal(0))
    words = f"Các giai đoạn cộng lại: {_time_text(total, unit)}"
    if unit is not case.unit:
        return f"{words}."
    if total == case.value:
        return f"{words}, bằng thời hạn của trường hợp."
    return f"{words}; thời hạn của trường hợp: {_time_text(case.value, unit)}. Hãy xem lại."


def _phase(text: str, hours: BareHours | None) -> PhaseDraft:
    found = _PHASE.fullmatch(text)
    if found is None:
        raise InvalidInputError(
            "phases",
            f"Không đọc được giai đoạn “{text[:60]}”. Hãy ghi như “Thẩm định: 5 ngày làm việc”.",
        )
    try:
        unit = unit_of(found["unit"], hours)
        return PhaseDraft(found["name"], amount_of(found["value"], unit), unit)
    except InvalidInputError as error:
        raise InvalidInputError("phases", f"Giai đoạn “{text[:60]}”: {error.message}") from error


def _time_text(value: Decimal, unit: TimeUnit) -> str:
    return f"{amount_text(value)} {label(unit)}"


# Names for cases that a source gives none: by channel, then by time, then by fee.


@dataclass(frozen=True, slots=True)
class ChannelTime:
    """The time and fee of one channel."""

    value: Decimal
    unit: TimeUnit
    fee_vnd: int
    channel: Channel
    advance_vnd: int = 0
    phases: tuple[PhaseDraft, ...] = ()
    route: tuple[StepDraft, ...] = ()


def named_cases(read: Sequence[ChannelTime]) -> tuple[CaseDraft, ...]:
    """Return one case for each time and fee that differ, under names that tell them apart."""
    channels: dict[CaseDraft, set[Channel]] = {}
    for each in read:
        case = CaseDraft(
            ONLY_CASE,
            each.value,
            each.unit,
            (),
            each.fee_vnd,
            advance_vnd=each.advance_vnd,
            phases=each.phases,
            route=each.route,
        )
        channels.setdefault(case, set()).add(each.channel)
    bare = [
        replace(case, channels=tuple(c for c in Channel if c in open_to))
        for case, open_to in channels.items()
    ]
    return tuple(replace(case, name=name) for name, case in zip(_names(bare), bare, strict=True))


def _names(cases: Sequence[CaseDraft]) -> list[str]:
    if len(cases) == 1:
        return [ONLY_CASE]
    names: list[str] = []
    for name in (_by_channels, _by_time, _by_fee):
        names = [name(case) for case in cases]
        if len(set(names)) == len(names):
            return names
    return names


def _by_channels(case: CaseDraft) -> str:
    return ", ".join(label(channel) for channel in case.channels)


def _by_time(case: CaseDraft) -> str:
    amount = f"{case.value.normalize():f} " if case.value else ""
    return f"{_by_channels(case)}: {amount}{label(case.unit)}"


def _by_fee(case: CaseDraft) -> str:
    return f"{_by_time(case)}, phí {money_text(case.fee_vnd)}"
