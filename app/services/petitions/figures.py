"""Figures of petitions over a period, and what complaints were made; counted from events alone.

Judged at the period's end by what was counted then: an act counts on its day, or after the periods
that were locked when it was entered (`lives`), so a past period keeps its figures for ever. An
answer is late after the instant that was set for it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.errors import InvalidInputError, RuleBrokenError
from app.models.dossiers import Dossier
from app.services.counts import BalancedFigures
from app.services.figures.period import Period, judged
from app.services.ledger.transactions import Reading
from app.services.ledger.visibility import ROWS
from app.services.petitions.catalogue import BY_CODE, PETITION_FIGURES, selected_in
from app.services.petitions.listing import petition_rows, standing
from app.services.petitions.records import PetitionBehind, PetitionRow
from app.services.petitions.selecting import Life, Selected, lives_in
from app.vocabulary.petitions import (
    Finding,
    PetitionAbout,
    PetitionAct,
    PetitionChannel,
    PetitionClass,
    PetitionKind,
    PetitionOutcome,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinessCount:
    """What was done in the period: in its time, or late."""

    in_time: int = 0
    late: int = 0

    @property
    def total(self) -> int:
        """In time and late together: the denominator of the share done in time."""
        return self.in_time + self.late


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelCount:
    """Received in the period by one channel."""

    channel: PetitionChannel
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """Received in the period of one kind about one thing."""

    kind: PetitionKind
    about: PetitionAbout
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassCount:
    """Received in the period and of one class at its end; None: not classed yet."""

    petition_class: PetitionClass | None
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeCount:
    """Answered in the period with one outcome."""

    outcome: PetitionOutcome
    count: int


def _kinds_about(about: PetitionAbout) -> tuple[str, ...]:
    return tuple(f"received.kind.{kind}.{about}" for kind in PetitionKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class PetitionFigures(BalancedFigures):
    """The petitions of one office over [first_day, last_day], as true at its end.

    Ended are those answered, refused (not received), passed on to a body outside and withdrawn.
    `forwarded` holds every forwarding, within the office's own units too. Of those still open,
    `open_waiting` wait for their sender; no time runs there. `unpublished_overdue` were answered
    and are past the time of publication. `late_…` are the parts of before `first_day`, entered
    after that was locked; None in what was frozen before late entries were counted anywhere.
    """

    first_day: date
    last_day: date
    carried_over: int
    by_channel: tuple[ChannelCount, ...] = field(metadata={"code": "received.channel"})
    by_kind: tuple[KindCount, ...] = field(metadata={"code": "received.kind"})
    by_class: tuple[ClassCount, ...] = field(metadata={"code": "received.class"})
    answered: TimelinessCount
    refused: TimelinessCount
    passed_on: int
    withdrawn: int
    asked: TimelinessCount
    forwarded: TimelinessCount
    published: TimelinessCount
    unpublished_overdue: int
    outcomes: tuple[OutcomeCount, ...] = field(metadata={"code": "outcome"})
    found_true: int = field(metadata={"code": "found.true"})
    found_false: int = field(metadata={"code": "found.false"})
    open_in_time: int = field(metadata={"code": "open.in_time"})
    open_waiting: int = field(metadata={"code": "open.waiting"})
    open_overdue: int = field(metadata={"code": "open.overdue"})
    late_received: int | None = field(default=None, metadata={"code": "late.received"})
    late_ended: int | None = field(default=None, metadata={"code": "late.ended"})

    SUMS: ClassVar = {
        "taken_on": ("carried_over", "received.channel"),
        "received": ("received.channel",),
        **{f"received.about.{about}": _kinds_about(about) for about in PetitionAbout},
        "ended": ("answered", "refused", "passed_on", "withdrawn"),
    }
    ROWS = ("received.", "outcome.")

    @property
    def received(self) -> int:
        """Received in the period, by whatever channel."""
        return self["received"]

    @property
    def ended(self) -> int:
        """Answered, refused, passed on, withdrawn."""
        return self["ended"]

    @property
    def open(self) -> int:
        """Still open at the end."""
        return self["open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """A petition about conduct, received in a period, as true at its end.

    `dossier_id`, `dossier_code` and `officer_id` are what it speaks of, None and "" where it does
    not say. `finding` is None while nothing was found. `is_answered_in_time` is None while it has
    no answer and still has time; False once the time is over.
    """

    number: str
    received_day: date
    dossier_id: int | None
    dossier_code: str
    officer_id: int | None
    finding: Finding | None
    is_open: bool
    is_answered_in_time: bool | None
    petition_id: int = 0


def petition_figures_in(session: Session, period: Period) -> PetitionFigures:
    """Count the petitions of `period` within an open transaction.

    Raises RuleBrokenError where the figures do not add up: then the store is not as it was written.
    """
    lives = tuple(lives_in(session, period))
    figures = _figures(lives, period)
    if not figures.adds_up:
        raise RuleBrokenError(
            f"Số phản ánh, kiến nghị không khớp: tồn đầu {figures.carried_over} + tiếp nhận "
            f"{figures.received} khác đã kết thúc {figures.ended} + đang xử lý {figures.open}. "
            "Hãy chạy kiểm tra kho."
        )
    return figures


def complaints_in(session: Session, period: Period) -> tuple[Complaint, ...]:
    """Return the complaints about conduct that were received in `period`, in their order.

    One that was not received as a petition (class a) is none.
    """
    lives = [
        one
        for one in lives_in(session, period)
        if one.is_received_within
        and one.about is PetitionAbout.CONDUCT
        and one.history.petition_class is not PetitionClass.NOT_RECEIVED
    ]
    ids = {one.petition.dossier_id for one in lives if one.petition.dossier_id}
    codes = _codes(session, ids)
    return tuple(_complaint(one, codes, period.as_of) for one in lives)


def _figures(lives: Sequence[Life], period: Period) -> PetitionFigures:
    selected = selected_in(lives, PETITION_FIGURES)
    count = {one.code: len(rows) for one, rows in zip(PETITION_FIGURES, selected, strict=True)}
    return PetitionFigures(
        first_day=period.first_day,
        last_day=period.last_day,
        by_channel=tuple(
            ChannelCount(channel=channel, count=count[f"received.channel.{channel}"])
            for channel in PetitionChannel
        ),
        by_kind=tuple(
            KindCount(kind=kind, about=about, count=count[f"received.kind.{kind}.{about}"])
            for kind in PetitionKind
            for about in PetitionAbout
        ),
        by_class=tuple(
            ClassCount(petition_class=each, count=count[f"received.class.{each or 'none'}"])
            for each in (*PetitionClass, None)
        ),
        outcomes=tuple(
            OutcomeCount(outcome=each, count=count[f"outcome.{each}"]) for each in PetitionOutcome
        ),
        **PetitionFigures.values(count),
    )


def _complaint(life: Life, codes: Mapping[int, str], as_of: datetime) -> Complaint:
    petition, history = life.petition, life.history
    return Complaint(
        number=petition.number,
        received_day=local_date(petition.received_at),
        dossier_id=petition.dossier_id,
        dossier_code=codes.get(petition.dossier_id or 0, ""),
        officer_id=petition.officer_id,
        finding=history.finding,
        is_open=life.is_open,
        is_answered_in_time=_answered_in_time(life, as_of),
        petition_id=petition.id,
    )


def _answered_in_time(life: Life, as_of: datetime) -> bool | None:
    """Say whether it had its answer in time; a body outside answers for what was passed on to it.

    What was passed on or withdrawn has no answer of this office, in time or late.
    """
    end = life.end
    if end is None:
        answer_due_at = life.history.last.answer_due_at
        return False if answer_due_at is not None and as_of > answer_due_at else None
    if end.act is not PetitionAct.ANSWER or end.met_due_at is None:
        return None
    return end.at <= end.met_due_at


def _codes(session: Session, ids: Collection[int]) -> Mapping[int, str]:
    if not ids:
        return {}
    rows = session.execute(select(Dossier.id, Dossier.code).where(Dossier.id.in_(sorted(ids))))
    return {row.id: row.code for row in rows}


def petitions_behind_in(
    reading: Reading, period: Period, figure: str
) -> tuple[PetitionBehind, ...]:
    """Return what the figure of that code counts, in the order of receipt.

    Raises InvalidInputError (`figure`).
    """
    span = judged(reading.session, period)
    if figure not in BY_CODE:
        raise InvalidInputError("figure", f"Không có chỉ tiêu “{figure[:60]}”.")
    (selected,) = selected_in(tuple(lives_in(reading.session, span)), [BY_CODE[figure]])
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
