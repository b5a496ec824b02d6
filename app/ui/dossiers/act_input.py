"""What was typed into the form of an act, and the decision it makes; knows no widget."""

from dataclasses import dataclass
from datetime import date, datetime, time

from app.clock import from_local
from app.errors import InvalidInputError
from app.services.dossiers.decision import Decision
from app.ui.dossiers.act_forms import ActForm
from app.ui.dossiers.act_table import form_of
from app.ui.widgets.inputs import parse_date
from app.vocabulary.dossiers import Action, Outcome
from app.wording.texts import day_text

_AHEAD_YEARS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ActInput:
    """The fields of an act's form as text; what the act does not ask for is empty."""

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


def decision_of(action: Action, typed: ActInput, today: date) -> Decision:
    """Return the decision typed.

    Raises InvalidInputError (`due`, `answer_by`, and the act's required fields) with what to type
    instead.
    """
    form = form_of(action) or ActForm(fields=())
    new_due_at, new_due_on = _new_due(typed, today) if "due" in form.fields else (None, None)
    return Decision(
        note=_note_of(form, typed, today),
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


def _note_of(form: ActForm, typed: ActInput, today: date) -> str:
    """Return the note as typed, or composed of the fields that the form names."""
    texts = {
        "whom": typed.whom,
        "place": typed.place,
        "when": typed.when,
        "participants": typed.participants,
        "note": typed.note,
    }
    for name, problem in form.required.items():
        if not texts[name].strip():
            raise InvalidInputError(name, problem)
    if not form.note_parts:
        return typed.note
    answer_by = _day("answer_by", typed.answer_by, today)
    texts["answer_by"] = day_text(answer_by) if answer_by else ""
    parts = ((words, texts[name].strip()) for words, name in form.note_parts)
    return "; ".join(f"{words} {text}" for words, text in parts if text)


def _new_due(typed: ActInput, today: date) -> tuple[datetime | None, date | None]:
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
