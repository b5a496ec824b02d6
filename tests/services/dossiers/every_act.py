"""How to bring a dossier to where an act is allowed, and how to do each act of the table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from sqlalchemy import text

from app.clock import local_date
from app.models.catalogue import CasePhase
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.ledger.records import Actor
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action, Outcome
from app.vocabulary.office import DayKind
from tests.services.desk_builders import OWNER, Counter

A = Action
Ready = Callable[[Counter], str]
Do = Callable[[Counter, Actor, str], object]


@dataclass(frozen=True, slots=True)
class Act:
    """`ready` gives the code of a dossier on which `do` is allowed once; `again` is what a second
    try of the same is told (a pattern), empty where the table allows it again."""

    ready: Ready
    do: Do
    again: str


def _received(counter: Counter) -> str:
    return counter.code()


def _in_work(counter: Counter) -> str:
    return counter.at_agency()


def _sent(counter: Counter) -> str:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    return code


def _waiting(action: Action) -> Ready:
    def ready(counter: Counter) -> str:
        code = counter.code()
        counter.decide(code, action, note="chờ", items=("sổ đỏ",))
        return code

    return ready


def _with_a_phase(counter: Counter) -> str:
    with counter.database.write() as session:
        session.merge(
            CasePhase(
                id=1,
                case_id=counter.case_id,
                ordinal=1,
                name="Thẩm định",
                time_value=Decimal(1),
                time_unit=TimeUnit.WORKING_DAY,
            )
        )
    return counter.code()


def _of_today(counter: Counter) -> str:
    return counter.code(case_id=counter.same_day_case)


def _with_the_calendar_edited(counter: Counter) -> str:
    """The very day that was promised is made a day off."""
    made = counter.dossier()
    assert made.due.due_at is not None
    calendar = counter.calendar
    calendar.set_day(counter.admin, local_date(made.due.due_at), DayKind.OFF, "nghỉ bão")
    return made.code


def _withdrawn(counter: Counter) -> str:
    code = counter.code()
    counter.decide(code, A.WITHDRAW, note="xin rút")
    return code


def _decides(action: Action) -> Do:
    def do(counter: Counter, actor: Actor, code: str) -> object:
        due = counter.tracking.one(counter.officer, code).row.due_at
        said = Decision(
            note="vì lý do ấy",
            items=("bản chính",) if action is A.ASK_SUPPLEMENT else (),
            outcome=Outcome.GRANTED if action is A.RESOLVE else None,
            new_due_at=due + timedelta(days=7) if due and action is A.EXTEND else None,
        )
        return counter.decisions.decide(actor, code, action, said)

    return do


def _hand_off(counter: Counter, actor: Actor, code: str) -> object:
    return counter.handoffs.send(actor, counter.economy, [code])


def _accept(counter: Counter, actor: Actor, code: str) -> None:
    counter.handoffs.accept(actor, [code])


def _decline(counter: Counter, actor: Actor, code: str) -> None:
    counter.handoffs.decline(actor, code, "thiếu bản chính")


def _recall(counter: Counter, actor: Actor, code: str) -> None:
    counter.handoffs.recall(actor, code)


def _correct(counter: Counter, actor: Actor, code: str) -> object:
    return counter.corrections.correct(actor, code, counter.as_typed("Trần Thị Bé"), "sai tên")


def _reschedule(counter: Counter, actor: Actor, code: str) -> object:
    return counter.rescheduling.reschedule(actor, code, "nghỉ")


def _finish(counter: Counter, actor: Actor, code: str) -> object:
    return counter.same_day.finish(actor, code, Collection(OWNER.name))


def _return(counter: Counter, actor: Actor, code: str) -> object:
    return counter.returning.give_back(actor, code, Collection(OWNER.name))


_WAITS = {
    A.ASK_SUPPLEMENT: A.SUPPLEMENT_IN,
    A.ASK_PAYMENT: A.PAYMENT_IN,
    A.ASK_OPINION: A.OPINION_IN,
    A.ASK_CHECK: A.CHECK_IN,
}

EVERY_ACT: Mapping[Action, Act] = {
    A.CORRECT: Act(_received, _correct, ""),
    A.HANDOFF: Act(
        _received, _hand_off, "đã nằm trên phiếu 1/PBG do Người .+ lập lúc .+, đang đi tới "
    ),
    A.ACCEPT: Act(_sent, _accept, "đã được .+ nhận lúc"),
    A.DECLINE: Act(_sent, _decline, "đã bị .+ từ chối nhận lúc"),
    A.RECALL: Act(_sent, _recall, "đã được .+ thu hồi lúc"),
    **{ask: Act(_in_work, _decides(ask), "đang ở trạng thái “Chờ") for ask in _WAITS},
    **{
        come: Act(_waiting(ask), _decides(come), "đang ở trạng thái “")
        for ask, come in _WAITS.items()
    },
    A.END_PHASE: Act(_with_a_phase, _decides(A.END_PHASE), "không còn giai đoạn nào đang chạy"),
    A.EXTEND: Act(_in_work, _decides(A.EXTEND), "đã được hẹn lại một lần"),
    A.RESCHEDULE: Act(_with_the_calendar_edited, _reschedule, "không cần hẹn lại"),
    A.RESOLVE: Act(_in_work, _decides(A.RESOLVE), "đang ở trạng thái “"),
    A.FINISH: Act(_of_today, _finish, "đang ở trạng thái “"),
    A.RETURN: Act(lambda counter: counter.resolved(), _return, "đang ở trạng thái “"),
    A.WITHDRAW: Act(_in_work, _decides(A.WITHDRAW), "đang ở trạng thái “"),
    A.STOP: Act(_in_work, _decides(A.STOP), "đang ở trạng thái “"),
    A.GIVE_BACK: Act(_withdrawn, _decides(A.GIVE_BACK), "đã trả lại cho công dân"),
}


def everything(counter: Counter) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table: what a refusal must leave as it was."""
    with counter.database.read() as session:
        connection = session.connection()
        names = ("dossiers", "dossier_states", "log_entries", "issued_forms", "print_jobs")
        more = ("handoffs", "handoff_items", "pauses", "extensions", "phase_ends", "results")
        last = ("papers_back", "number_series", "payments", "dossier_documents")
        return {
            name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))]  # noqa: S608
            for name in (*names, *more, *last)
        }
