"""Makers of table columns: a text, plain text, digits under one another, a number to the right."""

from collections.abc import Callable
from operator import attrgetter
from typing import Generic

from typing_extensions import TypedDict, Unpack

from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.row_table import Column, Row

Source = str | Callable[[Row], str]
"""The name of the row's attribute, dotted for one within another, or what reads the row."""


class Shown(TypedDict, Generic[Row], total=False):
    """What else a column may have, as `Column` describes it."""

    tip: Callable[[Row], str] | None
    sort_key: Callable[[Row], object] | None
    tone: Callable[[Row], Tone] | None
    icon: Callable[[Row], Icon | None] | None
    is_right: bool


def text_column(
    title: str, value: Source[Row], width: int = 0, **shown: Unpack[Shown[Row]]
) -> Column[Row]:
    """Return a column of texts that may be cut: the tip is the whole text where none is given."""
    reader = _reader(value)
    shown.setdefault("tip", reader)
    return Column(title=title, value=reader, width=width, **shown)


def plain_column(
    title: str, value: Source[Row], width: int = 0, **shown: Unpack[Shown[Row]]
) -> Column[Row]:
    """Return a column of texts without a tip of their own."""
    return Column(title=title, value=_reader(value), width=width, **shown)


def digits_column(
    title: str, value: Source[Row], width: int = 0, **shown: Unpack[Shown[Row]]
) -> Column[Row]:
    """Return a column whose digits stand under one another: codes, days, times."""
    return Column(title=title, value=_reader(value), width=width, figures=True, **shown)


def number_column(
    title: str, value: Source[Row], width: int = 0, **shown: Unpack[Shown[Row]]
) -> Column[Row]:
    """Return a column of numbers, to the right."""
    shown["is_right"] = True
    return digits_column(title, value, width, **shown)


def _reader(value: Source[Row]) -> Callable[[Row], str]:
    return attrgetter(value) if isinstance(value, str) else value
