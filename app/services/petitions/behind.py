"""The petitions behind a figure of a period, each as the period counts it."""

from dataclasses import replace

from app.errors import InvalidInputError
from app.services.figures.closed import judged
from app.services.figures.period import Period
from app.services.ledger.personal import ROWS
from app.services.ledger.transactions import Reading
from app.services.petitions.listing import petition_rows, standing
from app.services.petitions.lives import Life, lives_in
from app.services.petitions.records import PetitionBehind, PetitionRow
from app.services.petitions.selecting import Selected, selected_in


def petitions_behind_in(
    reading: Reading, period: Period, figure: str
) -> tuple[PetitionBehind, ...]:
    """Return what the figure of that dotted name counts, in the order of receipt.

    Raises InvalidInputError (`figure`).
    """
    span = judged(reading.session, period)
    selected = selected_in(tuple(lives_in(reading.session, span)), span).get(figure)
    if selected is None:
        raise InvalidInputError("figure", f"Không có chỉ tiêu “{figure[:60]}”.")
    ids = sorted({one.life.petition.id for one in selected})
    rows = petition_rows(reading.session, ids, span.as_of, ROWS)
    return tuple(_behind(one, rows[one.life.petition.id], span) for one in selected)


def _behind(selected: Selected, row: PetitionRow, period: Period) -> PetitionBehind:
    event = selected.event
    return PetitionBehind(
        row=_as_it_stood(selected.life, row, period),
        ordinal=event.ordinal,
        act=event.act,
        at=event.at,
        is_late=selected.is_late,
    )


def _as_it_stood(life: Life, row: PetitionRow, period: Period) -> PetitionRow:
    """Return the row by what had happened in the period: what came after does not count yet."""
    history = life.history
    due_at = history.last.due_at
    return replace(
        row,
        about=life.about,
        petition_class=history.petition_class,
        status=history.last.status,
        due_at=due_at,
        standing=standing(due_at, period.as_of),
        waits_since=history.waits_since,
        is_open=life.is_open,
    )
