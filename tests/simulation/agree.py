"""After the days: whether holder, clock, control slip, summary and log say what the book says."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select

from app.models.base import FOREVER
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.services.forms.issuing import signed_form_problems
from app.services.forms.notice_records import ControlStep
from app.services.ledger.checking import StoreCheck
from app.services.money.fee_receipts import receipt_problems
from app.vocabulary.dossiers import HandoffItemState
from tests.office_life.book import Life, judged
from tests.office_life.counting import counted, shown
from tests.office_life.driver import wall
from tests.simulation.town import Town

_CITIZEN = "Người nộp hồ sơ"
_Said = tuple[str, str, str, str, datetime, datetime | None, str, datetime | None, str]


def problems(town: Town) -> list[str]:
    """Return what differs; nothing when the store and the book agree."""
    return [
        *StoreCheck(
            town.office.services.database, (signed_form_problems, receipt_problems)
        ).problems(),
        *_standings(town),
        *_slips(town),
        *_days(town),
    ]


def _standings(town: Town) -> Iterator[str]:
    """Compare where each dossier is, and every promise ever made, with the book."""
    with town.office.services.database.read() as session:
        going = dict(
            session.execute(
                select(HandoffItem.dossier_id, Handoff.to_id)
                .join(Handoff, Handoff.id == HandoffItem.handoff_id)
                .where(HandoffItem.state == HandoffItemState.SENT)
            ).all()
        )  # type: dict[int, int]
        rows = session.execute(
            select(Dossier.code, DossierState)
            .join(DossierState, DossierState.dossier_id == Dossier.id)
            .where(DossierState.to_at == FOREVER)
        ).all()
        count = session.scalar(select(func.count()).select_from(Dossier))
        found = {code: _standing(state, going) for code, state in rows}
    if not count == len(rows) == len(found) == len(town.office.lives):
        yield f"{count} dossiers, {len(rows)} present states, {len(town.office.lives)} in the book"
    for life in town.office.lives:
        wanted = (
            life.status,
            life.holder,
            life.going.taker if life.going else None,
            life.due,
            life.ended,
            life.late,
        )
        if found.get(life.code) != wanted:
            yield f"{life.code}: store {found.get(life.code)}, book {wanted}"


def _standing(state: DossierState, going: dict[int, int]) -> tuple[object, ...]:
    return (
        state.status.value,
        state.holder_id,
        going.get(state.dossier_id),
        wall(state.due_at) if state.due_at else None,
        wall(state.ended_at) if state.ended_at else None,
        state.timeliness.value if state.timeliness else "",
    )


def _slips(town: Town) -> Iterator[str]:
    """Compare each dossier's control slip, line by line, with what was noted."""
    clerk = town.counters[0]
    for life in town.office.lives:
        found = [
            _said(step)
            for step in town.office.services.control_slips.preview(clerk, life.code).steps
        ]
        wanted = list(_wanted(life, town))
        if found != wanted:
            different = [pair for pair in zip(found, wanted, strict=False) if pair[0] != pair[1]]
            yield f"{life.code}: control slip {len(found)}/{len(wanted)} lines: {different[:1]}"


def _said(step: ControlStep) -> _Said:
    return (
        step.from_name,
        step.from_person,
        step.to_name,
        step.to_person,
        wall(step.sent_at),
        wall(step.received_at) if step.received_at else None,
        step.state.value,
        wall(step.step_due_at) if step.step_due_at else None,
        step.timeliness.value if step.timeliness else "",
    )


def _wanted(life: Life, town: Town) -> Iterator[_Said]:
    for hand in life.hands:
        is_over = hand.state in {"sent", "accepted"}
        is_in = hand.state == "accepted"
        yield (
            town.units[hand.giver],
            hand.sender,
            town.units[hand.taker],
            hand.person,
            hand.sent,
            hand.closed if is_in else None,
            hand.state,
            hand.step_due,
            judged(hand.sent, hand.step_due, hand.step) if is_over else "",
        )
    if life.to_citizen is not None:
        at, clerk, person = life.to_citizen
        office = town.units[town.office.office_id]
        yield (office, clerk, _CITIZEN, person, at, at, "accepted", None, life.late)


def _days(town: Town) -> Iterator[str]:
    """Compare the summary of every day, and of all of them, with what the book counts."""
    office = town.office
    first, last = min(life.received for life in office.lives).date(), office.now.date()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    for start, end in [*((day, day) for day in days), (first, last)]:
        figures = office.services.summaries.figures(office.services.console(), start, end)
        if not figures.adds_up:
            yield f"{start}–{end}: the summary does not add up"
        wanted, found = counted(office, start, end), shown(figures)
        if found != wanted:
            yield f"{start}–{end}: {found} shown, {wanted} in the book"
