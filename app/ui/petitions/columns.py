"""The columns of the list: what is late by icon and word, who sent what, where it is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from app.clock import local_date
from app.services.petitions.records import PetitionBehind, PetitionRow
from app.ui.desk.dossier_columns import brief_span
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, text_column
from app.ui.widgets.row_table import Column, over
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.petitions import PetitionStatus
from app.wording import captions, states
from app.wording.labels import label
from app.wording.texts import day_text, late_text, moment_text

Now = Callable[[], datetime]
_WIDER = {captions.SENDER: 168, captions.STATUS: 132}
"""Widths in a dialog, which has more room than the page's list."""


def petition_columns(now: Now) -> tuple[Column[PetitionRow], ...]:
    return (
        digits_column(
            captions.NUMBER,
            "number",
            72,
            tip=lambda row: f"Số {row.number} năm {row.year}, {moment_text(row.received_at)}",
            sort_key=lambda row: (row.year, row.number.zfill(24)),
        ),
        digits_column(
            captions.RECEIVED_SHORT,
            lambda row: day_text(local_date(row.received_at))[:5],
            54,
            tip=lambda row: moment_text(row.received_at),
            sort_key=lambda row: row.received_at,
        ),
        text_column(captions.SENDER, "sender_name", 112),
        text_column(captions.CONTENT, lambda row: row.content.split("\n")[0], tip=_content),
        text_column(
            captions.STATUS,
            lambda row: label(row.status),
            124,
            tone=lambda row: Tone.NORMAL if row.is_open else Tone.QUIET,
        ),
        text_column(
            captions.DEADLINE,
            lambda row: due_words(row, now()),
            148,
            tip=lambda row: moment_text(row.due_at) if row.due_at else due_words(row, now()),
            sort_key=lambda row: (row.due_at is None, row.due_at or row.received_at),
            tone=lambda row: due_tone(row, now()),
            icon=due_icon,
        ),
    )


def behind_columns(as_of: datetime) -> tuple[Column[PetitionBehind], ...]:
    """Return the columns of the rows behind a figure: the list's, as of then, and what counts."""
    listed = (
        replace(column, width=_WIDER.get(column.title, column.width))
        for column in petition_columns(lambda: as_of)
    )
    return (
        *(over(column, lambda one: one.row) for column in listed),
        text_column(
            "Được tính vì",
            lambda one: label(one.act),
            124,
            tip=lambda one: f"{label(one.act)}, {moment_text(one.at)}",
        ),
        digits_column(
            captions.AT,
            lambda one: day_text(local_date(one.at)),
            98,
            tip=lambda one: f"{'Quá hạn, ' if one.is_late else ''}{moment_text(one.at)}",
            sort_key=lambda one: one.at,
            tone=lambda one: Tone.LATE if one.is_late else Tone.NORMAL,
            icon=lambda one: Icon.LATE if one.is_late else None,
        ),
    )


def due_words(row: PetitionRow, now: datetime) -> str:
    """Return how it stands: late by how much, today, by which day, or what is waited for."""
    if row.waits_since is not None:
        return f"Chờ {brief_span(now - row.waits_since)}"
    if row.due_at is None:
        return "–"
    if row.standing is Timeliness.OVERDUE:
        return late_text(row.due_at, now)
    if local_date(row.due_at) == local_date(now):
        return states.TODAY
    return day_text(local_date(row.due_at))


def due_tone(row: PetitionRow, now: datetime) -> Tone:
    """Return the colour that goes with the words."""
    if row.standing is Timeliness.OVERDUE:
        return Tone.LATE
    if row.due_at is not None and local_date(row.due_at) == local_date(now):
        return Tone.WARN
    return Tone.QUIET if row.due_at is None else Tone.NORMAL


def due_icon(row: PetitionRow) -> Icon | None:
    """Return the picture that goes with the words."""
    if row.standing is Timeliness.OVERDUE:
        return Icon.LATE
    return Icon.PAUSE if row.status is PetitionStatus.AWAITING_INFORMATION else None


def _content(row: PetitionRow) -> str:
    return row.content if len(row.content) < 400 else f"{row.content[:400]}…"
