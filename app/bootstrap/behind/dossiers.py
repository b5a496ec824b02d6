"""The dossiers behind a figure."""

from collections.abc import Callable
from datetime import date

from app.services.ledger.records import Actor
from app.services.periods.periods import Periods
from app.ui.desk.register_table import COLUMNS, ShownRow, shown_rows
from app.ui.reporting.listing import Asked, Listing, RowsKind


def dossier_rows(periods: Periods, open_dossier: Callable[[str], None]) -> RowsKind:
    """Return how dossiers are listed; everybody who sees figures can open one."""

    def read(actor: Actor, asked: Asked) -> Listing[ShownRow]:
        found = periods.rows_behind(actor, asked.period.key, asked.behind.figure)
        return Listing(
            rows=shown_rows(found, asked.as_of, date.max),
            columns=COLUMNS,
            key=lambda shown: shown.row.code,
            noun="hồ sơ",
            open_row=lambda shown: open_dossier(shown.row.code),
        )

    return RowsKind(read=read, may_open=lambda: True)
