"""Whom a paper may be handed to, in the order they are offered."""

from collections.abc import Sequence
from dataclasses import replace

from app.services.dossiers.records import DossierView
from app.services.ledger.records import Actor
from app.services.office.records import AgencyLine

_JUST_GAVE = "(đơn vị vừa giao)"


def receivers_of(
    view: DossierView, agencies: Sequence[AgencyLine], actor: Actor
) -> tuple[AgencyLine, ...]:
    """Return the receivers, the dossier's own agency first; an agency gives to the office."""
    if actor.unit_id != actor.office_id:
        office = AgencyLine(unit_id=actor.office_id, code="", name="Bộ phận Một cửa")
        return _previous_second((office, *agencies), view)
    first = sorted(agencies, key=lambda line: line.unit_id != view.row.agency_id)
    return _previous_second(first, view)


def _previous_second(lines: Sequence[AgencyLine], view: DossierView) -> tuple[AgencyLine, ...]:
    """Return `lines` with the unit that had the paper before named, and second at the latest.

    Handing back is then one keystroke from the proposed receiver.
    """
    others = [holding.unit_id for holding in view.holdings[:-1]]
    found = [line for line in lines if others and line.unit_id == others[-1]]
    if not found:
        return tuple(lines)
    (before,) = found
    named = replace(before, name=f"{before.name} {_JUST_GAVE}")
    if lines[0] is before:
        return (named, *lines[1:])
    rest = [line for line in lines[1:] if line is not before]
    return (lines[0], named, *rest)
