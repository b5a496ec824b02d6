"""After the days: whether holder, clock, control slip, summary and log say what the book says."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from sqlalchemy import func, select

from app.models.base import FOREVER
from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Dossier, DossierState
from app.services.counts import Figures
from app.services.forms.issuing import signed_form_problems
from app.services.forms.notice_records import ControlStep
from app.services.ledger.checking import StoreCheck
from app.services.money.fee_receipts import receipt_problems
from app.vocabulary.dossiers import HandoffItemState
from tests.simulation.book import CUT, Life
from tests.simulation.town import Town, wall

_CITIZEN = "Người nộp hồ sơ"
_Said = tuple[str, str, str, str, datetime, datetime | None, str, datetime | None, str]


def problems(town: Town) -> list[str]:
    """Return what differs; nothing when the store and the book agree."""
    return [
        *StoreCheck(town.desk.database, (signed_form_problems, receipt_problems)).problems(),
        *_standings(town),
        *_slips(town),
        *_days(town),
    ]


def _standings(town: Town) -> Iterator[str]:
    """Compare where each dossier is, and every promise ever made, with the book."""
    with town.desk.database.read() as session:
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
    if not count == len(rows) == len(found) == len(town.lives):
        yield f"{count} dossiers, {len(rows)} present states, {len(town.lives)} in the book"
    for life in town.lives:
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
    for life in town.lives:
        shown = [_said(step) for step in town.desk.control_slips.preview(clerk, life.code).steps]
        wanted = list(_wanted(life, town))
        if shown != wanted:
            different = [pair for pair in zip(shown, wanted, strict=False) if pair[0] != pair[1]]
            yield f"{life.code}: control slip {len(shown)}/{len(wanted)} lines: {different[:1]}"


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
            _judged(hand.sent, hand.step_due) if is_over else "",
        )
    if life.to_citizen is not None:
        at, clerk, person = life.to_citizen
        office = town.units[town.office_id]
        yield (office, clerk, _CITIZEN, person, at, at, "accepted", None, life.late)


def _judged(at: datetime, due: datetime | None) -> str:
    if due is None:
        return ""
    if at > due:
        return "late"
    return "early" if at.date() < due.date() else "on_time"


def _days(town: Town) -> Iterator[str]:
    """Compare the summary of every day, and of all of them, with what the book counts."""
    first, last = min(life.received for life in town.lives).date(), town.now.date()
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    for start, end in [*((day, day) for day in days), (first, last)]:
        shown = town.desk.summaries.figures(town.desk.console(), start, end)
        if not shown.adds_up:
            yield f"{start}–{end}: the summary does not add up"
        counted, told = _counted(town, start, end), _told(shown)
        for name in counted:
            if counted[name] != told[name]:
                yield f"{start}–{end} {name}: {told[name]} shown, {counted[name]} in the book"


def _told(shown: Figures) -> dict[str, int]:
    return {
        "carried over": shown.carried_over,
        "counter": shown.received.counter,
        "online": shown.received.online,
        "post": shown.received.post,
        "early": shown.ended.early,
        "on_time": shown.ended.on_time,
        "late": shown.ended.late,
        "open": shown.open.total,
        "overdue": shown.open.overdue,
        "paused": shown.paused,
        "withdrawn": shown.withdrawn,
        "stopped": shown.stopped,
        "supplements": shown.supplements,
        "returned": shown.returned,
        "waiting": shown.waiting_collection,
        "fees": shown.fees_vnd,
        "sent": shown.handoffs.sent,
        "accepted": shown.handoffs.accepted,
        "refused": shown.handoffs.refused,
        "outstanding": shown.handoffs.outstanding,
    }


def _counted(town: Town, first: date, last: date) -> dict[str, int]:
    start = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - the office's wall clock
    after = last + timedelta(days=1)
    end = datetime(after.year, after.month, after.day)  # noqa: DTZ001 - the office's wall clock
    found: Counter[str] = Counter()

    def within(at: datetime | None) -> bool:
        return at is not None and start <= at < end

    for life in town.lives:
        is_there_before, is_there = life.received < start, life.received < end
        found["carried over"] += is_there_before and (life.ended is None or life.ended >= start)
        found[life.channel] += within(life.received)
        found[life.late] += within(life.ended)
        is_open = is_there and (life.ended is None or life.ended >= end)
        status = life.was(end)
        is_paused = life.stood(end)
        due = life.due_as_of(end)
        found["open"] += is_open
        found["paused"] += is_open and is_paused
        found["overdue"] += bool(
            is_open and not is_paused and due is not None and due < min(end, town.now)
        )
        for cut in CUT:
            found[cut] += within(life.ended) and status == cut
        found["supplements"] += sum(
            one.kind == "supplement" and within(one.start) for one in life.waits
        )
        found["returned"] += any(within(at) and now == "returned" for at, now in life.statuses)
        found["waiting"] += status == "resolved"
        found["fees"] += sum(amount for at, amount in life.paid if within(at))
        for hand in life.hands:
            if hand.number:
                found["sent"] += within(hand.sent)
                found["accepted"] += hand.state == "accepted" and within(hand.closed)
                found["refused"] += hand.state == "refused" and within(hand.closed)
                found["outstanding"] += hand.sent < end and (
                    hand.closed is None or hand.closed >= end
                )
    return {name: found[name] for name in _told(Figures())}
