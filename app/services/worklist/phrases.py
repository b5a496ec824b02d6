"""What the work list says of a dossier: one Vietnamese phrase a reason, the worst first."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.clock import local_date, to_local
from app.services.deadlines.counting import working_time_between
from app.services.deadlines.due import handover_due
from app.services.deadlines.judging import warn_from
from app.services.worklist.facts import DossierNames, Facts
from app.services.worklist.kinds import WorklistRules, late_as_of, waits_since
from app.vocabulary.dossiers import ReturnBy, WorkKind
from app.wording import prompts
from app.wording.labels import label
from app.wording.texts import late_text, time_text

_HOUR = timedelta(hours=1)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a phrase is made of; `since` is from when the dossier waits as its kind says."""

    facts: Facts
    names: DossierNames
    rules: WorklistRules
    since: datetime

    @property
    def now(self) -> datetime:
        return self.rules.now

    @property
    def due_at(self) -> datetime:
        return self.facts.due_at or self.now


def text_of(
    kinds: Sequence[WorkKind], facts: Facts, names: DossierNames, rules: WorklistRules
) -> str:
    """Return all that `kinds` say of the dossier, as one line."""
    said = [
        _PHRASES[kind](_Told(facts=facts, names=names, rules=rules, since=waits_since(kind, facts)))
        for kind in kinds
    ]
    text = "; ".join(said)
    return text[:1].upper() + text[1:]


def _late(told: _Told) -> str:
    facts = told.facts
    said = lowered(late_text(told.since, late_as_of(facts, told.now)))
    if facts.apologised_until is not None:
        said += f", đã xin lỗi và hẹn lại {at_text(facts.apologised_until, told.now)}"
    if facts.paused_at is None:
        return said
    return f"{said} trước khi tạm dừng ({lowered(label(facts.status))})"


def _step_late(told: _Told) -> str:
    return f"{told.names.holder} giữ quá bước {_worked(told.since, told.rules)}"


def _due_today(told: _Told) -> str:
    return f"hết hạn hôm nay {time_text(told.due_at)}"


def _reminded(told: _Told) -> str:
    return f"Bộ phận Một cửa nhắc {at_text(told.since, told.now)}: công dân đã hỏi"


def _near_due(told: _Told) -> str:
    said = f"hết hạn {at_text(told.due_at, told.now)}"
    if told.facts.was_extended:
        return f"{said}, đã hẹn lại một lần"
    warn_at = warn_from(told.due_at, told.rules.calendar)
    when = f"trước {at_text(warn_at, told.now)}" if told.now < warn_at else "ngay"
    return f"{said}, không kịp thì xin lỗi {when}"


def _supplement_over(told: _Told) -> str:
    waited, most = _days(told.since, told.now), told.rules.supplement_days
    return f"chờ bổ sung {waited} ngày, quá {most} ngày của đơn vị: đề nghị dừng"


def _handover_due(told: _Told) -> str:
    duty = handover_due(told.facts.received_at, told.rules.calendar)
    return f"chưa chuyển {told.names.agency}, phải chuyển trước {at_text(duty, told.now)}"


def _not_accepted_yet(told: _Told) -> str:
    span = _span(told.now - told.since)
    return f"đã giao {span} chưa ai nhận, phiếu {told.facts.slip} tới {told.names.taker}"


def _waiting_collection(told: _Told) -> str:
    is_fetched = told.names.return_by is ReturnBy.COUNTER
    end = "công dân nhận" if is_fetched else "gửi qua bưu chính"
    return f"có kết quả {_ago(told.since, told.now)}, chờ {end}"


def _papers_to_give_back(told: _Told) -> str:
    where = "chờ trả lại" if told.facts.is_at_office else f"còn ở {told.names.holder}"
    ended = lowered(label(told.facts.status))
    return f"{ended} {_ago(told.since, told.now)}, giấy tờ {where}"


_PHRASES: Mapping[WorkKind, Callable[[_Told], str]] = {
    WorkKind.LATE: _late,
    WorkKind.STEP_LATE: _step_late,
    WorkKind.DUE_TODAY: _due_today,
    WorkKind.REMINDED: _reminded,
    WorkKind.NEAR_DUE: _near_due,
    WorkKind.SUPPLEMENT_OVER: _supplement_over,
    WorkKind.HANDOVER_DUE: _handover_due,
    WorkKind.NOT_ACCEPTED_YET: _not_accepted_yet,
    WorkKind.WAITING_COLLECTION: _waiting_collection,
    WorkKind.PAPERS_TO_GIVE_BACK: _papers_to_give_back,
}


def _worked(since: datetime, rules: WorklistRules) -> str:
    """Return the working time that passed since; out of hours none has, and the instant is said."""
    worked = working_time_between(since, rules.now, rules.calendar)
    if worked >= _HOUR:
        return f"{worked // _HOUR} giờ làm việc"
    if worked >= _MINUTE:
        return f"{worked // _MINUTE} phút làm việc"
    return f"từ {at_text(since, rules.now)}"


def _span(span: timedelta) -> str:
    if span.days:
        return f"{span.days} ngày"
    return f"{span // _HOUR} giờ" if span >= _HOUR else f"{span // _MINUTE} phút"


def _ago(since: datetime, now: datetime) -> str:
    days = _days(since, now)
    return {0: prompts.TODAY, 1: "hôm qua"}.get(days, f"{days} ngày trước")


def _days(since: datetime, now: datetime) -> int:
    return (local_date(now) - local_date(since)).days


def at_text(instant: datetime, now: datetime) -> str:
    """Return "17:00 hôm nay", "17:00 23/11", with its year where that is another."""
    local, today = to_local(instant), local_date(now)
    if local.date() == today:
        return f"{local:%H:%M} hôm nay"
    return f"{local:%H:%M %d/%m}" if local.year == today.year else f"{local:%H:%M %d/%m/%Y}"


def lowered(text: str) -> str:
    """Return a phrase as it goes on within a sentence."""
    return text[:1].lower() + text[1:]
