"""How one dossier stands, in words: when it is due, how long that is, who has the paper."""

from datetime import datetime

from app.clock import local_date, to_local
from app.services.dossiers.records import DossierView, ResultView
from app.ui.desk.dossier_columns import brief_span, due_tone, holder_words, no_due_words
from app.ui.look.tokens import Tone
from app.vocabulary.dossiers import HandoffItemState, Timeliness
from app.wording import states
from app.wording.labels import label as word_of
from app.wording.texts import late_text, moment_text, time_text, weekday_text


def day_and_time(instant: datetime) -> str:
    """Return the weekday, the day and the time of day."""
    return f"{weekday_text(to_local(instant).date())}, {time_text(instant)}"


def due_words(view: DossierView) -> str:
    """Return when a dossier is due, or why it has no date."""
    due_at = view.due.due_at
    return day_and_time(due_at) if due_at else no_due_words(view.row.status)


def standing_words(view: DossierView, now: datetime) -> str:
    """Return how much time is left or how late it is; "" for a dossier without a date."""
    row = view.row
    if row.due_at is None:
        return ""
    match row.timeliness:
        case Timeliness.OVERDUE:
            return late_text(row.due_at, now)
        case Timeliness.IN_TIME if local_date(row.due_at) == local_date(now):
            return states.TODAY
        case Timeliness.IN_TIME:
            return f"Còn {brief_span(row.due_at - now)}"
        case None:
            return ""
        case ended:
            return word_of(ended)


def standing_tone(view: DossierView, now: datetime) -> Tone:
    """Return the colour of how a dossier stands."""
    match view.row.timeliness:
        case Timeliness.OVERDUE | Timeliness.LATE:
            return Tone.LATE
        case Timeliness.IN_TIME:
            tone = due_tone(view.row, now)
            return Tone.OK if tone is Tone.NORMAL else tone
        case _:
            return Tone.OK


def holder_now(view: DossierView, now: datetime) -> str:
    """Return who has the papers, and where they are going."""
    moving = [step for step in view.custody if step.state is HandoffItemState.SENT]
    if not moving:
        return holder_words(view.row)
    step = moving[-1]
    lay = brief_span(now - step.sent_at)
    return f"{view.row.holder_name} → đang đi tới {step.to_name} (phiếu {step.number}, {lay})"


def result_words(result: ResultView) -> str:
    """Return what came of a dossier, and who has collected it: a line each."""
    number = f" số {result.document_number}" if result.document_number else ""
    lines = [f"{word_of(result.outcome)}{number}, xong {moment_text(result.resolved_at)}"]
    if result.returned_at is not None:
        how = " (theo ủy quyền)" if result.is_authorised else ""
        lines.append(f"Đã trả {moment_text(result.returned_at)} cho {result.collector_name}{how}")
    return "\n".join(lines)
