"""The dossiers behind a figure."""

from collections.abc import Callable
from datetime import date
from typing import Final

from app.reports.quarter.sections.overdue import OVERDUE, REASON
from app.services.ledger.records import Actor
from app.services.periods.late_reasons import LateReasons
from app.services.periods.periods import Periods
from app.ui.desk.register_table import COLUMNS, ShownRow, shown_rows
from app.ui.reporting.listing import Asked, Listing, RowsKind

_PARTS: Final = {OVERDUE: ("ended.late", "open.overdue")}
"""The figures that one is made of; each other is its own."""


def dossier_rows(
    periods: Periods, reasons: LateReasons, open_dossier: Callable[[str], None]
) -> RowsKind:
    """Return how dossiers are listed; everybody who sees figures can open one."""

    def read(actor: Actor, asked: Asked) -> Listing[ShownRow]:
        figure, where = asked.behind.figure, dict(asked.behind.where)
        found = [
            row
            for part in _PARTS.get(figure, (figure,))
            for row in periods.rows_behind(actor, asked.period.key, part)
        ]
        if REASON in where:
            said = reasons.of(actor, [row.code for row in found])
            found = [
                row
                for row in found
                if (said[row.code].reason if row.code in said else "") == where[REASON]
            ]
        return Listing(
            rows=shown_rows(found, asked.as_of, date.max),
            columns=COLUMNS,
            key=lambda shown: shown.row.code,
            noun="hồ sơ",
            open_row=lambda shown: open_dossier(shown.row.code),
        )

    return RowsKind(read=read, may_open=lambda: True)
