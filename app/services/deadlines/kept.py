"""A printed due date stands, whatever the calendar says since."""

from dataclasses import replace
from datetime import UTC, datetime

from app.services.deadlines.counting import moment
from app.services.deadlines.due import DueDate
from app.services.deadlines.phrases import moment_text
from app.services.deadlines.steps import Step, due_step


def keep(result: DueDate, promised: datetime | None) -> DueDate:
    """Return `result` with the due instant that was `promised` (aware; None: none was).

    Unchanged where it is the one counted. Else the explanation says what the calendar of today
    would give and that the date printed stands, then ends with that date. The warnings of
    unconfirmed years stay: they tell why the two may differ.
    """
    if promised is None or promised == result.due_at:
        return result
    stands = moment(promised)
    if result.due_at is None:
        today = "Theo quy định hiện nay không còn ngày hẹn"
    else:
        today = f"Theo lịch hiện nay thì hẹn lúc {moment_text(moment(result.due_at))}"
    text = f"{today}; ngày hẹn đã in là {moment_text(stands)} nên giữ nguyên ngày đã in."
    return replace(
        result,
        due_at=promised.astimezone(UTC),
        steps=(*result.steps[:-1], Step(stands.day, text), due_step(stands)),
        summary=f"{result.summary}; giữ ngày đã in, hẹn {stands.day:%d/%m/%Y}",
    )
