"""Names for cases that a source gives none: by channel, then by time, then by fee."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.services.catalogue.records import ONLY_CASE, CaseDraft, PhaseDraft, StepDraft
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel
from app.wording.labels import label
from app.wording.texts import money_text


@dataclass(frozen=True, slots=True)
class Timed:
    """The time and fee of one channel."""

    value: Decimal
    unit: TimeUnit
    fee_vnd: int
    channel: Channel
    advance_vnd: int = 0
    phases: tuple[PhaseDraft, ...] = ()
    route: tuple[StepDraft, ...] = ()


def named_cases(read: Sequence[Timed]) -> tuple[CaseDraft, ...]:
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
