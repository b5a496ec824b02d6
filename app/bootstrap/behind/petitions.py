"""The petitions behind a figure."""

from collections.abc import Callable

from app.services.ledger.records import Actor
from app.services.petitions.petitions import Petitions
from app.services.petitions.records import PetitionBehind
from app.ui.petitions.columns import behind_columns
from app.ui.reporting.listing import Asked, Listing, RowsKind


def petition_rows(
    petitions: Petitions, open_petition: Callable[[int, str], None], may_open: Callable[[], bool]
) -> RowsKind:
    """Return how petitions are listed as they stood at the end of the period."""

    def read(actor: Actor, asked: Asked) -> Listing[PetitionBehind]:
        behind = asked.behind
        days = (behind.first_day, behind.last_day)
        return Listing(
            rows=petitions.rows_behind(actor, behind.figure, days),
            columns=behind_columns(asked.as_of),
            key=lambda one: (one.row.petition_id, one.ordinal),
            noun="phản ánh, kiến nghị",
            open_row=lambda one: open_petition(one.row.petition_id, one.row.number),
        )

    return RowsKind(read=read, may_open=may_open)
