"""What is frozen of a day: figures, groups, books and cash, as one canonical JSON text.

Names are frozen with the figures, for people; two texts are compared by keys and numbers alone,
because an agency or a person may be renamed later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import msgspec
from sqlalchemy.orm import Session

from app.services.closing.books import book_spans, cash_lines
from app.services.counts import Figures, GroupFigures
from app.services.figures.period import Period
from app.services.figures.records import DailySummary
from app.services.figures.summaries import figures_in
from app.services.forms.closing_records import BookSpan, CashLine
from app.services.ledger.transactions import Reading
from app.vocabulary.periods import GroupBy
from app.wording.labels import label


class FrozenDay(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The figures of one day as they stood at its end."""

    day: date
    total: Figures
    groups: dict[GroupBy, tuple[GroupFigures, ...]]
    books: tuple[BookSpan, ...]
    cash: tuple[CashLine, ...]


def frozen_day(session: Session, period: Period) -> FrozenDay:
    """Count a day from the states. Raises RuleBrokenError where a figure does not add up."""
    total, groups = figures_in(session, period)
    return _frozen(session, period, total, groups)


def frozen_summary(reading: Reading, period: Period, summary: DailySummary) -> FrozenDay:
    """Freeze a summary that was just counted."""
    return _frozen(reading.session, period, summary.total, summary.groups)


def _frozen(
    session: Session,
    period: Period,
    total: Figures,
    groups: dict[GroupBy, tuple[GroupFigures, ...]],
) -> FrozenDay:
    return FrozenDay(
        day=period.last_day,
        total=total,
        groups=groups,
        books=book_spans(session, period),
        cash=cash_lines(session, period),
    )


def frozen_text(frozen: FrozenDay) -> str:
    """Return the one text of these figures: sorted keys, no white space."""
    return msgspec.json.encode(frozen, order="sorted").decode()


def read_frozen(text: str) -> FrozenDay:
    """Return what a stored text says. Raises msgspec.DecodeError for another text."""
    return msgspec.json.decode(text, type=FrozenDay)


def differences(then: FrozenDay, now: FrozenDay) -> Iterator[str]:
    """Yield what is otherwise now than it was frozen, in words."""
    if then.total != now.total:
        yield "số liệu chung"
    for by in GroupBy:
        if _bare(then.groups.get(by, ())) != _bare(now.groups.get(by, ())):
            yield f"số liệu theo {label(by).lower()}"
    if _bare_books(then.books) != _bare_books(now.books):
        yield "các sổ"
    if _bare_cash(then.cash) != _bare_cash(now.cash):
        yield "tiền đã thu"


def _bare(groups: Iterable[GroupFigures]) -> list[GroupFigures]:
    bare = [replace(group, name="") for group in groups]
    return sorted(bare, key=lambda group: group.key)


def _bare_books(books: Iterable[BookSpan]) -> list[BookSpan]:
    return [replace(book, title="") for book in books]


def _bare_cash(lines: Iterable[CashLine]) -> list[CashLine]:
    return sorted((replace(line, name="") for line in lines), key=lambda line: line.login)
