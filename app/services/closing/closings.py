"""Closing a day and opening it again: figures frozen, signed, printed; nothing enters a closed day.

A day may be closed once it has begun. Its figures are those of its end: from the closing on nothing
can happen in it, so they are known before midnight. A closing closes every earlier day too.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

import msgspec
from sqlalchemy import func, select

from app.clock import local_date
from app.errors import ConflictError, InvalidInputError, RuleBrokenError
from app.models.exchange import PeerKey
from app.models.forms import OfficeKey, PublicKey
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.periods import DayClosing
from app.models.stored import stored_hex, stored_json
from app.services.access.approvals import require_answerable, take_approval
from app.services.closing.closing_state import closing_standing, still_waiting
from app.services.closing.frozen import (
    FrozenDay,
    SignedClosing,
    frozen_summary,
    frozen_text,
    signed_bytes,
)
from app.services.closing.records import (
    BeforeClosing,
    Closed,
    ClosingPreview,
    ClosingStanding,
    Reopened,
)
from app.services.exchange.key_card import KeyCard
from app.services.exchange.peers import office_card
from app.services.figures.period import Period, period_of, reopened_lines
from app.services.figures.summaries import summary_of
from app.services.forms.issuing import (
    Issued,
    issue_signed,
    letterhead,
    next_number,
    qr_fields,
)
from app.services.forms.keys import SigningKey
from app.services.forms.records import DayClosingData, QrFields, WaitingCounts
from app.services.ledger.closed_days import closed_sentence
from app.services.ledger.records import Actor, LogMark
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.office.calendar import CalendarCache
from app.text import clean
from app.vocabulary.forms import FormKind
from app.vocabulary.people import GuardedAct, Role
from app.vocabulary.reports import GroupBy
from app.wording import buttons, sentences
from app.wording.labels import label
from app.wording.texts import day_text

CLOSED: Final = "day_closed"
REOPENED: Final = "day_reopened"
SEQ_MASK: Final = 0xFFFFFF
"""What a sheet's QR keeps of the number of its log entry."""


class Closings:
    """Previews, closes and opens days again; tells which are closed."""

    def __init__(
        self, transactions: Transactions, calendars: CalendarCache, key: SigningKey
    ) -> None:
        self._tx = transactions
        self._calendars = calendars
        self._key = key

    def standing(self, actor: Actor, day: date) -> ClosingStanding:
        """Return which days are closed and which are not, and how `day` stands."""
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            calendar = self._calendars.load(reading.session, actor.office_id)
            return closing_standing(reading, calendar, day)

    def preview(self, actor: Actor, day: date) -> ClosingPreview:
        """Return the day's figures, what still waits, and the sheet as it would be printed.

        Raises InvalidInputError (`day`) for a day outside the program's calendar.
        """
        with self._tx.read(actor, Right.CLOSE_DAY) as reading:
            period = _at_its_end(reading, day)
            summary = summary_of(reading, period)
            frozen = frozen_summary(reading, period, summary)
            waiting = still_waiting(reading.session, period)
            return ClosingPreview(
                summary=summary,
                waiting=waiting,
                sheet=_sheet(reading, frozen, waiting, _next_ordinal(reading, day)),
                digest=digest(frozen_text(frozen)),
                refusal=_refusal(reading, day),
            )

    def close(self, actor: Actor, day: date, *, seen: str = "") -> Closed:
        """Freeze, sign and print `day`; nothing more is entered up to its end.

        `seen` is the digest of the preview a person decided by: ConflictError where another desk
        has changed the figures since. Raises RuleBrokenError for a day that is closed or has not
        begun, or whose figures do not add up.
        """
        with self._tx.write(actor, Right.CLOSE_DAY) as work:
            reason = _refusal(work, day)
            if reason:
                raise RuleBrokenError(reason)
            period = _at_its_end(work, day)
            frozen = frozen_summary(work, period, summary_of(work, period))
            text = frozen_text(frozen)
            if seen and seen != digest(text):
                raise ConflictError(
                    f"Số liệu ngày {day_text(day)} vừa thay đổi ở quầy khác. Hãy xem lại số liệu "
                    "mới rồi khóa."
                )
            waiting = still_waiting(work.session, period)
            sheet = _sheet(work, frozen, waiting, _next_ordinal(work, day))
            return self._store(work, sheet, text)

    def reopen(self, actor: Actor, day: date, reason: str, approval_id: int) -> Reopened:
        """Open `day` and every later closed day again, by two people.

        `approval_id` is of REOPEN_DAY with the day (ISO) as its subject. What was closed stays to
        be seen. Raises InvalidInputError (`reason`), RuleBrokenError for a day that is not closed,
        NotAllowedError without the second person.
        """
        with self._tx.write(actor, Right.CLOSE_DAY) as work:
            words = clean(reason, "reason", limit=500)
            if not words:
                raise InvalidInputError("reason", sentences.NO_REOPEN_REASON)
            closings = _in_force_from(work, day)
            if not closings:
                raise RuleBrokenError(f"Ngày {day_text(day)} chưa khóa nên không cần mở lại.")
            second = take_approval(work, approval_id, GuardedAct.REOPEN_DAY, day.isoformat())
            require_answerable(work, second, buttons.REOPEN_DAY)
            for closing in closings:
                closing.reopened_at, closing.reopened_by = work.now, actor.officer_id
                closing.reopened_with, closing.reopen_reason = second.approved_by, words
            days = tuple(closing.day for closing in closings)
            said = [f"{closing.day.isoformat()}/{closing.ordinal}" for closing in closings]
            work.log(
                REOPENED,
                {
                    "day": day.isoformat(),
                    "closings": said,
                    "reason": words,
                    "second": second.approved_by,
                },
            )
            return Reopened(days=days, second_name=second.name)

    def _store(self, work: Work, sheet: DayClosingData, text: str) -> Closed:
        number = next_number(work, FormKind.DAY_CLOSING, work.now)
        facts = {
            "day": sheet.day.isoformat(),
            "ordinal": sheet.ordinal,
            "form": number.text,
            "sha256": digest(text),
        }
        mark = work.log(CLOSED, facts)
        fields = self._fields(work, mark)
        entered = replace(sheet, log_seq=mark.seq, chain_head=mark.head.hex())
        whole, issued = issue_signed(work, number, entered, fields, self._key)
        self._keep(work, whole, text, issued)
        return Closed(
            day=sheet.day,
            ordinal=sheet.ordinal,
            sheet=whole,
            form_id=issued.form_id,
            job_id=issued.job_id,
        )

    def _fields(self, work: Work, mark: LogMark) -> QrFields:
        return qr_fields(
            self._key,
            FormKind.DAY_CLOSING,
            mark,
            unit_id=work.actor.office_id,
            number=mark.seq & SEQ_MASK,
            at=work.now.replace(second=0, microsecond=0),
        )

    def _keep(self, work: Work, sheet: DayClosingData, text: str, issued: Issued) -> None:
        signed = SignedClosing(
            unit_code=sheet.head.unit_code,
            day=sheet.day,
            ordinal=sheet.ordinal,
            figures=text,
            log_seq=sheet.log_seq,
            chain_head=sheet.chain_head,
        )
        work.session.add(
            DayClosing(
                unit_id=work.actor.office_id,
                day=sheet.day,
                ordinal=sheet.ordinal,
                closed_at=work.now,
                closed_by=work.actor.officer_id,
                figures=text,
                log_seq=sheet.log_seq,
                chain_head=sheet.chain_head,
                key_id=self._key.key_id,
                signature=self._key.sign(signed_bytes(signed)).hex(),
                form_id=issued.form_id,
            )
        )
        work.session.flush()


def _at_its_end(reading: Reading, day: date) -> Period:
    period = period_of(reading.actor.office_id, day, day, reading.now)
    return replace(period, as_of=period.end)


def _refusal(reading: Reading, day: date) -> str:
    """Return why `day` cannot be closed now, "" where it can."""
    if day > local_date(reading.now):
        return f"Ngày {day_text(day)} chưa đến nên chưa khóa được."
    if _closings_of(reading, day, is_in_force=True):
        at = _at_its_end(reading, day).start
        return closed_sentence(reading.session, reading.actor.office_id, at, day)
    return ""


def _closings_of(reading: Reading, day: date, *, is_in_force: bool = False) -> int:
    statement = select(func.count()).where(
        DayClosing.unit_id == reading.actor.office_id, DayClosing.day == day
    )
    if is_in_force:
        statement = statement.where(DayClosing.reopened_at.is_(None))
    return reading.session.execute(statement).scalar_one()


def _next_ordinal(reading: Reading, day: date) -> int:
    return _closings_of(reading, day) + 1


def _in_force_from(work: Work, day: date) -> Sequence[DayClosing]:
    return work.session.scalars(
        select(DayClosing)
        .where(
            DayClosing.unit_id == work.actor.office_id,
            DayClosing.day >= day,
            DayClosing.reopened_at.is_(None),
        )
        .order_by(DayClosing.day)
    ).all()


def _sheet(
    reading: Reading, frozen: FrozenDay, waiting: BeforeClosing, ordinal: int
) -> DayClosingData:
    """Return the sheet without number, log and signature."""
    office_id = reading.actor.office_id
    return DayClosingData(
        head=letterhead(reading.session.get_one(Unit, office_id)),
        number="",
        day=frozen.day,
        ordinal=ordinal,
        closed_at=reading.now,
        officer_name=reading.actor.name,
        total=frozen.total,
        agencies=frozen.groups[GroupBy.AGENCY],
        fields=frozen.groups[GroupBy.FIELD],
        books=frozen.books,
        cash=frozen.cash,
        waiting=WaitingCounts(
            on_the_way=waiting.on_the_way,
            unaccepted_slips=len(waiting.slips),
            print_jobs=waiting.print_jobs,
        ),
        reopenings=reopened_lines(reading.session, office_id, frozen.day, frozen.day),
        newly_trusted=tuple(_newly_trusted(reading)),
    )


def _newly_trusted(reading: Reading) -> Iterator[str]:
    """Yield the public keys, other units' keys and roles given since the closing before."""
    office_id, run = reading.actor.office_id, reading.session.execute
    before = run(
        select(DayClosing.closed_at, DayClosing.log_seq)
        .where(DayClosing.unit_id == office_id)
        .order_by(DayClosing.log_seq.desc())
        .limit(1)
    ).first()
    closed_at, closed_seq = (_BEFORE_ALL, 0) if before is None else before
    keys = select(PublicKey.key_id, PublicKey.station, PublicKey.public_key).where(
        PublicKey.unit_id == office_id, PublicKey.made_at > closed_at
    )
    unit = reading.session.get_one(Unit, office_id)
    for row in run(keys.order_by(PublicKey.key_id)):
        card = KeyCard(unit.code, unit.name, unit.level, stored_hex(row.public_key))
        yield f"khóa ký số {row.key_id} ({row.station}), dấu vân tay {card.fingerprint}"
    offices = select(OfficeKey).where(OfficeKey.unit_id == office_id, OfficeKey.made_at > closed_at)
    for key in reading.session.scalars(offices.order_by(OfficeKey.key_id)):
        said = office_card(reading.session, key).fingerprint
        yield f"khóa đơn vị số {key.key_id} ({key.station}), dấu vân tay {said}"
    peers = select(PeerKey.code, PeerKey.fingerprint, PeerKey.is_office).where(
        PeerKey.confirmed_at > closed_at
    )
    for code, said, is_office in run(peers.order_by(PeerKey.id)):
        yield f"{'khóa đơn vị' if is_office else 'khóa'} của đơn vị {code}, dấu vân tay {said}"
    given = select(LogEntry.facts).where(
        LogEntry.unit_id == office_id, LogEntry.seq > closed_seq, LogEntry.act.in_(_GIVES_ROLES)
    )
    for facts in run(given.order_by(LogEntry.seq)).scalars():
        account = stored_json(facts, _Account)
        roles = ", ".join(label(role).lower() for role in account.roles) or "không còn vai trò"
        yield f"tài khoản {account.login}: {roles}"


_GIVES_ROLES: Final = ("account_added", "account_roles_changed")
_BEFORE_ALL: Final = datetime.min.replace(tzinfo=UTC)


class _Account(msgspec.Struct):
    """What the log says of an account that was given its roles."""

    login: str
    roles: tuple[Role, ...] = ()


def digest(text: str) -> str:
    """Return what stands in the log for a day's figures: their SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()
