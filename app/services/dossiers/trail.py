"""What a dossier left behind: its log in words, its slips, its forms, its result."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session, aliased

from app.models.base import FOREVER
from app.models.custody import Handoff, HandoffItem
from app.models.forms import IssuedForm
from app.models.log import LogDetail, LogEntry
from app.models.office import Unit
from app.models.outcomes import Result
from app.models.people import Officer
from app.services.dossiers.people_columns import COLUMN_WORDS
from app.services.dossiers.records import CustodyStep, FormLine, ResultView, TimelineStep
from app.services.ledger.details import ERASED_ACT, PINNED, joined
from app.services.ledger.visibility import FOREIGN_ACT
from app.vocabulary.dossiers import WAITS, Action, Channel, Outcome, PaymentKind, PostDirection
from app.vocabulary.people import GuardedAct
from app.vocabulary.reports import LateReason
from app.wording import buttons, headings
from app.wording.labels import label
from app.wording.texts import ERASED, moment_text, money_text

# What each log entry says to a person: a title, and its facts in words.

_OTHER_TITLES = {
    "reprint": buttons.PRINT_AGAIN,
    "payment": headings.COLLECT_FEES,
    "fee_receipt": buttons.PRINT_RECEIPT,
    "exempt": headings.FEE_EXEMPTION,
    "payment_voided": "Hủy phiếu thu",
    "posting": "Gửi qua bưu chính",
    "control_slip": buttons.PRINT_CONTROL_SLIP,
    "kept": headings.MOVE_WITHIN_UNIT,
    "late_reason": "Ghi lý do quá hạn",
    "agency_reminded": buttons.REMIND_AGENCY,
    "file_ended": "Bỏ tệp",
    "rated": "Công dân đánh giá",
    "rating_ended": "Bỏ lượt đánh giá nhập sai",
    "result_electronic": "Ghi kết quả bản điện tử",
    "result_on_paper": "Ghi kết quả bản giấy",
    FOREIGN_ACT: "Đơn vị khác mở xem",
    ERASED_ACT: label(GuardedAct.ERASE),
}


UNTOLD = frozenset({"file_added", "file_seen"})
"""Acts of the log that are no step of a dossier: its files say by themselves who added them."""
_UNKNOWN = "Việc khác"
"""What a newer program logged and this one has no word for."""


def title_of(act: str) -> str:
    """Return the Vietnamese name of a logged act."""
    if act in _OTHER_TITLES:
        return _OTHER_TITLES[act]
    return label(Action(act)) if act in _ACTS else _UNKNOWN


def detail_of(act: str, facts: Mapping[str, Any]) -> str:
    """Return an entry's facts as one line of words, what it is about first; codes are left out."""
    keys = sorted(facts, key=lambda key: _PLACES.get(key, len(_PLACES)))
    parts = [text for key in keys if facts[key] and (text := _words(act, key, facts))]
    return " · ".join(parts)


def _words(act: str, key: str, facts: Mapping[str, Any]) -> str:
    value = facts[key]
    if act in _SILENT.get(key, frozenset()) or (key in _ONLY and act not in _ONLY[key]):
        return ""
    if key == "note" and value == _joined(facts.get("items", ())):
        return ""
    if key == "due" and facts.get("apology_due"):
        return ""
    if key in _SAID:
        return _SAID[key](value)
    return f"{_PREFIXES[key]} {value}" if key in _PREFIXES and isinstance(value, str) else ""


def _joined(items: Sequence[str]) -> str:
    return "; ".join(items)


def _changed(columns: Sequence[str]) -> str:
    words = dict.fromkeys(COLUMN_WORDS[name] for name in columns if name in COLUMN_WORDS)
    return f"đã sửa {', '.join(words)}" if words else ""


_ACTS = frozenset(Action)
_SILENT: Mapping[str, frozenset[str]] = {"case": frozenset({Action.CORRECT})}
"""Facts that an act keeps as a row's number."""
_ONLY: Mapping[str, frozenset[str]] = {
    "channel": frozenset({Action.REGISTER}),
    "due": frozenset(
        {
            Action.REGISTER,
            Action.CORRECT,
            Action.EXTEND,
            Action.RESCHEDULE,
            *(answer for _, answer in WAITS.values()),
        }
    ),
}
"""Facts that are news only where these acts say them; every act logs the date that holds."""
_SAID: Mapping[str, Callable[[Any], str]] = {
    "due": lambda value: f"hẹn {moment_text(datetime.fromisoformat(value))}",
    "apology_due": lambda value: (
        f"hẹn lại {moment_text(datetime.fromisoformat(value))}, hồ sơ vẫn tính quá hạn"
    ),
    "outcome": lambda value: label(Outcome(value)),
    "document": lambda value: f"số {value}",
    "channel": lambda value: label(Channel(value)).lower(),
    "slip": lambda value: f"phiếu {value}",
    "amount_vnd": money_text,
    "paid_vnd": money_text,
    "copy": lambda value: f"bản {value}",
    "payment": lambda value: label(PaymentKind(value)).lower(),
    "fee_before_vnd": lambda value: f"từ {money_text(value)}",
    "new_fee_vnd": lambda value: f"còn {money_text(value)}",
    "direction": lambda value: label(PostDirection(value)).lower(),
    "waybill": lambda value: f"số hiệu {value}",
    "edition": lambda value: f"in lần {value}",
    "late_reason": lambda value: label(LateReason(value)).lower(),
    "items": lambda value: f"gồm: {_joined(value)}",
    "changed": _changed,
    PINNED: lambda _hash: ERASED,
    "papers_back": lambda _yes: "đã trả giấy tờ cho công dân",
    "authorised": lambda _yes: "người nhận được ủy quyền",
    "by_post": lambda _yes: "gửi qua bưu chính",
}
_PREFIXES = {
    "keeper": "người giữ",
    "place": "nơi để",
    "to": "tới",
    "by": "người nhận",
    "reason": "lý do:",
    "ground": "căn cứ:",
    "note": "ghi chú:",
    "case": "trường hợp",
    "replaces": "thay giấy số",
    "number": "số",
    "file": "tệp",
    "form": "số",
    "approver": "người duyệt:",
    "special_law": "dừng thời hạn theo",
    "unit": "nơi nhận",
    "opener": "đơn vị mở",
    "carrier": "qua",
    "competent": "thẩm quyền của",
    "exempt_ground": "miễn, giảm:",
}
_PLACES = {
    key: place
    for place, key in enumerate(
        (
            *(
                "file",
                "form",
                "number",
                "slip",
                "to",
                "unit",
                "opener",
                "by",
                "outcome",
                "document",
                "case",
            ),
            *("channel", "competent", "items", "note", "reason", "changed", "ground"),
            *(
                "exempt_ground",
                "approver",
                "special_law",
                "papers_back",
                "authorised",
                "by_post",
                "replaces",
            ),
            *("fee_before_vnd", "new_fee_vnd", "amount_vnd", "paid_vnd", "payment"),
            *("direction", "waybill", "carrier", "copy", "edition", "apology_due", "due"),
        )
    )
}


_LATE_AFTER_SECONDS = 120


def timeline_of(session: Session, dossier_id: int) -> tuple[TimelineStep, ...]:
    """Return the acts on a dossier in the order they happened."""
    rows = session.execute(
        select(
            LogEntry,
            LogDetail.facts.label("personal"),
            Officer.name.label("officer_name"),
            Unit.name.label("unit_name"),
        )
        .join(Officer, Officer.id == LogEntry.officer_id)
        .join(Unit, Unit.id == Officer.unit_id)
        .outerjoin(
            LogDetail,
            and_(LogDetail.unit_id == LogEntry.unit_id, LogDetail.seq == LogEntry.seq),
        )
        .where(LogEntry.dossier_id == dossier_id, LogEntry.act.not_in(UNTOLD))
        .order_by(LogEntry.happened_at, LogEntry.seq)
    )
    return tuple(_step(row) for row in rows)


def custody_of(session: Session, dossier_id: int) -> tuple[CustodyStep, ...]:
    """Return the slips a dossier went on, oldest first."""
    giver, receiver = aliased(Unit), aliased(Unit)
    rows = session.execute(
        select(Handoff, HandoffItem, giver.name, receiver.name, Officer.name)
        .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
        .join(giver, giver.id == Handoff.from_id)
        .join(receiver, receiver.id == Handoff.to_id)
        .join(Officer, Officer.id == Handoff.sent_by)
        .where(HandoffItem.dossier_id == dossier_id)
        .order_by(Handoff.id)
    )
    return tuple(
        CustodyStep(
            number=handoff.number,
            from_name=from_name,
            to_name=to_name,
            sent_at=handoff.sent_at,
            sender_name=sender,
            state=item.state,
            closed_at=None if item.closed_at == FOREVER else item.closed_at,
            receiver_name=item.receiver_name,
            reason=item.reason,
        )
        for handoff, item, from_name, to_name, sender in rows
    )


def forms_of(session: Session, dossier_id: int) -> tuple[FormLine, ...]:
    """Return the forms issued for a dossier, newest first."""
    rows = session.execute(
        select(IssuedForm).where(IssuedForm.dossier_id == dossier_id).order_by(IssuedForm.id.desc())
    ).scalars()
    return tuple(
        FormLine(
            form_id=row.id,
            kind=row.kind,
            title=label(row.kind),
            number=row.number,
            issued_at=row.issued_at,
            copy_count=row.copy_count,
            is_void=row.voided_at is not None,
        )
        for row in rows
    )


def result_of(session: Session, dossier_id: int) -> ResultView | None:
    """Return what was decided and who collected it; None while nothing is."""
    row = session.get(Result, dossier_id)
    if row is None:
        return None
    return msgspec.convert(row, ResultView, from_attributes=True)


def _step(row: Row[*tuple[Any, ...]]) -> TimelineStep:
    entry: LogEntry = row[0]
    facts = joined(entry.facts, row.personal)
    late_by = (entry.entered_at - entry.happened_at).total_seconds()
    return TimelineStep(
        act=entry.act,
        title=title_of(entry.act),
        officer_name=row.officer_name,
        unit_name=row.unit_name,
        happened_at=entry.happened_at,
        entered_at=entry.entered_at,
        detail=detail_of(entry.act, facts),
        is_late_entry=late_by > _LATE_AFTER_SECONDS,
    )
