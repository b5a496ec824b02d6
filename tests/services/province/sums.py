"""Sums over three made-up units, without stores."""

from dataclasses import replace
from random import Random

from app.services.periods.records import PeriodFigures, ReasonRow, Sections
from app.services.province.adding import added_up
from app.services.province.records import ProvinceSum, SendState, UnitLine
from app.vocabulary.reports import LateReason
from tests.services.province.builders import QUARTER, Commune, some_figures
from tests.services.province.sections import some_sections

COMMUNES = tuple(Commune(f"000.00.{40 + at}.H53", f"Xã {name}") for at, name in enumerate("ABC"))


def all_figures(commune: Commune, seed: int) -> PeriodFigures:
    """Return a unit's figures with everything a report tells."""
    dice = Random(seed)  # noqa: S311 - figures, no secret
    return replace(
        some_figures(commune, seed),
        reasons=(
            ReasonRow(reason=None, open_overdue=dice.randint(0, 9)),
            ReasonRow(reason=LateReason.COORDINATION, ended_late=dice.randint(0, 9)),
        ),
        sections=some_sections(dice, QUARTER, commune.code, commune.name),
    )


def figures_of(at: int, seed: int) -> PeriodFigures:
    """Return the figures of one of `COMMUNES`."""
    return all_figures(COMMUNES[at], seed + at)


def a_line(at: int, figures: PeriodFigures | None) -> UnitLine:
    """Return how one of `COMMUNES` stands."""
    state = SendState.MISSING if figures is None else SendState.SENT
    code, name = COMMUNES[at].code, COMMUNES[at].name
    return UnitLine(unit_id=at, code=code, name=name, state=state, figures=figures)


def a_sum(seed: int = 1) -> ProvinceSum:
    """Return the sum of what all of them sent."""
    return added_up(QUARTER, [a_line(at, figures_of(at, 10 * seed)) for at in range(len(COMMUNES))])


def sections_of(figures: PeriodFigures | None) -> Sections:
    """Return the sections, which are there."""
    assert figures is not None
    assert figures.sections is not None
    return figures.sections
