"""Whether locked periods still say what they were locked with: `motcua check` asks it."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final

import msgspec
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.errors import RuleBrokenError
from app.models.forms import PublicKey
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.periods import PeriodLock
from app.models.stored import stored_hex
from app.services.closing.closings import digest
from app.services.figures.period import Period, period_of
from app.services.ledger.chain import Since
from app.services.periods.counting import figures_in
from app.services.periods.locks import is_period_signed, read_frozen, signed_of
from app.services.periods.periods import LOCKED, REOPENED
from app.services.periods.records import PeriodFigures, Sections
from app.services.petitions.figures import PetitionFigures, petition_figures_in
from app.services.publishing.counts import published_in
from app.services.ratings.figures import RatingFigures
from app.services.ratings.figures import figures_in as rating_figures_in
from app.services.registers.counting import figures_in as register_figures_in
from app.wording import nouns

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

# The frozen sections of a locked period counted again: they must come to the same for ever.
#
# What was frozen before late entries were counted anywhere (`late…` None) followed another rule:
# it
# stands as it was signed and is not compared. The evaluation reads the catalogue and the calendar
# as
# they are now, so it is not counted again.


def changed_sections(session: Session, period: Period, then: Sections) -> Iterator[str]:
    """Yield, in words, what of a locked period is not what was frozen; `period` as at its end."""
    told = then.petitions.late_received is not None
    if told and _is_other(_petitions(session, period), then.petitions):
        yield nouns.PETITIONS
    registers = then.registers
    if registers.late is not None and _is_other(
        register_figures_in(session, period.office_id, period), registers
    ):
        yield "sổ theo dõi (kiểm tra, văn bản, truyền thông, trang bị)"
    days = (period.first_day, period.last_day, period.last_day)
    published = then.published
    if published.late is not None and _is_other(
        published_in(session, period.office_id, *days), published
    ):
        yield "công bố danh mục thủ tục"
    if then.ratings.late is not None and _is_other(
        _bare(rating_figures_in(session, period)), _bare(then.ratings)
    ):
        yield "đánh giá của công dân"


def _is_other(now: "DataclassInstance | None", then: "DataclassInstance") -> bool:
    """Say whether a section comes to something else; what an older record does not tell may."""
    untold = {each.name: None for each in fields(then) if getattr(then, each.name) is None}
    return now is None or replace(now, **untold) != then


def _bare(ratings: RatingFigures) -> RatingFigures:
    """Return what must count the same for ever: without names of officers, agencies, reasons."""
    return replace(ratings, by_officer=(), by_agency=(), by_reason=())


def _petitions(session: Session, period: Period) -> PetitionFigures | None:
    try:
        return petition_figures_in(session, period)
    except RuleBrokenError:
        return None


_ROWS: Final[Select[PeriodLock, str, str | None, str | None]] = (
    select(PeriodLock, Unit.code, LogEntry.hash, PublicKey.public_key)
    .join(Unit, Unit.id == PeriodLock.unit_id)
    .outerjoin(
        LogEntry,
        (LogEntry.unit_id == PeriodLock.unit_id) & (LogEntry.seq == PeriodLock.log_seq),
    )
    .outerjoin(PublicKey, PublicKey.key_id == PeriodLock.key_id)
    .order_by(PeriodLock.unit_id, PeriodLock.log_seq)
)
_TOLD: Final = (
    select(LogEntry.unit_id, LogEntry.seq, LogEntry.act, LogEntry.facts)
    .where(LogEntry.act.in_((LOCKED, REOPENED)))
    .order_by(LogEntry.unit_id, LogEntry.seq)
)


def period_problems(session: Session, since: Since | None = None) -> Iterator[str]:
    """Yield one Vietnamese sentence for each lock that is not as it was signed and frozen.

    The figures of a period that was opened again are not compared: they may have changed since.
    With `since`, only those of that part of the log are looked at.
    """
    rows = _ROWS if since is None else _ROWS.where(LogEntry.id >= since.first_id)
    for lock, code, head, public_key in session.execute(rows).all():
        named = _named(lock.key, lock.ordinal)
        signed = signed_of(lock, code)
        if public_key is None or not is_period_signed(
            signed, lock.signature, stored_hex(public_key)
        ):
            yield f"{named}: chữ ký không đúng với số liệu đã khóa."
            continue
        if head != lock.chain_head:
            yield f"{named}: nhật ký không còn dòng số {lock.log_seq} đã ký theo."
        if lock.reopened_at is None:
            yield from _changed(session, lock, named)


class _Facts(msgspec.Struct):
    """What the entries of locks say, each in its way."""

    period: str
    ordinal: int = 0
    sha256: str = ""
    locks: tuple[str, ...] = ()


def period_log_problems(session: Session) -> Iterator[str]:
    """Yield one Vietnamese sentence for each lock of which log and table differ."""
    locked: dict[tuple[int, str], tuple[int, str]] = {}
    reopened: set[tuple[int, str]] = set()
    for unit_id, seq, act, raw in session.execute(_TOLD):
        try:
            facts = msgspec.json.decode(raw, type=_Facts)
        except msgspec.DecodeError:
            yield f"Dòng {seq} của nhật ký nói về khóa kỳ báo cáo nhưng không đọc được."
            continue
        if act == LOCKED:
            locked[unit_id, f"{facts.period}/{facts.ordinal}"] = (seq, facts.sha256)
        else:
            reopened.update((unit_id, one) for one in facts.locks)
    for row in session.scalars(select(PeriodLock).order_by(PeriodLock.id)):
        name = (row.unit_id, f"{row.key}/{row.ordinal}")
        told = locked.pop(name, None)
        is_undone = row.reopened_at is not None
        if told != (row.log_seq, digest(row.figures)) or is_undone != (name in reopened):
            yield f"{_named(row.key, row.ordinal)}: nhật ký không kể như trong kho."
    for (_unit, name_of), (seq, _sha256) in locked.items():
        yield f"Kho không còn lần khóa kỳ {name_of} mà dòng {seq} của nhật ký có kể."


def _changed(session: Session, lock: PeriodLock, named: str) -> Iterator[str]:
    """Count the period again and say whether it is otherwise than it was frozen."""
    try:
        then = read_frozen(lock.figures)
    except msgspec.DecodeError:
        yield f"{named}: không đọc được số liệu đã khóa."
        return
    period = period_of(lock.unit_id, lock.first_day, lock.last_day, lock.end_at)
    now = figures_in(session, then.period, period)
    if _without_extras(then) != _without_extras(now):
        yield f"{named}: số liệu hồ sơ tính lại khác với số liệu đã khóa."
    if then.sections is not None:
        for what in changed_sections(session, period, then.sections):
            yield f"{named}: số liệu {what} tính lại khác với số liệu đã khóa."


def _without_extras(figures: PeriodFigures) -> PeriodFigures:
    """Return what must count the same for ever: without names and later reasons."""
    agencies = [replace(row, name="") for row in figures.agencies]
    return PeriodFigures(
        period=figures.period,
        unit_code="",
        unit_name="",
        as_of=figures.as_of,
        total=figures.total,
        rows=figures.rows,
        agencies=tuple(sorted(agencies, key=lambda row: row.code)),
    )


def _named(key: str, ordinal: int) -> str:
    return f"Lần khóa {ordinal} kỳ {key}"
