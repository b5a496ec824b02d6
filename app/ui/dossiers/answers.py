"""What was typed into an act's fields, and the decision it makes; knows no widget."""

from dataclasses import dataclass
from datetime import date, datetime, time

from app.clock import from_local
from app.errors import InvalidInputError
from app.services.dossiers.decision import Decision
from app.ui.widgets.inputs import parse_date
from app.vocabulary.dossiers import Action, Outcome
from app.wording.texts import day_text

_AHEAD_YEARS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The fields of a question as text; what the act does not ask for is empty."""

    note: str = ""
    items: str = ""
    ground: str = ""
    approver: str = ""
    special_law: str = ""
    due: str = ""
    due_time: time | None = None
    outcome: Outcome | None = None
    document_number: str = ""
    whom: str = ""
    answer_by: str = ""
    place: str = ""
    when: str = ""
    participants: str = ""
    gives_papers_back: bool = False
    receiver_name: str = ""
    receiver_id: str = ""


def horizon(today: date) -> date:
    """Return the day up to which a year of two digits is meant: an appointment lies ahead."""
    return date(today.year + _AHEAD_YEARS, 12, 31)


def decision_of(action: Action, typed: Answers, today: date) -> Decision:
    """Return the decision typed.

    Raises InvalidInputError (`due`, `answer_by`, `whom`, `place`) with what to type instead.
    """
    new_due_at, new_due_on = _new_due(typed, today) if action is Action.EXTEND else (None, None)
    return Decision(
        note=_note_of(action, typed, today),
        items=tuple(line.strip() for line in typed.items.splitlines() if line.strip()),
        ground=typed.ground,
        approver=typed.approver,
        special_law=typed.special_law,
        new_due_at=new_due_at,
        new_due_on=new_due_on,
        outcome=typed.outcome,
        document_number=typed.document_number,
        gives_papers_back=typed.gives_papers_back,
        receiver_name=typed.receiver_name,
        receiver_id=typed.receiver_id,
    )


def _note_of(action: Action, typed: Answers, today: date) -> str:
    match action:
        case Action.ASK_OPINION:
            return _opinion(typed, today)
        case Action.ASK_CHECK:
            return _check(typed)
        case _:
            return typed.note


def _opinion(typed: Answers, today: date) -> str:
    """Return whom is asked what, to be answered when (NĐ 61/2018 Đ19.5)."""
    if not typed.whom.strip():
        raise InvalidInputError("whom", "Chưa ghi cơ quan được lấy ý kiến; hãy nhập tên cơ quan.")
    answer_by = _day("answer_by", typed.answer_by, today)
    parts = [f"Lấy ý kiến {typed.whom.strip()}"]
    if typed.note.strip():
        parts.append(f"nội dung: {typed.note.strip()}")
    if answer_by is not None:
        parts.append(f"trả lời trước ngày {day_text(answer_by)}")
    return "; ".join(parts)


def _check(typed: Answers) -> str:
    """Return place, time, participants and content of a check (NĐ 61/2018 Đ19.3)."""
    if not typed.place.strip():
        raise InvalidInputError("place", "Chưa ghi nơi xác minh; hãy nhập địa điểm.")
    parts = (
        ("Xác minh tại", typed.place),
        ("thời gian:", typed.when),
        ("thành phần:", typed.participants),
        ("nội dung:", typed.note),
    )
    return "; ".join(f"{title} {said.strip()}" for title, said in parts if said.strip())


def _new_due(typed: Answers, today: date) -> tuple[datetime | None, date | None]:
    """Return the new instant; without a time of day, the day alone."""
    day = _day("due", typed.due, today)
    if day is None or typed.due_time is None:
        return None, day
    return from_local(day, typed.due_time), None


def _day(field: str, text: str, today: date) -> date | None:
    if not text.strip():
        return None
    try:
        return parse_date(text, horizon(today)).day
    except ValueError as error:
        raise InvalidInputError(field, str(error)) from None
